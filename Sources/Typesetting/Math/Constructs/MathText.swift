/// Words in a formula: `\text{if $x > 0$}`, and the letters of `\mathrm`.
struct MathText: Sendable {
  enum Piece: Sendable {
    /// The colour, if the text gives one, goes before that of the formula.
    case words(String, FontFace, color: String? = nil)
    case formula([MathItem])
  }

  var pieces: [Piece]
  /// Whether it is one letter of an alphabet, whose scripts are placed from the baseline; `\text`
  /// makes a box.
  var isCharacter = false

  init(_ piece: Piece) {
    pieces = [piece]
    isCharacter = true
  }

  init(pieces: [Piece]) { self.pieces = pieces }

  /// Both as one word, if they are letters of the same font.
  func joined(_ next: MathText) -> MathText? {
    guard isCharacter, next.isCharacter, case .words(let a, let face, nil)? = pieces.first,
      case .words(let b, face, nil)? = next.pieces.first
    else { return nil }
    return MathText(.words(a + b, face))
  }
}

extension MathParser {
  /// The braced words of `\text` and its kin.
  mutating func text(_ command: String, _ face: FontFace) throws(TypesettingError) -> Atom {
    skipBlanks()
    let start = index
    guard index < end, source.scalars[index] == "{" else {
      throw error("\\\(command) needs its words in braces", at: start)
    }
    index += 1
    var pieces: [MathText.Piece] = []
    try words(&pieces, face, opened: start, depth: depth + 1)
    return Atom(
      nucleus: .text(MathText(pieces: pieces)), atomClass: .ordinary, ink: declarations.ink)
  }

  /// Words up to the closing brace, which is read too.
  private mutating func words(
    _ pieces: inout [MathText.Piece], _ outer: FontFace, color outerColor: String? = nil,
    opened: Int, depth: Int
  ) throws(TypesettingError) {
    guard depth <= MathParser.depthLimit else {
      throw error("the text is nested more than \(MathParser.depthLimit) levels deep")
    }
    var face = outer
    var color = outerColor
    var run = String.UnicodeScalarView()
    let source = source
    func finish(_ pieces: inout [MathText.Piece]) throws(TypesettingError) {
      guard !run.isEmpty else { return }
      let text = String(run)
      try source.checkCharacters(of: text, from: opened, face: face)
      pieces.append(.words(text, face, color: color))
      run = String.UnicodeScalarView()
    }
    while index < end {
      let start = index
      let scalar = source.scalars[index]
      index += 1
      switch scalar {
      case "}":
        try finish(&pieces)
        return
      case "{":
        try finish(&pieces)
        try words(&pieces, face, color: color, opened: start, depth: depth + 1)
      case "$":
        try finish(&pieces)
        pieces.append(.formula(try innerFormula(from: start, color: color)))
      case "~": run.append("\u{a0}")
      case "\\":
        let name = commandName()
        if let letter = MathParser.escapes[name] {
          run.append(contentsOf: letter.unicodeScalars)
        } else if let changed = face.declared(name) {
          try finish(&pieces)
          face = changed
        } else if name == "color" {
          try finish(&pieces)
          color = try rawArgument(of: name)
        } else if let changed = name == "textcolor" ? face : face.command(name) {
          try finish(&pieces)
          let inner = name == "textcolor" ? try rawArgument(of: name) : color
          skipBlanks()
          guard index < end, source.scalars[index] == "{" else {
            throw error("\\\(name) needs its words in braces", at: start)
          }
          index += 1
          try words(&pieces, changed, color: inner, opened: index - 1, depth: depth + 1)
        } else {
          throw error(
            "\\\(name) is unknown in text (a formula in it stands between $ signs)", at: start)
        }
      case let other where other.properties.isWhitespace:
        // Blanks in a row are one.
        if run.last != " " { run.append(" ") }
      default: run.append(scalar)
      }
    }
    throw error("the { is never closed by a }", at: opened)
  }

