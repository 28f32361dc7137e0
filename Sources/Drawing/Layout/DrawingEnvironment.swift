/// What a drawing inherits from the drawings around it.
public struct DrawingEnvironment: Sendable {
  public var theme: Theme
  public var font: Font = .body
  public var foreground: Tone = .ink
  public var textAlignment: TextAlignment = .center
  /// How small a text may be set, as a share of its size, before it is broken into lines.
  public var minimumScaleFactor = 1.0
  private var values: [ObjectIdentifier: any Sendable] = [:]

  public init(theme: Theme) { self.theme = theme }

  /// A value that modules above add to the environment.
  public subscript<Key: EnvironmentKey>(key: Key.Type) -> Key.Value {
    get { values[ObjectIdentifier(key)] as? Key.Value ?? Key.defaultValue }
    set { values[ObjectIdentifier(key)] = newValue }
  }

  /// The foreground tone in the theme's colours.
  public func foregroundColor() throws -> Color { try theme.color(foreground) }
}

/// The name of a value in the environment, with the value it has where nobody set one.
public protocol EnvironmentKey {
  associatedtype Value: Sendable
  static var defaultValue: Value { get }
}

/// How lines of different width stand under each other.
public enum TextAlignment: Hashable, Sendable { case leading, center, trailing }
