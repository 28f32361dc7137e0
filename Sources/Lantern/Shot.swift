#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A stretch of a scene: a drawing that depends on nothing but its time.
public struct Shot: Sendable {
  public let name: String
  /// Length in seconds.
  public let duration: Double
  /// What a lecturer would say meanwhile.
  public let narration: String?
  let drawing: @Sendable (ShotTime) -> Group

  /// The height of every frame in points; the width follows from the aspect ratio. At 1080 pixels a
  /// point is three pixels.
  public static let pageHeight = 360.0

  public init(
    _ name: String, lasting duration: Duration, narration: String? = nil,
    @DrawingBuilder drawing: @escaping @Sendable (ShotTime) -> Group
  ) {
    precondition(duration > .zero, "the shot \"\(name)\" must last longer than nothing")
    self.name = name
    self.duration = duration.inSeconds
    self.narration = narration
    self.drawing = drawing
  }
}

/// A moment within a shot.
public struct ShotTime: Hashable, Sendable {
  /// Seconds since the shot began.
  public let seconds: Double
  /// The length of the shot in seconds.
  public let duration: Double

  public init(seconds: Double, duration: Double) {
    self.seconds = seconds
    self.duration = duration
  }

  /// The fraction of the shot that has passed, from 0 to 1.
  public var progress: Double { min(max(seconds / duration, 0), 1) }

  /// How far a movement has come that begins and ends at the given seconds: 0 before, 1 after.
  public func progress(
    from start: Double, to end: Double, easing: Easing = .easeInOut
  ) -> Double {
    guard end > start else { return seconds < start ? 0 : 1 }
    return easing(min(max((seconds - start) / (end - start), 0), 1))
  }
}

/// How a movement speeds up and slows down.
public enum Easing: Hashable, Sendable {
  case linear, easeIn, easeOut, easeInOut
  /// The power of time: above 1 the movement begins slowly.
  case power(Double)

  /// The eased fraction for a fraction of time, both from 0 to 1.
  public func callAsFunction(_ t: Double) -> Double {
    switch self {
    case .linear: t
    case .power(let exponent): pow(t, exponent)
    case .easeIn: t * t * t
    case .easeOut: 1 - (1 - t) * (1 - t) * (1 - t)
    case .easeInOut: t < 0.5 ? 4 * t * t * t : 1 - 4 * (1 - t) * (1 - t) * (1 - t)
    }
  }
}

/// Collects the shots that a scene lists.
@resultBuilder
public enum ShotBuilder {
  public static func buildExpression(_ shot: Shot) -> [Shot] { [shot] }
  public static func buildExpression(_ shots: [Shot]) -> [Shot] { shots }
  public static func buildBlock(_ parts: [Shot]...) -> [Shot] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[Shot]]) -> [Shot] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [Shot]?) -> [Shot] { part ?? [] }
  public static func buildEither(first: [Shot]) -> [Shot] { first }
  public static func buildEither(second: [Shot]) -> [Shot] { second }
}

extension Duration {
  var inSeconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}
