import Geometry
import Testing
import Typesetting

@Suite("Labels")
struct LabelTests {
  let style = TextStyle(size: 10)

  @Test("Words and formulas stand on one baseline, one after the other")
  func mixed() throws {
    let label = try Typesetter.label(#"Loss, $L[\phi]$"#, style: style)
    let words = try Typesetter.label("Loss, ", style: style)
    let formula = try Typesetter.formula(#"L[\phi]"#, size: 10, display: false)
    #expect(abs(label.width - words.width - formula.width) < 1e-9)
    #expect(label.text == "Loss, L[ϕ]")
    let faces = label.pieces.compactMap { piece -> FontFace? in
      if case .glyphs(let run, _, _) = piece { run.face } else { nil }
    }
    #expect(faces == [.sans, .math])
  }

  @Test("A dollar sign is written with a backslash")
  func dollar() throws {
    #expect(try Typesetter.label(#"5\$ or $x$"#, style: style).text == "5$ or x")
    #expect(try Typesetter.label(#"$\text{$a$ costs \$}$"#, style: style).text == "a costs $")
  }

  @Test("Labels of one style are equally high, whatever their letters")
  func box() throws {
    let boxes = try ["x", "Éy", "(g)", ""].map { string in
      let label = try Typesetter.label(string, style: style)
      return [label.ascent, label.descent]
    }
    #expect(boxes[0] == boxes[2])
    #expect(boxes[0] == boxes[3])
    #expect(boxes[1][0] > boxes[0][0], "an accent on a capital needs room")
    let fraction = try Typesetter.label(#"$\dfrac{a}{b}$"#, style: style)
    #expect(fraction.ascent > boxes[0][0])
    #expect(fraction.descent > boxes[0][1])
  }

  @Test("Lines are aligned and never meet")
  func lines() throws {
    let string = "one\na longer line\n$\\frac{\\frac{a}{b}}{\\frac{c}{d}}$"
    let leading = try Typesetter.label(string, style: style)
    let center = try Typesetter.label(string, style: style, alignment: .center)
    let trailing = try Typesetter.label(string, style: style, alignment: .trailing)
    #expect(leading.width == trailing.width)
    func start(_ text: TypesetText) throws -> Point {
      guard case .glyphs(let run, _, _)? = text.pieces.first else { throw Missing() }
      return try #require(run.glyphs.first).position
    }
    let short = try Typesetter.label("one", style: style).width
    #expect(try start(leading).x == 0)
    #expect(abs(try start(center).x - (leading.width - short) / 2) < 1e-9)
    #expect(abs(try start(trailing).x - (leading.width - short)) < 1e-9)
    // The first line's baseline is at zero; the last line's tall formula moves down.
    #expect(try start(leading).y == 0)
    let formula = try Typesetter.formula(
      #"\frac{\frac{a}{b}}{\frac{c}{d}}"#, size: 10, display: false)
    #expect(leading.descent >= 12 + 10 * 0.25 + formula.ascent + formula.descent)
    #expect(leading.inkBounds.maxY <= leading.descent + 1e-9)
  }

  @Test("Sizes scale exactly")
  func scale() throws {
    let small = try Typesetter.label(#"$x^2$ and AV"#, style: style)
    let large = try Typesetter.label(#"$x^2$ and AV"#, style: TextStyle(size: 20))
    #expect(abs(large.width - 2 * small.width) < 1e-9)
    #expect(abs(large.inkBounds.height - 2 * small.inkBounds.height) < 1e-9)
  }

  @Test("Letters are kerned and joined")
  func shaping() throws {
    func width(_ string: String) throws -> Double {
      try Typesetter.label(string, style: style).width
    }
    #expect(try width("AV") < width("A") + width("V"))
    let ligature = try Typesetter.label("fi", style: style)
    guard case .glyphs(let run, _, _)? = ligature.pieces.first else { throw Missing() }
    #expect(run.glyphs.count == 1)
    #expect(run.text == "fi")
  }

  @Test("Every style has a font of its own")
  func styles() throws {
    var widths: Set<Double> = []
    for family in TextStyle.Family.allCases {
      for weight in TextStyle.Weight.allCases {
        for isItalic in [false, true] {
          let style = TextStyle(size: 10, family: family, weight: weight, isItalic: isItalic)
          let label = try Typesetter.label("Gradient descent", style: style)
          guard case .glyphs(let run, _, _)? = label.pieces.first else { throw Missing() }
          #expect(run.face == style.face)
          widths.insert(label.width)
        }
      }
    }
    #expect(widths.count >= 6)
  }

  @Test("Characters that Latin Modern lacks come from other fonts")
  func fallback() throws {
    let label = try Typesetter.label("α → Жук", style: style)
    #expect(label.text == "α → Жук")
    for piece in label.pieces {
      if case .glyphs(let run, _, _) = piece {
        #expect(!run.glyphs.contains { $0.id == 0 })
      }
    }
    #expect(throws: TypesettingError.self) {
      try Typesetter.label("\u{10FFFD}", style: style)
    }
  }

  @Test("Outlines lie where the ink bounds say")
  func outlines() throws {
    let label = try Typesetter.label(#"Üg $\sum_i \sqrt{x_i}$"#, style: style)
    var bounds: Rect?
    for piece in label.pieces {
      switch piece {
      case .rule(let rect, _, _): bounds = bounds?.union(rect) ?? rect
      case .glyphs(let run, _, _):
        for glyph in run.glyphs {
          let outline = try FontLibrary.outline(of: glyph.id, in: run.face)
          guard let box = outline.applying(.scale(run.size, run.size)).bounds else { continue }
          let placed = box.offset(by: glyph.position)
          bounds = bounds?.union(placed) ?? placed
        }
      }
    }
    let drawn = try #require(bounds)
    #expect(abs(drawn.minX - label.inkBounds.minX) < 0.03)
    #expect(abs(drawn.maxX - label.inkBounds.maxX) < 0.03)
    #expect(abs(drawn.minY - label.inkBounds.minY) < 0.03)
    #expect(abs(drawn.maxY - label.inkBounds.maxY) < 0.03)
  }
}

struct Missing: Error {}
