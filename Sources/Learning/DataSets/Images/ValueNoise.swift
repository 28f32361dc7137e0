import Geometry

/// Smooth noise over the plane: random numbers from -1 to 1 at the corners of a grid, and a smooth
/// course between them.
struct ValueNoise {
  private let values: [Double]
  private let columns: Int
  private let rows: Int
  /// The sizes of the grid's cells in pixels.
  private let cell: Point

  /// Noise for points from the origin to `extent`; beyond, it goes on as at the border.
  init(_ extent: Point, cell: Point, key: Key) {
    self.cell = cell
    columns = Int(extent.x / cell.x) + 2
    rows = Int(extent.y / cell.y) + 2
    values = key.uniform(count: columns * rows, in: -1..<1)
  }

  init(_ width: Int, _ height: Int, cell: Double, key: Key) {
    self.init(Point(Double(width), Double(height)), cell: Point(cell, cell), key: key)
  }

  subscript(p: Point) -> Double {
    let x = min(Double(columns) - 1.001, max(0, p.x / cell.x))
    let y = min(Double(rows) - 1.001, max(0, p.y / cell.y))
    let column = Int(x)
    let row = Int(y)
    func smooth(_ t: Double) -> Double { t * t * (3 - 2 * t) }
    let (u, v) = (smooth(x - Double(column)), smooth(y - Double(row)))
    func value(_ right: Int, _ down: Int) -> Double {
      values[(row + down) * columns + column + right]
    }
    let upper = value(0, 0) + (value(1, 0) - value(0, 0)) * u
    let lower = value(0, 1) + (value(1, 1) - value(0, 1)) * u
    return upper + (lower - upper) * v
  }
}
