import Drawing
import Geometry
import Testing
import Typesetting

@Suite struct CanvasTests {
  private let square = Path(rect: Rect(x: 0, y: 0, width: 10, height: 10))
  private let style = StrokeStyle(width: 1, dash: [2, 3], dashPhase: 0.5)

  @Test func transformsReachEveryCommand() {
    var canvas = Canvas()
    let bitmap = Bitmap(width: 1, height: 1, pixels: [1, 2, 3, 255])
    canvas.transformed(by: AffineTransform.scale(2, 2).then(.translation(Point(5, 7)))) { canvas in
      canvas.fill(square, .black)
      canvas.stroke(square, .black, style)
      canvas.stamp(Stamp(square, fill: .black), at: [Point(1, 1)])
      canvas.image(bitmap, in: Rect(x: 0, y: 0, width: 10, height: 10), .nearest)
    }
    let mapped = Path(rect: Rect(x: 5, y: 7, width: 20, height: 20))
    let wide = StrokeStyle(width: 2, dash: [4, 6], dashPhase: 1)
    #expect(canvas.commands.count == 4)
    #expect(canvas.commands[0] == .fill(mapped, .black))
    #expect(canvas.commands[1] == .stroke(mapped, .black, wide))
    #expect(canvas.commands[2].bounds == Rect(x: 7, y: 9, width: 20, height: 20))
    #expect(canvas.commands[3].bounds == mapped.bounds)
  }

  @Test func nestedTransformsApplyTheInnerFirstAndEndWithTheirClosure() {
    var canvas = Canvas()
    canvas.transformed(by: .translation(Point(100, 0))) { canvas in
      canvas.transformed(by: .scale(2, 2)) { $0.fill(square, .black) }
      canvas.fill(square, .black)
    }
    canvas.fill(square, .black)
    let boxes = canvas.commands.map(\.bounds)
    #expect(
      boxes == [
        Rect(x: 100, y: 0, width: 20, height: 20), Rect(x: 100, y: 0, width: 10, height: 10),
        Rect(x: 0, y: 0, width: 10, height: 10),
      ])
  }

  @Test func groupsBalanceAndEmptyOnesVanish() {
    var canvas = Canvas()
    canvas.clip(to: square) { canvas in
      canvas.layer(opacity: 0.5) { canvas in canvas.part("empty") { _ in } }
    }
    #expect(canvas.commands.isEmpty)
    canvas.clip(to: square) { canvas in
      canvas.layer(opacity: 0.5) { canvas in
        canvas.part("full") { $0.fill(square, .black) }
        canvas.part("empty") { _ in }
      }
    }
    #expect(
      canvas.commands == [
        .pushClip(square), .pushOpacity(0.5), .pushPart("full"), .fill(square, .black), .pop, .pop,
        .pop,
      ])
    #expect(Picture(size: Size(1, 1), commands: canvas.commands).isBalanced)
  }

  @Test func layersThatHideNothingLeaveNoTrace() {
    var canvas = Canvas()
    canvas.layer(opacity: 0) { $0.fill(square, .black) }
    #expect(canvas.commands.isEmpty)
    canvas.layer(opacity: 1) { $0.fill(square, .black) }
    #expect(canvas.commands == [.fill(square, .black)])
  }

  @Test func whatCannotBeSeenIsNotDrawn() {
    var canvas = Canvas()
    canvas.fill(square, .clear)
    canvas.fill(Path(), .black)
    canvas.stroke(square, .black, StrokeStyle(width: 0))
    canvas.stamp(Stamp(square, fill: .black), at: [])
    #expect(canvas.commands.isEmpty)
  }

  @Test func aPartsBoundsAreItsFrameOrItsInk() throws {
    var canvas = Canvas()
    canvas.transformed(by: .translation(Point(3, 4))) { canvas in
      canvas.part("ink") { $0.fill(square, .black) }
      canvas.part("framed", frame: Rect(x: -1, y: -1, width: 2, height: 2)) {
        $0.fill(square, .black)
      }
    }
    #expect(try canvas.bounds(ofPart: "ink") == Rect(x: 3, y: 4, width: 10, height: 10))
    #expect(try canvas.bounds(ofPart: "framed") == Rect(x: 2, y: 3, width: 2, height: 2))
    let known = canvas
    let text = message { _ = try known.bounds(ofPart: "ikn") }
    #expect(text == #"no part is named "ikn"; the drawing has: framed, ink"#)
  }

  @Test func colouredPiecesOfALabelKeepTheirTone() throws {
    var canvas = Canvas()
    let label = try Typesetter.label(
      #"a $\textcolor{orange}{x}$"#, style: TextStyle(size: 10))
    try canvas.text(label, at: .zero, color: .black, theme: .book)
    let colors = canvas.commands.compactMap { command -> Color? in
      if case .glyphs(_, _, let color) = command { color } else { nil }
    }
    #expect(colors.first == .black)
    #expect(colors.last == Theme.book.colors["orange"])
  }

  @Test func arrowsPointAtTheirEndAndStopTheShaftBehindTheHead() throws {
    var canvas = Canvas()
    canvas.arrow(
      [Point(0, 0), Point(50, 0)], color: .black, style: StrokeStyle(width: 1), headLength: 6,
      headWidth: 4)
    guard case .stroke(let shaft, _, _) = canvas.commands[0],
      case .fill(let head, _) = canvas.commands[1]
    else {
      Issue.record("an arrow is a stroke and a fill")
      return
    }
    #expect(head.bounds == Rect(x: 44, y: -2, width: 6, height: 4))
    let end = try #require(shaft.bounds?.maxX)
    #expect(end > 44 && end < 50)
  }
}
