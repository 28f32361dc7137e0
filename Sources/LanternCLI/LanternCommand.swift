import ArgumentParser
import Foundation
import Gallery
import Lantern
import Synchronization

@_exported import struct Gallery.Book

/// The command `lantern`, over the scripts that the program was built with.
public struct LanternCommand: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: CommandLine.arguments.first.map { URL(fileURLWithPath: $0).lastPathComponent }
      ?? "lantern",
    abstract: "Figures and animations of Understanding Deep Learning, computed from source.",
    subcommands: [
      ListCommand.self, RenderCommand.self, AnimateCommand.self, GalleryCommand.self,
      PreviewCommand.self, VerifyCommand.self, ReproduceCommand.self, NewCommand.self,
      TypesetCommand.self, DoctorCommand.self,
    ])

  public init() {}

  private static let shared = Mutex((library: ScriptLibrary([]), book: Book(title: "")))

  /// The scripts that the commands know.
  static var library: ScriptLibrary { shared.withLock { $0.library } }

  /// What the figures belong to.
  static var book: Book { shared.withLock { $0.book } }

  /// Runs the command that the process's arguments name, and ends the process: with status 0 if all
  /// went well, and with one line on the standard error and status 1 if not.
  ///
  /// - Parameters:
  ///   - scripts: the figures and scenes that the commands know.
  ///   - book: what they belong to.
  public static func main(
    scripts: [ScriptRegistration], book: Book = .understandingDeepLearning
  ) -> Never {
    shared.withLock { $0 = (ScriptLibrary(scripts), book) }
    // A reader that goes away, as in `lantern list | head`, ends the program quietly.
    signal(SIGPIPE, SIG_DFL)
    do {
      try checkCommandName()
      var command = try parseAsRoot()
      try command.run()
      Foundation.exit(0)
    } catch {
      // Help and version come as errors too; they go to the standard output.
      if exitCode(for: error) == .success { exit(withError: error) }
      if error is Interruption.Stopped {
        Terminal.warn("\(error)")
        Foundation.exit(130)
      }
      let isSilent = error is SilentFailure
      if !isSilent { Terminal.warn("error: \(line(for: error))") }
      Foundation.exit(1)
    }
  }

  private static func checkCommandName() throws {
    let known = configuration.subcommands.map { $0._commandName } + ["help"]
    if let name = CommandLine.arguments.dropFirst().first, !name.hasPrefix("-"),
      !known.contains(name)
    {
      throw ScriptError("unknown command \"\(name)\"; choose from \(known.joined(separator: ", "))")
    }
  }

  private static func line(for error: any Error) -> String {
    let text = message(for: error)
    return text.hasPrefix("Error: ") ? String(text.dropFirst(7)) : text
  }
}

/// A failure that has been reported already.
struct SilentFailure: Error {}

/// The standard error, where text for people goes.
enum Terminal {
  static func warn(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }

  static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }
}
