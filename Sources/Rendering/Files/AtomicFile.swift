#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that appears under its name only when it is whole.
///
/// Bytes go to a nameless or hidden file in the same folder, which takes the name on `commit()`. A
/// run that fails, is cancelled or is killed leaves what was there before. A device or a pipe is
/// written to directly.
public final class AtomicFile {
  /// The name that the file will have.
  public let path: String
  /// Where the bytes go until then; another library may open it by this name and write instead.
  public let workingPath: String
  private let target: String
  private let hidden: String
  private let kind: Kind
  private var descriptor: CInt

  private enum Kind {
    case nameless
    case hidden
    /// A device or pipe, which can't be replaced.
    case direct
  }

  /// Makes the file to be.
  ///
  /// - Throws: an error that names the folder or file and what to do.
  public init(_ path: String) throws {
    self.path = path
    target = AtomicFile.resolved(path)
    hidden = AtomicFile.hiddenName(for: target)
    var status = stat()
    if stat(target, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
      guard status.st_mode & S_IFMT != S_IFDIR else { throw FileError(path, EISDIR) }
      kind = .direct
      workingPath = target
      descriptor = open(target, O_WRONLY | O_CLOEXEC)
    } else {
      descriptor = AtomicFile.openNameless(in: AtomicFile.folder(of: target))
      if descriptor >= 0 {
        kind = .nameless
        workingPath = "/proc/self/fd/\(descriptor)"
      } else {
        kind = .hidden
        workingPath = hidden
        descriptor = open(hidden, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      }
    }
    if descriptor < 0 { throw FileError(path, errno) }
  }

  deinit { discard() }

  /// Appends `bytes`.
  public func write(_ bytes: some Sequence<UInt8>) throws {
    let done: Void? = try bytes.withContiguousStorageIfAvailable { try write($0) }
    if done == nil { try Array(bytes).withUnsafeBufferPointer { try write($0) } }
  }

  public func write(_ bytes: UnsafeBufferPointer<UInt8>) throws {
    var rest = UnsafeRawBufferPointer(bytes)[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest)
      #if canImport(Glibc)
        let count = Glibc.write(descriptor, part.baseAddress, part.count)
      #else
        let count = Darwin.write(descriptor, part.baseAddress, part.count)
      #endif
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path, errno)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Replaces bytes near the start of the file by as many others.
  ///
  /// - Throws: a `RenderingError` if they are not there.
  func replaceFirst(_ old: [UInt8], with new: [UInt8], within count: Int) throws {
    precondition(old.count == new.count, "the length of a file's head is fixed")
    let file = open(workingPath, O_RDWR | O_CLOEXEC)
    guard file >= 0 else { throw FileError(path, errno) }
    defer { close(file) }
    var head = [UInt8](repeating: 0, count: count)
    head.removeLast(count - max(pread(file, &head, count, 0), 0))
    let place = head.indices.dropLast(old.count - 1).first {
      head[$0] == old[0] && head[$0..<($0 + old.count)].elementsEqual(old)
    }
    guard let place else { throw RenderingError("cannot state the frame hash in \(path)") }
    try replace(new, at: place, in: file)
  }

  /// Writes bytes over those at an offset, all of which have been written already.
  func replace(_ bytes: [UInt8], at offset: Int) throws {
    guard kind != .direct else {
      throw RenderingError("cannot write \(path): a pipe can't be written twice; name a file")
    }
    try replace(bytes, at: offset, in: descriptor)
  }

  private func replace(_ bytes: [UInt8], at offset: Int, in file: CInt) throws {
    guard pwrite(file, bytes, bytes.count, off_t(offset)) == bytes.count else {
      throw FileError(path, errno)
    }
  }

  /// Gives the file its name; what had that name is replaced in one step.
  public func commit() throws {
    guard descriptor >= 0 else { return }
    if kind == .nameless {
      // A nameless file can take a free name only, so it gets a hidden one first.
      unlink(hidden)
      guard linkat(AT_FDCWD, workingPath, AT_FDCWD, hidden, AT_SYMLINK_FOLLOW) == 0 else {
        throw FileError(path, errno)
      }
    }
    if kind != .direct, rename(hidden, target) != 0 {
      let reason = errno
      unlink(hidden)
      throw FileError(path, reason)
    }
    let closed = close(descriptor)
    descriptor = -1
    if closed != 0 { throw FileError(path, errno) }
  }

  /// Gives up: nothing remains. Happens by itself if the file was never committed.
  public func discard() {
    guard descriptor >= 0 else { return }
    close(descriptor)
    descriptor = -1
    if kind == .hidden { unlink(hidden) }
  }

  /// Writes a whole file.
  public static func write(_ bytes: some Sequence<UInt8>, to path: String) throws {
    let file = try AtomicFile(path)
    try file.write(bytes)
    try file.commit()
  }

  // MARK: Names

  /// The file that `path` stands for: a symbolic link is followed, not replaced.
  private static func resolved(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  private static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func hiddenName(for path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let unique = UInt64.random(in: 0 ... .max)
    return folder(of: path) + "/." + name.suffix(100) + ".\(String(unique, radix: 36))"
  }

  /// A file without a name, which vanishes with the process; -1 where the file system has none.
  private static func openNameless(in folder: String) -> CInt {
    #if os(Linux)
      // O_TMPFILE, whose macro Swift can't import.
      return open(folder, O_RDWR | O_CLOEXEC | O_DIRECTORY | 0o20_000_000, 0o666)
    #else
      return -1
    #endif
  }
}
