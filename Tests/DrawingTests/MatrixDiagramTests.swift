import Diagrams
import Drawing
import Geometry
import Testing

@Suite struct MatrixDiagramTests {
  private let matrix = MatrixDiagram([[1, -2, 3], [0.5, 0, -1]])

  @Test func everyEntryIsACellColouredByItsSign() throws {
    let picture = try Sheet(matrix).picture
    func fill(_ part: String) throws -> Color {
      let fills = picture.drawn(inPart: part).compactMap {
        if case .fill(_, let color) = $0 { color } else { nil }
      }
      return try #require(fills.first)
    }
    let ground = try Theme.book.color(.ground)
    #expect(try fill("2,2") == ground)
    #expect(try fill("1,3") == ground.interpolated(to: Theme.book.color(.orange), 0.75))
    let steel = try Theme.book.color(.steel)
    #expect(try fill("1,2") == ground.interpolated(to: steel, 0.75 * 2 / 3))
    // Brackets stand outside the cells.
    let cells = try ["1,1", "2,3"].map { try #require(picture.bounds(ofPart: $0)) }
    let all = try #require(
      Rect.bounding(picture.commands.compactMap(\.bounds).flatMap(\.corners)))
    #expect(all.minX < cells[0].minX - 2 && all.maxX > cells[1].maxX + 2)
  }

  @Test func numbersAreWritten() throws {
    let words = try Sheet(matrix.numbers(decimals: 1)).picture.words
    #expect(words == ["1.0", "\u{2212}2.0", "3.0", "0.5", "0.0", "\u{2212}1.0"])
    let more = try Sheet(MatrixDiagram([[-0.004, 1.25]]).numbers(decimals: 2)).picture.words
    #expect(more == ["0.00", "1.25"])
  }

  @Test func raggedRowsAreExplained() {
    #expect(message { _ = try Sheet(MatrixDiagram([[1, 2], [3]])) }.contains("equal length"))
    #expect(message { _ = try Sheet(MatrixDiagram([])) }.contains("at least one"))
  }

  @Test(arguments: [Edge.top, .leading, .bottom, .trailing]) func bracesTakeRoom(edge: Edge) throws
  {
    let (plain, braced) = (
      try Sheet(matrix), try Sheet(matrix.brace("three inputs or more", edge: edge))
    )
    #expect(braced.frame.size == plain.frame.size)
    let isLevel = edge == .top || edge == .bottom
    #expect(
      isLevel
        ? braced.size.height > plain.size.height + 12 : braced.size.width > plain.size.width + 60)
    let page = Rect(.zero, braced.size)
    for command in braced.picture.commands {
      if let bounds = command.bounds { #expect(page.contains(bounds, tolerance: 1)) }
    }
    #expect(braced.picture.words.joined(separator: " ").contains("three inputs"))
  }
}
