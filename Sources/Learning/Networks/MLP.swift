/// A fully connected network with hidden layers of one activation and a linear output (UDL chapter
/// 4).
///
///     MLP([2, 8, 8, 1])   // two inputs, two hidden layers of eight units, one output
public struct MLP: Model, Hashable, Codable {
  /// The widths from the input to the output.
  public let widths: [Int]
  public let activation: Activation

  public init(_ widths: [Int], activation: Activation = .relu) {
    precondition(widths.count >= 2, "a network needs at least an input and an output")
    self.widths = widths
    self.activation = activation
  }

  /// The names of the layers: "layer 1" leads from the input to the first hidden units.
  public var layerNames: [String] { (1..<widths.count).map { "layer \($0)" } }

  private var network: Sequential {
    var layers: [any Model] = []
    for index in 1..<widths.count {
      if index > 1 { layers.append(activation) }
      layers.append(Dense(widths[index - 1], widths[index]))
    }
    return Sequential(layers)
  }

  public var parameters: [Parameter] { network.parameters }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    network(x, parameters, trace)
  }
}
