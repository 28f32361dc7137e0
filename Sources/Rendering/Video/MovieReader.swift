import CVideo
import Drawing

/// What a film says of itself.
public struct MovieInfo: Hashable, Sendable {
  public var size: PixelSize
  /// Frames that are stored, as the container states; 0 where it states none. A frame that equals
  /// the one before need not be stored.
  public var frameCount: Int
  /// Seconds; 0 where the file does not tell, as a moving PNG.
  public var duration: Double
  /// Frames that are stored a second, on average.
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
  public var chapters: [MovieChapter]

  /// Reads the head of the film at `path`.
  public static func read(_ path: String) throws -> MovieInfo { try MovieReader(path).info }
}

/// Reads the frames of a film.
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

  /// The subtitles of the film at `path`.
  public static func captions(of path: String) throws -> [MovieCaption] {
    let reader = try MovieReader(path)
    var captions: [MovieCaption] = []
    var text = [CChar](repeating: 0, count: 1 << 16)
    var (start, end) = (0.0, 0.0)
    while try VideoMessage.check(path, action: "read", {
      cvideo_reader_caption(reader.reader, &text, text.count, &start, &end, &$0.bytes)
    }) == 1 {
      let bytes = text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      captions.append(
        MovieCaption(String(decoding: bytes, as: UTF8.self), from: start, to: end))
    }
    return captions
  }

  /// When the frame read last begins, in seconds.
  public var time: Double { cvideo_reader_time(reader) }

  /// The frame that is seen at a time, found as players do that jump there.
  ///
  /// `nextFrame` goes on somewhere after it.
  ///
  /// - Parameter seconds: since the start of the film; after the end the last frame is meant.
  public func frame(at seconds: Double) throws -> Bitmap {
    try seek(seconds)
    // Times are rounded to the container's units, which are a thousandth of a second in WebM.
    let latest = seconds + 0.0006
    var seen: Bitmap?
    while let frame = try nextFrame() {
      guard time <= latest else { break }
      seen = frame
    }
    guard let seen else { throw RenderingError("\(path) has no frame at \(seconds) s") }
    return seen
  }

  /// When the frame begins that players start from to show a moment, in seconds.
  ///
  /// `nextFrame` goes on after it.
  public func keyFrameTime(before seconds: Double) throws -> Double {
    try seek(seconds)
    guard try nextFrame() != nil else {
      throw RenderingError("\(path) has no frame at \(seconds) s")
    }
    return time
  }

  private func seek(_ seconds: Double) throws {
    try VideoMessage.check(path, action: "read") {
      cvideo_reader_seek(reader, seconds, &$0.bytes)
    }
  }

  /// The next frame, or `nil` after the last.
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
    chapters = (0..<cvideo_reader_chapter_count(reader)).map { index in
      let chapter = cvideo_reader_chapter(reader, index)
      return MovieChapter(
        String(cString: chapter.title), from: chapter.start, to: chapter.end)
    }
  }
}
