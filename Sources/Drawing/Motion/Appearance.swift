import Geometry

/// How something comes into view.
public enum Appearance: Hashable, Sendable {
  /// Its opacity grows.
  case fade
  /// Lines run from their start to their end, symbols and letters come one after another, and
  /// surfaces fade in, all in the order in which they are drawn.
  case drawOn
  /// It grows from its middle.
  case grow
  /// It moves in from a side over some points, while it fades in.
  case slide(from: Edge, by: Double)
  /// It is uncovered from a side.
  case wipe(from: Edge)

  /// Moves in from below.
  public static let rise = Appearance.slide(from: .bottom, by: 14)
}

extension Appearance {
  /// The commands as they are when they have come as far as `progress`.
  ///
  /// - Parameter depth: how many of each command's scopes lie around what appears.
  func apply(
    _ progress: Double, to items: [PlacedCommand], depth: Int, id: Int
  ) -> [PlacedCommand] {
    if progress >= 1 { return items }
    guard progress > 0, let bounds = items.bounds else { return [] }
    switch self {
    case .fade: return items.inside(.pushOpacity(progress), depth, id)
    case .drawOn: return items.drawn(progress, id)
    case .grow:
      let center = bounds.center
      return items.applying(
        AffineTransform.translation(center * -1).then(.scale(progress, progress))
          .then(.translation(center)), depth)
    case .slide(let edge, let distance):
      return items.applying(.translation(edge.direction * (distance * (1 - progress))), depth)
        .inside(.pushOpacity(progress), depth, id)
    case .wipe(let edge):
      // A little more than the ink, which lines of some width pass.
      let whole = bounds.inset(by: -4)
      let size = Size(
        whole.width * (edge.isHorizontal ? progress : 1),
        whole.height * (edge.isHorizontal ? 1 : progress))
      let corner = Point(
        edge == .trailing ? whole.maxX - size.width : whole.minX,
        edge == .bottom ? whole.maxY - size.height : whole.minY)
      return items.inside(.pushClip(Path(rect: Rect(corner, size))), depth, id)
    }
  }
}

extension Edge {
  fileprivate var isHorizontal: Bool { self == .leading || self == .trailing }

  /// One point outwards.
  fileprivate var direction: Point {
    switch self {
    case .top: Point(0, -1)
    case .bottom: Point(0, 1)
    case .leading: Point(-1, 0)
    case .trailing: Point(1, 0)
    }
  }
}

extension [PlacedCommand] {
  /// All commands in one more scope.
  fileprivate func inside(_ push: Picture.Command, _ depth: Int, _ id: Int) -> [PlacedCommand] {
    map { item in
      var item = item
      item.scopes.insert(PlacedCommand.Scope(push: push, id: id), at: depth)
      return item
    }
  }

  /// All commands and the clips inside `depth` moved.
  func applying(_ transform: AffineTransform, _ depth: Int) -> [PlacedCommand] {
    map { item in
      var item = item
      item.command = item.command.applying(transform)
      for index in item.scopes.indices.dropFirst(depth) {
        item.scopes[index].push = item.scopes[index].push.applying(transform)
      }
      return item
    }
  }

  /// The commands one after another, each as far as it has come.
  fileprivate func drawn(_ progress: Double, _ id: Int) -> [PlacedCommand] {
    enumerated().flatMap { index, item -> [PlacedCommand] in
      let own = staggered(progress, item: index, of: count, overlap: 0.4)
      guard own > 0 else { return [] }
      guard own < 1 else { return [item] }
      return item.command.begun(own).map { command in
        var begun = item
        begun.command = command
        if case .image = command {
          begun.scopes.append(PlacedCommand.Scope(push: .pushOpacity(own), id: id + index))
        }
        return begun
      }
    }
  }
}

extension Picture.Command {
  /// What there is of the command after a fraction of the time that drawing it takes.
  fileprivate func begun(_ progress: Double) -> [Picture.Command] {
    switch self {
    case .fill, .facet: return [recolored { $0.opacity(progress) }]
    case .stroke(let path, let color, let style):
      let part = path.trimmed(from: 0, to: progress)
      return part.isEmpty ? [] : [.stroke(part, color, style)]
    case .stamp(let stamp, let points):
      let count = Int((Double(points.count) * progress).rounded(.down))
      return count > 0 ? [.stamp(stamp, at: Array(points.prefix(count)))] : []
    case .glyphs(let run, let transform, let color):
      // The letter that is coming is half there already.
      let place = progress * Double(run.glyphs.count)
      let count = min(Int(place), run.glyphs.count)
      var (done, next) = (run, run)
      done.glyphs = Array(run.glyphs.prefix(count))
      next.glyphs = Array(run.glyphs[count...].prefix(1))
      return [
        done.glyphs.isEmpty ? nil : Picture.Command.glyphs(done, transform, color),
        next.glyphs.isEmpty
          ? nil : Picture.Command.glyphs(next, transform, color.opacity(place - Double(count))),
      ].compactMap { $0 }
    default: return [self]
    }
  }
}

extension Canvas {
  /// Draws something that appears: what marks of a chart use, as drawings do their modifier.
  public mutating func appear(
    _ progress: Double, _ how: Appearance, _ draw: (inout Canvas) throws -> Void
  ) throws {
    let effect = PartEffect(part: nil) { how.apply(progress, to: $0, depth: $1, id: $2) }
    try changed(by: [effect], draw)
  }
}
