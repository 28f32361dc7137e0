import Drawing
import Geometry

extension Picture.Command {
  /// A rectangle on the page around every pixel that the command may colour: quick to find, if not
  /// the smallest.
  var roughBounds: Rect? {
    switch self {
    case .stroke(let path, _, let style): return path.bounds?.inset(by: -style.reach)
    case .stamp(let stamp, let points):
      guard let shape = stamp.path.bounds?.inset(by: -stamp.reach),
        let box = Rect.bounding(points)
      else { return nil }
      return Rect(
        x: box.minX + shape.minX, y: box.minY + shape.minY, width: box.width + shape.width,
        height: box.height + shape.height)
    case .glyphs(let run, let transform, _):
      guard let box = Rect.bounding(run.glyphs.lazy.map(\.position)) else { return nil }
      return Rect.bounding(box.inset(by: -3 * run.size).corners.map(transform.apply))
    default: return bounds
    }
  }

  /// Rectangles around every pixel that the command may colour; `nil` if one has no place.
  ///
  /// A frame around a plot is four of them, of few pixels each.
  func ink(scale: Double) -> [PixelRect]? {
    if case .stroke(let path, _, let style) = self, let corners = path.straightCorners {
      let sides = zip(corners, corners.dropFirst()).map { a, b in
        Rect.bounding([a, b]).flatMap {
          PixelRect(around: $0.inset(by: -style.reach), scale: scale)
        }
      }
      return sides.contains(nil) ? nil : sides.compactMap { $0 }
    }
    guard let bounds = roughBounds else { return [] }
    return PixelRect(around: bounds, scale: scale).map { [$0] }
  }

  var isLayer: Bool { if case .pushOpacity(let opacity) = self { opacity < 1 } else { false } }

  /// Whether the command opens or closes a clip, a layer or a part.
  var isScope: Bool {
    switch self {
    case .pushClip, .pushOpacity, .pushPart, .pop: true
    default: false
    }
  }
}

extension Path {
  /// The corners of a short line without curves, the first again where it is closed.
  fileprivate var straightCorners: [Point]? {
    guard (2...16).contains(elements.count) else { return nil }
    var corners: [Point] = []
    for (index, element) in elements.enumerated() {
      switch element {
      case .move(let p) where index == 0: corners.append(p)
      case .line(let p): corners.append(p)
      case .close where index == elements.count - 1: corners.append(corners[0])
      default: return nil
      }
    }
    return corners
  }
}
