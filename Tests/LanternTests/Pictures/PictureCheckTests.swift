import Drawing
import Geometry
import Lantern
import Plotting
import Testing
import Typesetting

/// The checks of pictures, each with a picture that it must find fault with and a sound one.
@Suite struct PictureCheckTests {
  private func picture(_ commands: [Picture.Command]) -> Picture {
    Picture(size: Size(100, 60), background: .white, commands: commands)
  }

  private func text(
    _ string: String, at origin: Point, size: Double = 10, _ color: Color = .black
  ) throws -> Picture.Command {
    var canvas = Canvas()
    let label = try Typesetter.label(string, style: TextStyle(size: size))
    try canvas.text(label, at: origin, color: color, theme: .book)
    return try #require(canvas.commands.first)
  }

  private let frame = Picture.Command.stroke(
    Path(rect: Rect(x: 20, y: 10, width: 60, height: 40)), .black, StrokeStyle(width: 0.85))

  @Test func whatLeavesThePageIsFound() throws {
    func square(_ x: Double) -> Picture.Command {
      .fill(Path(rect: Rect(x: x, y: 5, width: 10, height: 10)), .black)
    }
    #expect(picture([square(90)]).faultsOfPlace.isEmpty)
    #expect(picture([square(91)]).faultsOfPlace.count == 1)
    #expect(picture([square(.nan)]).faultsOfPlace.count == 1)
    // A line is as wide as it is drawn, a symbol as large.
    let edge = Path(polyline: [Point(0, 0), Point(100, 0)])
    #expect(picture([.stroke(edge, .black, StrokeStyle(width: 3))]).faultsOfPlace.count == 1)
    let stamp = Stamp(Path(circle: .zero, radius: 4), fill: .black)
    #expect(picture([.stamp(stamp, at: [Point(50, 2)])]).faultsOfPlace.count == 1)
    // What is cut off is not seen.
    let clip = Picture.Command.pushClip(Path(rect: Rect(x: 0, y: 0, width: 100, height: 60)))
    #expect(picture([clip, square(95), .pop]).faultsOfPlace.isEmpty)
    #expect(picture([clip, square(5)]).faultsOfPlace == ["a pop too few"])
    #expect(picture([square(5), .pop]).faultsOfPlace == ["a pop too many"])
    #expect(picture([try text("outside", at: Point(80, 30))]).faultsOfPlace.count == 1)
  }

  @Test func smallTextIsFound() throws {
    #expect(picture([try text("five", at: Point(10, 30), size: 5.9)]).faultsOfSize.count == 1)
    #expect(picture([try text("six", at: Point(10, 30), size: 6)]).faultsOfSize.isEmpty)
    // Shrunk text counts as small as it looks.
    guard case .glyphs(let run, _, let color) = try text("ten", at: .zero) else { return }
    let half = AffineTransform.scale(0.5, 0.5).then(.translation(Point(10, 30)))
    #expect(picture([.glyphs(run, half, color)]).faultsOfSize.count == 1)
    // The index of a formula may be smaller than its base.
    let formula = try Picture(Text("$x_i$"), width: 60, theme: .book)
    #expect(formula.texts.contains { $0.size < 10 } && formula.faultsOfSize.isEmpty)
    let tiny = try Picture(Text("$x_i$").font(.system(size: 5)), width: 60, theme: .book)
    #expect(tiny.faultsOfSize.count == 2)
  }

  @Test func textOnTextIsFound() throws {
    let one = try text("one", at: Point(10, 30))
    #expect(picture([one, try text("two", at: Point(24, 32))]).textsOnTexts.count == 1)
    #expect(picture([one, try text("two", at: Point(40, 30))]).textsOnTexts.isEmpty)
    // Turned labels beside each other, whose upright boxes overlap
    func turned(_ y: Double) throws -> Picture.Command {
      guard case .glyphs(let run, _, let color) = try text("turned", at: .zero) else { return one }
      return .glyphs(
        run, AffineTransform.rotation(-.pi / 4).then(.translation(Point(10, y))), color)
    }
    #expect(picture([try turned(40), try turned(56)]).textsOnTexts.isEmpty)
    #expect(picture([try turned(40), try turned(45)]).textsOnTexts.count == 1)
    // A letter may lean over its own index; a text on another at the same place is a mistake.
    let formula = try Picture(Text("$f_j$"), width: 60, theme: .book)
    let letters = formula.texts.flatMap(\.glyphs)
    #expect(letters.count == 2)
    #expect(letters[0].commonArea(with: letters[1]) > 0.01 * letters[1].area)
    #expect(formula.textsOnTexts.isEmpty)
    #expect(picture([one, one]).textsOnTexts.count == 1)
  }

