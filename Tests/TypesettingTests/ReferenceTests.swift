import Foundation
import Testing
import Typesetting

/// A formula and the size that LuaLaTeX gives it with unicode-math: width, height and depth in em,
/// in display style; Latin Modern Math for the formula, Latin Modern Sans for text and operators.
struct Reference: Decodable, CustomTestStringConvertible {
  var tex: String
  var em: [Double]
  var testDescription: String { tex }

  static func load(_ name: String) throws -> [Reference] {
    let url = try #require(
      Bundle.module.url(forResource: "Resources/\(name)", withExtension: "json"))
    return try JSONDecoder().decode([Reference].self, from: Data(contentsOf: url))
  }
}

@Suite("Sizes as LuaLaTeX sets them")
struct ReferenceTests {
  @Test("The book's displayed equations")
  func sample() throws {
    let references = try Reference.load("sample")
    #expect(references.count == 60)
    var errors: [Double] = []
    for reference in references {
      let text = try Typesetter.formula(reference.tex, size: 1, display: true)
      let error = abs(text.width / reference.em[0] - 1)
      errors.append(error)
      #expect(error < 0.03, "\(reference.tex): \(text.width) for \(reference.em[0])")
      #expect(abs(text.ascent - reference.em[1]) < 0.05, "height of \(reference.tex)")
      #expect(abs(text.descent - reference.em[2]) < 0.05, "depth of \(reference.tex)")
    }
    errors.sort()
    #expect(errors[errors.count / 2] < 0.01)
  }

  @Test("Each construct and symbol by itself")
  func constructs() throws {
    for reference in try Reference.load("constructs") {
      let text = try Typesetter.formula(reference.tex, size: 1, display: true)
      #expect(
        abs(text.width - reference.em[0]) < 0.005,
        "\(reference.tex): \(text.width) for \(reference.em[0])")
      #expect(
        abs(text.ascent - reference.em[1]) < 0.005,
        "height of \(reference.tex): \(text.ascent) for \(reference.em[1])")
      #expect(
        abs(text.descent - reference.em[2]) < 0.005,
        "depth of \(reference.tex): \(text.descent) for \(reference.em[2])")
    }
  }
}
