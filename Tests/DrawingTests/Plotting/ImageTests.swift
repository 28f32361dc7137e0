import Drawing
import Geometry
import Plotting
import Testing

@Suite struct ImageTests {
  private func image(_ sheet: Sheet) throws -> (bitmap: Bitmap, rect: Rect) {
    let found = sheet.picture.commands.compactMap { command -> (Bitmap, Rect)? in
      if case .image(let bitmap, let rect, _) = command { (bitmap, rect) } else { nil }
    }
    return try #require(found.first)
  }

  @Test func numbersBecomeColours() throws {
    let sheet = try Sheet(PixelImage([0, 1, .nan, 0.5], columns: 2))
    let (bitmap, rect) = try image(sheet)
    #expect(bitmap.pixels[0..<4] == [0, 0, 0, 255] && bitmap.pixels[4..<8] == [255, 255, 255, 255])
    #expect(bitmap.pixels[8..<12] == [0, 0, 0, 0])
    #expect(rect == Rect(x: 0, y: 0, width: 4, height: 4))
  }

  @Test func channelsBecomeColours() throws {
    let sheet = try Sheet(PixelImage(red: [1, 0], green: [0.2, .nan], blue: [2, -1], columns: 1))
    #expect(try image(sheet).bitmap.pixels == [255, 51, 255, 255, 0, 0, 0, 255])
  }

  @Test func imagesFitTheirRoom() throws {
    let picture = PixelImage([Double](repeating: 0, count: 200), columns: 20)
    #expect(try Sheet(picture, width: 20, height: 40).size == Size(20, 10))
    #expect(try Sheet(picture, width: 200, height: 400).size == Size(40, 20))
    #expect(try Sheet(picture.resizable(), width: 200, height: 400).size == Size(200, 100))
  }

  @Test func marksLieInTheirBox() throws {
    func rect(_ chart: some Drawing) throws -> (pixels: [UInt8], rect: Rect, frame: Rect) {
      let sheet = try Sheet(chart)
      let (bitmap, rect) = try image(sheet)
      return (bitmap.pixels, rect, sheet.frame)
    }
    let picture = PixelImage([0, 1, 2, 3], columns: 2, range: 0...3)
    let chart = Chart { ImageMark(picture) }.chartPlotSize(width: 80, height: 80)
    let plain = try rect(chart)
    #expect(plain.rect == plain.frame)
    // A reversed axis turns the picture over.
    let reversed = try rect(
      chart.chartYScale(domain: -0.5...1.5, isReversed: true))
    #expect(plain.pixels[0] == 0 && reversed.pixels[0] == 170)
    let placed = try rect(
      Chart { ImageMark(picture, x: 1...2, y: 0...4) }.chartXScale(domain: 0...4)
        .chartPlotSize(width: 80, height: 80))
    #expect(abs(placed.rect.width - 20) < 1e-9)
    #expect(abs(placed.rect.minX - placed.frame.minX - 20) < 1e-9)
  }
}
