import Drawing
import Geometry
import Testing

@Suite struct PageTests {
  @Test func aPageIsAsHighAsItsDrawing() throws {
    let picture = try Picture(
      Block("a", height: 30), width: 100, margin: 2, theme: .book)
    #expect(picture.size == Size(100, 34))
    #expect(picture.bounds(ofPart: "a") == Rect(x: 2, y: 2, width: 96, height: 30))
    #expect(picture.background == .white)
  }

  @Test func aFrameOfFixedSizeCentresItsDrawing() throws {
    let picture = try Picture(
      Block("a", width: 40, height: 20), size: Size(200, 100), margin: 10, theme: .lecture)
    #expect(picture.bounds(ofPart: "a") == Rect(x: 80, y: 40, width: 40, height: 20))
    #expect(picture.background == Theme.lecture.colors["ground"])
  }

  @Test func aDrawingWiderThanItsPageSaysBothSizes() {
    let text = message {
      _ = try Picture(Block("a", width: 120, height: 10), width: 100, margin: 2, theme: .book)
    }
    #expect(text.contains("120.0") && text.contains("96.0"))
    #expect(
      throws: DrawingError.self,
      performing: {
        try Picture(
          Block("a", width: 10, height: 120), size: Size(100, 100), margin: 0, theme: .book)
      })
  }

  @Test func aSizeThatIsNoNumberIsAnError() {
    #expect(
      throws: DrawingError.self,
      performing: {
        try Picture(Block("a", width: .nan, height: 10), width: 100, theme: .book)
      })
  }

  @Test func stacksOfDrawingsTooWideForThePageAreErrorsToo() {
    #expect(
      throws: DrawingError.self,
      performing: {
        try Picture(
          HStack {
            Block("a", width: 60, height: 10)
            Block("b", height: 10, labels: EdgeInsets(leading: 30))
            Block("c", width: 60, height: 10)
          }, width: 100, theme: .book)
      })
  }
}
