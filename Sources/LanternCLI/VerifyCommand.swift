import ArgumentParser
import Foundation
import Gallery
import Lantern

struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Check what figures claim, over several seeds.")

  @Argument(
    help: ArgumentHelp("Chapters and figures; default: all that claim something.", valueName: "figure"))
  var selection: [String] = []

  @Option(help: "How many seeds to run, for figures with a parameter seed.")
  var seeds = 20

  func run() throws {
    guard (1...100).contains(seeds) else {
      throw ScriptError("--seeds \(seeds) is out of range; choose 1 to 100")
    }
    let scripts = try LanternCommand.library.select(selection).filter { $0.entry.kind == .figure }
    let progress = ProgressDisplay(total: scripts.count)
    var brokenCount = 0
    for script in scripts {
      let id = script.entry.id
      let isSeeded = script.parameters.contains { $0.name == "seed" }
      var results: [[ClaimResult]] = []
      let runs = isSeeded ? seeds : 1
      for seed in 0..<runs {
        let settings = isSeeded ? ["seed": "\(seed)"] : [:]
        guard case .figure(let run) = try script.run(settings: settings) else { continue }
        results.append(try run.claims())
        progress.update(id, fraction: Double(seed + 1) / Double(runs))
      }
      var lines: [String] = []
      for (index, claim) in (results.first ?? []).enumerated() {
        let values = results.map { $0[index].value }.sorted()
        let holds = claim.holds(for: values)
        if !holds { brokenCount += 1 }
        let inside = values.count(where: claim.range.contains)
        lines.append(
          "\(id)  \(holds ? "holds" : "FAILS")  \(claim.statement)\n"
            + "      \(inside) of \(values.count) runs within \(claim.range); needed:"
            + " \(claim.aggregate.rawValue)\n"
            + "      least \(values[0].brief)  median \(ClaimResult.median(of: values).brief)"
            + "  most \(values[values.count - 1].brief)")
      }
      progress.finish(id, line: lines.isEmpty ? "\(id)  claims nothing" : lines.joined(separator: "\n"))
    }
    guard brokenCount == 0 else {
      Terminal.warn("error: \(brokenCount) claims do not hold; see the lines above")
      throw SilentFailure()
    }
  }
}

extension Double {
  /// Three significant digits.
  fileprivate var brief: String { String(format: "%.3g", self) }
}
