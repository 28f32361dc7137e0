/// Pairs of one input and one output to fit a model to.
public struct RegressionData: Hashable, Codable, Sendable, RandomAccessCollection {
  public struct Pair: Hashable, Codable, Sendable {
    public let x: Double
    public let y: Double
  }

  private let pairs: [Pair]

  public init(_ pairs: [(Double, Double)]) {
    self.pairs = pairs.map { Pair(x: $0.0, y: $0.1) }
  }

  private init(pairs: [Pair]) { self.pairs = pairs }

  public var startIndex: Int { 0 }
  public var endIndex: Int { pairs.count }
  public subscript(index: Int) -> Pair { pairs[index] }

  public var inputs: [Double] { pairs.map(\.x) }
  public var outputs: [Double] { pairs.map(\.y) }

  /// The pairs as examples to train on, inputs and targets of shape [count, 1].
  public var examples: Examples { Examples(x: inputs, y: outputs) }

  /// The pairs with these indices, in this order: a mini-batch.
  public func subset(_ indices: some Sequence<Int>) -> RegressionData {
    RegressionData(pairs: indices.map { pairs[$0] })
  }

  /// All mini-batches of the given size, in lexicographic order of their indices.
  public func batches(of size: Int) -> [RegressionData] {
    precondition((1...Swift.max(count, 1)).contains(size), "a batch of \(size) of \(count) pairs")
    var batches: [RegressionData] = []
    var indices = Array(0..<size)
    while true {
      batches.append(subset(indices))
      // The last index that has room moves on by one, and those after it follow it.
      guard let moving = indices.indices.last(where: { indices[$0] < count - size + $0 }) else {
        return batches
      }
      let next = indices[moving] + 1
      for index in moving..<size { indices[index] = next + index - moving }
    }
  }
}
