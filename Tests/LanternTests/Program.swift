import Foundation
import Testing

/// The program `lantern` that was built beside the tests.
enum Program {
  static let path: String = {
    let beside = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let places = [
      beside, package.appending(path: ".build/release"), package.appending(path: ".build/debug"),
    ]
    return places.map { $0.appending(path: "lantern").path }
      .first(where: FileManager.default.isExecutableFile) ?? "lantern"
  }()

  /// What the program keeps in tests stays away from the user's own cache.
  static let cacheFolder = URL(filePath: path).deletingLastPathComponent()
    .appending(path: "test-cache").path

  /// The environment of the program: that of this process, with a cache for tests, and more.
  private static func environment(_ more: [String: String]) -> [String: String] {
    ProcessInfo.processInfo.environment.merging(["LANTERN_CACHE": cacheFolder]) { _, new in new }
      .merging(more) { _, new in new }
  }

  struct Outcome: Sendable {
    var status: Int32
    var output: String
    var error: String

    /// The lines on the standard error.
    var errorLines: [String] { error.split(separator: "\n").map(String.init) }
  }

  /// Runs the program and waits for its end.
  ///
  /// - Parameter environment: variables that it finds beside those of this process.
  static func run(
    _ arguments: [String], in folder: String? = nil, environment: [String: String] = [:]
  ) throws -> Outcome {
    try #require(
      FileManager.default.isExecutableFile(atPath: path),
      "the program lantern is not beside the tests; build it with swift build --build-tests")
    return try run(path, arguments, in: folder, environment: environment)
  }

  /// Starts the program and kills it after some milliseconds.
  static func kill(
    _ arguments: [String], after milliseconds: Int, environment: [String: String] = [:]
  ) throws {
    let process = try started(arguments, environment)
    Thread.sleep(forTimeInterval: Double(milliseconds) / 1000)
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// Starts the program and kills it as soon as `isTime` says so, if it has not ended by then.
  static func kill(
    _ arguments: [String], environment: [String: String], when isTime: () -> Bool
  ) throws {
    let process = try started(arguments, environment)
    while process.isRunning, !isTime() { Thread.sleep(forTimeInterval: 0.005) }
    Foundation.kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
  }

  /// The program, which runs and says nothing.
  private static func started(
    _ arguments: [String], _ environment: [String: String]
  ) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = Self.environment(environment)
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Runs a shell script, in which `$LANTERN` is the program.
  static func shell(_ script: String) throws -> Outcome {
    try run("/usr/bin/env", ["LANTERN=\(path)", "sh", "-c", script])
  }

  /// Runs a shell script, in which `$LANTERN` is the program, in a mount name space of its own.
  static func isolated(_ script: String) throws -> Outcome {
    try run("/usr/bin/env", ["LANTERN=\(path)", "unshare", "--mount", "sh", "-c", script])
  }

  /// Whether this machine lets us mount file systems that nobody else sees.
  static let canIsolate: Bool = {
    let trial = "mount -t tmpfs none /usr/share/fonts"
    return (try? run("/usr/bin/env", ["unshare", "--mount", "sh", "-c", trial]))?.status == 0
  }()

  private static func run(
    _ executable: String, _ arguments: [String], in folder: String? = nil,
    environment: [String: String] = [:]
  ) throws -> Outcome {
    let process = Process()
    process.environment = Self.environment(environment)
    process.executableURL = URL(filePath: executable)
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = URL(filePath: folder) }
    // Files hold any amount of text; a pipe would have to be read meanwhile.
    let results = try TemporaryFolder()
    for name in ["out", "err"] { try Data().write(to: URL(filePath: results.file(name))) }
    process.standardOutput = try FileHandle(forWritingTo: URL(filePath: results.file("out")))
    process.standardError = try FileHandle(forWritingTo: URL(filePath: results.file("err")))
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      status: process.terminationReason == .exit ? process.terminationStatus : -1,
      output: String(decoding: try bytes(of: results.file("out")), as: UTF8.self),
      error: String(decoding: try bytes(of: results.file("err")), as: UTF8.self))
  }
}
