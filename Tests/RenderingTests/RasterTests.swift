import Drawing
import Foundation
import Geometry
import Rendering
import Testing
import Typesetting

/// One command on a transparent page of 40 by 40 points.
private func drawn(_ commands: Picture.Command..., scale: Double = 1) throws -> Bitmap {
  try Picture(size: Size(40, 40), commands: commands).bitmap(scale: scale)
}

@Suite struct RasterTests {
  @Test func fillCoversItsInsideOnly() throws {
    let bitmap = try drawn(.fill(Path(rect: Rect(x: 10, y: 10, width: 20, height: 10)), red))
    #expect(bitmap[10, 10] == [255, 0, 0, 255])
    #expect(bitmap[29, 19] == [255, 0, 0, 255])
    #expect(bitmap[9, 10] == [0, 0, 0, 0])
    #expect(bitmap[30, 19] == [0, 0, 0, 0])
    #expect(bitmap.inkCount == 200)
  }

  @Test func facetsChangeTheirColorAlongALine() throws {
    // From black at x = 10 to white at x = 30, with more of each beyond.
    let square = Path(rect: Rect(x: 0, y: 0, width: 40, height: 40))
    let shading = Shading(from: Point(10, 3), to: Point(30, 3), [.black, .white])
    let bitmap = try drawn(.facet(square, shading))
    for x in 0..<40 {
      let expected = min(max((Double(x) + 0.5 - 10) / 20, 0), 1) * 255
      for y in [0, 20, 39] {
        let pixel = bitmap[x, y]
        #expect(abs(Double(pixel[0]) - expected) <= 2 && pixel[3] == 255)
      }
    }
    // At twice the scale the line is twice as long.
    #expect(abs(Int(try drawn(.facet(square, shading), scale: 2)[40, 40][0]) - 130) <= 4)
    // Along a slanting line, colours are the same across it.
    let slanting = Shading(from: .zero, to: Point(40, 40), [.black, .white])
    let slope = try drawn(.facet(square, slanting))
    #expect(abs(Int(slope[10, 30][0]) - Int(slope[30, 10][0])) <= 1)
  }

  @Test func fillUsesTheNonZeroRule() throws {
    var path = Path(rect: Rect(x: 0, y: 0, width: 40, height: 40))
    path.append(Path(rect: Rect(x: 10, y: 10, width: 20, height: 20)))
    #expect(try drawn(.fill(path, red))[20, 20] == [255, 0, 0, 255])
  }

  @Test func opacityIsStraightInBitmaps() throws {
    let path = Path(rect: Rect(x: 0, y: 0, width: 40, height: 40))
    let pixel = try drawn(.fill(path, Color(red: 1, green: 0.5, blue: 0, opacity: 0.5)))[20, 20]
    #expect(pixel[3] == 128)
    #expect(pixel[0] == 255)
    #expect(abs(Int(pixel[1]) - 128) <= 1)
    #expect(pixel[2] == 0)
  }

  @Test func backgroundAndScale() throws {
    let page = Picture(size: Size(10, 20), background: blue)
    let bitmap = try page.bitmap(scale: 2.5)
    #expect(bitmap.width == 25)
    #expect(bitmap.height == 50)
    #expect(bitmap[24, 49] == [0, 0, 255, 255])
  }

  @Test func strokeHasItsWidth() throws {
    let line = Path(polyline: [Point(5, 20), Point(35, 20)])
    let butt = try drawn(.stroke(line, red, StrokeStyle(width: 4)))
    #expect(butt.inkCount == 30 * 4)
    #expect(butt[20, 18] == [255, 0, 0, 255])
    #expect(butt[20, 22] == [0, 0, 0, 0])
    let square = try drawn(.stroke(line, red, StrokeStyle(width: 4, cap: .square)))
    #expect(square.inkCount == 34 * 4)
  }

