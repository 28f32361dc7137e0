import Foundation
import Lantern
import Rendering

/// A Swift package of a user's own, with a figure, a scene and a test, that has all commands.
public struct NewPackage: Sendable {
  /// Where Lantern is.
  public enum Source: Hashable, Sendable {
    /// A folder, as seen from the new package's.
    case folder(String)
    /// The address of a Git repository, whose branch `main` is used.
    case address(String)

    /// An address if it looks like one, or else a folder.
    public init(_ text: String) {
      let isAddress = text.contains("://") || text.hasPrefix("git@")
      self = isAddress ? .address(text) : .folder(text)
    }
  }

  /// The name of the package and of its command.
  public let name: String
  let source: Source

  /// - Parameters:
  ///   - name: that of the package, and of its command.
  ///   - source: where Lantern is.
  /// - Throws: a `ScriptError` for a name that is none for a package and a command.
  public init(name: String, source: Source) throws {
    let isWord = name.wholeMatch(of: /[A-Za-z][A-Za-z0-9_-]*/) != nil
    guard isWord, name.count <= 60, !Self.taken.contains(name.lowercased()) else {
      throw ScriptError(
        "\(name.debugDescription) can't name a package: use a letter, then letters, digits, - and"
          + " _, and none of Lantern's own names")
    }
    self.name = name
    self.source = source
  }

  /// Names of modules that the package would collide with.
  private static let taken: Set = [
    "lantern", "lanterncli", "gallery", "rendering", "plotting", "diagrams", "drawing",
    "typesetting", "learning", "compute", "geometry", "pictures", "picturestests", "testing",
    "foundation", "swift",
  ]

  /// Writes the package into a new folder.
  ///
  /// - Returns: the paths of its files.
  /// - Throws: a `ScriptError` if there is something of that name, a `FileError` if the folder
  ///   can't be written to.
  public func write(to folder: String) throws -> [String] {
    guard !FileManager.default.fileExists(atPath: folder) else {
      throw ScriptError("there is a \(folder) already; choose another name or remove it")
    }
    for part in ["Command", "Pictures", "Tests"] { try Folder.make("\(folder)/\(part)") }
    return try files.map { name, template in
      let path = "\(folder)/\(name)"
      try AtomicFile.write(Array(filled(template).utf8), to: path)
      return path
    }
  }

  private var files: [(name: String, template: [UInt8])] {
    [
      ("Package.swift", PackageResources.Package_swift_template),
      ("README.md", PackageResources.README_md_template),
      (".gitignore", PackageResources.gitignore_template),
      ("Command/main.swift", PackageResources.main_swift_template),
      ("Pictures/Hello.swift", PackageResources.Hello_swift_template),
      ("Pictures/HelloMoves.swift", PackageResources.HelloMoves_swift_template),
      ("Tests/HelloTests.swift", PackageResources.HelloTests_swift_template),
    ]
  }

  private func filled(_ template: [UInt8]) -> String {
    let (dependency, package) =
      switch source {
      case .folder(let path): (".package(name: \"Lantern\", path: \(path.quoted))", "Lantern")
      case .address(let url):
        (".package(url: \(url.quoted), branch: \"main\")", Self.identity(of: url))
      }
    return String(decoding: template, as: UTF8.self)
      .replacing("{{name}}", with: name)
      .replacing("{{dependency}}", with: dependency)
      .replacing("{{package}}", with: package)
  }

  /// What SwiftPM calls a package by its address: the last part, without `.git`.
  private static func identity(of address: String) -> String {
    let last = address.split { $0 == "/" || $0 == ":" }.last.map(String.init) ?? address
    return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
  }

  /// The folder of the package that a program was built in, if that is Lantern's.
  ///
  /// - Parameter program: the program's path.
  public static func folderOfLantern(program: String) -> String? {
    var folder = URL(filePath: program).resolvingSymlinksInPath().deletingLastPathComponent()
    while folder.path != "/" {
      let manifest = folder.appending(path: "Package.swift")
      if let text = try? String(contentsOf: manifest, encoding: .utf8) {
        return text.contains("name: \"Lantern\"") ? folder.path : nil
      }
      folder.deleteLastPathComponent()
    }
    return nil
  }

  /// How `target` is reached from `folder`, both absolute.
  public static func relativePath(to target: String, from folder: String) -> String {
    let (to, from) = (
      URL(filePath: target).standardizedFileURL.pathComponents,
      URL(filePath: folder).standardizedFileURL.pathComponents
    )
    let shared = zip(to, from).prefix { $0 == $1 }.count
    let up = Array(repeating: "..", count: from.count - shared)
    return (up + to.dropFirst(shared)).joined(separator: "/")
  }
}

extension String {
  /// The text as a Swift literal.
  fileprivate var quoted: String {
    "\"" + replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
