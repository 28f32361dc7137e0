import Geometry

/// The linear regions of a network over a box in the plane: convex polygons on each of which every
/// unit is either active or not, so that the output is an affine function (UDL, figures 3.8 and
/// 4.2).
///
/// The polygons fill the box and share their vertices. They are the regions *inside the box*; the
/// counting formula of UDL's section 3.3 is for the whole plane.
public struct PlanarRegions: Codable, Sendable {
  /// One linear region.
  public struct Cell: Hashable, Codable, Sendable {
    /// Indices into `vertices`, in order around the polygon.
    public let corners: [Int]
    /// The polygon's corners in the plane.
    public let polygon: [Point]
    public let pattern: ActivationPattern
    /// What the network computes on the polygon, one function for each output.
    public let outputs: [AffineFunction]

    /// The area of the polygon.
    public var area: Double { abs(signedArea) }

    /// The polygon's centre of mass, which lies inside it.
    public var centroid: Point {
      let first = polygon[0]
      var (sum, weight) = (Point.zero, 0.0)
      for (a, b) in zip(polygon.dropFirst(), polygon.dropFirst(2)) {
        let area = (a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)
        sum = sum + ((a - first) + (b - first)) * (area / 3)
        weight += area
      }
      return weight == 0 ? first : first + sum * (1 / weight)
    }

    /// Whether `point` lies in the polygon or within `tolerance` of an edge.
    public func contains(_ point: Point, tolerance: Double = 0) -> Bool {
      let side = signedArea < 0 ? -1.0 : 1.0
      var previous = polygon[polygon.count - 1]
      for corner in polygon {
        let edge = corner - previous
        let cross = edge.x * (point.y - previous.y) - edge.y * (point.x - previous.x)
        if side * cross < -tolerance * edge.length { return false }
        previous = corner
      }
      return true
    }

    private var signedArea: Double {
      let first = polygon[0]
      return zip(polygon.dropFirst(), polygon.dropFirst(2)).reduce(0) { sum, edge in
        let (a, b) = edge
        return sum
          + ((a.x - first.x) * (b.y - first.y) - (b.x - first.x) * (a.y - first.y)) / 2
      }
    }
  }

  /// Where one unit switches on or off: the lines on which its pre-activation changes sign.
  public struct Border: Hashable, Codable, Sendable {
    /// The hidden layer, from 0.
    public let layer: Int
    /// The unit in its layer, from 0.
    public let unit: Int
    /// Straight in layer 0, bent where they cross borders of earlier layers in the others. A closed
    /// line ends with its first point.
    public let polylines: [[Point]]
  }

  public let box: Rect
  public let vertices: [Point]
  public let cells: [Cell]
  /// One entry for each unit that switches inside the box, layer by layer.
  public let borders: [Border]
}

extension ReLUNetwork {
  /// The exact linear regions over `box`, whose coordinates are the network's two inputs.
  ///
  /// Takes time in proportion to regions × units: about 3400 regions of a 2-50-50-1 network in some
  /// tens of milliseconds.
  public func regions(in box: Rect) throws -> PlanarRegions {
    guard inputCount == 2 else {
      throw RegionsError(
        "The network has \(inputCount) inputs, not 2; give a slice through its input space.")
    }
    guard box.width > 0, box.height > 0, box.corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite })
    else {
      throw RegionsError(
        "Regions need a box of positive, finite size; this one is \(box.width) by \(box.height).")
    }
    // The box's own coordinates run from -1 to 1.
    let scaled = try restricted(
      origin: [box.midX, box.midY], directions: [[box.width / 2, 0], [0, box.height / 2]])
    let subdivision = Subdivision(of: scaled)

    let vertices = zip(subdivision.u, subdivision.v).map { u, v in
      Point(box.midX + u * box.width / 2, box.midY + v * box.height / 2)
    }
    let cells = zip(subdivision.polygons, subdivision.patterns).map { corners, pattern in
      let polygon = corners.map { vertices[$0] }
      let (jacobian, offsets) = affineMap(for: pattern)
      return PlanarRegions.Cell(
        corners: corners, polygon: polygon, pattern: pattern,
        outputs: offsets.enumerated().map { output, offset in
          AffineFunction(
            gradient: Point(jacobian[2 * output], jacobian[2 * output + 1]), offset: offset)
        })
    }
    return PlanarRegions(
      box: box, vertices: vertices, cells: cells,
      borders: PlanarRegions.borders(
        of: cells, vertices: vertices, hiddenCounts: hiddenCounts,
        tolerance: 1e-9 * max(box.width, box.height)))
  }

  /// The exact linear regions on a plane through the input space.
  ///
  /// The point `(s, t)` of `box` stands for the input `origin + s directions.0 + t directions.1`.
  public func regions(
    in box: Rect, origin: [Double], directions: ([Double], [Double])
  ) throws -> PlanarRegions {
    try restricted(origin: origin, directions: [directions.0, directions.1]).regions(in: box)
  }
}
