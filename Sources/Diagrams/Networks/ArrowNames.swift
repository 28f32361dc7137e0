import Drawing
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds places for names along the arrows of a network's graph: beside the arrow, clear of all
/// other arrows, circles and names; or on the arrow, interrupting it, where it is too crowded.
struct ArrowNames {
  struct Place {
    var center: Point
    /// The turn in radians.
    var angle: Double
    /// Whether the name interrupts its arrow.
    var isOnArrow: Bool
  }

  /// A name as a thick line along its middle.
  private struct Bar {
    var start: Point
    var end: Point
    var radius: Double
  }

  private let edges: [NetworkDiagram.Edge]
  /// The middles of all circles.
  private let circles: [Point]
  private let radius: Double
  private var taken: [Bar] = []

  private init(_ edges: [NetworkDiagram.Edge], around geometry: NetworkDiagram.Geometry) {
    self.edges = edges
    circles = (geometry.nodes.joined() + geometry.offsets + [geometry.target]).compactMap(\.self)
    radius = geometry.radius
  }

  /// Places for the names of arrows, each of its size; `nil` for an arrow without a name, or one
  /// too short for it. Those with the least choice come first.
  static func places(
    _ sizes: [Size?], along edges: [NetworkDiagram.Edge],
    around geometry: NetworkDiagram.Geometry
  ) -> [Place?] {
    var names = ArrowNames(edges, around: geometry)
    let choices = edges.indices.map { index in
      sizes[index].map { names.placesBeside(index, $0).count } ?? 0
    }
    var result = [Place?](repeating: nil, count: edges.count)
    for index in edges.indices.sorted(by: { (choices[$0], $0) < (choices[$1], $1) }) {
      guard let size = sizes[index] else { continue }
      result[index] = names.place(index, size)
    }
    return result
  }

  private mutating func place(_ index: Int, _ size: Size) -> Place? {
    let beside = placesBeside(index, size).min { $0.cost < $1.cost }?.center
    guard let center = beside ?? placeOn(index, size) else { return nil }
    taken.append(bar(center, size, index))
    let along = edges[index].to - edges[index].from
    return Place(center: center, angle: atan2(along.y, along.x), isOnArrow: beside == nil)
  }

  /// Fractions of the way along an arrow at which a name keeps clear of both circles.
  private func shares(_ index: Int, _ size: Size) -> [Double] {
    let length = max(edges[index].from.distance(to: edges[index].to), 1e-9)
    let reach = (radius + 0.5 * size.width + 3) / length
    return Array(stride(from: reach, through: 1 - reach - 0.04, by: 0.01))
  }

  /// The other arrows between the same layers.
  private func others(_ index: Int) -> [NetworkDiagram.Edge] {
    edges.indices.filter { $0 != index && edges[$0].layer == edges[index].layer }.map { edges[$0] }
  }

  private func bar(_ center: Point, _ size: Size, _ index: Int) -> Bar {
    let along = edges[index].to - edges[index].from
    // Its round ends reach a little beyond the name, its corners nearly as far.
    let half = along * (max(0.5 * size.width - 0.3 * size.height, 0) / max(along.length, 1e-9))
    return Bar(start: center - half, end: center + half, radius: 0.5 * size.height)
  }

  /// Free places beside an arrow, best above it and near its middle.
  private func placesBeside(_ index: Int, _ size: Size) -> [(center: Point, cost: Double)] {
    let edge = edges[index]
    let along = edge.to - edge.from
    let length = max(along.length, 1e-9)
    let up = Point(along.y, -along.x) * ((along.x < 0 ? -1 : 1) / length)
    let others = others(index)
    var result: [(center: Point, cost: Double)] = []
    for (side, penalty) in [(1.0, 0.0), (-1, 8)] {
      let offset = up * (side * (0.5 * size.height + 1))
      for share in shares(index, size) {
        let center = edge.from.interpolated(to: edge.to, share) + offset
        if clearance(of: bar(center, size, index), others) > 0.5 {
          result.append((center, length * abs(share - 0.5) + penalty))
        }
      }
    }
    return result
  }

  /// The place on an arrow with most room around it, best in the middle.
  private func placeOn(_ index: Int, _ size: Size) -> Point? {
    let edge = edges[index]
    let others = others(index)
    var best: (center: Point, worth: Double)?
    for share in shares(index, size) {
      let center = edge.from.interpolated(to: edge.to, share)
      let worth = room(at: center, others) - 4 * abs(share - 0.5)
      if worth > best?.worth ?? -.infinity { best = (center, worth) }
    }
    return best?.center
  }

  /// The distance from a name to the next arrow, circle or name.
  private func clearance(of bar: Bar, _ others: [NetworkDiagram.Edge]) -> Double {
    let toArrows = others.map { Self.distance(bar, $0.from, $0.to) - bar.radius }
    let toCircles = circles.map { Self.distance($0, bar.start, bar.end) - bar.radius - radius }
    let toNames = taken.map { Self.distance(bar, $0.start, $0.end) - bar.radius - $0.radius }
    return (toArrows + toCircles + toNames).min() ?? .infinity
  }

  /// The free distance around a place on an arrow, up to what a name needs.
  private func room(at place: Point, _ others: [NetworkDiagram.Edge]) -> Double {
    let toArrows = others.map { Self.distance(place, $0.from, $0.to) }
    let toNames = taken.map { Self.distance(place, $0.start, $0.end) }
    return min(toArrows.min() ?? 9, 9) + min(toNames.min() ?? 13, 13)
  }

  private static func distance(_ p: Point, _ a: Point, _ b: Point) -> Double {
    let (d, r) = (b - a, p - a)
    let t = min(max((d.x * r.x + d.y * r.y) / max(d.x * d.x + d.y * d.y, 1e-12), 0), 1)
    return p.distance(to: a + d * t)
  }

  /// The distance between the middle line of a name and a segment; zero if they cross.
  private static func distance(_ bar: Bar, _ a: Point, _ b: Point) -> Double {
    func side(_ p: Point, _ q: Point, _ r: Point) -> Double {
      (q.x - p.x) * (r.y - p.y) - (q.y - p.y) * (r.x - p.x)
    }
    let crosses =
      side(bar.start, bar.end, a) * side(bar.start, bar.end, b) < 0
      && side(a, b, bar.start) * side(a, b, bar.end) < 0
    if crosses { return 0 }
    return min(
      distance(a, bar.start, bar.end), distance(b, bar.start, bar.end),
      distance(bar.start, a, b), distance(bar.end, a, b))
  }
}
