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
}
