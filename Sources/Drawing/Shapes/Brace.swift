import Geometry

/// A side of a drawing.
public enum Edge: Hashable, Sendable { case top, leading, bottom, trailing }

extension Drawing {
  /// Adds a curly brace along one side of the drawing's alignment frame, with a label at its tip.
  public func brace(_ label: String, edge: Edge = .bottom) -> some Drawing {
    ModifiedDrawing(content: self) { content, proposal, environment in
      let inner = try content.layOut(proposal, in: environment)
      var small = environment
      small.font = .callout
      let text = try Text(label).layOut(.ideal, in: small)
      let scale = environment.theme.lineScale
      let depth = 6 * scale
      let gap = 2 * scale
      let isLevel = edge == .top || edge == .bottom
      let frame = inner.frame
      let room = 2 * gap + depth + (isLevel ? text.size.height : text.size.width)
      // The label may be longer than the side.
      let overhang =
        isLevel
        ? (
          max(0, text.size.width / 2 - frame.midX),
          max(0, text.size.width / 2 - (inner.size.width - frame.midX))
        )
        : (
          max(0, text.size.height / 2 - frame.midY),
          max(0, text.size.height / 2 - (inner.size.height - frame.midY))
        )
      let insets =
        switch edge {
        case .top: EdgeInsets(top: room, leading: overhang.0, trailing: overhang.1)
        case .bottom: EdgeInsets(leading: overhang.0, bottom: room, trailing: overhang.1)
        case .leading: EdgeInsets(top: overhang.0, leading: room, bottom: overhang.1)
        case .trailing: EdgeInsets(top: overhang.0, bottom: overhang.1, trailing: room)
        }
      let shift = Point(insets.leading, insets.top)
      let size = Size(
        inner.size.width + insets.leading + insets.trailing,
        inner.size.height + insets.top + insets.bottom)
      // The brace stands outside of all that belongs to the drawing.
      let box = Rect(shift, inner.size)
      let side = frame.offset(by: shift)
      let (start, end, outward): (Point, Point, Point) =
        switch edge {
        case .top:
          (Point(side.minX, box.minY - gap), Point(side.maxX, box.minY - gap), Point(0, -1))
        case .bottom:
          (Point(side.minX, box.maxY + gap), Point(side.maxX, box.maxY + gap), Point(0, 1))
        case .leading:
          (Point(box.minX - gap, side.minY), Point(box.minX - gap, side.maxY), Point(-1, 0))
        case .trailing:
          (Point(box.maxX + gap, side.minY), Point(box.maxX + gap, side.maxY), Point(1, 0))
        }
      let reach = depth + gap + (isLevel ? text.size.height : text.size.width) / 2
      let center = start.interpolated(to: end, 0.5) + outward * reach
      return LaidOut(size: size, frame: side) { origin, canvas in
        try inner.draw(at: origin + shift, on: &canvas)
        canvas.stroke(
          Path(braceFrom: origin + start, to: origin + end, depth: outward * depth),
          try environment.theme.color(.gray), StrokeStyle(width: 0.85 * scale, cap: .round))
        try text.draw(
          at: origin + center - Point(text.size.width / 2, text.size.height / 2), on: &canvas)
      }
    }
  }
}

extension Path {
  /// A curly brace over the line between two points, whose tip stands off it by `depth`.
  public init(braceFrom start: Point, to end: Point, depth: Point) {
    let length = max(start.distance(to: end), 1e-9)
    let along = (end - start) * (1 / length)
    let bend = min(depth.length, length / 4)
    let half = depth * 0.5
    let middle = start.interpolated(to: end, 0.5)
    self.init { path in
      path.move(to: start)
      path.curve(to: start + along * bend + half, start + half, start + half)
      path.line(to: middle - along * bend + half)
      path.curve(to: middle + depth, middle + half, middle + half)
      path.curve(to: middle + along * bend + half, middle + half, middle + half)
      path.line(to: end - along * bend + half)
      path.curve(to: end, end + half, end + half)
    }
  }
}
