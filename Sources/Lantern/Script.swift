/// A declared picture: a `Figure` or a `Scene`.
public protocol Script: Sendable {
  init()
  static var entry: Entry { get }
  /// The rules of legible pictures that the script breaks on purpose.
  static var exemptions: [Exemption] { get }
}

extension Script {
  public static var exemptions: [Exemption] { [] }
}

/// A still picture.
///
/// `compute` runs the models and returns evidence; `page` turns evidence into a drawing and
/// computes nothing.
public protocol Figure: Script {
  associatedtype Evidence: Sendable
  associatedtype Page: Drawing

  /// Runs the models. All chance comes from the lab's keys.
  func compute(in lab: Lab) throws -> Evidence

  @DrawingBuilder func page(_ evidence: Evidence) -> Page

  /// What the figure says, as something that can fail.
  @ClaimBuilder<Evidence> var claims: [Claim<Evidence>] { get }

  /// The most seeds over which the claims are checked; all that were asked for unless a figure says
  /// otherwise, because it computes for minutes.
  static var claimSeeds: Int { get }
}

extension Figure {
  public var claims: [Claim<Evidence>] { [] }
  public static var claimSeeds: Int { .max }
}

/// An animation: shots in sequence, each a pure function of time.
public protocol Scene: Script {
  associatedtype Evidence: Sendable

  /// Runs the models. All chance comes from the lab's keys.
  func compute(in lab: Lab) throws -> Evidence

  @ShotBuilder func shots(_ evidence: Evidence) -> [Shot]
}

