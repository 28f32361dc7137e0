import Compute

/// Pairs of one input and one output to fit a model to.
public struct RegressionData: Hashable, Sendable, RandomAccessCollection {
  public struct Pair: Hashable, Sendable {
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

  /// Inputs and outputs as columns, each of shape [count, 1].
  public var columns: (x: Tensor, y: Tensor) {
    (Tensor(inputs, shape: [count, 1]), Tensor(outputs, shape: [count, 1]))
  }

  /// The pairs with these indices, in this order: a mini-batch.
  public func subset(_ indices: some Sequence<Int>) -> RegressionData {
    RegressionData(pairs: indices.map { pairs[$0] })
  }
}