  @Test func textOnAFrameIsFound() throws {
    #expect(picture([frame, try text("in", at: Point(30, 30))]).textsOnFrames.isEmpty)
    #expect(picture([frame, try text("across", at: Point(70, 30))]).textsOnFrames.count == 1)
    // Below and above it makes no difference.
    #expect(picture([try text("over", at: Point(30, 13)), frame]).textsOnFrames.count == 1)
    // A patch of ground hides a single line, but not a piece of a frame.
    let line = Picture.Command.stroke(
      Path(polyline: [Point(5, 30), Point(95, 30)]), .black, StrokeStyle(width: 0.85))
    let patch = Picture.Command.fill(Path(rect: Rect(x: 28, y: 20, width: 20, height: 14)), .white)
    let label = try text("on", at: Point(30, 33))
    #expect(picture([line, label]).textsOnFrames.count == 1)
    #expect(picture([line, patch, label]).textsOnFrames.isEmpty)
    let gap = Picture.Command.fill(Path(rect: Rect(x: 70, y: 20, width: 40, height: 14)), .white)
    #expect(picture([frame, gap, try text("gap", at: Point(72, 30))]).textsOnFrames.count == 1)
    // Dashed guides and thick curves are no frames.
    for style in [StrokeStyle(width: 0.85, dash: [2, 2]), StrokeStyle(width: 2)] {
      let guide = Picture.Command.stroke(
        Path(polyline: [Point(5, 30), Point(95, 30)]), .black, style)
      #expect(picture([guide, label]).textsOnFrames.isEmpty)
    }
  }

  @Test func faintTextIsFound() throws {
    let place = Point(10, 30)
    // Black on white has 21 : 1, #949494 3.03 : 1, #969696 2.96 : 1.
    #expect(Color.black.contrast(to: .white) == 21)
    #expect(try picture([try text("ink", at: place)]).faintTexts().isEmpty)
    #expect(try picture([try text("gray", at: place, Color(hex: 0x949494))]).faintTexts().isEmpty)
    #expect(
      try picture([try text("faint", at: place, Color(hex: 0x969696))]).faintTexts().count == 1)
    // What lies beneath counts, and so does fading.
    let dark = Picture.Command.fill(Path(rect: Rect(x: 0, y: 0, width: 100, height: 60)), .black)
    #expect(try picture([dark, try text("ink", at: place)]).faintTexts().count == 1)
    #expect(try picture([dark, try text("paper", at: place, .white)]).faintTexts().isEmpty)
    let faded = picture([.pushOpacity(0.3), try text("faded", at: place), .pop])
    #expect(try faded.faintTexts().count == 1)
    #expect(try faded.faintTexts(true).isEmpty)
    // A thin line under the text takes little from it.
    let line = Picture.Command.stroke(
      Path(polyline: [Point(0, 28), Point(100, 28)]), .black, StrokeStyle(width: 0.6))
    #expect(try picture([line, try text("ink", at: place)]).faintTexts().isEmpty)
  }

  @Test func coloursThatLookTheSameToSomeAreFound() throws {
    func lines(_ colors: [Color]) -> Picture {
      picture(
        colors.map { .stroke(Path(polyline: [.zero, Point(9, 9)]), $0, StrokeStyle(width: 2)) })
    }
    let (red, green) = (Color(hex: 0xb06a50), Color(hex: 0x7a7f3c))
    #expect(ColorVision.full.difference(red, green) > 25)
    #expect(try lines([.black, red]).similarColors(.book).isEmpty)
    #expect(try lines([red, green]).similarColors(.book).count == 1)
    let stamps = [red, green].map {
      Picture.Command.stamp(Stamp(Path(circle: .zero, radius: 2), fill: $0), at: [Point(9, 9)])
    }
    #expect(try picture(stamps).similarColors(.book).count == 1)
    // A gradient has no roles.
    let gradient = (0...20).map { red.interpolated(to: green, Double($0) / 20) }
    #expect(try lines(gradient).similarColors(.book).isEmpty)
  }

  @Test func exemptionsAreTheOnlyWayOut() throws {
    let crossed = picture([frame, try text("across", at: Point(70, 30))])
    try expectSound(
      crossed, exempt: [Exemption(from: .clearOfFrames, because: "It is a test.")], theme: .book)
    withKnownIssue {
      try expectSound(
        crossed, exempt: [Exemption(from: .contrast, because: "Not this.")], theme: .book)
    }
  }

  @Test func aLabelBesideItsChartIsSound() throws {
    let chart = Chart { LineMark(x: [0, 1], y: [0, 1]) }.chartXAxisLabel("Input, $x$")
    for theme in Theme.all {
      try expectSound(try Picture(chart, width: 160, theme: theme), theme: theme)
    }
  }
}