  @Test func dashesLeaveGaps() throws {
    let line = Path(polyline: [Point(0, 20), Point(40, 20)])
    let bitmap = try drawn(.stroke(line, red, StrokeStyle(width: 2, dash: [10, 10])))
    #expect(bitmap[5, 20] == [255, 0, 0, 255])
    #expect(bitmap[15, 20] == [0, 0, 0, 0])
    #expect(bitmap[25, 20] == [255, 0, 0, 255])
    let shifted = try drawn(
      .stroke(line, red, StrokeStyle(width: 2, dash: [10, 10], dashPhase: 10)))
    #expect(shifted[5, 20] == [0, 0, 0, 0])
  }

  @Test func clipsCutAndEnd() throws {
    let all = Path(rect: Rect(x: 0, y: 0, width: 40, height: 40))
    let corner = Path(rect: Rect(x: 0, y: 0, width: 5, height: 5))
    let bitmap = try drawn(
      .pushClip(Path(rect: Rect(x: 10, y: 10, width: 10, height: 10))), .fill(all, red), .pop,
      .fill(corner, blue))
    #expect(bitmap.inkCount == 100 + 25)
    #expect(bitmap[15, 15] == [255, 0, 0, 255])
    #expect(bitmap[2, 2] == [0, 0, 255, 255])
  }

  @Test func aLayerIsFadedAsAWhole() throws {
    let one = Path(rect: Rect(x: 0, y: 0, width: 30, height: 40))
    let two = Path(rect: Rect(x: 10, y: 0, width: 30, height: 40))
    let bitmap = try drawn(.pushOpacity(0.5), .fill(one, red), .fill(two, red), .pop)
    // Where the two overlap is no darker than elsewhere.
    #expect(bitmap[20, 20] == bitmap[5, 20])
    #expect(bitmap[20, 20][3] == 128)
  }

  @Test func partsDontShow() throws {
    let path = Path(circle: Point(20, 20), radius: 10)
    let plain = try drawn(.fill(path, red))
    let named = try drawn(.pushPart("dot"), .fill(path, red), .pop)
    #expect(plain == named)
  }

  @Test func nearestImagesHaveSharpCells() throws {
    let cells = Bitmap(width: 2, height: 1, pixels: [255, 0, 0, 255, 0, 0, 255, 255])
    let rect = Rect(x: 0, y: 0, width: 40, height: 40)
    let sharp = try drawn(.image(cells, in: rect, .nearest))
    #expect(sharp[19, 20] == [255, 0, 0, 255])
    #expect(sharp[20, 20] == [0, 0, 255, 255])
    let smooth = try drawn(.image(cells, in: rect, .linear))
    #expect(smooth[0, 20] == [255, 0, 0, 255])
    #expect(smooth[39, 39] == [0, 0, 255, 255])
    let middle = smooth[19, 20]
    #expect(middle[0] > 100 && middle[0] < 155 && middle[2] > 100 && middle[2] < 155)
  }

