import Compute

extension ReLUNetwork {
  /// The network that a fully connected model computes with its present parameters.
  ///
  /// - Throws: an error if the model's activation is not the ReLU, or a parameter is not finite.
  public init(_ fitted: Fitted<MLP>) throws {
    guard fitted.model.activation == .relu || fitted.model.widths.count == 2 else {
      throw RegionsError(
        "Only networks of rectified linear units have linear regions; this one's activation is "
          + "\(fitted.model.activation).")
    }
    let names = fitted.model.layerNames
    try self.init(
      weights: names.map(fitted.weights(of:)), biases: names.map(fitted.biases(of:)))
  }
}
