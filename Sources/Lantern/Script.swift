/// A declared picture: a `Figure` or a `Scene`.
public protocol Script: Sendable {
  init()
  static var entry: Entry { get }
}

/// A still picture.
///
/// `compute` runs the models and returns evidence; `page` turns evidence into a drawing and computes
/// nothing.
public protocol Figure: Script {
  associatedtype Evidence: Sendable
  associatedtype Page: Drawing

  /// Runs the models. All chance comes from the lab's keys.
  func compute(in lab: Lab) throws -> Evidence

  @DrawingBuilder func page(_ evidence: Evidence) -> Page

  /// What the figure says, as something that can fail.
  @ClaimBuilder<Evidence> var claims: [Claim<Evidence>] { get }
}

extension Figure {
  public var claims: [Claim<Evidence>] { [] }
}

/// An animation: shots in sequence, each a pure function of time.
public protocol Scene: Script {
  associatedtype Evidence: Sendable

  /// Runs the models. All chance comes from the lab's keys.
  func compute(in lab: Lab) throws -> Evidence

  @ShotBuilder func shots(_ evidence: Evidence) -> [Shot]
}

/// A statement about a figure's evidence that can fail: a number that must lie in a range.
public struct Claim<Evidence: Sendable>: Sendable {
  public let statement: String
  public let range: ClosedRange<Double>
  public let aggregate: ClaimAggregate
  public let measure: @Sendable (Evidence) throws -> Double

  /// - Parameters:
  ///   - range: the values of the measured number for which the statement holds.
  ///   - aggregate: which number of several runs must lie in the range.
  ///   - measure: takes the number from the evidence of one run.
  public init(
    _ statement: String, in range: ClosedRange<Double>, over aggregate: ClaimAggregate = .every,
    measure: @escaping @Sendable (Evidence) throws -> Double
  ) {
    self.statement = statement
    self.range = range
    self.aggregate = aggregate
    self.measure = measure
  }
}

/// What a claim says of runs with different seeds.
public enum ClaimAggregate: String, Hashable, Sendable {
  /// It holds in each.
  case every
  /// It holds for the median of what they measure.
  case median
}

/// A script in a module's list, with a fingerprint of the code that its picture depends on.
public struct ScriptRegistration: Sendable {
  public let type: any Script.Type
  public let fingerprint: String

  public init(_ type: any Script.Type, fingerprint: String) {
    self.type = type
    self.fingerprint = fingerprint
  }

  public var entry: Entry { type.entry }
}

/// Collects the claims that a figure lists.
@resultBuilder
public enum ClaimBuilder<Evidence: Sendable> {
  public static func buildExpression(_ claim: Claim<Evidence>) -> Claim<Evidence> { claim }
  public static func buildBlock(_ claims: Claim<Evidence>...) -> [Claim<Evidence>] { claims }
}
