import Geometry
import Testing
import Typesetting

@Suite("Formulas")
struct FormulaTests {
  func width(_ tex: String, display: Bool = true) throws -> Double {
    try Typesetter.formula(tex, size: 1, display: display).width
  }

  @Test("Space between atoms is TeX's")
  func spacing() throws {
    let thin = 3.0 / 18
    let medium = 4.0 / 18
    let thick = 5.0 / 18
    func gap(_ tex: String, _ parts: String...) throws -> Double {
      try width(tex) - parts.map { try width($0) }.reduce(0, +)
    }
    let plus = try width("{+}")
    let equals = try width("=")
    #expect(abs(try gap("x+z", "x", "z") - plus - 2 * medium) < 1e-9)
    #expect(abs(try gap("x=z", "x", "z") - equals - 2 * thick) < 1e-9)
    #expect(abs(try gap("x,z", "x", ",", "z") - thin) < 1e-9)
    // A sign has no operand on its left.
    #expect(abs(try gap("-x", "x") - plus) < 1e-9)
    #expect(abs(try gap("x=-z", "x", "z") - equals - plus - 2 * thick) < 1e-9)
    // In scripts only the space at operators is left.
    let script = try width("a^{x+x}") - width("a^{x}") - width("a^{x}") + width("a")
    let scriptPlus = try width("a^{{+}}") - width("a^{}")
    #expect(script < scriptPlus)
  }

  @Test("A part keeps the spacing and knows its bounds")
  func parts() throws {
    let plain = try Typesetter.formula(#"y = a + bx"#, size: 10, display: true)
    let parted = try Typesetter.formula(
      #"\part{output}{y} = a \part{plus}{+} \part{term}{b\part{input}{x}}"#, size: 10,
      display: true)
    #expect(plain.width == parted.width)
    #expect(Set(parted.parts.keys) == ["output", "plus", "term", "input"])
    let term = try #require(parted.parts["term"])
    let input = try #require(parted.parts["input"])
    #expect(term.contains(input, tolerance: 1e-9))
    #expect(abs(term.maxX - parted.inkBounds.maxX) < 1e-9)
    let names = parted.pieces.map { piece -> String? in
      switch piece {
      case .glyphs(_, _, let part), .rule(_, _, let part): part
      }
    }
    #expect(names == ["output", nil, "plus", "term", "input"])
  }

  @Test("Fraction bars and roots belong to the part and colour around them")
  func rules() throws {
    let text = try Typesetter.formula(
      #"\part{p}{\color{red}\frac{a}{\sqrt{b}}}c"#, size: 10, display: true)
    var rules = 0
    for piece in text.pieces {
      switch piece {
      case .rule(_, let color, let part):
        rules += 1
        #expect(color == "red" && part == "p")
      case .glyphs(let run, let color, let part):
        #expect((color == "red") == (run.text != "c"))
        #expect((part == "p") == (run.text != "c"))
      }
    }
    #expect(rules == 2)
  }

  @Test("Colours hold to the end of their group")
  func colors() throws {
    let text = try Typesetter.formula(
      #"a{\color{red}b\textcolor{blue}{c}d}e"# + #"\begingroup\color{green}f\endgroup g"#
        + #"\text{\textcolor{red}{h}i}"#,
      size: 10, display: true)
    var colors: [String: String?] = [:]
    for piece in text.pieces {
      if case .glyphs(let run, let color, _) = piece {
        for letter in run.text { colors[String(letter)] = .some(color) }
      }
    }
    let expected: [String: String?] = [
      "a": nil, "b": "red", "c": "blue", "d": "red", "e": nil, "f": "green", "g": nil, "h": "red",
      "i": nil,
    ]
    #expect(colors == expected)
  }

  @Test("Alphabets use the letters of Unicode's alphabets")
  func alphabets() throws {
    func glyphs(_ tex: String) throws -> [UInt32] {
      try Typesetter.formula(tex, size: 1, display: true).pieces.flatMap { piece -> [UInt32] in
        if case .glyphs(let run, _, _) = piece { run.glyphs.map(\.id) } else { [] }
      }
    }
    #expect(try glyphs("h") == glyphs("ℎ"))
    #expect(try glyphs(#"\mathbb{R}"#) == glyphs("ℝ"))
    #expect(try glyphs(#"\mathcal{B}"#) == glyphs("ℬ"))
    #expect(try glyphs(#"\mathbf{x}\boldsymbol\phi\mathbf{1}"#) == glyphs("𝐱𝝓𝟏"))
    #expect(try glyphs(#"\boldsymbol\Omega"#) == glyphs("𝛀"))
    #expect(try glyphs(#"\alpha\Gamma"#) == glyphs("𝛼Γ"))
    #expect(try glyphs(#"{\bf x}y"#) == glyphs("𝐱𝑦"))
  }

  @Test("Growing delimiters cover what they hold")
  func delimiters() throws {
    for (open, close) in [("(", ")"), ("[", "]"), (#"\{"#, #"\}"#), ("|", "|"), (#"\|"#, #"\|"#)] {
      for rows in [1, 2, 5, 20, 60] {
        let body = Array(repeating: #"\frac{x}{y}"#, count: rows).joined(separator: #"\\"#)
        let inner = #"\begin{array}{@{}c@{}}\#(body)\end{array}"#
        let bare = try Typesetter.formula(inner, size: 10, display: true)
        let text = try Typesetter.formula(
          #"\left\#(open)\#(inner)\right\#(close)"#, size: 10, display: true)
        // TeX leaves at most half an em uncovered.
        #expect(text.inkBounds.height >= bare.ascent + bare.descent - 5.01)
        #expect(text.inkBounds.height <= bare.ascent + bare.descent + 12)
      }
    }
  }

  @Test("Every command sets or says what it lacks")
  func commands() throws {
    #expect(Typesetter.commands.count > 350)
    for command in Typesetter.commands {
      do {
        let text = try Typesetter.formula("\\\(command) {x} {y}", size: 10, display: true)
        #expect(text.width.isFinite)
      } catch {
        #expect(error.column != nil, "\(command): \(error)")
      }
    }
  }

  @Test("Formulas and labels are kept")
  func cache() throws {
    let first = try Typesetter.formula(#"\sum_{i}x_i"#, size: 9, display: true)
    #expect(try Typesetter.formula(#"\sum_{i}x_i"#, size: 9, display: true) == first)
    #expect(try Typesetter.formula(#"\sum_{i}x_i"#, size: 9, display: false) != first)
  }
}
