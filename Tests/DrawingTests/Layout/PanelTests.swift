import Drawing
import Geometry
import Testing

@Suite struct PanelTests {
  private func panel(_ letter: String?, _ title: String?) -> some Drawing {
    Panel(letter, title: title) {
      Block("plot", width: 80, height: 50, labels: EdgeInsets(leading: 20, bottom: 12))
    }
  }

  @Test func aTitleIsCentredOverThePlotArea() throws {
    let sheet = try Sheet(
      Panel("a") { Block("plot", width: 80, height: 50, labels: EdgeInsets(leading: 20)) })
    let titled = try Sheet(panel(nil, "Loss"))
    let plot = try titled.rect("plot")
    let title = try #require(titled.picture.commands.first { $0.isText }?.bounds)
    #expect(abs(title.midX - plot.midX) < 1)
    #expect(title.maxY < plot.minY)
    #expect(titled.frame.contains(plot, tolerance: 1e-9))
    #expect(plot.contains(titled.frame, tolerance: 1e-9))
    // A letter hangs left of the plot area, in the room of its labels.
    let letter = try #require(sheet.picture.commands.first { $0.isText }?.bounds)
    #expect(try letter.maxX < sheet.rect("plot").minX)
    #expect(sheet.size.width == 100)
  }

  @Test func aTitleTooLongForItsPlaceIsSetSmaller() throws {
    let normal = try Sheet(panel("a", "Loss")).picture
    let long = try Sheet(panel("a", "The loss of each batch"))
    let usual = try #require(normal.typeSizes.min())
    let size = try #require(long.picture.typeSizes.min())
    #expect(size < usual && size >= 0.6 * usual - 1e-9)
    let runs = long.picture.commands.filter(\.isText).compactMap(\.bounds)
    #expect(runs.count == 2)
    #expect(!runs[0].intersects(runs[1]))
    for run in runs { #expect(run.maxX <= long.size.width + 0.5 && run.minX >= -0.5) }
  }

  @Test func panelsInARowKeepTheirPlotAreasLevel() throws {
    let sheet = try Sheet(
      HStack {
        Panel("a", title: #"$\sum_{i=1}^{N} x_i$"#) { Block("p", width: 60, height: 40) }
        Panel("b") { Block("q", width: 60, height: 40) }
        Panel { Block("r", width: 60, height: 40) }
      })
    #expect(abs(try sheet.rect("p").minY - sheet.rect("q").minY) < 1e-9)
    #expect(abs(try sheet.rect("r").minY - sheet.rect("q").minY) < 1e-9)
  }

  @Test func headingsShareABaseline() throws {
    let sheet = try Sheet(panel("a", "x"))
    let baselines = sheet.picture.commands.compactMap { command -> Double? in
      if case .glyphs(_, let at, _) = command { at.apply(.zero).y } else { nil }
    }
    #expect(baselines.count == 2)
    #expect(abs(baselines[0] - baselines[1]) < 1e-9)
  }

  @Test func lettersInARowAreLevel() throws {
    let sheet = try Sheet(
      HStack {
        Panel("a") { Block("p", width: 60, height: 80) }
        Panel("b", title: "Title") { Block("q", width: 60, height: 40) }
        Panel("c") { Block("r", width: 60, height: 80, labels: EdgeInsets(top: 3)) }
      })
    func baseline(_ text: String) throws -> Double {
      try #require(
        sheet.picture.commands.lazy.compactMap { command -> Double? in
          guard case .glyphs(let run, let transform, _) = command, run.text == text,
            let glyph = run.glyphs.first
          else { return nil }
          return transform.apply(glyph.position).y
        }.first)
    }
    let (a, b, c) = (try baseline("a)"), try baseline("b)"), try baseline("c)"))
    #expect(abs(a - b) < 1e-9 && abs(a - c) < 1e-9)
    // The title stays with its own frame.
    #expect(try baseline("Title") > a + 15)
  }

  @Test func lettersInAColumnBeginAtTheSamePlace() throws {
    func starts(_ width: Double) throws -> [Double] {
      let sheet = try Sheet(
        Grid {
          GridRow {
            Panel("a") { Block("p", width: 60, height: 20, labels: EdgeInsets(leading: 40)) }
          }
          GridRow { Panel("b") { Block("q", width: width, height: 20) } }
        })
      return sheet.picture.commands.compactMap { command in
        if case .glyphs(_, let transform, _) = command { transform.tx } else { nil }
      }
    }
    let aligned = try starts(60)
    #expect(aligned.count == 2 && abs(aligned[0] - aligned[1]) < 1e-9)
    // A frame elsewhere keeps its letter near.
    let apart = try starts(30)
    #expect(apart[1] > apart[0] + 10)
  }
}

extension Picture.Command {
  var isText: Bool { if case .glyphs = self { true } else { false } }
}
