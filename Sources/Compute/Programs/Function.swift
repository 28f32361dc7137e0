/// A program that maps tensors to tensors, compiled for fixed shapes.
///
///     let f = try Function([[3], [3]]) { x in [(x[0] * x[1]).sum()] }
///     f([[1, 2, 3], [4, 5, 6]])[0].scalar  // 32
public final class Function {
  private let execution: Execution
  private let count: Int

  /// Traces `body` for inputs of the given shapes.
  ///
  /// - Throws: `ShapeError` where shapes don't fit.
  public init(_ shapes: [Shape], _ body: ([Value]) throws -> [Value]) throws {
    var count = 0
    let program = try Program { trace in
      let results = try body(
        shapes.enumerated().map { trace.input("input \($0.offset)", $0.element) })
      for (index, result) in results.enumerated() { trace.output("output \(index)", result) }
      count = results.count
    }
    self.count = count
    execution = Execution(program)
  }

  public func callAsFunction(_ inputs: [Tensor]) -> [Tensor] {
    for (index, input) in inputs.enumerated() { execution["input \(index)"] = input }
    // Nothing is checked, so nothing throws.
    try? execution.run()
    return (0..<count).map { execution["output \($0)"] }
  }
}
