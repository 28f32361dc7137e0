import Geometry
import Typesetting

/// A displayed TeX formula, with large operators and limits above and below them.
///
/// Pieces marked with `\part{name}{…}` can be coloured, faded and pointed at by their names.
public struct Formula: Drawing {
  let tex: String
  private var tones: [String: Tone] = [:]
  private var opacities: [String: Double] = [:]

  /// - Parameter tex: TeX without dollar signs.
  public init(_ tex: String) { self.tex = tex }

  /// Colours a part.
  public func foregroundStyle(_ tone: Tone, part: String) -> Formula {
    var formula = self
    formula.tones[part] = tone
    return formula
  }

  /// Fades a part; 0 leaves it out but keeps its room.
  public func opacity(_ opacity: Double, part: String) -> Formula {
    var formula = self
    formula.opacities[part] = opacity
    return formula
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let formula = try typeset(in: environment)
    let color = try environment.foregroundColor()
    let partColors = try partColors(of: formula, in: environment)
    return LaidOut(size: formula.size, baseline: formula.ascent) { origin, canvas in
      try canvas.text(
        formula, at: origin + Point(0, formula.ascent), color: color, theme: environment.theme,
        partColors: partColors)
    }
  }

  func typeset(in environment: DrawingEnvironment) throws -> TypesetText {
    try Typesetter.formula(
      tex, size: environment.font.textStyle(in: environment.theme).size, display: true)
  }

  private func partColors(
    of formula: TypesetText, in environment: DrawingEnvironment
  ) throws -> [String: Color] {
    var colors: [String: Color] = [:]
    for name in Set(tones.keys).union(opacities.keys) {
      guard formula.parts[name] != nil else {
        let known = formula.parts.keys.sorted().joined(separator: ", ")
        throw DrawingError("no part of the formula is named \"\(name)\"; it has: \(known)")
      }
      colors[name] = try environment.theme.color(tones[name] ?? environment.foreground)
        .opacity(opacities[name] ?? 1)
    }
    return colors
  }
}

/// One formula turning into another: parts of the same name travel, all else fades.
public struct FormulaTransition: Drawing {
  let start: Formula
  let end: Formula
  let progress: Double

  /// - Parameter progress: 0 shows the first formula, 1 the second.
  public init(from start: String, to end: String, progress: Double) {
    self.start = Formula(start)
    self.end = Formula(end)
    self.progress = min(max(progress, 0), 1)
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let (first, second) = (try start.typeset(in: environment), try end.typeset(in: environment))
    let color = try environment.foregroundColor()
    let theme = environment.theme
    let t = progress
    let ascent = first.ascent + (second.ascent - first.ascent) * t
    let size = Size(
      first.size.width + (second.size.width - first.size.width) * t,
      first.size.height + (second.size.height - first.size.height) * t)
    let shared = Set(first.parts.keys).intersection(second.parts.keys)
    return LaidOut(size: size, baseline: ascent) { origin, canvas in
      let base = origin + Point(0, ascent)
      // What only one formula has fades out in the first half and in during the second.
      try canvas.text(
        first.without(shared), at: base, color: color.opacity(max(1 - 2 * t, 0)), theme: theme)
      try canvas.text(
        second.without(shared), at: base, color: color.opacity(max(2 * t - 1, 0)), theme: theme)
      // What both have moves, and changes its look on the way if it must.
      for name in shared.sorted() {
        guard let from = first.parts[name], let to = second.parts[name] else { continue }
        let place = Rect(
          from.origin.interpolated(to: to.origin, t),
          Size(
            from.width + (to.width - from.width) * t, from.height + (to.height - from.height) * t))
        let isSame = first.only(name).text == second.only(name).text
        try canvas.transformed(by: from.map(to: place).then(.translation(base))) {
          try $0.text(
            first.only(name), at: .zero, color: color.opacity(isSame ? (t < 1 ? 1 : 0) : 1 - t),
            theme: theme)
        }
        try canvas.transformed(by: to.map(to: place).then(.translation(base))) {
          try $0.text(
            second.only(name), at: .zero, color: color.opacity(isSame ? (t < 1 ? 0 : 1) : t),
            theme: theme)
        }
      }
    }
  }
}

extension TypesetText {
  var size: Size { Size(width, ascent + descent) }

  fileprivate func only(_ part: String) -> TypesetText { filtered { $0 == part } }
  fileprivate func without(_ parts: Set<String>) -> TypesetText {
    filtered { name in name.map { !parts.contains($0) } ?? true }
  }

  private func filtered(_ isKept: (String?) -> Bool) -> TypesetText {
    var text = self
    text.pieces = pieces.filter { piece in
      switch piece {
      case .glyphs(_, _, let part), .rule(_, _, let part): isKept(part)
      }
    }
    return text
  }
}

extension Rect {
  /// The transform that stretches and moves this rectangle onto another.
  fileprivate func map(to other: Rect) -> AffineTransform {
    let (sx, sy) = (
      width > 0 ? other.width / width : 1, height > 0 ? other.height / height : 1
    )
    return AffineTransform(a: sx, d: sy, tx: other.minX - minX * sx, ty: other.minY - minY * sy)
  }
}
