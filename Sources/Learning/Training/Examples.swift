/// Inputs and targets, one example a row of each.
public struct Examples: Hashable, Codable, Sendable {
  public let inputs: Tensor
  public let targets: Tensor

  public init(inputs: Tensor, targets: Tensor) {
    guard inputs.shape.rank > 0, targets.shape.rank > 0, inputs.shape[0] == targets.shape[0] else {
      fatalError("examples: inputs \(inputs.shape) and targets \(targets.shape) differ in number")
    }
    self.inputs = inputs
    self.targets = targets
  }

  /// Examples of one input and one target each.
  public init(x: [Double], y: [Double]) {
    self.init(inputs: Tensor(x, shape: [x.count, 1]), targets: Tensor(y, shape: [y.count, 1]))
  }

  public var count: Int { inputs.shape[0] }
}

/// Which examples a step looks at (UDL section 6.2).
public enum Batch: Hashable, Sendable {
  /// All.
  case full
  /// So many, drawn without replacement: each epoch goes through all examples once.
  case random(Int)
  /// So many, each drawn from all.
  case withReplacement(Int)

  /// The step's part of the examples.
  func pick(_ inputs: Value, _ targets: Value, key: Key, in trace: Trace) -> (Value, Value) {
    let count = inputs.shape[0]
    let rows: Value
    switch self {
    case .full: return (inputs, targets)
    case .random(let size): rows = trace.shuffledBatch(rows: count, size: size, key: key)
    case .withReplacement(let size): rows = trace.integers([size], below: count, key: key)
    }
    return (inputs.gather(rows), targets.gather(rows))
  }
}