  private mutating func innerFormula(
    from start: Int, color: String?
  ) throws(TypesettingError) -> [MathItem] {
    // The formula is read up to its dollar sign by a parser of its own.
    var stop = index
    while stop < end, source.scalars[stop] != "$" {
      stop += source.scalars[stop] == "\\" ? 2 : 1
    }
    guard stop < end else { throw error("the formula has no closing $", at: start) }
    var inner = MathParser(source, range: index..<stop)
    inner.depth = depth
    inner.declarations.ink = declarations.ink
    if let color { inner.declarations.ink.color = color }
    index = stop + 1
    return try inner.formula()
  }

  /// The name after a backslash, and the blanks after a word.
  private mutating func commandName() -> String {
    var name = String.UnicodeScalarView()
    while index < end, ("a"..."z").contains(source.scalars[index].lowercasedLetter) {
      name.append(source.scalars[index])
      index += 1
    }
    if name.isEmpty, index < end {
      name.append(source.scalars[index])
      index += 1
    } else {
      while index < end, source.scalars[index] == " " { index += 1 }
    }
    return String(name)
  }

  private static let escapes: [String: String] = [
    "$": "$", "%": "%", "&": "&", "#": "#", "_": "_", "{": "{", "}": "}", " ": " ", ",": "\u{2009}",
    "ldots": "…", "dots": "…", "quad": "\u{2003}", "textendash": "–", "textemdash": "—",
    "ss": "ß", "o": "ø", "O": "Ø", "ae": "æ", "AE": "Æ", "aa": "å", "AA": "Å", "i": "ı",
    "textbackslash": "\\", "relax": "",
  ]
}

extension Unicode.Scalar {
  fileprivate var lowercasedLetter: Unicode.Scalar {
    ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 32) : self
  }
}

extension FontFace {
  private var isSerif: Bool {
    [.serif, .serifItalic, .serifBold, .serifBoldItalic].contains(self)
  }
  private var isBold: Bool {
    [.sansBold, .sansBoldItalic, .serifBold, .serifBoldItalic].contains(self)
  }
  private var isItalic: Bool {
    [.sansItalic, .sansBoldItalic, .serifItalic, .serifBoldItalic].contains(self)
  }

  private func with(serif: Bool? = nil, bold: Bool? = nil, italic: Bool? = nil) -> FontFace {
    TextStyle(
      family: serif ?? isSerif ? .serif : .sans, weight: bold ?? isBold ? .bold : .regular,
      isItalic: italic ?? isItalic
    ).face
  }

  /// The face after a declaration such as `\bf`.
  fileprivate func declared(_ name: String) -> FontFace? {
    switch name {
    case "bf": .sansBold
    case "bfseries": with(bold: true)
    case "it", "sl": .sansItalic
    case "itshape", "em": with(italic: true)
    case "rm", "sf", "normalfont": .sans
    case "rmfamily": with(serif: true)
    case "sffamily": with(serif: false)
    default: nil
    }
  }

  /// The face of the argument of a command such as `\textbf`.
  fileprivate func command(_ name: String) -> FontFace? {
    switch name {
    case "textbf": with(bold: true)
    case "textit", "emph", "textsl": with(italic: true)
    case "textrm": with(serif: true)
    case "textsf": with(serif: false)
    case "text", "mbox", "hbox", "textnormal": self
    default: nil
    }
  }

  /// The design for small type, where there is one.
  fileprivate var script: FontFace {
    switch self {
    case .sans: .sansScript
    case .sansItalic: .sansItalicScript
    default: self
    }
  }
}

extension MathLayout {
  func text(_ text: MathText, style: MathStyle, ink: Ink) throws(TypesettingError) -> Box {
    let size = self.size(style)
    var row = Box()
    for piece in text.pieces {
      switch piece {
      case .words(let words, let face, let color):
        let used = style.isScript ? face.script : face
        let ink = Ink(color: color ?? ink.color, parts: ink.parts)
        row.append(try TextShaper.box(words, face: used, size: size, ink: ink))
      case .formula(let items):
        row.append(try list(items, style: .text).scaled(by: size))
      }
    }
    return row
  }
}
