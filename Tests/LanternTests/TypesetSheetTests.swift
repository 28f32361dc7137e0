import Gallery
import Lantern
import Testing

@Suite struct TypesetSheetTests {
  @Test func showsEveryCommand() throws {
    let shown = TypesetSheet.constructs.joined(separator: " ")
    // Commands that draw nothing themselves have nothing to show.
    let invisible = Typesetter.commands.filter { name in
      (try? Typesetter.formula("\\" + name, size: 10, display: true))?.pieces.isEmpty == true
    }
    let symbols = Set(TypesetSheet.symbols)
    for command in Typesetter.commands where !symbols.contains(command) {
      let isShown = shown.ranges(of: "\\" + command).contains { range in
        shown[range.upperBound...].first.map { !$0.isLetter } ?? true
      }
      #expect(isShown || invisible.contains(command), "\\\(command) is missing")
    }
  }

  @Test func fitsItsPage() throws {
    let picture = try Picture(TypesetSheet(), width: 720, margin: 16, theme: .book)
    let page = Rect(.zero, picture.size)
    for command in picture.commands {
      if let bounds = command.bounds { #expect(page.contains(bounds, tolerance: 0.5)) }
    }
  }
}
