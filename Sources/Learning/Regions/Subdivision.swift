/// A box cut into convex polygons along the lines where units of a network switch on or off.
///
/// Works in coordinates that run from -1 to 1 along both sides of the box, so that tolerances mean
/// the same for every box. A network is continuous, so the pre-activations belong to the vertices
/// and not to the polygons: every decision is made once for a vertex or an edge, and the polygons
/// on both sides follow it. They therefore share all their vertices, with no gap between them.
struct Subdivision {
  /// A crossing closer to an end of its edge than this is taken to be at the end.
  static let snapDistance = 1e-11

  var u: [Double] = [-1, 1, 1, -1]
  var v: [Double] = [-1, -1, 1, 1]
  /// The corners of each polygon, in order around it.
  var polygons: [[Int]] = [[0, 1, 2, 3]]
  var patterns: [ActivationPattern]

  /// Cuts the box for `network`, whose two inputs are the box's own coordinates.
  init(of network: ReLUNetwork) {
    patterns = [ActivationPattern(count: network.unitCount)]
    // Outputs of the previous layer at each vertex, vertex by vertex.
    var hidden: [Double] = [-1, -1, 1, -1, 1, 1, -1, 1]
    var firstUnit = 0
    for layer in network.layers.dropLast() {
      var field = PreactivationField(layer: layer, inputs: hidden)
      for unit in 0..<layer.outputCount {
        cut(along: unit, of: &field)
      }
      // A polygon lies on one side of every unit by now, so its most distant corner tells which.
      for index in polygons.indices {
        for unit in 0..<layer.outputCount where field.isActive(unit, on: polygons[index]) {
          patterns[index][firstUnit + unit] = true
        }
      }
      hidden = field.rectified
      firstUnit += layer.outputCount
    }
  }

  /// Splits every polygon that has corners on both sides of the line where `unit` is zero.
  private mutating func cut(along unit: Int, of field: inout PreactivationField) {
    var signs = field.signs(of: unit)
    var crossed: [Int] = []
    for index in polygons.indices where Self.isCrossed(polygons[index], by: signs) {
      crossed.append(index)
    }
    guard !crossed.isEmpty else { return }

    // Move the line to the end of an edge that it would otherwise miss by less than rounding.
    for index in crossed {
      forEachEdge(of: polygons[index]) { a, b in
        guard Int(signs[a]) * Int(signs[b]) < 0 else { return }
        let (za, zb) = (field[a, unit], field[b, unit])
        let t = za / (za - zb)
        let length = max(abs(u[b] - u[a]), abs(v[b] - v[a]))
        if t * length < Self.snapDistance {
          signs[a] = 0
        } else if (1 - t) * length < Self.snapDistance {
          signs[b] = 0
        }
      }
    }

    // Split the polygons; an edge shared by two of them gets one new vertex.
    var crossings: [UInt64: Int] = [:]
    for index in crossed where Self.isCrossed(polygons[index], by: signs) {
      var whole: [Int] = []
      var positive: [Int] = []
      var negative: [Int] = []
      forEachEdge(of: polygons[index]) { a, b in
        whole.append(a)
        if signs[a] >= 0 { positive.append(a) }
        if signs[a] <= 0 { negative.append(a) }
        guard Int(signs[a]) * Int(signs[b]) < 0 else { return }
        let key = UInt64(min(a, b)) << 32 | UInt64(max(a, b))
        let crossing: Int
        if let known = crossings[key] {
          crossing = known
        } else {
          crossing = u.count
          crossings[key] = crossing
          let (za, zb) = (field[a, unit], field[b, unit])
          let t = za / (za - zb)
          u.append(u[a] + t * (u[b] - u[a]))
          v.append(v[a] + t * (v[b] - v[a]))
          field.appendVertex(between: a, and: b, t, onBorderOf: unit)
          signs.append(0)
        }
        whole.append(crossing)
        positive.append(crossing)
        negative.append(crossing)
      }
      // A part that is narrower than the tolerance is no part; its neighbours still need the
      // new vertices on its edges.
      if isSliver(positive) || isSliver(negative) {
        polygons[index] = whole
      } else {
        polygons[index] = positive
        polygons.append(negative)
        patterns.append(patterns[index])
      }
    }
  }

