/// What a picture's roles look like: colours, type sizes, widths of lines.
public struct Theme: Hashable, Sendable {
  /// The name by which the command line selects the theme.
  public let name: String
  /// The colour of each role; see `Tone` for the roles.
  public var colors: [String: Color]
  /// Points per em for each style of type.
  public var fontSizes: [Font.Style: Double]
  /// Factor on the widths of lines, ticks and symbols.
  public var lineScale: Double

  public init(
    name: String, colors: [String: Color], fontSizes: [Font.Style: Double], lineScale: Double
  ) {
    self.name = name
    self.colors = colors
    self.fontSizes = fontSizes
    self.lineScale = lineScale
  }

  /// The book's look: white ground, black axes, two or three colours with fixed roles.
  public static let book = Theme(
    name: "book",
    colors: [
      "ink": Color(hex: 0x030000), "ground": .white, "gray": Color(hex: 0x808080),
      "lightGray": Color(hex: 0xb2b4b5), "orange": Color(hex: 0xd18362),
      "deepOrange": Color(hex: 0xbb7152), "brown": Color(hex: 0x773c23),
      "teal": Color(hex: 0xa0d9d3),
      "paleTeal": Color(hex: 0xcfece9), "midTeal": Color(hex: 0x4db7aa),
      "deepTeal": Color(hex: 0x34837a), "darkTeal": Color(hex: 0x2f7870),
      "slate": Color(hex: 0x424b4f), "steel": Color(hex: 0x476779),
      "contour": Color(hex: 0x51626b), "paper": Color(hex: 0xfffff9),
      "ice": Color(hex: 0xc3dcdc), "band": Color(hex: 0xd3d3d3),
    ],
    fontSizes: [.largeTitle: 15, .title: 13, .body: 10.5, .callout: 10, .caption: 7.5],
    lineScale: 1)

  /// For a projector: dark ground, larger type, thicker lines; the roles keep their hues.
  public static let lecture = Theme(
    name: "lecture",
    colors: [
      "ink": Color(hex: 0xf4efe8), "ground": Color(hex: 0x15191c), "gray": Color(hex: 0xa5acaf),
      "lightGray": Color(hex: 0x5b666b), "orange": Color(hex: 0xe2926e),
      "deepOrange": Color(hex: 0xe2926e), "brown": Color(hex: 0xf3b898),
      "teal": Color(hex: 0x8fdcd3),
      "paleTeal": Color(hex: 0x2d4f4d), "midTeal": Color(hex: 0x4fc3b5),
      "deepTeal": Color(hex: 0x3bb5a6), "darkTeal": Color(hex: 0xd3f5f1),
      "slate": Color(hex: 0x8a929b), "steel": Color(hex: 0x8fb4ca),
      "contour": Color(hex: 0x51626b), "paper": Color(hex: 0xfffff9),
      "ice": Color(hex: 0x35505a), "band": Color(hex: 0x3c4549),
    ],
    fontSizes: [.largeTitle: 22, .title: 17, .body: 14, .callout: 13, .caption: 10],
    lineScale: 1.25)

  public static let all: [Theme] = [.book, .lecture]

  /// The theme of that name.
  public static func named(_ name: String) throws -> Theme {
    guard let theme = all.first(where: { $0.name == name }) else {
      throw DrawingError(
        "unknown theme \"\(name)\"; choose one of \(all.map(\.name).joined(separator: ", "))")
    }
    return theme
  }

  /// How much larger than the book's a figure's page is: as much as the type is larger, so that
  /// what fits beside each other in the book does so in every theme.
  public var pageScale: Double {
    guard let own = fontSizes[.body], let book = Theme.book.fontSizes[.body] else { return 1 }
    return own / book
  }

  /// This theme with all type and all lines larger by a factor.
  public func scaled(by factor: Double) -> Theme {
    var theme = self
    theme.fontSizes = fontSizes.mapValues { $0 * factor }
    theme.lineScale *= factor
    return theme
  }

  /// This theme with no style of type smaller than so many points.
  public func withType(atLeast size: Double) -> Theme {
    var theme = self
    theme.fontSizes = fontSizes.mapValues { max($0, size) }
    return theme
  }

  /// The colour of a tone in this theme.
  public func color(_ tone: Tone) throws -> Color { try color(tone.kind) }

  private func color(_ kind: Tone.Kind) throws -> Color {
    switch kind {
    case .fixed(let color): return color
    case .faded(let inner, let factor): return try color(inner).opacity(factor)
    case .mixed(let a, let b, let t): return try color(a).interpolated(to: color(b), t)
    case .role(let name):
      guard let color = colors[name] else {
        throw DrawingError(
          "unknown colour \"\(name)\"; the theme has "
            + colors.keys.sorted().joined(separator: ", "))
      }
      return color
    }
  }
}
