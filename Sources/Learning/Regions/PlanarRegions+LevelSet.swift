import Geometry

extension PlanarRegions {
  /// The exact lines on which an output has the value `level`, joined across cells.
  ///
  /// On each cell a level set is one straight line, so nothing is sampled. Cells on which the
  /// output is constant contribute nothing.
  public func levelSet(_ level: Double, output: Int = 0) -> [[Point]] {
    // The output is continuous, so its value at a vertex is the same in all the cells around it.
    var values = [Double](repeating: 0, count: vertices.count)
    for cell in cells {
      for corner in cell.corners { values[corner] = cell.outputs[output](vertices[corner]) - level }
    }
    // Crossings are named by the edge they lie on.
    var points: [Point] = []
    var crossings: [Segment: Int] = [:]
    var segments: [Segment] = []
    for cell in cells {
      var ends: [Int] = []
      var previous = cell.corners[cell.corners.count - 1]
      for corner in cell.corners {
        // Zero counts as positive, so a line through a vertex crosses one edge on each side of it.
        if (values[previous] < 0) != (values[corner] < 0) {
          let edge = Segment(min(previous, corner), max(previous, corner))
          let crossing = crossings[edge] ?? points.count
          if crossing == points.count {
            crossings[edge] = crossing
            let t = values[edge.a] / (values[edge.a] - values[edge.b])
            points.append(vertices[edge.a].interpolated(to: vertices[edge.b], t))
          }
          ends.append(crossing)
        }
        previous = corner
      }
      if ends.count == 2 { segments.append(Segment(ends[0], ends[1])) }
    }
    return Self.polylines(joining: segments, points: points)
  }
}
