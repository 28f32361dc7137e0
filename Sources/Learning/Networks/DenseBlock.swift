/// A block of DenseNet (UDL section 11.5.2): each layer sees the channels of all before it, and
/// adds `growth` of its own: `[batch, channels, spatial…]` to `[batch, channels + layers × growth,
/// …]`.
public struct DenseBlock: Model {
  public let layers: [any Model]

  /// `layer` makes the layer that takes so many channels and gives `growth`.
  public init(_ channels: Int, growth: Int, layers count: Int, _ layer: (Int, Int) -> any Model) {
    layers = (0..<count).map { layer(channels + $0 * growth, growth) }
  }

  /// Layers of ReLU and a 3 × 3 convolution.
  public init(_ channels: Int, growth: Int, layers count: Int) {
    self.init(channels, growth: growth, layers: count) {
      Sequential(Activation.relu, Conv2D($0, $1, size: 3, padding: 1))
    }
  }

  public var parameters: [Parameter] {
    layers.enumerated().flatMap { index, layer in
      layer.parameters.map { $0.inside("branch \(index + 1)") }
    }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    layers.enumerated().reduce(x) { x, item in
      let name = "branch \(item.offset + 1)"
      let added = trace.scope(name) { item.element(x, parameters.part(name), trace) }
      return .concatenated([x, added], axis: 1)
    }
  }
}
