/// A residual block: the input plus what a branch makes of it (UDL equation 11.4).
public struct Residual: Model {
  public let branch: any Model

  public init(_ layers: any Model...) {
    branch = Sequential(layers)
  }

  public var parameters: [Parameter] { branch.parameters }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x + branch(x, parameters, trace)
  }
}
