/// What a script is, in the list of all scripts.
public struct Entry: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable { case figure, scene }

  /// How faithful a figure can be to the book's.
  public enum Treatment: String, Hashable, Sendable {
    /// Regenerated from its definition.
    case same
    /// The same phenomenon with a real small model on data that Lantern makes.
    case analog
    /// A schematic, drawn from real values wherever there is one.
    case diagram
  }

  /// How wide the page is.
  public enum Width: Hashable, Sendable {
    /// The book's full text width, 410 pt.
    case full
    /// Half of it, 189 pt.
    case half
    case points(Double)

    public var points: Double {
      switch self {
      case .full: 410
      case .half: 189
      case .points(let value): value
      }
    }
  }

  public let kind: Kind
  /// The public address: the number of a figure (`"6.5"`), the name of a scene.
  public let id: String
  public let title: String
  /// What a reader who cannot see the picture should know.
  public let alt: String
  public let treatment: Treatment
  public let width: Width

  /// A figure of the book, or one with a name of its own.
  public init(
    _ number: String, _ title: String, alt: String, treatment: Treatment = .same,
    width: Width = .full
  ) {
    kind = .figure
    id = number
    self.title = title
    self.alt = alt
    self.treatment = treatment
    self.width = width
  }

  /// A scene; its name consists of small letters and hyphens.
  public init(scene name: String, _ title: String, alt: String, treatment: Treatment = .same) {
    kind = .scene
    id = name
    self.title = title
    self.alt = alt
    self.treatment = treatment
    width = .points(Shot.pageHeight * 16 / 9)
  }

  /// The chapter of a figure's number, or of an appendix (`"C"`); `nil` for scenes, and for figures
  /// that have a name instead of a number with a point.
  public var chapter: String? {
    guard kind == .figure, let point = id.firstIndex(of: ".") else { return nil }
    return String(id[..<point])
  }
}
