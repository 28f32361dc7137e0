/// Reads a TeX formula into a list of atoms and spaces.
///
/// This file has the list, groups and scripts; each command is read in the file of its construct,
/// and
/// `Command` says which command belongs to which construct.
struct MathParser {
  /// What ends a list besides the end of the source.
  struct Terminators: OptionSet {
    let rawValue: Int
    /// `]` of an optional argument.
    static let bracket = Terminators(rawValue: 1)
  }

  /// Declarations that hold until their group ends.
  struct Declarations {
    var alphabet = Alphabet.normal
    var ink = Ink()
  }

  /// Groups, arguments and environments within each other; more is refused, since layout recurses.
  static let depthLimit = 60

  let source: MathSource
  var index: Int
  let end: Int
  var declarations = Declarations()
  /// What held before each `\begingroup`.
  var openGroups: [Declarations] = []
  /// The sum of `\vspace` in the current row of a table, in em.
  var verticalSpace = 0.0
  var depth = 0

  init(_ source: MathSource, range: Range<Int>) {
    self.source = source
    index = range.lowerBound
    end = range.upperBound
  }

  /// The whole formula.
  mutating func formula() throws(TypesettingError) -> [MathItem] {
    let items = try list()
    guard let rest = peek() else { return items }
    throw unexpected(rest)
  }

  /// Items up to something that ends a list, which is left to the caller.
  mutating func list(until terminators: Terminators = []) throws(TypesettingError) -> [MathItem] {
    depth += 1
    defer { depth -= 1 }
    guard depth <= MathParser.depthLimit else {
      throw error("the formula is nested more than \(MathParser.depthLimit) levels deep")
    }
    var items: [MathItem] = []
    while let token = peek() {
      switch token {
      case .close, .alignment: return items
      case .command("\\"), .command("cr"), .command("end"), .command("right"), .command("middle"):
        return items
      case .character("]") where terminators.contains(.bracket): return items
      case .superscript:
        try script(&items) {
          $0.superscript
        } set: {
          $0.superscript = $1
        }
      case .subscript:
        try script(&items) {
          $0.subscript
        } set: {
          $0.subscript = $1
        }
      case .character("'"): try primes(&items)
      default:
        items += try self.items()
        if case .atom(var atom)? = items.last {
          limits(after: &atom)
          items[items.count - 1] = .atom(atom)
        }
      }
    }
    return items
  }

  /// A group's contents; the opening brace comes next.
  mutating func group() throws(TypesettingError) -> [MathItem] {
    let start = index
    guard next() == .open else { throw error("expected {", at: start) }
    let saved = declarations
    defer { declarations = saved }
    let items = try list()
    guard peek() == .close else {
      if let token = peek() { throw unexpected(token) }
      throw error("the { is never closed by a }", at: start)
    }
    _ = next()
    return items
  }

  /// A command's argument: a group, or the one thing that follows.
  mutating func argument(of command: String) throws(TypesettingError) -> [MathItem] {
    let shown = command == "^" || command == "_" ? command : "\\" + command
    guard let token = peek() else {
      throw error("\(shown) lacks an argument")
    }
    switch token {
    case .open: return try group()
    case .close, .alignment, .superscript, .subscript, .command("right"), .command("end"),
      .command("\\"), .command("middle"):
      throw error("\(shown) lacks an argument")
    default:
      depth += 1
      defer { depth -= 1 }
      guard depth <= MathParser.depthLimit else {
        throw error("the formula is nested more than \(MathParser.depthLimit) levels deep")
      }
      let saved = declarations
      defer { declarations = saved }
      return try items()
    }
  }

  /// An argument between brackets, if there is one.
  mutating func optionalArgument() throws(TypesettingError) -> [MathItem]? {
    guard peek() == .character("[") else { return nil }
    let start = index
    _ = next()
    let items = try list(until: .bracket)
    guard peek() == .character("]") else { throw error("the [ is never closed by a ]", at: start) }
    _ = next()
    return items
  }

  /// What the next token stands for: usually one item, none for a declaration.
  private mutating func items() throws(TypesettingError) -> [MathItem] {
    let start = index
    switch peek() {
    case .open: return [.atom(atom(of: try group()))]
    case .character(let scalar):
      _ = next()
      return [.atom(try character(scalar, at: start))]
    case .command(let name):
      _ = next()
      guard let command = Command.named(name) else { throw unknown(name, at: start) }
      return try items(for: command, name: name, at: start)
    default: throw error("expected a symbol")
    }
  }

  /// A group as an atom. A group of one plain atom is that atom, as in TeX, so that scripts sit as
  /// close as without braces.
  func atom(of items: [MathItem]) -> Atom {
    if items.count == 1, case .atom(let atom) = items[0], !atom.hasScripts,
      atom.atomClass == .ordinary
    {
      return atom
    }
    return Atom(nucleus: .list(items), atomClass: .ordinary, ink: declarations.ink)
  }

  /// The atom of a character typed as it is.
  private func character(
    _ typed: Unicode.Scalar, at start: Int
  ) throws(TypesettingError) -> Atom {
    if typed == "$" || typed == "#" {
      throw error("a \(typed) can't stand in a formula; the sign itself is \\\(typed)", at: start)
    }
    let scalar = Symbols.typed(typed)
    return try symbol(
      scalar, atomClass: Symbols.classes[scalar] ?? .ordinary, written: String(typed), at: start)
  }

  func symbol(
    _ scalar: Unicode.Scalar, atomClass: AtomClass, written: String, at start: Int
  ) throws(TypesettingError) -> Atom {
    if case .words(let face) = declarations.alphabet, atomClass == .ordinary,
      scalar.properties.isAlphabetic || ("0"..."9").contains(scalar),
      try FontLibrary.font(face).glyph(for: scalar) != nil
    {
      let text = MathText(.words(String(scalar), face))
      return Atom(nucleus: .text(text), atomClass: .ordinary, ink: declarations.ink)
    }
    let styled = declarations.alphabet.style(scalar)
    let font = try FontLibrary.font(.math)
    if font.glyph(for: styled) != nil {
      return Atom(
        nucleus: .symbol(styled, written: written), atomClass: atomClass, ink: declarations.ink)
    }
    if font.glyph(for: scalar) != nil {
      return Atom(
        nucleus: .symbol(scalar, written: written), atomClass: atomClass, ink: declarations.ink)
    }
    // A letter that the mathematics font lacks comes from a text font.
    guard scalar.value >= 0x80, !scalar.properties.isWhitespace else {
      throw error(
        "the character \(scalar.escaped(asASCII: true)) has no place in a formula", at: start)
    }
    let text = MathText(.words(String(scalar), .sans))
    try source.checkCharacters(of: String(scalar), from: start, face: .sans)
    return Atom(nucleus: .text(text), atomClass: atomClass, ink: declarations.ink)
  }

  func error(_ message: String, at place: Int? = nil) -> TypesettingError {
    source.error(message, at: place ?? index)
  }

  func unexpected(_ token: Token) -> TypesettingError {
    switch token {
    case .close: error("there is a } without a {")
    case .alignment: error("& outside a matrix or an alignment (an ampersand is written \\&)")
    case .command("\\"), .command("cr"): error("\\\\ outside a matrix or an alignment")
    case .command(let name): error("there is a \\\(name) without its beginning")
    case .character(let scalar): error("unexpected \(scalar)")
    default: error("unexpected token")
    }
  }

  private func unknown(_ name: String, at start: Int) -> TypesettingError {
    let hint = Command.nearest(to: name).map { "; did you mean \\\($0)?" } ?? ""
    return error("unknown command \\\(name)\(hint)", at: start)
  }
}
