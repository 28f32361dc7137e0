import CVideo
import Drawing

/// What a film says of itself.
public struct MovieInfo: Hashable, Sendable {
  public var size: PixelSize
  public var frameCount: Int
  /// Seconds.
  public var duration: Double
  /// Frames per second.
  public var frameRate: Double
  public var codec: String
  public var profile: String
  public var pixelFormat: String
  /// libav's names of the colour primaries, transfer function, matrix and range.
  public var colorPrimaries: String
  public var colorTransfer: String
  public var colorMatrix: String
  public var colorRange: String
  public var metadata: Metadata

  /// Reads the head of the film at `path`.
  public static func read(_ path: String) throws -> MovieInfo { try MovieReader(path).info }
}

/// Reads the frames of a film in order.
public final class MovieReader {
  public let info: MovieInfo
  private let path: String
  private let reader: OpaquePointer

  public init(_ path: String) throws {
    self.path = path
    var opened: OpaquePointer?
    try VideoMessage.check(path, action: "read") { cvideo_reader_open(&opened, path, &$0.bytes) }
    guard let reader = opened else { throw RenderingError("cannot read \(path)") }
    self.reader = reader
    info = MovieInfo(reader)
  }

  deinit { cvideo_reader_free(reader) }

  /// The next frame, or `nil` after the last. Only films in 4:2:0 have pixels that can be had.
  public func nextFrame() throws -> Bitmap? {
    let (width, height) = (info.size.width, info.size.height)
    var pixels = [UInt8](repeating: 0, count: 4 * width * height)
    let found = try VideoMessage.check(path, action: "read") {
      cvideo_reader_next(reader, &pixels, &$0.bytes)
    }
    return found == 1 ? Bitmap(width: width, height: height, pixels: pixels) : nil
  }
}

extension MovieInfo {
  fileprivate init(_ reader: OpaquePointer) {
    let info = cvideo_reader_info(reader)
    func fact(_ key: String) -> String {
      cvideo_reader_metadata(reader, key).map { String(cString: $0) } ?? ""
    }
    size = PixelSize(Int(info.width), Int(info.height))
    frameCount = Int(info.frame_count)
    duration = info.seconds
    frameRate = Double(info.rate_numerator) / Double(max(info.rate_denominator, 1))
    codec = String(cString: info.codec)
    profile = String(cString: info.profile)
    pixelFormat = String(cString: info.pixel_format)
    colorPrimaries = String(cString: info.primaries)
    colorTransfer = String(cString: info.transfer)
    colorMatrix = String(cString: info.matrix)
    colorRange = String(cString: info.range)
    metadata = Metadata(
      title: fact("title"), summary: fact("description"),
      entries: Metadata.entries(fromText: fact("comment")))
  }
}