  private static func isCrossed(_ polygon: [Int], by signs: [Int8]) -> Bool {
    signs.withUnsafeBufferPointer { signs in
      var (low, high): (Int8, Int8) = (0, 0)
      for corner in polygon {
        low = min(low, signs[corner])
        high = max(high, signs[corner])
      }
      return low < 0 && high > 0
    }
  }

  private func forEachEdge(of polygon: [Int], _ body: (Int, Int) -> Void) {
    var previous = polygon[polygon.count - 1]
    for corner in polygon {
      body(previous, corner)
      previous = corner
    }
  }

  private func isSliver(_ polygon: [Int]) -> Bool {
    var (area, extent) = (0.0, 0.0)
    let first = polygon[0]
    forEachEdge(of: polygon) { a, b in
      area +=
        (u[a] - u[first]) * (v[b] - v[first]) - (u[b] - u[first]) * (v[a] - v[first])
      extent = max(extent, abs(u[b] - u[a]), abs(v[b] - v[a]))
    }
    return abs(area) <= 2 * Self.snapDistance * extent
  }
}

/// The pre-activations of one layer at the vertices of a subdivision.
private struct PreactivationField {
  let unitCount: Int
  /// Vertex by vertex.
  private(set) var values: [Double]
  /// For each unit, a value that is zero but for rounding.
  private let negligible: [Double]

  /// Evaluates `layer` at every vertex, whose outputs of the layer before are `inputs`.
  init(layer: ReLUNetwork.Layer, inputs: [Double]) {
    let unitCount = layer.outputCount
    let inputCount = layer.inputCount
    let vertexCount = inputs.count / inputCount
    var values = [Double](repeating: 0, count: vertexCount * unitCount)
    var magnitudes = [Double](repeating: 0, count: unitCount)
    inputs.withUnsafeBufferPointer { inputs in
      layer.weights.withUnsafeBufferPointer { weights in
        for vertex in 0..<vertexCount {
          for unit in 0..<unitCount {
            var (sum, magnitude) = (layer.biases[unit], abs(layer.biases[unit]))
            for input in 0..<inputCount {
              let term = weights[unit * inputCount + input] * inputs[vertex * inputCount + input]
              sum += term
              magnitude += abs(term)
            }
            values[vertex * unitCount + unit] = sum
            magnitudes[unit] = max(magnitudes[unit], magnitude)
          }
        }
      }
    }
    self.unitCount = unitCount
    self.values = values
    negligible = magnitudes.map { $0 * 1e-14 }
  }

  subscript(vertex: Int, unit: Int) -> Double { values[vertex * unitCount + unit] }

  /// Whether `unit` is positive inside a polygon on whose corners it changes sign by rounding only.
  func isActive(_ unit: Int, on polygon: [Int]) -> Bool {
    var (low, high) = (0.0, 0.0)
    for corner in polygon {
      low = min(low, self[corner, unit])
      high = max(high, self[corner, unit])
    }
    return high > max(-low, negligible[unit])
  }

  /// -1, 0 or 1 for each vertex.
  func signs(of unit: Int) -> [Int8] {
    (0..<values.count / unitCount).map { vertex in
      let value = values[vertex * unitCount + unit]
      return abs(value) <= negligible[unit] ? 0 : value > 0 ? 1 : -1
    }
  }

  /// Adds the vertex a fraction `t` of the way from `a` to `b`, where `unit` is zero.
  mutating func appendVertex(between a: Int, and b: Int, _ t: Double, onBorderOf unit: Int) {
    for other in 0..<unitCount {
      let (za, zb) = (values[a * unitCount + other], values[b * unitCount + other])
      values.append(other == unit ? 0 : za + t * (zb - za))
    }
  }

  /// The outputs of the layer at every vertex.
  var rectified: [Double] { values.map { max($0, 0) } }
}
