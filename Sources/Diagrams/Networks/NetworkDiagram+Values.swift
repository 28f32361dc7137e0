import Drawing

/// Numbers on a network's graph: activations, derivatives.
extension NetworkDiagram {
  /// Writes a number into each circle and fills it, orange where the number is positive and steel
  /// blue where it is negative.
  ///
  /// - Parameters:
  ///   - columns: for each column of circles, inputs first, its numbers from the top; `nil`
  ///     leaves the column as it is.
  ///   - largest: the number whose circle has the strongest colour; larger ones have it too.
  public func unitValues(_ columns: [[Double]?], largest: Double) -> NetworkDiagram {
    var diagram = self
    for (names, values) in zip(unitNames, columns) {
      guard let values else { continue }
      for (name, value) in zip(names, values) {
        let strength = 0.65 * min(abs(value) / largest, 1)
        // Formulas are written with hyphens.
        let number = GridWorldPainter.twoDecimals(value).replacing("−", with: "-")
        diagram =
          diagram
          .label(name, number)
          .fill(name, .ground.mixed(with: value < 0 ? .steel : .orange, strength))
      }
    }
    return diagram
  }

  /// Draws every arrow as wide as a number is large that belongs to it.
  ///
  /// - Parameters:
  ///   - largest: the number that has the widest arrow; larger ones have it too.
  ///   - quantity: of the arrow into a layer, 0 for the first hidden one, from a unit of the column
  ///     before it, to one of its own.
  public func arrowQuantities(
    largest: Double, of quantity: (_ layer: Int, _ source: Int, _ target: Int) -> Double
  ) -> NetworkDiagram {
    let names = unitNames
    var quantities: [String: Double] = [:]
    for layer in names.indices.dropLast() {
      for (source, from) in names[layer].enumerated() {
        for (target, to) in names[layer + 1].enumerated() {
          quantities["\(from)→\(to)"] = quantity(layer, source, target)
        }
      }
    }
    return arrowQuantities(quantities, largest: largest)
  }
}
