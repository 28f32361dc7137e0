import Geometry
import Typesetting

/// Where drawings leave their commands. Coordinates are the page's, in points.
public struct Canvas {
  /// What has been drawn, without effects such as fading, which are made in the end.
  public private(set) var commands: [Picture.Command] = []
  /// The effects to be made, from the inside out, and the commands that each is for.
  private var effects: [(effect: PartEffect, range: Range<Int>)] = []
  private var transform = AffineTransform.identity
  /// Where the parts drawn so far lie on the page.
  private var partBounds: [String: Rect] = [:]
  /// The factor by which lengths that are not coordinates (line widths) grow.
  private var scale = 1.0

  public init() {}

  public mutating func fill(_ path: Path, _ color: Color) {
    guard color.opacity > 0, !path.isEmpty else { return }
    commands.append(.fill(mapped(path), color))
  }

  public mutating func facet(_ path: Path, _ shading: Shading) {
    guard !path.isEmpty else { return }
    commands.append(.facet(mapped(path), shading.applying(transform)))
  }

  public mutating func stroke(_ path: Path, _ color: Color, _ style: StrokeStyle) {
    guard color.opacity > 0, style.width > 0, !path.isEmpty else { return }
    commands.append(.stroke(mapped(path), color, style.scaled(by: scale)))
  }

  public mutating func stamp(_ stamp: Stamp, at points: [Point]) {
    guard !points.isEmpty else { return }
    guard transform != .identity else { return commands.append(.stamp(stamp, at: points)) }
    var scaled = stamp
    scaled.path = stamp.path.applying(.scale(scale, scale))
    scaled.strokeStyle = stamp.strokeStyle.scaled(by: scale)
    commands.append(.stamp(scaled, at: points.map(transform.apply)))
  }

  /// Draws an image; under a rotation its bounding rectangle is filled, so rotate by no quarter.
  public mutating func image(
    _ bitmap: Bitmap, in rect: Rect, _ interpolation: Picture.Interpolation
  ) {
    let corners = rect.corners.map(transform.apply)
    commands.append(.image(bitmap, in: Rect.bounding(corners) ?? rect, interpolation))
  }

  /// Draws laid-out text with the start of its baseline at `origin`.
  ///
  /// - Parameter partColors: the colours of parts of formulas, by name; others have `color`, or
  ///   what the formula itself says.
  public mutating func text(
    _ text: TypesetText, at origin: Point, color: Color, theme: Theme,
    partColors: [String: Color] = [:]
  ) throws {
    let placed = AffineTransform.translation(origin).then(transform)
    for piece in text.pieces {
      let (name, part) =
        switch piece {
        case .glyphs(_, let color, let part), .rule(_, let color, let part): (color, part)
        }
      let named = try name.map { try theme.color(Tone(named: $0)) }
      let tint = part.flatMap { partColors[$0] } ?? named ?? color
      guard tint.opacity > 0 else { continue }
      if let part { commands.append(.pushPart(part)) }
      switch piece {
      case .glyphs(let run, _, _): commands.append(.glyphs(run, placed, tint))
      case .rule(let rect, _, _): commands.append(.fill(Path(rect: rect).applying(placed), tint))
      }
      if part != nil { commands.append(.pop) }
    }
    for (name, rect) in text.parts {
      partBounds[name] = Rect.bounding(rect.corners.map(placed.apply))
    }
  }

  public mutating func clip(to path: Path, _ draw: (inout Canvas) throws -> Void) rethrows {
    commands.append(.pushClip(mapped(path)))
    try draw(&self)
    close()
  }

  public mutating func layer(
    opacity: Double, _ draw: (inout Canvas) throws -> Void
  ) rethrows {
    guard opacity > 0 else { return }
    guard opacity < 1 else { return try draw(&self) }
    commands.append(.pushOpacity(opacity))
    try draw(&self)
    close()
  }

