extension Model {
  /// Parameters to go on from (UDL section 9.3.6): those of `other` wherever a part has the same
  /// name and shape in both, freshly drawn ones elsewhere, as in a new output layer.
  ///
  /// - Parameter scale: what the fresh ones are multiplied by. Features that were trained are
  ///   larger than the weights that a new layer starts with expect, so less than 1 does well; 0
  ///   lets a new last layer learn before it disturbs what is below it.
  public func parameters<Other: Model>(
    copiedFrom other: Fitted<Other>, scale: Float = 1, key: Key
  ) -> Tensor {
    let (own, given) = (layout, other.model.layout)
    var values = own.initial(key).elements.map { scale * $0 }
    for parameter in parameters where given.parameters.contains(where: {
      $0.name == parameter.name && $0.shape == parameter.shape
    }) {
      guard let range = own.range(parameter.name), let source = given.range(parameter.name)
      else { continue }
      values.replaceSubrange(range, with: other.parameters.elements[source])
    }
    return Tensor(values)
  }
}
