import Drawing
import Geometry
import Plotting
import Testing

private struct Pair: Drawing {
  var body: some Drawing {
    HStack(spacing: 10) {
      Block("left", width: 20, height: 20)
      Block("right", width: 20, height: 20)
    }
  }
}

@Suite struct AppearanceTests {
  static let all: [Appearance] = [
    .fade, .drawOn, .grow, .rise, .wipe(from: .leading), .slide(from: .top, by: 5),
  ]

  private func chart(_ progress: Double, _ how: Appearance) -> some Drawing {
    Chart {
      LineMark([Point(0, 0), Point(1, 1), Point(2, 0)]).appear(progress, how).part("line")
      PointMark([Point(0, 0), Point(1, 1), Point(2, 0)]).part("points")
    }.chartPlotSize(width: 100, height: 100)
  }

  @Test(arguments: all) func theEndsAreNothingAndAll(_ how: Appearance) throws {
    let whole = try Sheet(Pair())
    let done = try Sheet(Pair().appear(1, how))
    let none = try Sheet(Pair().appear(0, how))
    #expect(done.picture == whole.picture)
    #expect(none.picture.commands.isEmpty)
    // The room is the same all the time.
    #expect(none.size == whole.size && none.frame == whole.frame)
    for progress in [0.2, 0.5, 0.9] {
      let some = try Sheet(Pair().appear(progress, how))
      #expect(some.picture.isBalanced && !some.picture.commands.isEmpty && some.size == whole.size)
      #expect(some.picture != whole.picture)
    }
  }

  @Test(arguments: all) func marksAppearLikeDrawings(_ how: Appearance) throws {
    let whole = try Sheet(chart(1, how)).picture
    let half = try Sheet(chart(0.5, how)).picture
    let none = try Sheet(chart(0, how)).picture
    #expect(half.isBalanced)
    #expect(none.drawn(inPart: "line").isEmpty)
    #expect(half.commands != whole.commands)
    // Axes and the other mark are what they were.
    #expect(half.words == whole.words)
    #expect(half.drawn(inPart: "points") == whole.drawn(inPart: "points"))
  }

  @Test func oneLayerHoldsWhatFades() throws {
    let picture = try Sheet(Pair().appear(0.25)).picture
    #expect(picture.commands.first == .pushOpacity(0.25))
    #expect(picture.commands.count { if case .pushOpacity = $0 { true } else { false } } == 1)
  }

  @Test func aPartAppearsAlone() throws {
    let picture = try Sheet(Pair().appear(0, part: "left")).picture
    #expect(picture.drawn(inPart: "left").isEmpty)
    #expect(picture.drawn(inPart: "right").count == 1)
    let moved = try Sheet(Pair().offset(x: 7, part: "left"))
    #expect(try moved.rect("left") == Rect(x: 7, y: 0, width: 20, height: 20))
    #expect(try moved.rect("right") == Rect(x: 30, y: 0, width: 20, height: 20))
    let scaled = try Sheet(Pair().scaleEffect(0.5, part: "right"))
    #expect(try scaled.rect("right") == Rect(x: 35, y: 5, width: 10, height: 10))
    let tinted = try Sheet(Pair().foregroundStyle(.orange, part: "right")).picture
    guard case .fill(_, let color)? = tinted.drawn(inPart: "right").first else {
      Issue.record("nothing is filled")
      return
    }
    #expect(color == (try Theme.book.color(.orange)))
  }

  @Test func partsAppearOneAfterAnother() throws {
    func shown(_ progress: Double) throws -> [Int] {
      let picture = try Sheet(
        Pair().appear(progress, parts: ["left", "right"], overlap: 0)).picture
      return ["left", "right"].map { picture.drawn(inPart: $0).count }
    }
    #expect(try shown(0.25) == [1, 0] && shown(0.75) == [1, 1] && shown(0) == [0, 0])
  }

  @Test func anUnknownPartIsAnErrorThatListsTheKnown() {
    let text = message { _ = try Sheet(Pair().appear(0.5, part: "middle")) }
    #expect(text.contains("\"middle\"") && text.contains("left, right"))
    let nothing = message { _ = try Sheet(EmptyDrawing().appear(0.5, part: "middle")) }
    #expect(nothing.contains("\"middle\""))
  }

  @Test func effectsNestAndFollowEachOther() throws {
    let drawing = HStack(spacing: 10) {
      Pair().appear(0, part: "left").appear(0.5)
      Block("third", width: 20, height: 20)
    }.appear(0.25, part: "third")
    let picture = try Sheet(drawing).picture
    #expect(picture.isBalanced)
    #expect(
      picture.commands.compactMap { if case .pushOpacity(let p) = $0 { p } else { nil } }
        == [0.5, 0.25])
    #expect(picture.drawn(inPart: "left").isEmpty)
    #expect(picture.drawn(inPart: "third").count == 1)
  }

  @Test func aLineIsDrawnFromItsStart() throws {
    guard
      case .stroke(let path, _, _)? = try Sheet(chart(0.5, .drawOn)).picture.drawn(inPart: "line")
        .first, case .stroke(let whole, _, _)? = try Sheet(chart(1, .drawOn)).picture
        .drawn(inPart: "line").first
    else {
      Issue.record("no line")
      return
    }
    #expect(abs(path.length - whole.length / 2) < 1e-9)
    #expect(path.points.first == whole.points.first)
  }

  @Test func textIsWrittenLetterByLetter() throws {
    func letters(_ progress: Double) throws -> Int {
      try Sheet(Text("letters").appear(progress, .drawOn)).picture.commands.reduce(0) {
        if case .glyphs(let run, _, _) = $1 { $0 + run.glyphs.count } else { $0 }
      }
    }
    #expect(try letters(0.5) == 4 && letters(1) == 7)
  }

  @Test func labelsKeepTheirPlacesWhileCurvesAppear() throws {
    func place(_ progress: Double) throws -> Rect {
      let chart = Chart {
        LineMark(over: 0...1) { $0 * $0 }.appear(progress, .drawOn)
        CurveLabel("curve", beside: [Point](over: 0...1, samples: 65) { $0 * $0 }).part("label")
      }.chartPlotSize(width: 100, height: 100)
      return try Sheet(chart).rect("label")
    }
    #expect(try place(0.1) == place(1))
  }
}

@Suite struct StaggerTests {
  @Test func itemsBeginInTurnAndEndTogetherAtOne() {
    for overlap in [0.0, 0.5, 1] {
      for index in 0..<4 {
        #expect(staggered(0, item: index, of: 4, overlap: overlap) == 0)
        #expect(abs(staggered(1, item: index, of: 4, overlap: overlap) - 1) < 1e-12)
      }
    }
    #expect(staggered(0.25, item: 0, of: 4, overlap: 0) == 1)
    #expect(staggered(0.25, item: 1, of: 4, overlap: 0) == 0)
    #expect(staggered(0.3, item: 3, of: 4, overlap: 1) == 0.3)
    // With half of each one's time shared, two move at once.
    #expect(staggered(0.4, item: 0, of: 4) == 1 && staggered(0.4, item: 1, of: 4) == 0.5)
    #expect(staggered(0.4, item: 2, of: 4) == 0)
  }
}
