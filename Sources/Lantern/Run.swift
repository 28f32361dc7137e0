import Drawing
import Learning

/// A figure whose models have run: its evidence, ready to be drawn in any theme.
public struct FigureRun: Sendable {
  public let entry: Entry
  public let parameters: [ParameterDescription]
  public let evidence: any Sendable
  /// How long the models ran, in seconds; for evidence from the cache, how long they did then.
  public let computeSeconds: Double
  /// What was trained then.
  public let trainings: [TrainingLog.Entry]
  private let draw: @Sendable (Theme) throws -> Picture
  private let check: @Sendable () throws -> [ClaimResult]

  init<F: Figure>(_ figure: F, in context: RunContext) throws {
    let computed = try context.recall(F.Evidence.self) { try figure.compute(in: $0) }
    let evidence = computed.value
    computeSeconds = computed.seconds
    trainings = computed.trainings
    entry = F.entry
    parameters = figure.parameters
    self.evidence = evidence
    draw = { theme in
      try Picture(figure: figure.page(evidence), width: F.entry.width.points, theme: theme)
    }
    check = {
      try figure.claims.map { claim in
        ClaimResult(
          claim.statement, range: claim.range, aggregate: claim.aggregate,
          values: [try claim.measure(evidence)])
      }
    }
  }

  public func picture(theme: Theme) throws -> Picture { try draw(theme) }

  /// Measures what the figure claims in this run.
  public func claims() throws -> [ClaimResult] { try check() }
}

/// A scene whose models have run, ready to be drawn frame by frame.
public struct SceneRun: Sendable {
  public let entry: Entry
  public let parameters: [ParameterDescription]
  public let evidence: any Sendable
  /// How long the models ran, in seconds; for evidence from the cache, how long they did then.
  public let computeSeconds: Double
  /// What was trained then.
  public let trainings: [TrainingLog.Entry]
  public let shots: [Shot]

  init<S: Scene>(_ scene: S, in context: RunContext) throws {
    let computed = try context.recall(S.Evidence.self) { try scene.compute(in: $0) }
    let evidence = computed.value
    computeSeconds = computed.seconds
    trainings = computed.trainings
    entry = S.entry
    parameters = scene.parameters
    self.evidence = evidence
    shots = scene.shots(evidence)
    guard !shots.isEmpty else {
      throw ScriptError("the scene \(S.entry.id) has no shots; add one to its shots function")
    }
  }

  public func timeline(frameRate: Int) -> Timeline {
    Timeline(shots: shots, frameRate: frameRate, title: entry.title)
  }
}

/// A script that has run.
public enum ScriptRun: Sendable {
  case figure(FigureRun)
  case scene(SceneRun)
}

extension ScriptRegistration {
  /// The parameters with their default values.
  public var parameters: [ParameterDescription] { type.init().parameters }

  /// The most seeds over which a figure's claims are checked.
  public var claimSeeds: Int { (type as? any Figure.Type)?.claimSeeds ?? .max }

  /// Runs the script's models, unless the store remembers what they gave.
  ///
  /// - Parameters:
  ///   - settings: values for some of the parameters, by name.
  ///   - store: where evidence that is `Codable` is kept between runs; `nil` computes anew.
  ///   - report: receives the fraction of the work that is done.
  /// - Throws: a `ScriptError` for a bad setting, and whatever the models throw.
  public func run(
    settings: [String: String] = [:], store: (any EvidenceStore)? = nil,
    report: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> ScriptRun {
    let script = try type.with(settings)
    let context = RunContext(
      script: entry.id, parameters: script.parameters, fingerprint: evidenceFingerprint,
      store: store, report: report)
    if let figure = script as? any Figure { return .figure(try figure.run(in: context)) }
    if let scene = script as? any Scene { return .scene(try scene.run(in: context)) }
    throw ScriptError("\(entry.id) is neither a figure nor a scene; conform to one of them")
  }

  /// Whether the script's evidence can be kept between runs.
  public var keepsEvidence: Bool {
    if let figure = type as? any Figure.Type { return figure.evidenceType is any Codable.Type }
    if let scene = type as? any Scene.Type { return scene.evidenceType is any Codable.Type }
    return false
  }
}

extension Figure {
  fileprivate static var evidenceType: any Sendable.Type { Evidence.self }
  fileprivate func run(in context: RunContext) throws -> FigureRun {
    try FigureRun(self, in: context)
  }
}

extension Scene {
  fileprivate static var evidenceType: any Sendable.Type { Evidence.self }
  fileprivate func run(in context: RunContext) throws -> SceneRun {
    try SceneRun(self, in: context)
  }
}
