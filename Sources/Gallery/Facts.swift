import Lantern

/// What the gallery knows of a script's run beside its files.
struct Facts: Codable, Hashable, Sendable {
  /// What a claim came to with the default parameters.
  struct Claim: Codable, Hashable {
    var statement: String
    /// What the measured number must be.
    var needed: String
    /// What was measured; `nil` if it could not be, or is no number.
    var measured: String?
    var holds: Bool
  }

  /// A stretch of a scene.
  struct Shot: Codable, Hashable {
    var name: String
    /// Seconds since the start of the scene.
    var start: Double
    /// Seconds.
    var duration: Double
    var narration: String?
  }

  /// How long the models ran when they ran last, in seconds.
  var computeSeconds: Double
  /// How long drawing and writing took, in seconds.
  var drawSeconds: Double
  /// The page in points.
  var width: Double
  var height: Double
  var trainings: [TrainingLog.Entry] = []
  var claims: [Claim] = []
  /// Why the claims could not be measured.
  var claimFailure: String?
  var shots: [Shot] = []
  /// What is said in a film, as WebVTT.
  var narration: String?
}

extension TrainingLog.Entry {
  /// The entry for a reader: `40 models of 2 parameters, 500 steps each`.
  var sentence: String {
    let models = count == 1 ? "A model" : "\(count.grouped) models"
    let parameters = parameters == 1 ? "1 parameter" : "\(parameters.grouped) parameters"
    let steps = steps == 1 ? "1 step" : "\(steps.grouped) steps"
    return "\(models) of \(parameters), \(steps)\(count == 1 ? "" : " each")"
  }
}

extension Int {
  /// With thin spaces between groups of three digits, from five digits on.
  var grouped: String {
    let digits = String(magnitude)
    guard digits.count > 4 else { return String(self) }
    let groups = stride(from: digits.count, to: 0, by: -3).map {
      String(digits.prefix($0).suffix(3))
    }
    return (self < 0 ? "−" : "") + groups.reversed().joined(separator: "\u{202F}")
  }
}

extension Facts.Claim {
  init(_ result: ClaimResult) {
    statement = result.statement
    needed =
      result.aggregate == .every ? result.needed : "\(result.needed), \(result.aggregate)"
    measured = result.median.isFinite ? result.median.brief : nil
    holds = result.values.allSatisfy(result.range.contains)
  }
}