  /// Draws a named part.
  ///
  /// - Parameter frame: the rectangle that others point at; by default what is drawn.
  public mutating func part(
    _ name: String, frame: Rect? = nil, _ draw: (inout Canvas) throws -> Void
  ) rethrows {
    let start = commands.count
    commands.append(.pushPart(name))
    try draw(&self)
    if let frame {
      partBounds[name] = Rect.bounding(frame.corners.map(transform.apply))
    } else if let ink = Rect.bounding(commands[start...].compactMap(\.bounds).flatMap(\.corners)) {
      partBounds[name] = ink
    }
    close()
  }

  /// Where a part that has been drawn lies on the page.
  ///
  /// - Throws: a `DrawingError` if no part has that name.
  public func bounds(ofPart name: String) throws -> Rect {
    guard let bounds = partBounds[name] else {
      let known = partBounds.keys.sorted().joined(separator: ", ")
      throw DrawingError("no part is named \"\(name)\"; the drawing has: \(known)")
    }
    return bounds
  }

  /// Draws with all coordinates mapped by `inner` first.
  public mutating func transformed(
    by inner: AffineTransform, _ draw: (inout Canvas) throws -> Void
  ) rethrows {
    let saved = (transform, scale)
    transform = inner.then(transform)
    scale = abs(transform.a * transform.d - transform.b * transform.c).squareRoot()
    try draw(&self)
    (transform, scale) = saved
  }

  // MARK: Effects

  /// Draws what is to be changed in the end.
  mutating func changed(
    by effects: [PartEffect], _ draw: (inout Canvas) throws -> Void
  ) throws {
    let start = commands.count
    try draw(&self)
    for effect in effects {
      // Of nothing, no part can be changed: that is reported at once.
      if start == commands.count { _ = try effect.apply(to: []) }
      self.effects.append((effect, start..<commands.count))
    }
  }

  /// All commands, with the effects made.
  ///
  /// - Throws: a `DrawingError` for an effect on a part that nothing has the name of.
  public func finished() throws -> [Picture.Command] {
    var result = commands
    var ranges = effects.map(\.range)
    for (index, (effect, _)) in effects.enumerated() where !ranges[index].isEmpty {
      let range = ranges[index]
      let changed = try effect.apply(to: result[range])
      result.replaceSubrange(range, with: changed)
      // What comes later moves; what lies around grows or shrinks.
      let growth = changed.count - range.count
      for later in ranges.indices.dropFirst(index + 1) {
        let old = ranges[later]
        let isAfter = old.lowerBound >= range.upperBound
        ranges[later] = (old.lowerBound + (isAfter ? growth : 0))..<(old.upperBound + growth)
      }
    }
    return result
  }

  /// An empty canvas with the same coordinates.
  func blank() -> Canvas {
    var canvas = Canvas()
    (canvas.transform, canvas.scale) = (transform, scale)
    return canvas
  }

  /// Adds finished commands, in page coordinates, and tells where their parts lie.
  mutating func append(_ finished: [Picture.Command], parts: [String: Rect]) {
    commands += finished
    partBounds.merge(parts) { $1 }
  }

  /// Where all parts drawn so far lie on the page.
  var parts: [String: Rect] { partBounds }

  /// Ends a clip, layer or part; one that turned out empty leaves nothing behind.
  private mutating func close() {
    switch commands.last {
    case .pushClip, .pushOpacity, .pushPart: commands.removeLast()
    default: commands.append(.pop)
    }
  }

  private func mapped(_ path: Path) -> Path {
    transform == .identity ? path : path.applying(transform)
  }
}

extension StrokeStyle {
  /// All lengths multiplied by `factor`.
  public func scaled(by factor: Double) -> StrokeStyle {
    guard factor != 1 else { return self }
    var style = self
    style.width *= factor
    style.dash = dash.map { $0 * factor }
    style.dashPhase *= factor
    return style
  }
}
