import Geometry
import Synchronization

/// What a mark's path was on the page the last time.
///
/// From frame to frame of a film a plot stays in its place; then a long path is neither made again
/// nor, being in the same memory, compared point by point with that of the frame before.
final class PlacedPath: Sendable {
  private struct Placed {
    var frame: Rect
    var x: Scale
    var y: Scale
    var path: Path
  }

  private let last = Mutex<Placed?>(nil)

  /// The path in a plot; `make` depends on nothing but the mark and where the plot is.
  func path(in plot: PlotArea, _ make: (inout Path) -> Void) -> Path {
    let known = last.withLock { $0 }
    if let known, known.frame == plot.frame, known.x == plot.x, known.y == plot.y {
      return known.path
    }
    var path = Path()
    make(&path)
    let placed = Placed(frame: plot.frame, x: plot.x, y: plot.y, path: path)
    last.withLock { $0 = placed }
    return path
  }
}
