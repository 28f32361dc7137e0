import Foundation
import Lantern
import Rendering

/// What a script was when its files were made, and what its page in the gallery says; a small file
/// in the gallery's folder. It is written when all the files are there, so that a gallery that was
/// killed knows what to make again.
struct Stamp {
  /// What is written.
  private struct Content: Codable {
    struct File: Codable {
      var name: String
      var bytes: Int
    }

    var key: String
    var files: [File]
    var facts: Facts
  }

  private let folder: String
  private let id: String
  private let key: String
  private let content: Content?

  init(folder: String, script: ScriptRegistration) {
    self.folder = folder
    id = script.entry.id
    let parameters = script.parameters.map { "\($0.name)=\($0.defaultValue)" }
    key = ([script.fingerprint, Health.libraryVersions, LanternVersion.current] + parameters)
      .joined(separator: " ")
    let data = FileManager.default.contents(atPath: Self.path(folder, id))
    content = data.flatMap { try? JSONDecoder().decode(Content.self, from: $0) }
  }

  private static func path(_ folder: String, _ id: String) -> String { "\(folder)/.stamps/\(id)" }

  /// Whether the files of a run with the same key are still there and whole.
  var isCurrent: Bool {
    guard let content, content.key == key else { return false }
    return isComplete
  }

  /// What was found when the files were made; `nil` if they are not all there.
  var facts: Facts? { isComplete ? content?.facts : nil }

  private var isComplete: Bool {
    content?.files.allSatisfy { Self.size(of: folder + "/" + $0.name) == $0.bytes } ?? false
  }

  func remove() { try? FileManager.default.removeItem(atPath: Self.path(folder, id)) }

  /// - Parameter files: their paths from the folder.
  func write(_ files: [String], facts: Facts) throws {
    let sizes = files.map {
      Content.File(name: $0, bytes: Self.size(of: folder + "/" + $0) ?? -1)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let data = try encoder.encode(Content(key: key, files: sizes, facts: facts))
    try AtomicFile.write(Array(data), to: Self.path(folder, id))
  }

  private static func size(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue
  }
}
