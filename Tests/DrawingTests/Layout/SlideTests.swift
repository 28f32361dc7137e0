import Drawing
import Geometry
import Testing

@Suite struct SlideTests {
  private func sheet(_ slide: some Drawing) throws -> Sheet {
    try Sheet(slide, width: 600, height: 320)
  }

  private func texts(_ sheet: Sheet) -> [String] {
    sheet.picture.commands.compactMap {
      if case .glyphs(let run, _, _) = $0 { run.text } else { nil }
    }
  }

  @Test func bothColumnsKeepTheirPlacesWhateverTheyHold() throws {
    func slide(_ note: String) throws -> Sheet {
      try sheet(
        Slide("Title", caption: "Caption", share: 0.6) {
          Block("main")
        } beside: {
          Block("plot", labels: EdgeInsets(top: 0, leading: 20, bottom: 15, trailing: 0))
          Text(note)
        })
    }
    let (short, long) = (try slide("1"), try slide("1000000"))
    let (main, plot) = (try short.rect("main"), try short.rect("plot"))
    #expect(try long.rect("main") == main && long.rect("plot") == plot)
    #expect(main.minX == 0 && abs(main.width - 0.6 * (600 - 28)) < 1e-9)
    #expect(abs(plot.maxX - 600) < 1e-9 && plot.minX >= main.maxX + 28)
    // Both begin at the same height, and fill it.
    #expect(plot.minY == main.minY && plot.height < main.height)
  }

  @Test func aSmallDrawingStandsInTheMiddleOfItsColumn() throws {
    let sheet = try sheet(
      Slide("Title", share: 0.5) {
        Block("main", width: 100, height: 50)
      } beside: {
        Block("plot")
      })
    let (main, plot) = (try sheet.rect("main"), try sheet.rect("plot"))
    #expect(abs(main.midX - 0.25 * (600 - 28)) < 1e-9 && abs(main.midY - plot.midY) < 1e-9)
  }

  @Test func wordsComeFromAroundUnlessTheSlideHasItsOwn() throws {
    let words = SlideWords(title: "Scene", caption: "Narration")
    #expect(texts(try sheet(Slide { Block("a") }.slideWords(words))) == ["Scene", "Narration"])
    #expect(
      texts(try sheet(Slide("Own", caption: "Mine") { Block("a") }.slideWords(words)))
        == ["Own", "Mine"])
    #expect(texts(try sheet(Slide("Own") { Block("a") })) == ["Own"])
  }

  @Test func theRoomOfACaptionIsKeptWhereThereIsNone() throws {
    let with = try sheet(Slide("Title", caption: "Words") { Block("a") })
    let without = try sheet(Slide("Title") { Block("a") })
    #expect(try with.rect("a") == without.rect("a"))
  }

  @Test func whatDoesNotFitIsNamed() {
    for slide in [
      Slide("Title", share: 0.5) {
        Block("a", width: 290)
      } beside: {
        Block("b")
      },
      Slide("Title") { Block("a", height: 500) },
      Slide("Title", share: 0.5) {
        Block("a")
      } beside: {
        Block("b", width: 290)
      },
    ] {
      let error = #expect(throws: DrawingError.self) { try sheet(slide) }
      #expect(error?.description.contains("the slide \"Title\" has") == true)
    }
  }
}
