import CVideo
import Drawing
import Synchronization

/// Films made of pictures, one for each frame.
public enum Movie {
  /// Writes an H.264 film in an MP4 file that plays everywhere: 4:2:0 in ITU-R BT.709, constant
  /// frame rate, index at the front.
  ///
  /// Frames are drawn by several threads and encoded in order. A frame is a pure function of its
  /// number, and the encoder's own threads are fixed, so the bytes do not depend on `jobs`. The
  /// file appears only when it is whole.
  ///
  /// - Parameters:
  ///   - path: The file; what has that name is replaced.
  ///   - size: The film's size in pixels, both even. Pictures are scaled to fill it and must have
  ///     its proportions.
  ///   - frameRate: Frames per second.
  ///   - frameCount: Number of frames, at least 1.
  ///   - jobs: Threads that draw; `nil` for one a core.
  ///   - metadata: What the file says of itself; a hash of the frames is added.
  ///   - progress: Called on this thread after each frame with the number of frames that are done.
  ///     What it throws ends the work.
  ///   - frame: The picture of a frame, numbered from 0; called by several threads at once.
  /// - Throws: what `frame` or `progress` throws, `CancellationError` if the current task is
  ///   cancelled, and errors of the encoder and the file. Nothing remains then.
  public static func write(
    to path: String, size: PixelSize, frameRate: Int, frameCount: Int, jobs: Int? = nil,
    metadata: Metadata = Metadata(), progress: (Int) throws -> Void = { _ in },
    frame: @escaping @Sendable (Int) throws -> Picture
  ) throws -> MovieReport {
    try metadata.check()
    guard frameCount >= 1, (1...1000).contains(frameRate) else {
      throw RenderingError(
        "a film needs at least one frame and 1 to 1000 frames a second, not \(frameCount) frames "
          + "at \(frameRate)")
    }
    let file = try AtomicFile(path)
    let encoder = try H264Encoder(file: file, size: size, frameRate: frameRate)
    let pipeline = FramePipeline(
      encoder: encoder, frameCount: frameCount, jobs: jobs ?? Threads.coreCount, frame: frame)
    var report = try pipeline.run(progress: progress)
    var metadata = metadata
    metadata.entries.append(.init(MovieReport.hashKey, report.frameHash))
    try encoder.finish(metadata)
    try file.commit()
    report.path = path
    return report
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
  /// XXH64 of each raw frame as the encoder was given it: of each row of each plane in turn, seeded
  /// by the hash so far.
  public var frameHashes: [UInt64]
  /// One hash of all frames, in hexadecimal: XXH64 of their hashes, in the same way.
  public var frameHash: String
}
