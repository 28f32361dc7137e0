/// What a model is told when it is traced to be trained: a key for its random layers. It collects
/// parameters that follow statistics of the batch and not the gradient.
public final class TrainingPass {
  let key: Key
  /// The next values of such parameters, by where they start in the flat vector.
  var statistics: [Int: Value] = [:]

  public init(key: Key) {
    self.key = key
  }

  /// The next parameters, once the optimiser has given its own.
  public func settled(_ next: Value) -> Value {
    guard !statistics.isEmpty else { return next }
    var pieces: [Value] = [], mask = [Float](repeating: 0, count: next.shape.count), end = 0
    func gap(to start: Int) {
      if start > end { pieces.append(next.constant(0).broadcast(to: [start - end])) }
    }
    for (start, value) in statistics.sorted(by: { $0.key < $1.key }) {
      gap(to: start)
      pieces.append(value.detached())
      end = start + value.shape.count
      for place in start..<end { mask[place] = 1 }
    }
    gap(to: next.shape.count)
    return .select(next.constant(Tensor(mask)), .concatenated(pieces), next)
  }
}
