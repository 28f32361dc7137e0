extension MathLayout {
  /// A box or a space of a list that has been laid out.
  struct Entry {
    var box: Box
    /// `nil` for a space.
    var atomClass: AtomClass?
    /// The italic correction that a following character is moved by; only ordinary atoms have it.
    var italic = 0.0
    /// Whether the nucleus is a character. LuaTeX corrects a character's slant only before another
    /// one, but an accented character's before anything.
    var isCharacter = false
    var style: MathStyle
    /// What the next atom sees on its left, if it differs: `\middle` closes and opens.
    var classForNext: AtomClass?
  }

  func list(_ items: [MathItem], style: MathStyle) throws(TypesettingError) -> Box {
    var entries = try self.entries(items, style: style)
    resolveBinaries(&entries)
    return assemble(entries)
  }

  /// Lays out each item by itself.
  func entries(_ items: [MathItem], style: MathStyle) throws(TypesettingError) -> [Entry] {
    var style = style
    var entries: [Entry] = []
    entries.reserveCapacity(items.count)
    for item in joiningWords(items) {
      switch item {
      case .style(let level): style.level = level
      case .space(let width, let unit):
        let em = unit == .styleEm ? size(style) : 1
        entries.append(Entry(box: Box(width: width * em), style: style))
      case .atom(let atom):
        let (box, italic) = try self.atom(atom, style: style)
        entries.append(
          Entry(
            box: box, atomClass: atom.atomClass,
            italic: atom.atomClass == .ordinary ? italic : 0,
            isCharacter: atom.nucleus.isCharacter && atom.atomClass != .inner, style: style))
      }
    }
    return entries
  }

  /// Letters of one text font that follow each other are set as a word, with kerning and ligatures.
  private func joiningWords(_ items: [MathItem]) -> [MathItem] {
    guard items.count > 1 else { return items }
    var joined: [MathItem] = []
    joined.reserveCapacity(items.count)
    for item in items {
      if case .atom(let next) = item, case .atom(var last)? = joined.last, !last.hasScripts,
        !next.hasScripts, last.atomClass == .ordinary, next.atomClass == .ordinary,
        last.ink == next.ink, case .text(let a) = last.nucleus, case .text(let b) = next.nucleus,
        let both = a.joined(b)
      {
        last.nucleus = .text(both)
        joined[joined.count - 1] = .atom(last)
      } else {
        joined.append(item)
      }
    }
    return joined
  }

  /// A binary operator without an operand on each side is an ordinary atom (rules 5 and 6).
  func resolveBinaries(_ entries: inout [Entry]) {
    var last: Int?
    for index in entries.indices {
      guard let atomClass = entries[index].atomClass else { continue }
      let left = last.flatMap { entries[$0].classForNext ?? entries[$0].atomClass }
      if atomClass == .binary {
        switch left {
        case nil, .binary, .largeOperator, .relation, .opening, .punctuation:
          entries[index].atomClass = .ordinary
        default: break
        }
      }
      switch atomClass {
      case .relation, .closing, .punctuation:
        if left == .binary, let last { entries[last].atomClass = .ordinary }
      default: break
      }
      last = index
    }
    if let last, entries[last].atomClass == .binary { entries[last].atomClass = .ordinary }
  }

  /// Puts the entries in a row with the space between atoms.
  func assemble(_ entries: [Entry]) -> Box {
    var row = Box()
    var left: AtomClass?
    for (index, entry) in entries.enumerated() {
      if let atomClass = entry.atomClass {
        if let left {
          let mu = left.space(before: atomClass).mu(inScript: entry.style.isScript)
          row.width += mu / 18 * size(entry.style)
        }
        left = entry.classForNext ?? atomClass
      }
      row.append(entry.box)
      if entry.italic != 0, index + 1 < entries.count,
        !entry.isCharacter || entries[index + 1].isCharacter
      {
        row.width += entry.italic
      }
    }
    return row
  }
}

extension Nucleus {
  var isCharacter: Bool {
    switch self {
    case .symbol: true
    case .text(let text): text.isCharacter
    default: false
    }
  }
}
