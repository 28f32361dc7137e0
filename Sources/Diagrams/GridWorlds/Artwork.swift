import Drawing
import Geometry

/// A small drawing made of filled and stroked paths on a square from (-50, -50) to (50, 50).
struct Artwork: Sendable {
  enum Layer: Sendable {
    case fill(Path, Color)
    case stroke(Path, Color, width: Double)
    /// Layers cut to the inside of a path.
    case clipped(to: Path, [Layer])
  }

  let layers: [Layer]

  /// Draws the artwork `size` points wide and high around `center`.
  func draw(at center: Point, size: Double, on canvas: inout Canvas) {
    let map = AffineTransform.scale(size / 100, size / 100).then(.translation(center))
    canvas.transformed(by: map) { canvas in
      for layer in layers { Self.draw(layer, on: &canvas) }
    }
  }

  private static func draw(_ layer: Layer, on canvas: inout Canvas) {
    switch layer {
    case .fill(let path, let color): canvas.fill(path, color)
    case .stroke(let path, let color, let width):
      canvas.stroke(path, color, StrokeStyle(width: width, cap: .round, join: .round))
    case .clipped(let path, let layers):
      canvas.clip(to: path) { canvas in
        for layer in layers { draw(layer, on: &canvas) }
      }
    }
  }
}

extension Path {
  /// A closed outline that is the mirror image of itself: `half` runs from a point on the vertical
  /// axis down the right side to another point on it.
  static func mirrored(from start: Point, _ half: [(Point, Point, Point)]) -> Path {
    Path { path in
      path.move(to: start)
      var ends = [start]
      for (control1, control2, end) in half {
        path.curve(to: end, control1, control2)
        ends.append(end)
      }
      func mirror(_ p: Point) -> Point { Point(-p.x, p.y) }
      for index in half.indices.reversed() {
        path.curve(to: mirror(ends[index]), mirror(half[index].1), mirror(half[index].0))
      }
      path.close()
    }
  }

  static func ellipse(_ x: Double, _ y: Double, _ rx: Double, _ ry: Double) -> Path {
    Path(ellipseIn: Rect(x: x - rx, y: y - ry, width: 2 * rx, height: 2 * ry))
  }
}
