import Testing
import Typesetting

@Suite("Random input")
struct FuzzTests {
  /// A small generator with a fixed seed, so that a failure comes back.
  struct Generator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      var x = state
      x ^= x >> 33
      x = x &* 0xff51_afd7_ed55_8ccd
      return x ^ (x >> 33)
    }
  }

  /// Sets `tex` and checks that the result is a layout or an error with a place.
  func check(_ tex: String) {
    do {
      let text = try Typesetter.formula(tex, size: 10, display: true)
      let isFinite = text.width.isFinite && text.ascent.isFinite && text.descent.isFinite
      if !isFinite { Issue.record("not finite: \(tex)") }
    } catch {
      if error.column == nil || error.description.contains("\n") {
        Issue.record("\(error) for \(tex)")
      }
    }
  }

  @Test("100,000 strings of commands give a layout or an error with a place")
  func commands() {
    var generator = Generator(state: 1)
    let pieces =
      Typesetter.commands.map { "\\" + $0 } + [
        "{", "}", "{", "}", "{x}", "{x}", "^", "_", "'", "&", "\\\\", "$", "[", "]", "(", ")", "|",
        "x", "1", "+", "=", ",", " ", "~", "%", "#", ".", "\\left(", "\\right)", "\\begin{matrix}",
        "\\end{matrix}", "\\begin{array}{lr}", "\\end{array}", "\\begin{cases}", "\\end{cases}",
        "\\hspace{1em}", "\\text{a}", "\\part{p}", "\\color{red}", "é", "\n",
      ]
    for _ in 0..<100_000 {
      var tex = ""
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        tex += pieces.randomElement(using: &generator) ?? ""
      }
      check(tex)
    }
  }

  @Test("Random bytes too, as formulas and as labels")
  func bytes() {
    var generator = Generator(state: 2)
    for round in 0..<20_000 {
      let count = Int.random(in: 1...40, using: &generator)
      let range: ClosedRange<UInt8> = round.isMultiple(of: 2) ? 0x20...0x7e : 0...255
      let bytes = (0..<count).map { _ in UInt8.random(in: range, using: &generator) }
      let string = String(decoding: bytes, as: UTF8.self)
      check(string)
      check("\\text{" + string)
      do { _ = try Typesetter.label(string, style: TextStyle()) } catch {
        if error.column == nil { Issue.record("\(error) for \(string)") }
      }
    }
  }

  @Test("Valid formulas with a character left out or doubled")
  func mutations() throws {
    var generator = Generator(state: 3)
    for reference in try Reference.load("sample") {
      for _ in 0..<40 {
        var characters = Array(reference.tex)
        let index = Int.random(in: 0..<characters.count, using: &generator)
        if Bool.random(using: &generator) {
          characters.remove(at: index)
        } else {
          characters.insert(characters[index], at: index)
        }
        check(String(characters))
      }
    }
  }
}
