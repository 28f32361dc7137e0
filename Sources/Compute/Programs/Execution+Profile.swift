import CNumerics

extension Execution {
  /// Runs `steps` steps and lists the instructions as `Program.dump` does, with the nanoseconds
  /// that each takes in a step and its share. (The clock itself adds some 20 ns to each.)
  public func profile(steps: Int, routine name: String = "main") -> String {
    let (instructions, routine) = code(of: name)
    let count = routine.instructions.count
    var nanoseconds = [Double](repeating: 0, count: count)
    ln_profile(instructions, Int64(count), &context, Int64(steps), &nanoseconds)
    return program.listing(routine, nanoseconds: nanoseconds.map { $0 / Double(max(steps, 1)) })
  }
}
