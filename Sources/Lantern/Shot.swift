import Drawing

/// A stretch of a scene: a drawing that depends on nothing but its time.
public struct Shot: Sendable {
  public let name: String
  /// Length in seconds.
  public let duration: Double
  /// The line below the drawing of a `Slide`: in a few words what is to be seen, with formulas
  /// between dollar signs.
  public let caption: String?
  /// What a lecturer says meanwhile: plain sentences for subtitles and notes, at most 17 letters a
  /// second. Each is shown for its share of the shot.
  public let narration: String?
  let drawing: @Sendable (ShotTime) -> Group

  /// The height of every frame in points; the width follows from the aspect ratio. At 1080 pixels a
  /// point is three pixels.
  public static let pageHeight = 360.0
  /// Points of the smallest type: 33 of 1080 pixels, readable from the back of a room.
  public static let smallestType = 11.0

  /// - Parameter caption: the narration if it is not given.
  public init(
    _ name: String, lasting duration: Duration, caption: String? = nil, narration: String? = nil,
    @DrawingBuilder drawing: @escaping @Sendable (ShotTime) -> Group
  ) {
    precondition(duration > .zero, "the shot \"\(name)\" must last longer than nothing")
    self.name = name
    self.duration = duration.inSeconds
    self.caption = caption ?? narration
    self.narration = narration
    self.drawing = drawing
  }

  private init(_ shot: Shot, duration: Double, time: @escaping @Sendable (ShotTime) -> ShotTime) {
    let drawing = shot.drawing
    name = shot.name
    caption = shot.caption
    narration = shot.narration
    self.duration = duration
    self.drawing = { drawing(time($0)) }
  }

  /// The shot, and then its last moment for some more time.
  public func held(for time: Duration) -> Shot {
    let inner = duration
    return Shot(self, duration: inner + max(time.inSeconds, 0)) {
      ShotTime(seconds: min($0.seconds, inner), duration: inner)
    }
  }

  /// The shot several times in a row.
  ///
  /// - Precondition: `count` is positive.
  public func repeated(_ count: Int) -> Shot {
    precondition(count > 0, "the shot \"\(name)\" can't be repeated \(count) times")
    let inner = duration
    return Shot(self, duration: inner * Double(count)) { $0.looped(every: inner) }
  }

  /// The shot played slower, or faster if `factor` is below 1.
  ///
  /// - Precondition: `factor` is positive.
  public func slowed(by factor: Double) -> Shot {
    precondition(factor > 0, "the shot \"\(name)\" can't be slowed by \(factor)")
    let inner = duration
    return Shot(self, duration: inner * factor) {
      ShotTime(seconds: $0.seconds / factor, duration: inner)
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
