import Drawing
import Geometry
import Learning
import Plotting
import Testing

@Suite struct TensorImageTests {
  private func pixels(_ image: PixelImage) throws -> [UInt8] {
    for case .image(let bitmap, _, _) in try Sheet(image).picture.commands { return bitmap.pixels }
    return []
  }

  @Test func channelsAreRedGreenAndBlue() throws {
    let image = Tensor([0, 1, 0.5, 0.25, 1, 2], shape: [3, 1, 2])
    #expect(try pixels(PixelImage(image)) == [0, 128, 255, 255, 255, 64, 255, 255])
    let gray = PixelImage(Tensor([-1, 1], shape: [1, 1, 2]), range: -1...1)
    #expect(try pixels(gray) == [0, 0, 0, 255, 255, 255, 255, 255])
  }

  @Test func classesHaveTheirColours() throws {
    let labels = Tensor([1, 0, 1], shape: [1, 3])
    let image = PixelImage(labels: labels, colors: [.black, .white])
    #expect(try pixels(image).prefix(8) == [255, 255, 255, 255, 0, 0, 0, 255])
  }

  @Test func mapsTakeTheColoursOfTheirRange() throws {
    let map = PixelImage(
      map: Tensor([0, 2, 5], shape: [1, 3]), colorMap: .gray, range: 0...2)
    #expect(try pixels(map).prefix(9) == [0, 0, 0, 255, 255, 255, 255, 255, 255])
  }
}

@Suite struct ElbowConnectorTests {
  @Test func branchesTurnHalfWay() throws {
    func shaft(_ alignment: VerticalAlignment) throws -> [Point] {
      let drawing = HStack(alignment: alignment, spacing: 40) {
        Block("left", width: 20, height: 100)
        Block("right", width: 20, height: 30)
      }
      let sheet = try Sheet(
        drawing.connectors([ElbowConnector(from: "left", to: "right")]))
      for case .stroke(let path, _, _) in sheet.picture.commands { return path.points }
      return []
    }
    #expect(try shaft(.center).count == 2)
    let bent = try shaft(.bottom)
    #expect(bent.count == 4 && bent.prefix(3) == [Point(20, 50), Point(40, 50), Point(40, 85)])
  }

  @Test func aBorderTakesThePadding() throws {
    let sheet = try Sheet(
      Block("inside", width: 20, height: 10).padding(5).border().part("box"))
    #expect(sheet.frame == Rect(x: 0, y: 0, width: 30, height: 20))
    let lines = sheet.picture.commands.compactMap { command -> Rect? in
      if case .stroke(let path, _, _) = command { path.bounds } else { nil }
    }
    #expect(lines == [Rect(x: 0, y: 0, width: 30, height: 20)])
  }
}
