import Drawing
import Geometry

extension Picture {
  static let unbalanced = RenderingError(
    "the picture's commands don't match up: every push needs one pop after it")

  static let notFinite = RenderingError(
    "the picture has a coordinate that is not a finite number: a value diverged or was divided by "
      + "zero before it was drawn")
}

extension Picture.Command {
  /// Whether every number that the command names is finite.
  var isFinite: Bool {
    switch self {
    case .fill(let path, let color): path.isFinite && color.isFinite
    case .facet(let path, let shading):
      path.isFinite && shading.start.isFinite && shading.end.isFinite
        && shading.colors.allSatisfy(\.isFinite)
    case .stroke(let path, let color, let style):
      path.isFinite && color.isFinite && style.width.isFinite && style.dashPhase.isFinite
        && style.dash.allSatisfy(\.isFinite)
    case .stamp(let stamp, let points):
      stamp.path.isFinite && points.allSatisfy(\.isFinite) && stamp.fill?.isFinite ?? true
        && stamp.stroke?.isFinite ?? true
    case .image(_, let rect, _): rect.corners.allSatisfy(\.isFinite)
    case .glyphs(let run, let transform, let color):
      run.size.isFinite && color.isFinite
        && run.glyphs.allSatisfy { transform.apply($0.position).isFinite }
    case .pushClip(let path): path.isFinite
    case .pushOpacity(let opacity): opacity.isFinite
    case .pushPart, .pop: true
    }
  }
}

extension Point {
  fileprivate var isFinite: Bool { x.isFinite && y.isFinite }
}

extension Path {
  fileprivate var isFinite: Bool {
    elements.allSatisfy { element in
      switch element {
      case .move(let p), .line(let p): p.isFinite
      case .curve(let c1, let c2, let p): c1.isFinite && c2.isFinite && p.isFinite
      case .close: true
      }
    }
  }
}

extension Color {
  fileprivate var isFinite: Bool {
    red.isFinite && green.isFinite && blue.isFinite && opacity.isFinite
  }
}
