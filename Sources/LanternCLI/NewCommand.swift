import ArgumentParser
import Foundation
import Gallery
import Lantern

struct NewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Begin a package of figures and films of your own.",
    discussion: """
      It has a figure, a scene, a test and all commands. Example: lantern new demo && cd demo && \
      swift run -c release demo render hello
      """)

  @Argument(help: "The name of the package, of its folder and of its command.")
  var name: String

  @Option(
    help: ArgumentHelp(
      "Where Lantern is: a folder or the address of a Git repository; default: the folder that this"
        + " program was built in.", valueName: "folder|address"))
  var lantern: String?

  func run() throws {
    let here = FileManager.default.currentDirectoryPath
    let folder = "\(here)/\(name)"
    let package = try NewPackage(name: name, source: try source(from: folder))
    for path in try package.write(to: folder) {
      Terminal.warn(String(path.dropFirst(here.count + 1)))
    }
    print("cd \(name) && swift run -c release \(name) render hello")
  }

  private func source(from folder: String) throws -> NewPackage.Source {
    if let lantern {
      let source = NewPackage.Source(lantern)
      guard case .folder(let path) = source else { return source }
      let full = URL(filePath: path).standardizedFileURL.path
      guard FileManager.default.fileExists(atPath: full + "/Package.swift") else {
        throw ScriptError("\(path) has no Package.swift; name the folder that Lantern is in")
      }
      return .folder(NewPackage.relativePath(to: full, from: folder))
    }
    guard let program = Bundle.main.executablePath,
      let found = NewPackage.folderOfLantern(program: program)
    else {
      throw ScriptError("where is Lantern? name its folder or address with --lantern")
    }
    return .folder(NewPackage.relativePath(to: found, from: folder))
  }
}
