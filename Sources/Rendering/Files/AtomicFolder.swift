#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that appears under its name only when everything in it is whole.
///
/// Files go to a hidden folder beside it, which takes the name on `commit()`. A run that fails or
/// is interrupted removes it; one that is killed leaves it, and what was there before. The next run
/// that makes a folder of this name removes what killed ones have left.
public final class AtomicFolder {
  /// The name that the folder will have.
  public let path: String
  /// Where files go until then.
  public let workingPath: String
  private var isOpen = true
  /// The hidden folder itself, locked: the lock goes with the process, whatever ends it.
  private let lock: CInt

  /// - Throws: an error that names the folder and what to do.
  public init(_ path: String) throws {
    self.path = path
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw FileError(path, ENOTDIR, action: "make the folder")
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let parent = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : ""
    let prefix = ".\((parts.last ?? "").suffix(100))."
    Self.sweep(parent.isEmpty ? "." : parent, prefix, restoring: path)
    (workingPath, lock) = try Self.makeHidden(parent + prefix, for: path)
  }

  /// Makes a folder with a name of its own and locks it; -1 for the lock where there are none.
  private static func makeHidden(_ start: String, for path: String) throws -> (String, CInt) {
    while true {
      let hidden = start + String(UInt64.random(in: 0 ... .max), radix: 36)
      guard mkdir(hidden, 0o777) == 0 else { throw FileError(path, errno) }
      let lock = locked(hidden)
      // Another process may have swept it away before it was locked.
      if access(hidden, F_OK) == 0 { return (hidden, lock ?? -1) }
      if let lock { close(lock) }
    }
  }

  /// Opens a folder that nobody else has locked, and locks it.
  private static func locked(_ folder: String) -> CInt? {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return descriptor }
    close(descriptor)
    return nil
  }

  /// Removes what processes have left that were killed before or in `commit()`.
  private static func sweep(_ parent: String, _ prefix: String, restoring path: String) {
    for name in names(in: parent) where name.hasPrefix(prefix) {
      let folder = parent == "." ? name : parent + name
      let rest = name.dropFirst(prefix.count)
      let unique = rest.hasSuffix(oldEnding) ? rest.dropLast(oldEnding.count) : rest
      guard UInt64(unique, radix: 36) != nil, let lock = locked(folder) else { continue }
      // Between two renames the whole folder has only the old one's name.
      if !rest.hasSuffix(oldEnding) || access(path, F_OK) == 0 || rename(folder, path) != 0 {
        remove(folder)
      }
      close(lock)
    }
  }

  /// What the name of the folder ends with that is about to be replaced.
  private static let oldEnding = ".old"

  deinit { discard() }

  /// Gives the folder its name; what had that name is removed.
  public func commit() throws {
    guard isOpen else { return }
    let old = workingPath + Self.oldEnding
    // Another process that sweeps leaves the old folder alone while it is locked.
    let oldLock = Self.locked(path)
    defer { if let oldLock { close(oldLock) } }
    let hadOld = rename(path, old) == 0
    guard rename(workingPath, path) == 0 else {
      let reason = errno
      if hadOld { _ = rename(old, path) }
      throw FileError(path, reason)
    }
    isOpen = false
    close(lock)
    if hadOld { Self.remove(old) }
  }

  /// Gives up: nothing remains. Happens by itself if the folder was never committed.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    Self.remove(workingPath)
    close(lock)
  }

  /// Removes a folder and the files and folders in it.
  private static func remove(_ path: String) {
    for name in names(in: path) {
      let inner = path + "/" + name
      if unlink(inner) != 0 { remove(inner) }
    }
    rmdir(path)
  }

  /// What is in a folder, hidden or not.
  private static func names(in folder: String) -> [String] {
    guard let list = opendir(folder) else { return [] }
    defer { closedir(list) }
    var names: [String] = []
    while let entry = readdir(list) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}
