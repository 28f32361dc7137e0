import ArgumentParser
import Gallery

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what is installed, what is missing and how to get it.")

  func run() throws {
    var isHealthy = true
    for check in Health.checks() {
      switch check.result {
      case .fine(let detail): print("ok       \(check.name): \(detail)")
      case .optional(let remedy): print("optional \(check.name): \(remedy)")
      case .missing(let remedy):
        isHealthy = false
        print("missing  \(check.name): \(remedy)")
      }
    }
    guard isHealthy else { throw SilentFailure() }
  }
}
