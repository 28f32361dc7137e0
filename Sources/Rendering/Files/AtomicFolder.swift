#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A folder that appears under its name only when everything in it is whole.
///
/// Files go to a hidden folder beside it, which takes the name on `commit()`. A run that fails or
/// is interrupted removes it; one that is killed leaves a hidden folder, and what was there before.
public final class AtomicFolder {
  /// The name that the folder will have.
  public let path: String
  /// Where files go until then.
  public let workingPath: String
  private var isOpen = true

  /// - Throws: an error that names the folder and what to do.
  public init(_ path: String) throws {
    self.path = path
    var status = stat()
    if lstat(path, &status) == 0, status.st_mode & S_IFMT != S_IFDIR {
      throw FileError(path, ENOTDIR, action: "make the folder")
    }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    let unique = String(UInt64.random(in: 0 ... .max), radix: 36)
    let parent = parts.dropLast().joined(separator: "/")
    workingPath =
      (parts.count > 1 ? parent + "/" : "") + ".\((parts.last ?? "").suffix(100)).\(unique)"
    guard mkdir(workingPath, 0o777) == 0 else {
      throw FileError(path, errno)
    }
  }

  deinit { discard() }

  /// Gives the folder its name; what had that name is removed.
  public func commit() throws {
    guard isOpen else { return }
    let old = workingPath + ".old"
    let hadOld = rename(path, old) == 0
    guard rename(workingPath, path) == 0 else {
      let reason = errno
      if hadOld { _ = rename(old, path) }
      throw FileError(path, reason)
    }
    isOpen = false
    if hadOld { Self.remove(old) }
  }

  /// Gives up: nothing remains. Happens by itself if the folder was never committed.
  public func discard() {
    guard isOpen else { return }
    isOpen = false
    Self.remove(workingPath)
  }

  /// Removes a folder and the files and folders in it.
  private static func remove(_ path: String) {
    guard let list = opendir(path) else { return }
    while let entry = readdir(list) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      guard name != ".", name != ".." else { continue }
      let inner = path + "/" + name
      if unlink(inner) != 0 { remove(inner) }
    }
    closedir(list)
    rmdir(path)
  }
}
