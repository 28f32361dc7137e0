#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Folders for files.
public enum Folder {
  /// Makes the folder at `path`, and those that it lies in, unless they are there.
  ///
  /// - Throws: a `FileError` that names the folder and what to do.
  public static func make(_ path: String) throws {
    if isFolder(path) { return }
    let parts = path.split(separator: "/")
    for count in stride(from: 1, through: parts.count, by: 1) {
      let prefix = (path.hasPrefix("/") ? "/" : "") + parts[..<count].joined(separator: "/")
      if isFolder(prefix) { continue }
      guard mkdir(prefix, 0o777) != 0 else { continue }
      let reason = errno
      // Another process may have made it meanwhile.
      if isFolder(prefix) { continue }
      throw FileError(path, reason == EEXIST ? ENOTDIR : reason, action: "make the folder")
    }
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