@Suite struct ColorVisionTests {
  /// Pairs with the differences that Sharma, Wu and Dalal (2005) publish.
  @Test(arguments: [
    (CIELab(l: 50, a: 2.6772, b: -79.7751), CIELab(l: 50, a: 0, b: -82.7485), 2.0425),
    (CIELab(l: 50, a: -1.3802, b: -84.2814), CIELab(l: 50, a: 0, b: -82.7485), 1.0),
    (CIELab(l: 50, a: 2.5, b: 0), CIELab(l: 73, a: 25, b: -18), 27.1492),
    (CIELab(l: 50, a: 2.5, b: 0), CIELab(l: 61, a: -5, b: 29), 22.8977),
    (CIELab(l: 50, a: 2.5, b: 0), CIELab(l: 56, a: -27, b: -3), 31.9030),
    (
      CIELab(l: 60.2574, a: -34.0099, b: 36.2677), CIELab(l: 60.4626, a: -34.1751, b: 39.4387),
      1.2644
    ),
    (
      CIELab(l: 2.0776, a: 0.0795, b: -1.1350), CIELab(l: 0.9033, a: -0.0636, b: -0.5514), 0.9082
    ),
  ])
  func differencesArePublishedOnes(_ one: CIELab, _ other: CIELab, _ expected: Double) {
    #expect(abs(one.difference(to: other) - expected) < 1e-4)
    #expect(abs(other.difference(to: one) - expected) < 1e-4)
  }

  @Test(arguments: ColorVision.allCases)
  func graysLookTheSameToEverybody(_ vision: ColorVision) {
    let difference = vision.difference(Color(white: 0.2), Color(white: 0.7))
    #expect(
      abs(difference - ColorVision.full.difference(Color(white: 0.2), Color(white: 0.7))) < 0.01)
  }

  @Test func someCannotTellRedFromGreenOrBlueFromGreen() {
    let (red, green) = (Color(hex: 0xb06a50), Color(hex: 0x7a7f3c))
    #expect(ColorVision.deuteranopia.difference(red, green) < 8)
    #expect(ColorVision.tritanopia.difference(red, green) > 15)
  }

  /// The roles that scripts use for curves and symbols beside each other.
  @Test(arguments: Theme.all)
  func curvesOfThreeAndTheirSumCanBeToldApart(_ theme: Theme) throws {
    let families: [[Tone]] = [
      [.orange, .teal, .slate, .ink], [.orange, .teal, .steel, .ink],
      [.lightGray, .teal, .orange, .steel, .slate], [.teal, .lightGray, .darkTeal],
    ]
    for family in families {
      for (i, one) in family.enumerated() {
        for other in family[(i + 1)...] {
          let (a, b) = (try theme.color(one), try theme.color(other))
          #expect(ColorVision.leastDifference(a, b) >= 6, "\(a.hexString) and \(b.hexString)")
        }
      }
    }
  }
}
