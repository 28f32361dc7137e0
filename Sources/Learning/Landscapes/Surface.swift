import Geometry

/// A loss as a function of two parameters.
public typealias LossSurface = Surface

/// A function of two variables on a rectangular grid: what a heat map or a contour map shows.
///
/// The grid's outermost points lie on the ends of the domains.
public struct Surface: Hashable, Codable, Sendable {
  public let xDomain: ClosedRange<Double>
  public let yDomain: ClosedRange<Double>
  /// What the axes stand for, ready to be typeset, for example `$\phi_0$`.
  public let xName: String
  public let yName: String
  public let columns: Int
  public let rows: Int
  /// Row by row from the lowest `y`, each from the lowest `x`.
  public let values: [Double]

  /// A surface from values that are already known, row by row from the lowest `y`.
  public init(
    x xDomain: ClosedRange<Double>, y yDomain: ClosedRange<Double>,
    names: (x: String, y: String) = ("", ""), columns: Int, rows: Int, values: [Double]
  ) {
    precondition(columns > 1 && rows > 1, "a surface needs at least 2 x 2 points")
    precondition(values.count == columns * rows, "a value for each of \(columns) x \(rows) points")
    precondition(xDomain.lowerBound < xDomain.upperBound, "the domain of x is empty")
    precondition(yDomain.lowerBound < yDomain.upperBound, "the domain of y is empty")
    self.xDomain = xDomain
    self.yDomain = yDomain
    (xName, yName) = names
    self.columns = columns
    self.rows = rows
    self.values = values
  }

  /// The surface of `function`, evaluated at every point of the grid.
  public init(
    x xDomain: ClosedRange<Double>, y yDomain: ClosedRange<Double>,
    names: (x: String, y: String) = ("", ""), columns: Int = 201, rows: Int = 201,
    of function: (Point) throws -> Double
  ) rethrows {
    precondition(columns > 1 && rows > 1, "a surface needs at least 2 x 2 points")
    var values: [Double] = []
    values.reserveCapacity(columns * rows)
    for row in 0..<rows {
      let y = Self.coordinate(row, of: rows, in: yDomain)
      for column in 0..<columns {
        values.append(try function(Point(Self.coordinate(column, of: columns, in: xDomain), y)))
      }
    }
    self.init(
      x: xDomain, y: yDomain, names: names, columns: columns, rows: rows, values: values)
  }

  /// The value at a point of the grid; row 0 is the lowest.
  public subscript(column: Int, row: Int) -> Double {
    precondition(column >= 0 && column < columns && row >= 0 && row < rows, "outside the grid")
    return values[row * columns + column]
  }

  /// Where a point of the grid lies.
  public func location(column: Int, row: Int) -> Point {
    Point(
      Self.coordinate(column, of: columns, in: xDomain), Self.coordinate(row, of: rows, in: yDomain)
    )
  }

  /// The lowest and the highest of the values that are finite; 0…0 if there are none.
  public var range: ClosedRange<Double> {
    var (low, high) = (Double.infinity, -Double.infinity)
    for value in values where value.isFinite {
      low = min(low, value)
      high = max(high, value)
    }
    return low <= high ? low...high : 0...0
  }

  /// Where a value lies between the lowest (0) and the highest (1) of the surface.
  public func share(of value: Double) -> Double {
    let range = range
    guard range.upperBound > range.lowerBound else { return 0 }
    return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
  }

  /// The surface of `transform` applied to every value.
  public func map(_ transform: (Double) throws -> Double) rethrows -> Surface {
    Surface(
      x: xDomain, y: yDomain, names: (xName, yName), columns: columns, rows: rows,
      values: try values.map(transform))
  }

  /// The surface with negative values replaced by zero: what a ReLU makes of it (UDL, equation
  /// 3.2).
  public var rectified: Surface { map { max($0, 0) } }

  /// The surface with every value multiplied by `factor`.
  public static func * (factor: Double, surface: Surface) -> Surface {
    surface.map { factor * $0 }
  }

  /// The sum of two surfaces on the same grid.
  public func adding(_ other: Surface) -> Surface {
    precondition(
      columns == other.columns && rows == other.rows && xDomain == other.xDomain
        && yDomain == other.yDomain, "surfaces on different grids have no sum")
    return Surface(
      x: xDomain, y: yDomain, names: (xName, yName), columns: columns, rows: rows,
      values: zip(values, other.values).map(+))
  }

  /// The point of the grid with the lowest value, and that value.
  public var minimum: (location: Point, value: Double) { extreme(<) }

  /// The point of the grid with the highest value, and that value.
  public var maximum: (location: Point, value: Double) { extreme(>) }

  /// The value at any point by bilinear interpolation; outside the domains that of the nearest
  /// point of the border.
  public func value(at point: Point) -> Double {
    let (column, s) = cell(point.x, in: xDomain, count: columns)
    let (row, t) = cell(point.y, in: yDomain, count: rows)
    let low = self[column, row] * (1 - s) + self[column + 1, row] * s
    let high = self[column, row + 1] * (1 - s) + self[column + 1, row + 1] * s
    return low * (1 - t) + high * t
  }

  private func extreme(_ precedes: (Double, Double) -> Bool) -> (location: Point, value: Double) {
    var best = 0
    for index in values.indices
    where values[index].isFinite
      && (!values[best].isFinite || precedes(values[index], values[best]))
    {
      best = index
    }
    return (location(column: best % columns, row: best / columns), values[best])
  }

  /// The interval of the grid that holds `x`, and the fraction of the way through it.
  private func cell(_ x: Double, in domain: ClosedRange<Double>, count: Int) -> (Int, Double) {
    let fraction = (x - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    let place = min(max(fraction, 0), 1) * Double(count - 1)
    let index = min(Int(place), count - 2)
    return (index, place - Double(index))
  }

  private static func coordinate(
    _ index: Int, of count: Int, in domain: ClosedRange<Double>
  ) -> Double {
    if index == count - 1 { return domain.upperBound }
    let t = Double(index) / Double(count - 1)
    return domain.lowerBound + t * (domain.upperBound - domain.lowerBound)
  }
}

/// Surfaces over the same grid move value by value.
extension Surface: Interpolatable {
  /// - Precondition: both have as many columns and rows.
  public func interpolated(to other: Surface, _ t: Double) -> Surface {
    precondition(
      columns == other.columns && rows == other.rows,
      "\(columns) x \(rows) points can't become \(other.columns) x \(other.rows)")
    return Surface(
      x: xDomain.interpolated(to: other.xDomain, t), y: yDomain.interpolated(to: other.yDomain, t),
      names: (xName, yName), columns: columns, rows: rows,
      values: zip(values, other.values).map { $0.interpolated(to: $1, t) })
  }
}
