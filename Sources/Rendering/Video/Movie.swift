import CVideo
import Drawing
import Synchronization

/// Films made of pictures, one for each frame.
public enum Movie {
  /// Writes a film.
  ///
  /// Frames are drawn by several threads and encoded in order. A frame is a pure function of its
  /// number, and the encoders' own threads are fixed, so the bytes do not depend on `jobs`. The
  /// file, or the folder of frames, appears only when it is whole.
  ///
  /// - Parameters:
  ///   - path: The file; what has that name is replaced.
  ///   - settings: Format, size and rate. Pictures are scaled to fill the size and must have its
  ///     proportions.
  ///   - frameCount: Number of frames, at least 1.
  ///   - jobs: Threads that draw; `nil` for one a core.
  ///   - progress: Called on this thread after each frame with the number of frames that are done.
  ///     What it throws ends the work.
  ///   - frame: The picture of a frame, numbered from 0; called by several threads at once.
  /// - Throws: what `frame` or `progress` throws, `CancellationError` if the current task is
  ///   cancelled, and errors of the encoder and the file. Nothing remains then.
  public static func write(
    to path: String, _ settings: MovieSettings, frameCount: Int, jobs: Int? = nil,
    progress: (Int) throws -> Void = { _ in },
    frame: @escaping @Sendable (Int) throws -> Picture
  ) throws -> MovieReport {
    try settings.check(frameCount: frameCount)
    let jobs = jobs ?? Threads.coreCount
    func run(_ encoder: some FrameEncoder) throws -> MovieReport {
      let pipeline = FramePipeline(
        encoder: encoder, frameCount: frameCount, jobs: jobs, frame: frame)
      var report = try pipeline.run(progress: progress)
      var metadata = settings.metadata
      metadata.entries.append(.init(MovieReport.hashKey, report.frameHash))
      try encoder.finish(metadata)
      report.path = path
      return report
    }
    if settings.format == .frames {
      let folder = try AtomicFolder(path)
      let report = try run(FolderEncoder(folder: folder, settings, frameCount: frameCount))
      try folder.commit()
      return report
    }
    let file = try AtomicFile(path)
    let report =
      switch settings.format {
      case .mp4, .frames:
        try run(
          VideoEncoder(
            file: file, codec: .h264(preset: settings.preset, quality: settings.quality), settings,
            frameCount: frameCount))
      case .webm:
        try run(VideoEncoder(file: file, codec: .vp9, settings, frameCount: frameCount))
      case .apng: try run(APNGEncoder(file: file, settings, frameCount: frameCount))
      case .gif:
        try run(
          GIFEncoder(
            file: file, settings, frameCount: frameCount,
            palette: try Palette(
              of: frameCount, size: settings.size, isTransparent: settings.isTransparent,
              jobs: jobs, frame: frame)))
      }
    try file.commit()
    return report
  }

  /// Draws frames one after another as a thread of `write` does, and encodes nothing.
  package static func draw(
    frameCount: Int, size: PixelSize, frame: (Int) throws -> Picture
  ) throws {
    let painter = FramePainter(size: size)
    for index in 0..<frameCount { try painter.draw(try frame(index)) }
  }

  /// Draws one frame as `write` does, in the pixels that the encoder is given.
  public static func still(
    of picture: Picture, size: PixelSize
  ) throws -> Bitmap {
    let painter = FramePainter(size: size)
    try painter.draw(picture)
    return try painter.bitmap()
  }

  /// The installed encoder and its version.
  ///
  /// - Throws: an error that names the Debian package if it is missing.
  public static func encoderVersion() throws -> String {
    var version = VideoMessage()
    try VideoMessage.check("opening the video libraries") {
      cvideo_version(&version.bytes, &$0.bytes)
    }
    return version.text
  }
}

/// What came of writing a film.
public struct MovieReport: Hashable, Sendable {
  /// The metadata key under which the file states `frameHash`.
  public static let hashKey = "Frame hash"

  public internal(set) var path = ""
  public var frameCount: Int
  /// Frames that had to be drawn: the others equal the one before.
  public var drawnCount: Int
  /// A hash of each raw frame, whatever the format: of the pixels of each band of 16 rows, which are
  /// premultiplied, in the order blue, green, red, opacity, XXH64 row by row, each seeded by the
  /// hash so far; then of the bands' hashes (64 bits, lowest byte first) in the same way.
  public var frameHashes: [UInt64]
  /// One hash of all frames, in hexadecimal: of their hashes, in the same way.
  public var frameHash: String
}
