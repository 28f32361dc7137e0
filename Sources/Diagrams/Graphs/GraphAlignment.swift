/// The place of each vertex across the layers, so that long arrows and chains run straight,
/// branches lie evenly around what they come from, and nothing touches.
///
/// Vertices that must stand on one line form *blocks*, as with U. Brandes and B. Köpf ("Fast and
/// simple horizontal coordinate assignment", 2001). The blocks' places minimise the squares of the
/// offsets along the remaining segments; the distances within layers are kept by Hildreth's method
/// for quadratic programs.
package struct GraphAlignment {
  /// How far a vertex reaches from its place across the layers, before and after it.
  package struct Extent: Hashable {
    package var before: Double
    package var after: Double

    package init(before: Double, after: Double) { (self.before, self.after) = (before, after) }
  }

  /// The place of each vertex.
  package let places: [Double]

  /// - Parameters:
  ///   - extents: one for each node; bends have none.
  ///   - gap: the least distance between vertices of one layer.
  package init(_ order: GraphOrder, extents: [Extent], gap: Double) {
    let blocks = Self.blocks(order)
    let count = (blocks.max() ?? -1) + 1
    guard count > 0 else {
      places = []
      return
    }
    // The sum of squared offsets as a matrix; the small diagonal makes the minimum unique.
    var quadratic = (0..<count).map { row in (0..<count).map { $0 == row ? 1e-5 : 0.0 } }
    for segment in order.segments {
      let (a, b) = (blocks[segment.source], blocks[segment.target])
      guard a != b else { continue }
      let weight = order.isBend(segment.source) || order.isBend(segment.target) ? 2.0 : 1.0
      quadratic[a][a] += weight
      quadratic[b][b] += weight
      quadratic[a][b] -= weight
      quadratic[b][a] -= weight
    }
    var distances: [Constraint] = []
    for row in order.rows {
      for (one, next) in zip(row, row.dropFirst()) {
        let bends = order.isBend(one) || order.isBend(next)
        let after = order.isBend(one) ? 0 : extents[one].after
        let before = order.isBend(next) ? 0 : extents[next].before
        distances.append(
          Constraint(
            first: blocks[one], second: blocks[next],
            distance: after + before + (bends ? 0.7 : 1) * gap))
      }
    }
    let solution = Self.minimum(inverse: Self.inverse(of: quadratic), distances)
    places = blocks.map { solution[$0] }
  }

  /// The second block stands at least a distance after the first.
  private struct Constraint {
    var first: Int
    var second: Int
    var distance: Double
  }

  /// The block of each vertex, numbered from 0.
  private static func blocks(_ order: GraphOrder) -> [Int] {
    var place = [Int](repeating: 0, count: order.layers.count)
    for row in order.rows {
      for (index, vertex) in row.enumerated() { place[vertex] = index }
    }
    let outgoing = Dictionary(grouping: order.segments, by: \.source)
    let incoming = Dictionary(grouping: order.segments, by: \.target)
    // Long arrows first, then chains without branches
    func rank(_ segment: GraphOrder.Segment) -> Int? {
      let bends = [segment.source, segment.target].count(where: order.isBend)
      if bends > 0 { return 2 - bends }
      let isChain =
        outgoing[segment.source]?.count == 1 && incoming[segment.target]?.count == 1
      return isChain ? 2 : nil
    }
    var (next, previous) = ([Int: Int](), [Int: Int]())
    var aligned: [Int: [GraphOrder.Segment]] = [:]
    for wanted in 0...2 {
      for segment in order.segments where rank(segment) == wanted {
        guard next[segment.source] == nil, previous[segment.target] == nil else { continue }
        let layer = order.layers[segment.source]
        // Straight lines that crossed could not both keep the order of their layers.
        let crosses = (aligned[layer] ?? []).contains {
          (place[$0.source] - place[segment.source]) * (place[$0.target] - place[segment.target])
            < 0
        }
        guard !crosses else { continue }
        (next[segment.source], previous[segment.target]) = (segment.target, segment.source)
        aligned[layer, default: []].append(segment)
      }
    }
    var blocks = [Int](repeating: -1, count: order.layers.count)
    var count = 0
    for vertex in order.layers.indices where previous[vertex] == nil {
      var current: Int? = vertex
      while let member = current {
        blocks[member] = count
        current = next[member]
      }
      count += 1
    }
    return blocks
  }

  /// Hildreth's method: each constraint in turn is met by the least change; pushes that are no
  /// longer needed are taken back.
  private static func minimum(
    inverse: [[Double]], _ constraints: [Constraint]
  ) -> [Double] {
    let count = inverse.count
    var places = [Double](repeating: 0, count: count)
    var pushes = [Double](repeating: 0, count: constraints.count)
    for _ in 0..<5000 {
      var largest = 0.0
      for (index, constraint) in constraints.enumerated() {
        let (a, b) = (constraint.first, constraint.second)
        let stiffness = inverse[a][a] + inverse[b][b] - 2 * inverse[a][b]
        guard stiffness > 1e-12 else { continue }
        let missing = constraint.distance - (places[b] - places[a])
        let push = max(-pushes[index], missing / stiffness)
        pushes[index] += push
        for k in 0..<count { places[k] += push * (inverse[k][b] - inverse[k][a]) }
        largest = max(largest, abs(push) * stiffness)
      }
      if largest < 1e-9 { break }
    }
    return places
  }

  /// Gauss-Jordan elimination; the matrix is symmetric and positive definite.
  private static func inverse(of matrix: [[Double]]) -> [[Double]] {
    let count = matrix.count
    var left = matrix
    var right = (0..<count).map { row in (0..<count).map { $0 == row ? 1.0 : 0.0 } }
    for pivot in 0..<count {
      let scale = 1 / left[pivot][pivot]
      for k in 0..<count {
        left[pivot][k] *= scale
        right[pivot][k] *= scale
      }
      for row in 0..<count where row != pivot && left[row][pivot] != 0 {
        let factor = left[row][pivot]
        for k in 0..<count {
          left[row][k] -= factor * left[pivot][k]
          right[row][k] -= factor * right[pivot][k]
        }
      }
    }
    return right
  }
}
