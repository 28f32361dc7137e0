import Drawing
import Geometry
import Testing

@Suite struct TextTests {
  private let sentence = "Gradient descent walks downhill in many small steps"

  @Test func textWrapsAtSpacesWithinTheOfferedWidth() throws {
    let whole = try Sheet(Text(sentence))
    let wrapped = try Sheet(Text(sentence), width: 90)
    #expect(whole.picture.words == [sentence])
    #expect(wrapped.picture.words.count > 2)
    #expect(wrapped.picture.words.joined(separator: " ") == sentence)
    #expect(wrapped.size.width <= 90.01)
    #expect(wrapped.size.height > 2 * whole.size.height)
    // Text that fits is not touched.
    #expect(try Sheet(Text(sentence), width: whole.size.width).picture.words == [sentence])
  }

  @Test func aWordLongerThanTheLineStaysWhole() throws {
    let sheet = try Sheet(Text("a backpropagation b"), width: 30)
    #expect(sheet.picture.words == ["a", "backpropagation", "b"])
    #expect(sheet.size.width > 30)
  }

  @Test func formulasAreNeverBroken() throws {
    let formula = try Sheet(Text("$a + b + c$"))
    let sheet = try Sheet(Text("the loss $a + b + c$ falls"), width: 40)
    #expect(formula.size.width > 40)
    // The formula has a line of its own: as many pieces on one baseline as it has alone.
    var lines: [Double: [String]] = [:]
    for case .glyphs(let run, let at, _) in sheet.picture.commands {
      lines[at.apply(.zero).y, default: []].append(run.text)
    }
    #expect(lines.count == 3)
    #expect(lines.values.contains(formula.picture.words), "\(lines)")
  }

  @Test func lineBreaksAreKeptEvenWithoutText() throws {
    let one = try Sheet(Text("a"))
    let three = try Sheet(Text("a\n\nb"))
    #expect(three.picture.words == ["a", "b"])
    #expect(three.size.height > 2.9 * one.size.height)
  }

  @Test(arguments: [
    (TextAlignment.leading, 0.0), (.center, 0.5), (.trailing, 1.0),
  ])
  func shorterLinesStandWhereTheAlignmentSays(_ alignment: TextAlignment, _ share: Double) throws {
    let sheet = try Sheet(Text("mmmmmmmm\nm").multilineTextAlignment(alignment))
    let short = try Sheet(Text("m"))
    let origins = sheet.picture.commands.compactMap { command -> Double? in
      if case .glyphs(let run, let at, _) = command, run.text == "m" {
        at.apply(run.glyphs[0].position).x
      } else {
        nil
      }
    }
    let expected = (sheet.size.width - short.size.width) * share
    #expect(abs(try #require(origins.first) - expected) < 0.01)
  }

  @Test func aLabelsErrorNamesTheCommandAndThePlace() {
    let text = message { _ = try Sheet(Text(#"loss $\phy_0$"#)) }
    #expect(text.contains(#"\phy"#))
    #expect(text.contains("column"))
  }
}
