import Foundation
import Lantern
import Rendering
import Synchronization

/// A folder of evidence that scripts have computed, so that a picture can be drawn again in another
/// style without training again.
///
/// Each file is written beside its place and renamed, and carries its whole key and a checksum: a
/// process that is killed, two that write at once, or a damaged disk cost a computation and never
/// give wrong evidence. When the folder grows beyond its limit, what was not read for longest goes.
public final class EvidenceCache: EvidenceStore {
  public let folder: String
  /// The most bytes that the files may take together.
  public let limit: Int
  private let warn: @Sendable (String) -> Void
  private let hasWarned = Mutex(false)

  /// - Parameter warn: receives a line when evidence can't be kept, once, and when a computation
  ///   goes on where it was stopped.
  public init(
    folder: String, limit: Int = EvidenceCache.standardLimit,
    warn: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.folder = folder
    self.limit = limit
    self.warn = warn
  }

  /// One gigabyte.
  public static let standardLimit = 1 << 30

  /// Where evidence is kept unless somebody says otherwise: in `LANTERN_CACHE`, or else in a folder
  /// `lantern` where the XDG base directory specification wants caches.
  ///
  /// - Returns: `nil` if there is no such place.
  public static func standardFolder(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> String? {
    func path(_ name: String) -> String? {
      environment[name].flatMap { $0.hasPrefix("/") ? $0 : nil }
    }
    if let own = environment["LANTERN_CACHE"], !own.isEmpty { return own }
    return (path("XDG_CACHE_HOME") ?? path("HOME").map { $0 + "/.cache" }).map { $0 + "/lantern" }
  }

  // MARK: Reading and writing

  public func read(_ key: EvidenceKey) -> [UInt8]? {
    let path = path(for: key)
    guard let data = FileManager.default.contents(atPath: path) else { return nil }
    guard let bytes = EvidenceFile.content(of: [UInt8](data), key: key) else {
      // Nobody can use it, and it would be met again in every run.
      unlink(path)
      return nil
    }
    // The time of change says when it was used last.
    utimensat(AT_FDCWD, path, nil, 0)
    return bytes
  }

  public func write(_ bytes: [UInt8], for key: EvidenceKey) {
    let file = EvidenceFile.bytes(bytes, key: key)
    guard file.count <= limit / 2 else { return }
    do {
      try Folder.make(folder)
      try AtomicFile.write(file, to: path(for: key))
      removeSurplus()
    } catch {
      let isFirst = hasWarned.withLock { warned in
        defer { warned = true }
        return !warned
      }
      guard isFirst else { return }
      let reason = (error as? FileError).map { String(cString: strerror($0.code)) } ?? "\(error)"
      warn(
        "warning: evidence is not kept in \(folder): \(reason.lowercased());"
          + " name another folder in LANTERN_CACHE, or use --no-cache")
    }
  }

  public func tell(_ line: String) { warn(line) }

  private func path(for key: EvidenceKey) -> String {
    let name = String(EvidenceFile.hash(Array(key.text.utf8)), radix: 16)
    return "\(folder)/\(key.script)-\(name)\(Self.ending)"
  }

  private static let ending = ".evidence"

  // MARK: Size

  /// What the folder holds.
  public struct Usage: Hashable, Sendable {
    public var files = 0
    public var bytes = 0
  }

  public var usage: Usage {
    entries().reduce(into: Usage()) { usage, entry in
      usage.files += 1
      usage.bytes += entry.bytes
    }
  }

  /// Removes all evidence, and nothing else that may be in the folder.
  ///
  /// - Returns: what there was.
  @discardableResult
  public func clean() -> Usage {
    let before = usage
    for entry in entries() { unlink(entry.path) }
    return before
  }

  private struct Entry {
    var path: String
    var bytes: Int
    /// Seconds.
    var lastUse: Double
    var isWhole: Bool
  }

  private func entries() -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      // A writer that was killed at the wrong moment leaves a hidden file.
      let isHidden = name.hasPrefix(".") && name.contains(Self.ending + ".")
      var status = stat()
      let path = "\(folder)/\(name)"
      guard name.hasSuffix(Self.ending) || isHidden, stat(path, &status) == 0 else { return nil }
      return Entry(
        path: path, bytes: Int(status.st_size), lastUse: status.lastChange, isWhole: !isHidden)
    }
  }

  /// Makes room: removes what was not used for longest, down to nine tenths of the limit.
  private func removeSurplus() {
    var entries = entries()
    let now = Date().timeIntervalSince1970
    entries.removeAll { entry in
      guard !entry.isWhole, entry.lastUse < now - 3600 else { return false }
      unlink(entry.path)
      return true
    }
    var bytes = entries.reduce(0) { $0 + $1.bytes }
    guard bytes > limit else { return }
    for entry in entries.sorted(by: { $0.lastUse < $1.lastUse }) where bytes > limit / 10 * 9 {
      unlink(entry.path)
      bytes -= entry.bytes
    }
  }
}

extension stat {
  fileprivate var lastChange: Double {
    #if canImport(Darwin)
      Double(st_mtimespec.tv_sec) + 1e-9 * Double(st_mtimespec.tv_nsec)
    #else
      Double(st_mtim.tv_sec) + 1e-9 * Double(st_mtim.tv_nsec)
    #endif
  }
}
