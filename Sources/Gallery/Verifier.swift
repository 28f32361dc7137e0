import Dispatch
import Foundation
import Lantern
import Synchronization

/// Checks what figures claim, over several seeds and on several threads.
public struct Verifier: Sendable {
  /// What was found of one figure.
  public struct Finding: Sendable {
    public let entry: Entry
    /// The seeds of the runs; empty for a figure without the parameter `seed`, which ran once.
    public let seeds: [Int]
    /// The claims in the order of the figure, each with a value a run.
    public let claims: [ClaimResult]
    /// Why the figure could not be checked: the first run that failed.
    public let failure: String?
    /// The time that its runs took in all, in seconds.
    public let seconds: Double

    public var holds: Bool { failure == nil && claims.allSatisfy(\.holds) }

    /// Says that there were fewer seeds than the number that was asked for; `nil` if there were not.
    public func shortage(of wanted: Int) -> String? {
      guard !claims.isEmpty, !seeds.isEmpty, seeds.count < wanted else { return nil }
      return "over \(seeds.count) seeds, not \(wanted), because its runs are long"
    }
  }

  public enum Event: Sendable {
    case progress(id: String, fraction: Double)
    case finished(Finding)
  }

  let seeds: Int
  let jobs: Int
  let store: (any EvidenceStore)?

  /// - Parameters:
  ///   - seeds: how many seeds, from 0, figures with the parameter `seed` are run with.
  ///   - jobs: how many runs go on at once.
  ///   - store: where evidence is kept between runs; `nil` computes anew.
  public init(seeds: Int, jobs: Int, store: (any EvidenceStore)? = nil) {
    self.seeds = seeds
    self.jobs = jobs
    self.store = store
  }

  /// Runs the given figures and measures their claims, going on past those that fail.
  ///
  /// - Returns: a finding a figure, in the given order.
  public func verify(
    _ figures: [ScriptRegistration], report: @escaping @Sendable (Event) -> Void
  ) -> [Finding] {
    let checks = figures.map { Check($0, seeds: seeds) }
    let runs = checks.enumerated().flatMap { check in
      check.element.settings.indices.map { (check: check.offset, run: $0) }
    }
    let outcomes = Mutex(checks.map { Outcomes(count: $0.settings.count) })
    let next = Mutex(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(jobs, runs.count))) { _ in
      while true {
        let index = next.withLock { next in
          defer { next += 1 }
          return next
        }
        guard index < runs.count else { return }
        let (number, run) = runs[index]
        let check = checks[number]
        let started = ProcessInfo.processInfo.systemUptime
        let result = Result { try check.claims(run, store: store) }
        let seconds = ProcessInfo.processInfo.systemUptime - started
        let all = outcomes.withLock { outcomes in
          outcomes[number].results[run] = result
          outcomes[number].seconds += seconds
          return outcomes[number]
        }
        report(.progress(id: check.script.entry.id, fraction: all.fractionDone))
        if all.fractionDone == 1 { report(.finished(check.finding(all))) }
      }
    }
    return outcomes.withLock { zip(checks, $0).map { $0.finding($1) } }
  }
}

/// A figure and the runs that it needs.
private struct Check {
  let script: ScriptRegistration
  let seeds: [Int]
  /// What is set in each run.
  let settings: [[String: String]]

  init(_ script: ScriptRegistration, seeds count: Int) {
    self.script = script
    let isSeeded = script.parameters.contains { $0.name == "seed" }
    seeds = isSeeded ? Array(0..<min(count, script.claimSeeds)) : []
    settings = isSeeded ? seeds.map { ["seed": "\($0)"] } : [[:]]
  }

  func claims(_ run: Int, store: (any EvidenceStore)?) throws -> [ClaimResult] {
    let result = try script.run(settings: settings[run], store: store)
    guard case .figure(let figure) = result else {
      throw ScriptError("\(script.entry.id) is no figure and claims nothing")
    }
    return try figure.claims()
  }

  func finding(_ outcomes: Outcomes) -> Verifier.Finding {
    var runs: [[ClaimResult]] = []
    var failure: String?
    for (index, result) in outcomes.results.enumerated() {
      switch result {
      case .success(let claims): runs.append(claims)
      case .failure(let error):
        let seed = seeds.isEmpty ? "" : "with seed \(seeds[index]): "
        failure = failure ?? seed + "\(error)"
      case nil: break
      }
    }
    let claims = (runs.first ?? []).indices.compactMap { index in
      ClaimResult(joining: runs.compactMap { $0.indices.contains(index) ? $0[index] : nil })
    }
    return Verifier.Finding(
      entry: script.entry, seeds: seeds, claims: claims, failure: failure,
      seconds: outcomes.seconds)
  }
}

/// What a figure's runs have given so far.
private struct Outcomes {
  var results: [Result<[ClaimResult], any Error>?]
  var seconds = 0.0

  init(count: Int) { results = Array(repeating: nil, count: count) }

  var fractionDone: Double { Double(results.count { $0 != nil }) / Double(max(results.count, 1)) }
}
