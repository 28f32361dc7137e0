import Drawing

/// A figure whose models have run: its evidence, ready to be drawn in any theme.
public struct FigureRun: Sendable {
  public let entry: Entry
  public let parameters: [ParameterDescription]
  public let evidence: any Sendable
  private let draw: @Sendable (Theme) throws -> Picture
  private let check: @Sendable () throws -> [ClaimResult]

  init<F: Figure>(_ figure: F, lab: Lab) throws {
    let evidence = try figure.compute(in: lab)
    entry = F.entry
    parameters = figure.parameters
    self.evidence = evidence
    draw = { theme in
      try Picture(
        figure.page(evidence), width: F.entry.width.points * theme.pageScale, theme: theme)
    }
    check = {
      try figure.claims.map { claim in
        let value = try claim.measure(evidence)
        return ClaimResult(
          statement: claim.statement, value: value, range: claim.range,
          aggregate: claim.aggregate)
      }
    }
  }

  public func picture(theme: Theme) throws -> Picture { try draw(theme) }

  /// Measures what the figure claims.
  public func claims() throws -> [ClaimResult] { try check() }
}

/// What a claim came to in one run.
public struct ClaimResult: Hashable, Sendable {
  public let statement: String
  public let value: Double
  public let range: ClosedRange<Double>
  public let aggregate: ClaimAggregate

  /// Whether the claim holds for the values that runs with different seeds have measured.
  public func holds(for values: [Double]) -> Bool {
    switch aggregate {
    case .every: values.allSatisfy(range.contains)
    case .median: values.isEmpty || range.contains(Self.median(of: values))
    }
  }

  /// The middle of what several runs have measured, for an even count the mean of the middle two.
  /// What is no number counts as larger than all others; of nothing it is NaN.
  public static func median(of values: [Double]) -> Double {
    guard !values.isEmpty else { return .nan }
    let sorted = values.sorted { $0 < $1 || ($1.isNaN && !$0.isNaN) }
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    return low == high ? low : (low + high) / 2
  }
}

/// A scene whose models have run, ready to be drawn frame by frame.
public struct SceneRun: Sendable {
  public let entry: Entry
  public let parameters: [ParameterDescription]
  public let evidence: any Sendable
  public let shots: [Shot]

  init<S: Scene>(_ scene: S, lab: Lab) throws {
    let evidence = try scene.compute(in: lab)
    entry = S.entry
    parameters = scene.parameters
    self.evidence = evidence
    shots = scene.shots(evidence)
    guard !shots.isEmpty else {
      throw ScriptError("the scene \(S.entry.id) has no shots; add one to its shots function")
    }
  }

  public func timeline(frameRate: Int) -> Timeline { Timeline(shots: shots, frameRate: frameRate) }
}

/// A script that has run.
public enum ScriptRun: Sendable {
  case figure(FigureRun)
  case scene(SceneRun)
}

extension ScriptRegistration {
  /// The parameters with their default values.
  public var parameters: [ParameterDescription] { type.init().parameters }

  /// Runs the script's models.
  ///
  /// - Parameters:
  ///   - settings: values for some of the parameters, by name.
  ///   - report: receives the fraction of the work that is done.
  /// - Throws: a `ScriptError` for a bad setting, and whatever the models throw.
  public func run(
    settings: [String: String] = [:], report: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> ScriptRun {
    let script = try type.with(settings)
    let seed = script.parameters.first { $0.name == "seed" }.flatMap { Int($0.value) } ?? 0
    let lab = Lab(seed: seed, script: entry.id, report: report)
    if let figure = script as? any Figure { return .figure(try figure.run(in: lab)) }
    if let scene = script as? any Scene { return .scene(try scene.run(in: lab)) }
    throw ScriptError("\(entry.id) is neither a figure nor a scene; conform to one of them")
  }
}

extension Figure {
  fileprivate func run(in lab: Lab) throws -> FigureRun { try FigureRun(self, lab: lab) }
}

extension Scene {
  fileprivate func run(in lab: Lab) throws -> SceneRun { try SceneRun(self, lab: lab) }
}
