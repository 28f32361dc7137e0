import Drawing
import Geometry
import Testing

/// Parts of formulas: coloured, faded, pointed at, moved.
@Suite struct FormulaDrawingTests {
  private func picture(_ drawing: some Drawing) throws -> Picture {
    try Picture(drawing, size: Size(300, 100), margin: 0, theme: .book)
  }

  private func glyphs(_ picture: Picture, ofPart part: String) -> [(Rect, Color)] {
    var open: [String?] = []
    var found: [(Rect, Color)] = []
    for command in picture.commands {
      switch command {
      case .pushPart(let name): open.append(name)
      case .pushClip, .pushOpacity: open.append(nil)
      case .pop: open.removeLast()
      case .glyphs(_, _, let color):
        if open.contains(part), let bounds = command.bounds { found.append((bounds, color)) }
      default: break
      }
    }
    return found
  }

  @Test func aPartHasItsOwnColorAndOpacity() throws {
    let formula = Formula(#"y = \part{weight}{\omega} x + \part{offset}{\beta}"#)
      .foregroundStyle(.orange, part: "weight")
      .opacity(0.25, part: "offset")
    let picture = try picture(formula)
    #expect(glyphs(picture, ofPart: "weight").map(\.1) == [try Theme.book.color(.orange)])
    #expect(
      glyphs(picture, ofPart: "offset").map(\.1) == [try Theme.book.color(.ink).opacity(0.25)])
  }

  @Test func anUnknownPartIsAnErrorThatListsTheKnown() throws {
    let formula = Formula(#"\part{weight}{\omega} x"#).opacity(0.5, part: "bias")
    let error = #expect(throws: DrawingError.self) { try picture(formula) }
    #expect(error?.description.contains("\"bias\"") == true)
    #expect(error?.description.contains("weight") == true)
  }

  @Test func anArrowFindsAPart() throws {
    let drawing = HStack(spacing: 60) {
      Text("here").part("word")
      Formula(#"y = \part{weight}{\omega} x"#)
    }.connectors([Connector(from: "word", to: "weight", gap: 1)])
    let picture = try picture(drawing)
    let target = try #require(glyphs(picture, ofPart: "weight").first?.0)
    guard case .fill(let head, _) = try #require(picture.commands.last) else {
      Issue.record("no arrow head")
      return
    }
    let tip = try #require(head.points.first)
    #expect(target.inset(by: -2).contains(tip))
  }

  @Test func equalPartsTravelAndTheRestFades() throws {
    let (from, to) = (#"\part{a}{x} + y"#, #"y^2 + z \part{a}{x}"#)
    func place(_ progress: Double) throws -> Point {
      let picture = try picture(Morph(from: Formula(from), to: Formula(to), progress: progress))
      return try #require(glyphs(picture, ofPart: "a").first?.0.center)
    }
    let alone = try picture(Formula(to))
    let (start, middle, end) = (try place(0), try place(0.5), try place(1))
    #expect(start.x < middle.x && middle.x < end.x)
    #expect(end.distance(to: try #require(glyphs(alone, ofPart: "a").first?.0.center)) < 1e-6)
    // Half-way nothing but the travelling part is to be seen.
    let half = try picture(Morph(from: Formula(from), to: Formula(to), progress: 0.5))
    #expect(half.commands.count { if case .glyphs = $0 { true } else { false } } == 1)
  }
}
