/// A learned vector for each of a number of tokens: `[…]` of token numbers becomes `[…, width]`
/// (UDL section 12.5.2).
public struct Embedding: Model, Hashable {
  public let tokens: Int
  public let width: Int

  public init(_ tokens: Int, width: Int) {
    self.tokens = tokens
    self.width = width
  }

  public var parameters: [Parameter] {
    [Parameter("vectors", [tokens, width], .normal(standardDeviation: 0.1))]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    parameters["vectors"].gather(x)
  }
}
