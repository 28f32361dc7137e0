import Drawing
import Geometry
import Testing
import Typesetting

@Suite struct ListingTests {
  private func runs(_ sheet: Sheet) -> [(text: String, face: FontFace, color: Color)] {
    sheet.picture.commands.compactMap { command in
      if case .glyphs(let run, _, let color) = command { (run.text, run.face, color) } else { nil }
    }
  }

  @Test func wordsOfALanguageAreToldApart() throws {
    let sheet = try Sheet(
      Listing(#"let x = f("a // b", 2.5)  // half"#))
    let found = runs(sheet)
    #expect(found.map(\.text).joined() == #"let x = f("a // b", 2.5)  // half"#)
    let faces = found.map(\.face)
    #expect(faces.first == .monoBold && faces.last == .monoItalic)
    let brown = try Theme.book.color(.brown)
    #expect(found.filter { $0.color == brown }.map(\.text) == [#""a // b""#])
  }

  @Test func commentsRunOverLines() throws {
    let found = runs(try Sheet(Listing("a /* b\nlet c */ let d")))
    let teal = try Theme.book.color(.deepTeal)
    #expect(found.filter { $0.color == teal }.map(\.text) == ["/* b", "let c */ "])
    #expect(found.last?.text == "d")
  }

  @Test func stringsRunOverLinesAndHoldQuotationMarks() throws {
    let source = ##"""
      a = """
        let "b" // c
        """ + d + #"e"f"# + g
      """##
    let brown = try Theme.book.color(.brown)
    let found = runs(try Sheet(Listing(source)))
    #expect(
      found.filter { $0.color == brown }.map { $0.text.filter { $0 != " " } }
        == [#"""""#, #"let"b"//c"#, #"""""#, ##"#"e"f"#"##])
    #expect(found.last?.text.contains("g") == true)
  }

  @Test func everyCharacterStandsForItself() throws {
    let source = #"$x_1$ \frac{a}{b} → 'c'"#
    let found = runs(try Sheet(Listing(source, language: .plain)))
    #expect(found.map(\.text).joined() == source)
  }

  @Test func columnsLineUp() throws {
    let sheet = try Sheet(Listing("iiii|\nmmmm|\nif  |\n//  |"))
    let bars = sheet.picture.commands.compactMap { command -> Double? in
      guard case .glyphs(let run, let transform, _) = command, run.text.hasSuffix("|"),
        let last = run.glyphs.last
      else { return nil }
      return transform.apply(last.position).x
    }
    #expect(bars.count == 4)
    for bar in bars { #expect(abs(bar - bars[0]) < 0.01) }
  }

  @Test func indentsOfAllLinesAreLeftOut() throws {
    let plain = try Sheet(Listing("a\n  b"))
    let indented = try Sheet(Listing("    a\n\n      b\n\n"))
    #expect(indented.size.width == plain.size.width)
    #expect(indented.size.height == plain.size.height * 1.5)
    #expect(try Sheet(Listing("\ta\n\t\tb")).size.width > plain.size.width)
  }

  @Test func linesAreNumberedAndHighlighted() throws {
    let sheet = try Sheet(
      Listing((1...12).map { "f\($0)" }.joined(separator: "\n"), language: .plain)
        .lineNumbers().highlight(lines: 2...3))
    #expect(sheet.picture.words.prefix(3) == ["1", "f1", "2"])
    let pale = try Theme.book.color(.paleTeal)
    let grounds = sheet.picture.commands.compactMap { command -> Rect? in
      if case .fill(let path, pale) = command { path.bounds } else { nil }
    }
    #expect(grounds.count == 2)
    #expect(grounds.allSatisfy { abs($0.width - sheet.size.width) < 1e-9 })
    #expect(try sheet.rect("line 2").minY >= sheet.rect("line 1").minY)
  }

  @Test func smallRoomsGetSmallerType() throws {
    let listing = Listing("a long line of a program that needs its room")
    let whole = try Sheet(listing)
    let narrow = try Sheet(listing, width: 0.8 * whole.size.width)
    #expect(abs(narrow.size.width - 0.8 * whole.size.width) < 0.5)
    let least = try #require(try Sheet(listing, width: 10).picture.typeSizes.first)
    let own = try #require(whole.picture.typeSizes.first)
    #expect(abs(least / own - 0.7) < 1e-6)
  }
}
