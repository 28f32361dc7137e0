/// A colour named by its role; the theme decides what it looks like.
///
/// Scripts colour with tones, so the same script works on white paper and on a dark slide.
public struct Tone: Hashable, Sendable {
  indirect enum Kind: Hashable, Sendable {
    case role(String)
    case fixed(Color)
    case mixed(Kind, Kind, Double)
    case faded(Kind, Double)
  }

  let kind: Kind

  private init(_ kind: Kind) { self.kind = kind }
  private init(role: String) { kind = .role(role) }

  /// A fixed colour, the same in every theme.
  public init(_ color: Color) { kind = .fixed(color) }

  /// The tone of a role's name, for example `"orange"`; unknown names fail when drawn.
  public init(named name: String) { kind = .role(name) }

  /// This tone with its opacity multiplied by `factor`.
  public func opacity(_ factor: Double) -> Tone { Tone(.faded(kind, factor)) }

  /// The mixture of two tones; 0 gives `self`, 1 gives `other`.
  public func mixed(with other: Tone, _ t: Double) -> Tone { Tone(.mixed(kind, other.kind, t)) }

  /// Text, frames and anything that must stand out most.
  public static let ink = Tone(role: "ink")
  /// What lies behind everything.
  public static let ground = Tone(role: "ground")
  /// Ticks, tick labels and other things that must not draw attention.
  public static let gray = Tone(role: "gray")
  /// Zero lines, weak curves, funnels.
  public static let lightGray = Tone(role: "lightGray")
  /// Data points, first curve of three, active paths, generated samples.
  public static let orange = Tone(role: "orange")
  /// Words in orange, which need a stronger contrast than things.
  public static let deepOrange = Tone(role: "deepOrange")
  /// Outline of orange things and text that names them.
  public static let brown = Tone(role: "brown")
  /// Second curve, model, real data, borders of linear regions.
  public static let teal = Tone(role: "teal")
  /// Teal that must stay in the background.
  public static let paleTeal = Tone(role: "paleTeal")
  /// Third step of a teal sequence.
  public static let midTeal = Tone(role: "midTeal")
  /// Ring of teal markers and text that names teal things.
  public static let deepTeal = Tone(role: "deepTeal")
  /// The best or final model.
  public static let darkTeal = Tone(role: "darkTeal")
  /// Bands of uncertainty and areas of error, behind curves.
  public static let band = Tone(role: "band")
  /// Third curve of three, dashed sums.
  public static let slate = Tone(role: "slate")
  /// Output of a network, special paths.
  public static let steel = Tone(role: "steel")
  /// Contours on brown heat maps.
  public static let contour = Tone(role: "contour")
  /// Labels on dark heat maps.
  public static let paper = Tone(role: "paper")
  /// Pale ground of a grid world's ice.
  public static let ice = Tone(role: "ice")
}
