import Foundation
import Lantern
import Rendering

/// What a script was when its files were made, and how long that took; a small file in the
/// gallery's folder.
struct Stamp {
  /// In seconds.
  struct Times: Hashable {
    /// How long the models ran when they ran last.
    var compute: Double
    var draw: Double
  }

  private let folder: String
  private let id: String
  private let key: String

  init(folder: String, script: ScriptRegistration) {
    self.folder = folder
    id = script.entry.id
    let parameters = script.parameters.map { "\($0.name)=\($0.defaultValue)" }
    key = ([script.fingerprint, Health.libraryVersions] + parameters).joined(separator: " ")
  }

  private var path: String { "\(folder)/.stamps/\(id)" }

  /// The key, the times, then a line a file; `nil` if there is no stamp or it is damaged.
  private var lines: [String]? {
    guard let text = try? String(contentsOfFile: path, encoding: .utf8) else { return nil }
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return lines.count > 2 ? lines : nil
  }

  /// Whether the files of a run with the same key are still there and whole.
  var isCurrent: Bool {
    guard let lines, lines[0] == key else { return false }
    return lines.dropFirst(2).allSatisfy { line in
      let parts = line.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, let size = Int(parts[0]) else { return false }
      return Self.size(of: folder + "/" + parts[1]) == size
    }
  }

  /// How long the files took to make; unknown for scenes.
  var times: Times? {
    let numbers = (lines?[1] ?? "").split(separator: " ").compactMap { Double($0) }
    return numbers.count == 2 ? Times(compute: numbers[0], draw: numbers[1]) : nil
  }

  func remove() { try? FileManager.default.removeItem(atPath: path) }

  func write(_ files: [String], times: Times?) throws {
    let seconds = times.map { "\($0.compute) \($0.draw)" } ?? ""
    let lines = files.map { file in
      "\(Self.size(of: file) ?? -1) \(URL(fileURLWithPath: file).lastPathComponent)"
    }
    try AtomicFile.write(Array(([key, seconds] + lines).joined(separator: "\n").utf8), to: path)
  }

  private static func size(of path: String) -> Int? {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue
  }
}
