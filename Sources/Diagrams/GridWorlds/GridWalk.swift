import Geometry
import Learning

/// Where the line of a walk runs, so that a walker who returns doesn't draw over his own trace.
enum GridWalk {
  /// A point for each cell of the walk, in units of cells from the grid's upper left corner.
  ///
  /// The first visit to a cell goes through its middle, later ones beside it, each at another
  /// place.
  static func points(_ cells: [Int], in grid: IceGrid) -> [Point] {
    var visits: [Int: Int] = [:]
    return cells.map { cell in
      let visit = visits[cell, default: 0]
      visits[cell] = visit + 1
      let (row, column) = grid.position(of: cell)
      return Point(Double(column) + 0.5, Double(row) + 0.5) + offset(of: visit)
    }
  }

  /// Places around the middle, further out every round of four.
  private static func offset(of visit: Int) -> Point {
    guard visit > 0 else { return .zero }
    let corners = [Point(1, 1), Point(-1, -1), Point(1, -1), Point(-1, 1)]
    let round = (visit - 1) / corners.count
    return corners[(visit - 1) % corners.count] * min(0.13 + 0.06 * Double(round), 0.32)
  }
}
