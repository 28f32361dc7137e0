import Foundation

/// A build of a package's program, begun at once.
struct ScriptBuild: Sendable {
  /// How a build has ended.
  struct Outcome: Sendable {
    var isGood: Bool
    var errors: [CompilerMessage] = []
    /// The end of what was printed, if it failed without naming a file.
    var log = ""
  }

  private let process: ChildProcess
  private let folder: String

  /// - Throws: if nothing can be started.
  init(_ package: ScriptPackage) throws {
    folder = package.folder
    process = try ChildProcess(
      "/usr/bin/env",
      [
        "swift", "build", "--configuration", package.configuration, "--product", package.product,
        "--package-path", package.folder,
      ], echoes: false)
  }

  /// Waits for the end of the build.
  func outcome() async -> Outcome {
    guard await process.end() != 0 else { return Outcome(isGood: true) }
    let output = process.output
    let errors = CompilerMessage.errors(in: output, folder: folder)
    let tail = output.split(separator: "\n").suffix(20).joined(separator: "\n")
    return Outcome(
      isGood: false, errors: errors,
      log: errors.isEmpty ? tail.replacing(folder + "/", with: "") : "")
  }

  /// Stops the build.
  func stop() { process.stop() }
}
