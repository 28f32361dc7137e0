/// Pooling over windows of `size` places along each spatial axis of `[batch, channels, spatial…]`
/// (UDL section 10.4.1).
public struct Pool: Model, Hashable {
  public enum Kind: Hashable, Sendable { case max, mean }
  public let kind: Kind
  public let size: Int
  public let stride: Int

  init(_ kind: Kind, _ size: Int, stride: Int?) {
    self.kind = kind
    self.size = size
    self.stride = stride ?? size
  }

  /// The greatest of each window; windows lie side by side unless `stride` says otherwise.
  public static func max(_ size: Int, stride: Int? = nil) -> Pool {
    Pool(.max, size, stride: stride)
  }
  /// The mean of each window.
  public static func mean(_ size: Int, stride: Int? = nil) -> Pool {
    Pool(.mean, size, stride: stride)
  }

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let axes = Swift.max(x.shape.rank - 2, 0)
    let window = Window(
      kernel: [Int](repeating: size, count: axes), stride: [Int](repeating: stride, count: axes))
    return kind == .max ? x.maxPooled(window) : x.meanPooled(window)
  }
}

/// The mean over all places: `[batch, channels, spatial…]` to `[batch, channels]`.
public struct GlobalMean: Model, Hashable {
  public init() {}
  public var parameters: [Parameter] { [] }
  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x.mean(Array(2..<max(x.shape.rank, 2)))
  }
}
