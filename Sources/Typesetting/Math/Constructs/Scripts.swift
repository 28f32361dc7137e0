import CHarfBuzz

// Superscripts, subscripts and primes: The TeXbook, appendix G, rule 18.

extension MathParser {
  /// Reads `^` or `_` and what follows into the last atom.
  mutating func script(
    _ items: inout [MathItem], get: (Atom) -> [MathItem]?, set: (inout Atom, [MathItem]) -> Void
  ) throws(TypesettingError) {
    let start = index
    let isSuperscript = next() == .superscript
    var atom = takeLast(&items)
    if let there = get(atom), !(isSuperscript && onlyPrimes(there)) {
      throw error(
        "double \(isSuperscript ? "superscript" : "subscript"); put braces around the first",
        at: start)
    }
    let script = try argument(of: isSuperscript ? "^" : "_")
    set(&atom, (get(atom) ?? []) + script)
    items.append(.atom(atom))
  }

  /// Reads one or several `'`, which become a superscript of primes.
  mutating func primes(_ items: inout [MathItem]) throws(TypesettingError) {
    let start = index
    var count = 0
    while peek() == .character("'") {
      _ = next()
      count += 1
    }
    var atom = takeLast(&items)
    guard atom.superscript == nil else {
      throw error("double superscript; put braces around the first", at: start)
    }
    let multiples: [Unicode.Scalar] = ["′", "″", "‴", "⁗"]
    let ink = declarations.ink
    atom.superscript =
      if count <= multiples.count {
        [prime(multiples[count - 1], written: String(repeating: "'", count: count), ink)]
      } else {
        Array(repeating: prime("′", written: "'", ink), count: count)
      }
    items.append(.atom(atom))
  }

  private func prime(_ scalar: Unicode.Scalar, written: String, _ ink: Ink) -> MathItem {
    .atom(Atom(nucleus: .symbol(scalar, written: written), atomClass: .ordinary, ink: ink))
  }

  private func onlyPrimes(_ items: [MathItem]) -> Bool {
    items.allSatisfy {
      if case .atom(let atom) = $0, case .symbol(let scalar, _) = atom.nucleus {
        return ["′", "″", "‴", "⁗"].contains(scalar)
      }
      return false
    }
  }

  /// The atom that scripts belong to: the last one, or an empty one if there is none.
  private func takeLast(_ items: inout [MathItem]) -> Atom {
    if case .atom(let atom)? = items.last {
      items.removeLast()
      return atom
    }
    return Atom(nucleus: .empty, atomClass: .ordinary, ink: declarations.ink)
  }
}

extension MathLayout {
  /// A nucleus with its scripts at the side.
  func scripts(
    _ atom: Atom, nucleus: LaidNucleus, style: MathStyle
  ) throws(TypesettingError) -> Box {
    let c = font.constants
    let size = self.size(style)
    var box = nucleus.box

    // Rule 18a: from the baseline for a character, from the box's edges otherwise.
    var up = 0.0
    var down = 0.0
    if !nucleus.isCharacter {
      up = box.height - c.superscriptBaselineDropMax * size
      down = box.depth + c.subscriptBaselineDropMin * size
    }
    let sub = try atom.subscript.map { items throws(TypesettingError) in
      try list(items, style: style.subscript)
    }
    let sup = try atom.superscript.map { items throws(TypesettingError) in
      try list(items, style: style.superscript)
    }
    let after = c.spaceAfterScript * size

    if let sup {
      // Rules 18c and 18d.
      let shift = style.isCramped ? c.superscriptShiftUpCramped : c.superscriptShiftUp
      up = max(up, shift * size, sup.depth + c.superscriptBottomMin * size)
    }
    if let sub {
      // Rules 18b and 18e.
      down = max(down, c.subscriptShiftDown * size)
      if sup == nil { down = max(down, sub.height - c.subscriptTopMax * size) }
      if let sup {
        let gap = up - sup.depth - (sub.height - down)
        if gap < c.subSuperscriptGapMin * size {
          down += c.subSuperscriptGapMin * size - gap
          let lift = c.superscriptBottomMaxWithSubscript * size - (up - sup.depth)
          if lift > 0 {
            up += lift
            down -= lift
          }
        }
      }
    }

    // The superscript stands after the italic correction, the subscript before it; both may be
    // kerned into the corners of a character.
    let base = box.width
    var width = base
    if let sup {
      let kern = cornerKern(nucleus, sup, isTop: true, shift: up, style: style)
      let x = base + nucleus.italic + kern
      box.place(sup, x: x, y: -up)
      width = max(width, x + sup.width + after)
      box.height = max(box.height, sup.height + up)
      box.depth = max(box.depth, sup.depth - up)
    }
    if let sub {
      let kern = cornerKern(nucleus, sub, isTop: false, shift: down, style: style)
      box.place(sub, x: base + kern, y: down)
      width = max(width, base + kern + sub.width + after)
      box.height = max(box.height, sub.height - down)
      box.depth = max(box.depth, sub.depth + down)
    }
    box.width = width
    return box
  }

  /// The kern between a character and its script, from the cut-ins of the font's glyphs. Of the two
  /// heights where the boxes face each other, the one that needs more room counts.
  private func cornerKern(
    _ nucleus: LaidNucleus, _ script: Box, isTop: Bool, shift: Double, style: MathStyle
  ) -> Double {
    guard let glyph = nucleus.glyph,
      case .glyph(.math, let other, let scale, _)? =
        script.elements.first?.content
    else { return 0 }
    let corners =
      isTop
      ? (HB_OT_MATH_KERN_TOP_RIGHT, HB_OT_MATH_KERN_BOTTOM_LEFT)
      : (HB_OT_MATH_KERN_BOTTOM_RIGHT, HB_OT_MATH_KERN_TOP_LEFT)
    let size = self.size(style)
    // Heights above the nucleus's baseline.
    let first = isTop ? shift - script.depth : -nucleus.box.depth
    let second = isTop ? nucleus.box.height : script.height - shift
    let rise = isTop ? shift : -shift
    func kern(at height: Double) -> Double {
      font.kern(of: glyph, corners.0, at: height / size) * size
        + font.kern(of: other, corners.1, at: (height - rise) / scale) * scale
    }
    return max(kern(at: first), kern(at: second))
  }
}
