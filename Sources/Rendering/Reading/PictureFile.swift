#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that shows a picture or a film, with what it says of itself.
public struct PictureFile: Sendable {
  /// What a file can be.
  public enum Format: String, Sendable {
    case png, pdf, svg
    case mp4, webm, gif, apng

    /// The format as that of a film; `nil` for still pictures.
    public var movie: MovieFormat? { MovieFormat(rawValue: rawValue) }
  }

  /// Where it is.
  public let path: String
  /// What it is.
  public let format: Format
  /// All of its content.
  public let bytes: [UInt8]
  /// What it says of itself.
  public let metadata: Metadata

  /// Reads a file; its bytes say what it is, not its name.
  ///
  /// - Throws: a `FileError` if it can't be read, a `RenderingError` if it is something else or is
  ///   cut off or damaged.
  public init(_ path: String) throws {
    self.path = path
    bytes = try PictureFile.content(of: path)
    guard let format = PictureFile.format(of: bytes) else {
      throw RenderingError("\(path) is no PNG, PDF, SVG, MP4, WebM or GIF file")
    }
    self.format = format
    do {
      metadata =
        switch format {
        case .png, .apng: try PNGReader(bytes).metadata
        case .pdf: try PDFReader(bytes).metadata
        case .svg: try SVGReader(bytes).metadata
        case .gif: try GIFReader(bytes).metadata
        case .mp4, .webm: try MovieInfo.read(path).metadata
        }
    } catch let error as DamagedFile {
      throw RenderingError("\(path) \(error); get it again or make it anew")
    }
  }

  /// The format that a file's first bytes show.
  public static func format(of bytes: [UInt8]) -> Format? {
    if bytes.starts(with: PNGReader.signature) {
      // A moving picture says so before the first image.
      return bytes.prefix(1 << 16).firstRange(of: "acTL".utf8) == nil ? .png : .apng
    }
    if bytes.starts(with: Array("GIF8".utf8)) { return .gif }
    if bytes.dropFirst(4).starts(with: Array("ftyp".utf8)) { return .mp4 }
    if bytes.starts(with: [0x1a, 0x45, 0xdf, 0xa3]) { return .webm }
    if bytes.starts(with: Array("%PDF-".utf8)) { return .pdf }
    let head = String(decoding: bytes.prefix(400), as: UTF8.self)
    return head.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.hasPrefix("<") && head.contains("<svg")
      ? .svg : nil
  }

  private static func content(of path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(path, errno, action: "read") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &buffer, buffer.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(path, errno, action: "read")
      }
      if count == 0 { return bytes }
      bytes += buffer[..<count]
    }
  }
}

/// Why a file can't be understood: a predicate to its name.
struct DamagedFile: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }

  static let cutOff = DamagedFile("is cut off")
}
