/// A rule of legible pictures that a script breaks on purpose, with the reason.
///
/// The checks of all scripts' pictures pass over what is exempt, and over nothing else.
public struct Exemption: Hashable, Sendable {
  public enum Rule: String, Hashable, Sendable {
    /// Two pieces of text don't touch.
    case apartText
    /// No text lies on a frame, an axis or the border of a box.
    case clearOfFrames
    /// Text has a contrast of at least 3 : 1 to what lies beneath.
    case contrast
    /// Colours of lines and symbols can be told apart by colour-blind readers.
    case distinctColors
  }

  public let rule: Rule
  public let reason: String

  /// - Parameter reason: why the picture is better so; a sentence.
  public init(from rule: Rule, because reason: String) {
    self.rule = rule
    self.reason = reason
  }
}
