import Drawing
import Geometry
import Testing

@Suite struct ModifierTests {
  @Test func paddingMovesTheFrameAndShrinksTheOffer() throws {
    let sheet = try Sheet(
      Block("a", height: 10).padding(EdgeInsets(top: 1, leading: 2, bottom: 3, trailing: 4)),
      width: 100)
    #expect(try sheet.rect("a") == Rect(x: 2, y: 1, width: 94, height: 10))
    #expect(sheet.size == Size(100, 14))
    #expect(sheet.frame == Rect(x: 2, y: 1, width: 94, height: 10))
  }

  @Test(arguments: [
    (Alignment.topLeading, Point(0, 0)), (.center, Point(45, 20)), (.bottomTrailing, Point(90, 40)),
    (.top, Point(45, 0)), (.leading, Point(0, 20)),
  ])
  func aFrameOfFixedSizePlacesItsContent(_ alignment: Alignment, _ corner: Point) throws {
    let sheet = try Sheet(
      Block("a", width: 10, height: 10).frame(width: 100, height: 50, alignment: alignment))
    #expect(sheet.size == Size(100, 50))
    #expect(try sheet.rect("a").origin == corner)
  }

  @Test func aFrameOfFixedWidthDoesNotStretchInAStack() throws {
    let sheet = try Sheet(
      HStack(spacing: 0) {
        Block("a", height: 10).frame(width: 30)
        Block("b", height: 10)
      }, width: 100)
    #expect(try sheet.rect("a").width == 30)
    #expect(try sheet.rect("b").width == 70)
  }

  @Test func anInfiniteFrameTakesAllTheRoom() throws {
    let sheet = try Sheet(
      Block("a", width: 10, height: 10).frame(maxWidth: .infinity, alignment: .trailing), width: 80)
    #expect(sheet.size == Size(80, 10))
    #expect(try sheet.rect("a").maxX == 80)
    // With nothing offered the content's own size is all there is.
    let ideal = try Sheet(Block("a", width: 10, height: 10).frame(maxWidth: .infinity))
    #expect(ideal.size == Size(10, 10))
  }

  @Test func anOverlayLiesOnTheAlignmentFrameAndTakesNoRoom() throws {
    let base = Block(
      "base", width: 60, height: 40,
      labels: EdgeInsets(top: 3, leading: 20, bottom: 15, trailing: 5))
    let sheet = try Sheet(
      base.overlay(alignment: .bottomLeading) { Block("note", width: 8, height: 6) })
    #expect(try sheet.rect("note") == Rect(x: 20, y: 37, width: 8, height: 6))
    #expect(sheet.size == Size(85, 58))
    // One that stretches fills the frame exactly.
    let filled = try Sheet(base.overlay { Block("note") })
    #expect(try filled.rect("note") == filled.rect("base"))
  }

  @Test func aBackgroundIsDrawnFirst() throws {
    let sheet = try Sheet(Block("a", width: 5, height: 5).background { Block("back") })
    guard case .pushPart("back") = sheet.picture.commands.first else {
      Issue.record("the background must be drawn below")
      return
    }
  }

  @Test func anOffsetMovesTheInkButNotTheRoom() throws {
    let sheet = try Sheet(Block("a", width: 5, height: 5).offset(x: 3, y: -2))
    #expect(try sheet.rect("a").origin == Point(3, -2))
    #expect(sheet.size == Size(5, 5))
  }

  @Test func aQuarterTurnIsReadFromBelow() throws {
    let word = try Sheet(Text("long label").part("a"))
    let sheet = try Sheet(Text("long label").part("a").rotatedQuarter())
    #expect(abs(sheet.size.width - word.size.height) < 1e-9)
    #expect(abs(sheet.size.height - word.size.width) < 1e-9)
    let (flat, turned) = (try word.rect("a"), try sheet.rect("a"))
    #expect(abs(turned.width - flat.height) < 1e-6)
    #expect(abs(turned.height - flat.width) < 1e-6)
    // The first letter stands at the bottom.
    guard case .glyphs(let run, let transform, _) = sheet.picture.drawn(inPart: "a").first,
      let first = run.glyphs.first, let last = run.glyphs.last
    else {
      Issue.record("a label is made of glyphs")
      return
    }
    #expect(transform.apply(first.position).y > transform.apply(last.position).y + 20)
    #expect(sheet.size.height > turned.maxY && turned.minY > -0.5)
  }

  @Test func invisibleDrawingsKeepTheirRoom() throws {
    let sheet = try Sheet(Block("a", width: 30, height: 20).opacity(0))
    #expect(sheet.size == Size(30, 20))
    #expect(sheet.picture.commands.isEmpty)
    let opaque = try Sheet(Block("a", width: 30, height: 20).opacity(1))
    #expect(!opaque.picture.commands.contains { if case .pushOpacity = $0 { true } else { false } })
  }

  @Test func modifiersOfTheEnvironmentReachTextsWithin() throws {
    let sheet = try Sheet(
      VStack {
        Text("a").part("a")
        Text("b").font(.system(size: 20)).part("b")
      }.font(.system(size: 7)).foregroundStyle(.orange))
    #expect(sheet.picture.typeSizes == [7, 20])
    let colors = sheet.picture.commands.compactMap { command -> Color? in
      if case .glyphs(_, _, let color) = command { color } else { nil }
    }
    #expect(colors == [Theme.book.colors["orange"], Theme.book.colors["orange"]])
  }
}
