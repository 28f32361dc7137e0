import Geometry
import Typesetting

extension Picture.Command {
  /// A rectangle on the page that contains what the command draws; `nil` if it draws nothing
  /// itself.
  public var bounds: Rect? {
    switch self {
    case .fill(let path, _), .facet(let path, _): return path.bounds
    case .stroke(let path, _, let style): return path.bounds?.inset(by: -style.width / 2)
    case .stamp(let stamp, let points):
      let reach = stamp.stroke == nil ? 0 : stamp.strokeStyle.width / 2
      guard let shape = stamp.path.bounds?.inset(by: -reach), let box = Rect.bounding(points)
      else { return nil }
      return Rect(
        x: box.minX + shape.minX, y: box.minY + shape.minY, width: box.width + shape.width,
        height: box.height + shape.height)
    case .image(_, let rect, _): return rect
    case .glyphs(let run, let transform, _):
      // Outlines are cached by the font library; a glyph without one (a space) has no bounds.
      let corners = run.glyphs.flatMap { glyph -> [Point] in
        guard let box = try? FontLibrary.outline(of: glyph.id, in: run.face).bounds else {
          return []
        }
        return box.corners.map { transform.apply(glyph.position + $0 * run.size) }
      }
      return Rect.bounding(corners)
    case .pushClip, .pushOpacity, .pushPart, .pop: return nil
    }
  }
}
