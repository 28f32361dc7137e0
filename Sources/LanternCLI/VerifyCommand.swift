import ArgumentParser
import Foundation
import Gallery
import Lantern

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check what figures claim, over several seeds.",
    discussion: """
      Every claim is printed with what was measured and how clearly it holds. The exit status is 1 \
      if one does not. Example: lantern verify 6 --seeds 20
      """)

  @Argument(
    help: ArgumentHelp(
      "Chapters and figures; default: all that claim something.", valueName: "figure"))
  var selection: [String] = []

  @Option(help: "How many seeds to run, for figures with a parameter seed.")
  var seeds = 20

  @Option(help: "How many runs go on at once; default: all cores.")
  var jobs: Int?

  @Flag(help: "Print a JSON array on the standard output.")
  var json = false

  @OptionGroup var caching: CacheOptions

  func run() throws {
    guard (1...100).contains(seeds) else {
      throw ScriptError("--seeds \(seeds) is out of range; choose 1 to 100")
    }
    let verifier = Verifier(seeds: seeds, jobs: try checkedJobs(jobs), store: caching.cache)
    let figures = try LanternCommand.library.select(selection).filter { $0.entry.kind == .figure }
    let progress = ProgressDisplay(total: figures.count)
    let started = ProcessInfo.processInfo.systemUptime
    let findings = verifier.verify(figures) { event in
      switch event {
      case .progress(let id, let fraction): progress.update(id, fraction: fraction)
      case .finished(let finding):
        progress.finish(finding.entry.id, line: finding.lines(seeds).joined(separator: "\n"))
      }
    }
    progress.end()
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(findings.map(FoundFigure.init)), as: UTF8.self))
    }
    let claims = findings.flatMap(\.claims)
    Terminal.warn(
      "\(claims.count) claims of \(findings.count { !$0.claims.isEmpty }) figures:"
        + " \(claims.count(where: \.holds)) hold, \(claims.count { !$0.holds }) do not; in"
        + " \((ProcessInfo.processInfo.systemUptime - started).formatted(decimals: 0)) s")
    guard findings.allSatisfy(\.holds) else {
      let ids = findings.filter { !$0.holds }.map(\.entry.id).joined(separator: ", ")
      Terminal.warn("error: not what they claim: \(ids); see the lines above")
      throw SilentFailure()
    }
  }
}

extension Verifier.Finding {
  /// What a reader should know, a few lines a claim.
  ///
  /// - Parameter wanted: the number of seeds that was asked for.
  fileprivate func lines(_ wanted: Int) -> [String] {
    let trouble = failure.map { ["\(entry.id)  FAILED  \($0)"] } ?? []
    guard !claims.isEmpty else {
      return trouble.isEmpty ? ["\(entry.id)  claims nothing"] : trouble
    }
    return trouble + (shortage(of: wanted).map { ["\(entry.id)  \($0)"] } ?? [])
      + claims.flatMap { claim in
        ["\(entry.id)  \(claim.holds ? "holds" : "DOES NOT HOLD")  \(claim.statement)"]
          + claim.lines.map { "      \($0)" }
      }
  }
}

extension ClaimResult {
  /// What was measured and what was needed, then how many runs it held in.
  fileprivate var lines: [String] {
    guard values.count > 1, let spread else {
      return ["measured \(median.brief); needed: \(needed)"]
    }
    if values.allSatisfy({ $0 == values[0] }) {
      return ["measured \(median.brief) in all \(values.count) runs; needed: \(needed)"]
    }
    let interval =
      medianInterval.map { "95 % interval \($0.brief)" } ?? "from \(spread.brief)"
    let share = shareInterval.map {
      ", 95 % interval \($0.lowerBound.percent) to \($0.upperBound.percent) %"
    }
    let effect = margin.map {
      "; the median lies \(String(format: "%.2g", abs($0))) standard deviations"
        + ($0 < 0 ? " beyond its bound" : " within its bound")
    }
    return [
      "measured \(median.brief), the median of \(values.count) runs (\(interval));"
        + " needed: \(needed) \(aggregate)",
      "held in \(holdingCount) of \(values.count) runs"
        + " (\((Double(holdingCount) / Double(values.count)).percent) %\(share ?? ""))"
        + (effect ?? ""),
    ]
  }
}

extension Double {
  /// A share in whole percent.
  fileprivate var percent: String { String(Int((100 * self).rounded())) }
}

/// A figure as `verify --json` prints it. What is no finite number is left out.
private struct FoundFigure: Encodable {
  struct FoundClaim: Encodable {
    var statement: String
    var holds: Bool
    var needed: String
    var minimum: Double?
    var maximum: Double?
    var values: [Double?]
    var median: Double?
    var medianInterval: [Double]?
    var holding: Int
    var holdingInterval: [Double]?
    var marginInDeviations: Double?
  }

  var number: String
  var title: String
  var seeds: [Int]
  var holds: Bool
  var error: String?
  var seconds: Double
  var claims: [FoundClaim]

  init(_ finding: Verifier.Finding) {
    number = finding.entry.id
    title = finding.entry.title
    seeds = finding.seeds
    holds = finding.holds
    error = finding.failure
    seconds = finding.seconds
    claims = finding.claims.map { claim in
      FoundClaim(
        statement: claim.statement, holds: claim.holds, needed: claim.aggregate.description,
        minimum: claim.range.lowerBound.finite, maximum: claim.range.upperBound.finite,
        values: claim.values.map(\.finite), median: claim.median.finite,
        medianInterval: claim.medianInterval.flatMap(\.ends), holding: claim.holdingCount,
        holdingInterval: claim.shareInterval.flatMap(\.ends), marginInDeviations: claim.margin)
    }
  }
}

extension Double {
  fileprivate var finite: Double? { isFinite ? self : nil }
}

extension ClosedRange<Double> {
  fileprivate var ends: [Double]? {
    lowerBound.isFinite && upperBound.isFinite ? [lowerBound, upperBound] : nil
  }
}