  @Test func translucentImagesKeepTheirColours() throws {
    let image = Bitmap(width: 1, height: 1, pixels: [200, 100, 50, 128])
    let pixel = try drawn(.image(image, in: Rect(x: 0, y: 0, width: 40, height: 40), .nearest))[
      9, 9]
    for (drawn, given) in zip(pixel, image.pixels) { #expect(abs(Int(drawn) - Int(given)) <= 1) }
  }

  @Test(arguments: [1.0, 2.0, 3.7]) func spritesLookLikePaths(scale: Double) throws {
    let stamp = Stamp(
      Path(circle: .zero, radius: 3), fill: red, stroke: .black,
      strokeStyle: StrokeStyle(width: 0.7))
    let points = (0..<60).map { (i: Int) -> Point in
      Point(Double(i * 37 % 101) * 0.39, Double(i * 53 % 97) * 0.41)
    }
    let page = Size(40, 40)
    let copied = Picture(size: page, background: .white, commands: [.stamp(stamp, at: points)])
    let drawn = Picture(
      size: page, background: .white,
      commands: points.map { Picture.Command.stamp(stamp, at: [$0]) })
    let (a, b) = (try copied.bitmap(scale: scale), try drawn.bitmap(scale: scale))
    // A sprite is at most 1/16 of a pixel off on each axis: an edge differs by less than 1/8 of the
    // range where one symbol is drawn, and by little more where several edges meet.
    #expect(a.largestDifference(from: b) <= 56)
    #expect(a.meanDifference(from: b) < 1.5)
  }

  @Test func glyphsAreTheOutlinesOfTheFont() throws {
    let run = GlyphRun(
      face: .sans, size: 30, glyphs: [.init(id: 60, position: Point(2, 0))], text: "x")
    let bitmap = try drawn(.glyphs(run, .translation(Point(5, 30)), red), scale: 2)
    let toPage = AffineTransform(a: 30, d: 30, tx: 7, ty: 30)
    let outline = try FontLibrary.outline(of: 60, in: .sans).applying(toPage)
    #expect(!outline.isEmpty)
    #expect(bitmap == (try drawn(.fill(outline, red), scale: 2)))
  }

  @Test func longStrokesLookLikeWholeOnes() throws {
    let points = (0..<2000).map { i -> Point in
      let t = Double(i) * 0.01
      return Point(20 + 15 * cos(t) * exp(-t / 20), 20 + 15 * sin(1.3 * t))
    }
    let style = StrokeStyle(width: 1.5, cap: .round, join: .round)
    // A trace of transparency keeps a stroke in one piece.
    let pieces = try drawn(.stroke(Path(polyline: points), red, style), scale: 3)
    let whole = try drawn(.stroke(Path(polyline: points), red.opacity(0.996), style), scale: 3)
    #expect(pieces.meanDifference(from: whole) < 1)
  }

  @Test func farCoordinatesKeepTheirDirection() throws {
    let line = Path(polyline: [Point(0, 0), Point(1e12, 1e12)])
    let near = Path(polyline: [Point(0, 0), Point(100, 100)])
    let style = StrokeStyle(width: 2)
    let far = try drawn(.stroke(line, red, style))
    #expect(far.largestDifference(from: try drawn(.stroke(near, red, style))) <= 2)
  }

  @Test func whatIsNotFiniteIsAnError() throws {
    for value in [Double.nan, .infinity, -.infinity] {
      let line = Path(polyline: [Point(0, 0), Point(value, 10)])
      let picture = Picture(
        size: Size(40, 40), commands: [.stroke(line, red, StrokeStyle(width: 1))])
      #expect(throws: RenderingError.self) { try picture.bitmap() }
      #expect(throws: RenderingError.self) { try picture.pdf() }
      #expect(throws: RenderingError.self) { try picture.svg() }
      #expect(throws: RenderingError.self) { try picture.json() }
    }
  }

  @Test func unmatchedCommandsAreAnError() throws {
    let open = Picture(size: Size(9, 9), commands: [.pushPart("a")])
    let closed = Picture(size: Size(9, 9), commands: [.pop])
    for picture in [open, closed] {
      #expect(throws: RenderingError.self) { try picture.bitmap() }
      #expect(throws: RenderingError.self) { try picture.pdf() }
      #expect(throws: RenderingError.self) { try picture.svg() }
    }
  }

  @Test func anEmptyPageIsAnError() {
    #expect(throws: RenderingError.self) { try Picture(size: .zero).bitmap() }
    #expect(throws: RenderingError.self) { try Picture(size: Size(.nan, 1)).png() }
    #expect(throws: RenderingError.self) { try Picture(size: Size(1e9, 1)).png() }
  }

  @Test func threadsDontDisturbEachOther() async throws {
    let expected = try (0..<8).map { try everything(at: Double($0)).bitmap(scale: 2) }
    try await withThrowingTaskGroup(of: (Int, Bitmap).self) { group in
      for i in 0..<8 { group.addTask { (i, try everything(at: Double(i)).bitmap(scale: 2)) } }
      for try await (i, bitmap) in group { #expect(bitmap == expected[i]) }
    }
  }
}
