import Drawing
import Geometry
import Testing

@Suite struct ThemeTests {
  /// The roles that `Tone` offers to scripts.
  private let tones: [Tone] = [
    .ink, .ground, .gray, .lightGray, .orange, .deepOrange, .brown, .teal, .paleTeal, .midTeal,
    .deepTeal, .darkTeal, .slate, .steel, .contour, .paper, .ice, .band,
  ]

  @Test(arguments: Theme.all)
  func everyThemeHasEveryRoleAndSize(_ theme: Theme) throws {
    for tone in tones { _ = try theme.color(tone) }
    #expect(theme.colors.count == tones.count)
    for style in Font.Style.allCases {
      #expect(try #require(theme.fontSizes[style]) >= 6)
    }
  }

  @Test func anUnknownThemeListsTheKnownOnes() {
    let text = message { _ = try Theme.named("dark") }
    #expect(text == #"unknown theme "dark"; choose one of book, lecture"#)
    #expect(throws: Never.self) { try Theme.named("lecture") }
  }

  @Test func anUnknownToneListsTheKnownOnes() {
    let text = message {
      _ = try Sheet(Text("a").foregroundStyle(Tone(named: "mauve")))
    }
    #expect(text.hasPrefix(#"unknown colour "mauve"; the theme has band, brown, contour, "#))
    // A colour named in a label fails the same way.
    let label = message { _ = try Sheet(Text(#"$\textcolor{mauve}{x}$"#)) }
    #expect(label.contains("mauve"))
  }

  @Test func tonesFadeAndMix() throws {
    let theme = Theme.book
    #expect(try theme.color(Tone.ink.opacity(0.5).opacity(0.5)).opacity == 0.25)
    let half = try theme.color(Tone(.black).mixed(with: Tone(.white), 0.5))
    #expect(half == Color(white: 0.5))
    #expect(try theme.color(Tone.orange.mixed(with: .teal, 0)) == theme.color(.orange))
    #expect(
      try theme.color(Tone.orange.mixed(with: .teal, 1)).hexString == theme.color(.teal).hexString)
  }

  @Test func coloursKnowTheirHexadecimalNotation() {
    #expect(Color(hex: 0xd18362).hexString == "#d18362")
    #expect(Color(red: 2, green: -1, blue: 0.5).hexString == "#ff0080")
  }

  @Test func fixedSizesIgnoreTheTheme() {
    #expect(Font.system(size: 9).textStyle(in: .lecture).size == 9)
    #expect(
      Font.caption.textStyle(in: .lecture).size > Font.caption.textStyle(in: .book).size)
    #expect(Font.body.scaled(by: 0.5).scaled(by: 0.5).textStyle(in: .book).size == 10.5 / 4)
  }
}
