import Geometry

extension Picture {
  /// The same picture on a larger or smaller page, with all its lengths.
  public func scaled(by factor: Double) -> Picture {
    guard factor != 1 else { return self }
    let map = AffineTransform.scale(factor, factor)
    return Picture(
      size: Size(size.width * factor, size.height * factor), background: background,
      commands: commands.map { $0.mapped(by: map, factor) })
  }
}

extension Picture.Command {
  fileprivate func mapped(by map: AffineTransform, _ factor: Double) -> Self {
    switch self {
    case .fill(let path, let color): return .fill(path.applying(map), color)
    case .facet(let path, let shading):
      return .facet(path.applying(map), shading.applying(map))
    case .stroke(let path, let color, let style):
      return .stroke(path.applying(map), color, style.scaled(by: factor))
    case .stamp(var stamp, let places):
      stamp.path = stamp.path.applying(map)
      stamp.strokeStyle = stamp.strokeStyle.scaled(by: factor)
      return .stamp(stamp, at: places.map(map.apply))
    case .image(let bitmap, let rect, let interpolation):
      let size = Size(rect.width * factor, rect.height * factor)
      return .image(bitmap, in: Rect(map.apply(rect.origin), size), interpolation)
    case .glyphs(let run, let transform, let color):
      return .glyphs(run, transform.then(map), color)
    case .pushClip(let path): return .pushClip(path.applying(map))
    case .pushOpacity, .pushPart, .pop: return self
    }
  }
}
