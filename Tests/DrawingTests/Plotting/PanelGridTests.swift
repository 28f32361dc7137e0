import Drawing
import Plotting
import Testing

@Suite struct PanelGridTests {
  private func texts(_ count: Int, columns: Int, titles: [String] = []) throws -> [String] {
    let grid = PanelGrid(count, columns: columns, titles: titles) { number in
      Chart { LineMark(x: [0, 1], y: [0, Double(number)]) }
    }
    .chartXAxis("across", spanning: [0, 1])
    .chartYAxis("up", spanning: [0, 10])
    .chartPlotSize(width: 60, height: 40)
    return try Sheet(grid).picture.commands.compactMap {
      if case .glyphs(let run, _, _) = $0 { run.text } else { nil }
    }
  }

  @Test func onlyTheOuterChartsAreLabelled() throws {
    let texts = try texts(6, columns: 3, titles: ["first", "", "third"])
    func count(_ text: String) -> Int { texts.count { $0.contains(text) } }
    // "10" stands at the vertical axis only, which two charts have; the lowest three have a title.
    #expect(count("10") == 2 && count("up") == 2 && count("across") == 3)
    for letter in ["a)", "b)", "c)", "d)", "e)", "f)"] { #expect(count(letter) == 1) }
    #expect(count("first") == 1 && count("third") == 1)
  }

  @Test func aColumnThatEndsEarlierHasItsTitleToo() throws {
    let texts = try texts(5, columns: 3)
    #expect(texts.count { $0.contains("across") } == 3)
    #expect(try self.texts(1, columns: 3).count { $0.contains("up") } == 1)
  }
}
