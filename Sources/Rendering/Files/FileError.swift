#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Why a file could not be written or read, and what to do about it.
public struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let path: String
  /// The system's error number.
  public let code: CInt
  let action: String

  init(_ path: String, _ code: CInt, action: String = "write") {
    self.path = path
    self.code = code
    self.action = action
  }

  public var description: String { "cannot \(action) \(path): \(reason)" }

  private var reason: String {
    switch code {
    case ENOENT where action == "write":
      "the folder does not exist; make it with mkdir -p or choose another with -o"
    case ENOENT where action == "make the folder":
      "the file system has no room for it there; choose another with -o"
    case ENOENT: "there is no such file"
    case ENOTDIR: "a part of the path is a file, not a folder; choose another with -o"
    case EACCES, EPERM: "permission denied; choose a folder that you may write to with -o"
    case EROFS: "the file system is read-only; choose another folder with -o"
    case ENOSPC, EDQUOT: "the disk is full; make room or choose another folder with -o"
    case EFBIG:
      "the file grows beyond what this system allows; raise the limit or choose another disk"
    case EISDIR: "a folder has that name; remove it or choose another name"
    case ENAMETOOLONG: "the name is too long; choose a shorter one"
    case EMFILE, ENFILE: "too many files are open; run fewer jobs at once"
    case EIO: "the disk reports an error; check it or choose another folder with -o"
    default: String(cString: strerror(code))
    }
  }
}
