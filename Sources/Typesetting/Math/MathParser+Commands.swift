extension MathParser {
  /// What a command that has just been read stands for.
  mutating func items(
    for command: Command, name: String, at start: Int
  ) throws(TypesettingError) -> [MathItem] {
    switch command {
    case .symbol(let scalar, let atomClass):
      var atom = try symbol(scalar, atomClass: atomClass, written: String(scalar), at: start)
      // Integrals have their limits at the side even in display style.
      if atomClass == .largeOperator, "∫∬∭∮".unicodeScalars.contains(scalar) {
        atom.limits = .never
      }
      return [.atom(atom)]
    case .space(let width, let unit): return [.space(width, unit)]
    case .horizontalSpace: return [try horizontalSpace(name)]
    case .style(let level): return [.style(level)]
    case .relax: return []
    case .beginGroup:
      openGroups.append(declarations)
      return []
    case .endGroup:
      guard let saved = openGroups.popLast() else {
        throw error("there is an \\endgroup without a \\begingroup", at: start)
      }
      declarations = saved
      return []
    case .alphabetDeclaration(let alphabet):
      declarations.alphabet = alphabet
      return []
    case .alphabet(let alphabet):
      let saved = declarations.alphabet
      defer { declarations.alphabet = saved }
      declarations.alphabet = alphabet
      // The letters join the list around them, so that the last one's italic correction counts.
      return try argument(of: name)
    case .color:
      declarations.ink.color = try self.name(of: "a colour", for: name)
      return []
    case .textColor:
      let saved = declarations.ink
      defer { declarations.ink = saved }
      declarations.ink.color = try self.name(of: "a colour", for: name)
      // As in TeX the coloured piece is one ordinary atom, whatever it consists of.
      let items = try argument(of: name)
      return [.atom(Atom(nucleus: .list(items), atomClass: .ordinary, ink: declarations.ink))]
    case .part:
      let saved = declarations.ink
      defer { declarations.ink = saved }
      declarations.ink.parts.append(try self.name(of: "a part", for: name))
      // A part leaves the formula's spacing as it is: its items join the list around it.
      return try argument(of: name)
    case .atomClass(let atomClass):
      return [.atom(try reclassified(as: atomClass, name))]
    case .limits: throw error("\\\(name) must follow an operator such as \\sum", at: start)
    case .spacedRelation(let scalar):
      let arrow = try symbol(scalar, atomClass: .relation, written: String(scalar), at: start)
      return [.space(5.0 / 18, .styleEm), .atom(arrow), .space(5.0 / 18, .styleEm)]
    case .colon:
      let colon = try symbol(":", atomClass: .ordinary, written: ":", at: start)
      return [.space(2.0 / 18, .styleEm), .atom(colon), .space(6.0 / 18, .styleEm)]
    case .modulo: return try modulo(name)
    case .not: return [.atom(try negation(at: start))]
    case .operatorName(let letters, let limits): return [.atom(operatorName(letters, limits))]
    case .customOperator: return [.atom(try customOperator())]
    case .text(let face): return [.atom(try text(name, face))]
    case .fraction(let kind): return [.atom(try fraction(kind, name))]
    case .radical: return [.atom(try radical(name))]
    case .accent(let scalar, let stretches):
      return [.atom(try accent(scalar, stretches: stretches, name))]
    case .line(let side): return [.atom(try line(side, name))]
    case .left: return [.atom(try fenced(at: start))]
    case .sized(let factor, let atomClass): return [.atom(try sized(factor, atomClass, name))]
    case .stack(let kind): return [.atom(try stack(kind, name))]
    case .brace(let scalar, let side): return [.atom(try brace(scalar, side, name))]
    case .substack: return [.atom(try substack(at: start))]
    case .rule: return [.atom(try rule(name))]
    case .verticalSpace:
      _ = star()
      verticalSpace += try length(of: name)
      return []
    case .begin: return [.atom(try environment(at: start))]
    }
  }

  private mutating func name(
    of thing: String, for command: String
  ) throws(TypesettingError) -> String {
    let start = index
    let name = try rawArgument(of: command)
    guard name.contains(where: { !$0.isWhitespace }) else {
      throw error("\\\(command) needs the name of \(thing)", at: start)
    }
    return name
  }

  private mutating func reclassified(
    as atomClass: AtomClass, _ command: String
  ) throws(TypesettingError) -> Atom {
    let items = try argument(of: command)
    var atom = atom(of: items)
    if items.count == 1, case .atom(let only) = items[0], !only.hasScripts { atom = only }
    atom.atomClass = atomClass
    atom.limits = .automatic
    return atom
  }

  private mutating func modulo(_ name: String) throws(TypesettingError) -> [MathItem] {
    let word = MathItem.atom(
      operatorName("mod", false, atomClass: name == "bmod" ? .binary : .ordinary))
    if name == "bmod" { return [.space(1.0 / 18, .styleEm), word, .space(1.0 / 18, .styleEm)] }
    let argument = try argument(of: name)
    guard name == "pmod" else {
      return [.space(1, .textEm), word, .space(1.0 / 3, .styleEm)] + argument
    }
    func bracket(_ scalar: Unicode.Scalar, _ atomClass: AtomClass) -> MathItem {
      .atom(
        Atom(
          nucleus: .symbol(scalar, written: String(scalar)), atomClass: atomClass,
          ink: declarations.ink))
    }
    return [.space(1, .textEm), bracket("(", .opening), word, .space(1.0 / 3, .styleEm)] + argument
      + [bracket(")", .closing)]
  }

  /// `\not` strikes the relation that follows through.
  private mutating func negation(at start: Int) throws(TypesettingError) -> Atom {
    let items = try argument(of: "not")
    let negated: [Unicode.Scalar: Unicode.Scalar] = [
      "=": "≠", "∈": "∉", "∋": "∌", "<": "≮", ">": "≯", "≤": "≰", "≥": "≱", "∼": "≁", "≃": "≄",
      "≈": "≉", "≡": "≢", "⊂": "⊄", "⊃": "⊅", "⊆": "⊈", "⊇": "⊉", "∣": "∤", "∥": "∦", "⊢": "⊬",
      "∃": "∄", "≅": "≇", "→": "↛", "←": "↚",
    ]
    guard items.count == 1, case .atom(var atom) = items[0],
      case .symbol(let scalar, _) = atom.nucleus, let struck = negated[scalar]
    else {
      throw error("\\not must be followed by a relation such as =, \\in or \\subset", at: start)
    }
    atom.nucleus = .symbol(struck, written: String(struck))
    return atom
  }
}
