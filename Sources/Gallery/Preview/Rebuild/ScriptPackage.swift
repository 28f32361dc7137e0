import Foundation

/// The Swift package whose scripts the preview shows: Lantern's own, or a user's.
public struct ScriptPackage: Sendable {
  /// The folder with `Package.swift`.
  public let folder: String
  /// The program that the package builds.
  public let product: String
  /// Where the built program is.
  public let program: String
  let configuration: String

  /// The folders whose files are scripts: Lantern's, and that of a package from `lantern new`.
  static let scriptFolders = ["figures", "scenes", "Pictures"]

  /// The package around a folder.
  ///
  /// - Parameters:
  ///   - folder: where to begin looking, upwards.
  ///   - program: the running program; if it was built elsewhere, the package's own is used after
  ///     the first build.
  /// - Returns: `nil` if there is no package with scripts.
  public init?(around folder: String, program: String) {
    let files = FileManager.default
    var place = URL(filePath: folder).standardizedFileURL
    while true {
      let hasScripts = Self.scriptFolders.contains {
        files.fileExists(atPath: place.appending(path: $0).path)
      }
      if hasScripts, files.fileExists(atPath: place.appending(path: "Package.swift").path) { break }
      guard place.path != "/" else { return nil }
      place.deleteLastPathComponent()
    }
    self.folder = place.path
    let running = URL(filePath: program).resolvingSymlinksInPath()
    product = running.lastPathComponent
    let build = place.appending(path: ".build").resolvingSymlinksInPath().path + "/"
    let isOwn = running.path.hasPrefix(build)
    configuration = isOwn && running.path.contains("/debug/") ? "debug" : "release"
    self.program = isOwn ? running.path : "\(build)\(configuration)/\(product)"
  }

  /// When each script was last changed, and its size.
  func scripts() -> [String: FileStamp] {
    var found: [String: FileStamp] = [:]
    for name in Self.scriptFolders {
      let files = FileManager.default.enumerator(atPath: "\(folder)/\(name)").map(Array.init) ?? []
      for file in files {
        guard let file = file as? String, file.hasSuffix(".swift") else { continue }
        found["\(name)/\(file)"] = FileStamp("\(folder)/\(name)/\(file)")
      }
    }
    return found
  }

  /// Whether a script was saved after the program was built.
  var isStale: Bool {
    guard let built = FileStamp(program)?.seconds else { return true }
    return scripts().values.contains { $0.seconds > built }
  }
}

/// What tells versions of a file apart.
struct FileStamp: Hashable, Sendable {
  /// When it was last changed, since 1970.
  var seconds: Double
  var size: Int

  /// - Returns: `nil` if there is no such file.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    #if canImport(Darwin)
      let time = status.st_mtimespec
    #else
      let time = status.st_mtim
    #endif
    seconds = Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
    size = Int(status.st_size)
  }
}
