import ArgumentParser
import Dispatch
import Foundation
import Gallery
import Lantern

struct PreviewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview", abstract: "Show figures and scenes in a browser, with sliders.",
    discussion: """
      Moving a slider runs the models again. Saving a script of the package in the current folder \
      builds it anew. Example: lantern preview 6.5
      """)

  @Argument(help: ArgumentHelp("The figure or scene to begin with.", valueName: "script"))
  var script: String?

  @Option(help: "The port on this machine; 0 for any that is free.")
  var port = 8080

  @OptionGroup var caching: CacheOptions

  @Flag(help: .hidden)
  var worker = false

  func run() throws {
    if worker { PreviewWorker.serve(library: LanternCommand.library, cache: caching.cache) }
    let script = try script.map { try LanternCommand.library.script($0).entry.id }
    guard let port = UInt16(exactly: port) else {
      throw ScriptError("--port \(port) is out of range; choose 0 to 65535")
    }
    let program = Bundle.main.executablePath ?? CommandLine.arguments[0]
    let package = ScriptPackage(
      around: FileManager.default.currentDirectoryPath, program: program)
    let server = PreviewServer(
      PreviewServer.Settings(
        port: port, program: program,
        arguments: ["preview", "--worker"] + (caching.noCache ? ["--no-cache"] : []),
        command: CommandLine.arguments[0], package: package))
    serve(server, script, package)
  }

  /// Serves until the process is interrupted.
  private func serve(
    _ server: PreviewServer, _ script: String?, _ package: ScriptPackage?
  ) -> Never {
    Interruption.watch()
    Task {
      do {
        let port = try await server.start()
        print("http://127.0.0.1:\(port)/\(script.map { "view/\($0)" } ?? "")")
        fflush(nil)
        Terminal.warn(
          package.map { "Following the scripts in \($0.folder); stop with Ctrl-C." }
            ?? "There is no package in this folder, so no script is followed; stop with Ctrl-C.")
      } catch {
        Terminal.warn("error: \(error)")
        Foundation.exit(1)
      }
    }
    Interruption.wait()
    Task {
      await server.stop()
      Foundation.exit(0)
    }
    dispatchMain()
  }
}
