extension ReLUNetwork {
  /// What a layer gives at every point of a grid over the two inputs, before any ReLU: one surface
  /// for each of its units. The last layer's surfaces are the network's outputs.
  public func surfaces(
    ofLayer index: Int, x: ClosedRange<Double>, y: ClosedRange<Double>, columns: Int = 201,
    rows: Int = 201
  ) throws -> [Surface] {
    guard inputCount == 2 else {
      throw RegionsError("The network has \(inputCount) inputs, not 2; it has no surfaces.")
    }
    precondition(layers.indices.contains(index), "the network has \(layers.count) layers")
    let grid = Surface(x: x, y: y, columns: columns, rows: rows) { _ in 0 }
    let count = columns * rows

    // One plane of values for each unit, layer by layer
    var planes = [[Double](), [Double]()]
    for row in 0..<rows {
      for column in 0..<columns {
        let point = grid.location(column: column, row: row)
        planes[0].append(point.x)
        planes[1].append(point.y)
      }
    }
    for (number, layer) in layers[...index].enumerated() {
      planes = (0..<layer.outputCount).map { unit in
        var sum = [Double](repeating: layer.biases[unit], count: count)
        for input in 0..<layer.inputCount {
          let weight = layer.weights[unit * layer.inputCount + input]
          let source = planes[input]
          for i in 0..<count { sum[i] += weight * source[i] }
        }
        if number < index { for i in 0..<count { sum[i] = max(sum[i], 0) } }
        return sum
      }
    }
    return planes.map { Surface(x: x, y: y, columns: columns, rows: rows, values: $0) }
  }

  /// The network's output over its two inputs.
  public func surface(
    x: ClosedRange<Double>, y: ClosedRange<Double>, output: Int = 0, columns: Int = 201,
    rows: Int = 201
  ) throws -> Surface {
    try surfaces(ofLayer: layers.count - 1, x: x, y: y, columns: columns, rows: rows)[output]
  }
}
