// Operators: large symbols and names, with limits (The TeXbook, appendix G, rules 13 and 13a).

extension MathParser {
  /// `\log`, `\max`: a name in the font of words.
  func operatorName(
    _ name: String, _ limits: Bool, atomClass: AtomClass = .largeOperator
  ) -> Atom {
    func word(_ letters: Substring) -> Nucleus {
      .text(MathText(pieces: [.words(String(letters), .sans)]))
    }
    // The two words of an upper or lower limit have a thin space between them.
    let words = name.split(separator: " ")
    let nucleus: Nucleus =
      if words.count == 2 {
        .list([
          .atom(Atom(nucleus: word(words[0]), atomClass: .ordinary, ink: declarations.ink)),
          .space(3.0 / 18, .styleEm),
          .atom(Atom(nucleus: word(words[1]), atomClass: .ordinary, ink: declarations.ink)),
        ])
      } else {
        word(Substring(name))
      }
    var atom = Atom(nucleus: nucleus, atomClass: atomClass, ink: declarations.ink)
    atom.limits = limits ? .automatic : .never
    return atom
  }

  /// `\operatorname{…}` and, with limits, `\operatorname*{…}`.
  mutating func customOperator() throws(TypesettingError) -> Atom {
    let hasLimits = star()
    let saved = declarations.alphabet
    defer { declarations.alphabet = saved }
    declarations.alphabet = .words(.sans)
    let items = try argument(of: "operatorname")
    var atom = Atom(nucleus: .list(items), atomClass: .largeOperator, ink: declarations.ink)
    atom.limits = hasLimits ? .automatic : .never
    return atom
  }

  /// `\limits` and `\nolimits` after an operator; anything else is left alone.
  mutating func limits(after atom: inout Atom) {
    guard atom.atomClass == .largeOperator else { return }
    while case .command(let name)? = peek(), case .limits(let limits)? = Command.named(name) {
      _ = next()
      atom.limits = limits
    }
  }
}

extension MathLayout {
  func largeOperator(_ atom: Atom, style: MathStyle) throws(TypesettingError) -> Box {
    let hasLimits = atom.limits == .always || (atom.limits == .automatic && style.isDisplay)
    var laid = try nucleus(atom, style: style)
    if case .symbol(let scalar, let written) = atom.nucleus {
      if style.isDisplay, let glyph = font.glyph(for: scalar, level: style.level) {
        let display = stretched(
          glyph, to: font.constants.displayOperatorMinHeight, vertical: true, style: style,
          written: written, ink: atom.ink)
        laid.box = display.box
        laid.italic = display.italic
      }
      // The width includes the slant: a subscript at the side moves under it, a superscript stays.
      if !hasLimits {
        if atom.subscript != nil { laid.box.width -= laid.italic } else { laid.italic = 0 }
      }
      // A single symbol is centred on the axis.
      laid.box = centered(laid.box, style: style)
      laid.isCharacter = false
      laid.glyph = nil
    }
    guard atom.hasScripts else { return laid.box }
    if hasLimits { return try limits(atom, laid, style: style) }
    return try scripts(atom, nucleus: laid, style: style)
  }

  /// The box moved so that its middle lies on the axis.
  func centered(_ box: Box, style: MathStyle) -> Box {
    let shift = (box.height - box.depth) / 2 - axis(style)
    var moved = Box(
      width: box.width, height: max(0, box.height - shift), depth: max(0, box.depth + shift))
    moved.place(box, x: 0, y: shift)
    return moved
  }

  /// Limits above and below, shifted apart by half the italic correction.
  private func limits(
    _ atom: Atom, _ laid: LaidNucleus, style: MathStyle
  ) throws(TypesettingError) -> Box {
    let above = try atom.superscript.map { items throws(TypesettingError) in
      try list(items, style: style.superscript)
    }
    let below = try atom.subscript.map { items throws(TypesettingError) in
      try list(items, style: style.subscript)
    }
    return stackLimits(
      laid.box, above: above, below: below, slant: laid.italic, style: style)
  }

  func stackLimits(
    _ base: Box, above: Box?, below: Box?, slant: Double = 0, style: MathStyle
  ) -> Box {
    let c = font.constants
    let size = self.size(style)
    let width = max(base.width, above?.width ?? 0, below?.width ?? 0)
    var box = Box(width: width, height: base.height, depth: base.depth)
    box.place(base, x: (width - base.width) / 2)
    if let above {
      let rise = max(c.upperLimitGapMin * size, c.upperLimitBaselineRiseMin * size - above.depth)
      box.place(
        above, x: (width - above.width) / 2 + slant / 2, y: -(base.height + rise + above.depth))
      box.height = base.height + rise + above.total
    }
    if let below {
      let drop = max(c.lowerLimitGapMin * size, c.lowerLimitBaselineDropMin * size - below.height)
      box.place(
        below, x: (width - below.width) / 2 - slant / 2, y: base.depth + drop + below.height)
      box.depth = base.depth + drop + below.total
    }
    return box
  }
}
