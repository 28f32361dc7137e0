/// Larger pictures: `[batch, channels, spatial…]` grows by `factor` along each spatial axis (UDL
/// section 10.4.2).
public struct Upsample: Model, Hashable {
  public enum Kind: Hashable, Sendable { case nearest, linear }
  public let factor: Int
  public let kind: Kind

  public init(_ factor: Int = 2, _ kind: Kind = .nearest) {
    self.factor = factor
    self.kind = kind
  }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    kind == .nearest ? x.upsampledNearest(factor) : x.upsampledLinear(factor)
  }
}

/// The elements of each example under another shape: `[batch, …]` to `[batch, shape…]`.
public struct Unflatten: Model, Hashable {
  public let shape: Shape

  public init(_ shape: Shape) {
    self.shape = shape
  }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x.reshaped(Shape([x.shape[0]] + shape.extents))
  }
}
