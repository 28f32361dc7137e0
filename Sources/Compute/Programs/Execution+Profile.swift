import CNumerics

extension Execution {
  /// Runs `steps` steps and tells what each instruction took, in nanoseconds a step, slowest first.
  /// (The clock itself adds some 20 ns to each.)
  public func profile(steps: Int, routine: String = "main") -> String {
    let (name, instructions, count, titles) = code(of: routine)
    var nanoseconds = [Double](repeating: 0, count: count)
    ln_profile(instructions, Int64(count), &context, Int64(steps), &nanoseconds)
    let lines = zip(nanoseconds, titles).sorted { $0.0 > $1.0 }.map { time, title in
      "  \(Int((time / Double(steps)).rounded())) ns  \(title)"
    }
    return ([name] + lines).joined(separator: "\n")
  }
}
