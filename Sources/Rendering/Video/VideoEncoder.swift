import CVideo
import Drawing

/// H.264 in MP4 and VP9 in WebM, through libav.
///
/// A repeated frame is not stored: the one before is seen longer. Twice a second one is stored all
/// the same, which costs nearly nothing and keeps players awake that count on pictures, and so are
/// the last few: a film's length is that of its decoding times, which run ahead by up to two
/// pictures.
///
/// One thread at a time calls `encode` and `finish`, which is what makes the class `Sendable`.
final class VideoEncoder: FrameEncoder, @unchecked Sendable {
  let size: PixelSize
  let isTransparent: Bool
  private let file: AtomicFile
  private let writer: OpaquePointer
  private let codec: VideoCodec
  private let frameRate: Int
  private let frameCount: Int
  /// The number of the frame stored last.
  private var stored = -1
  /// The metadata's place for what is known only in the end, where the file's head is written
  /// first.
  private let unknownHash = String(repeating: "?", count: 16)

  init(
    file: AtomicFile, codec: VideoCodec, _ film: MovieSettings, frameCount: Int
  ) throws {
    let size = film.size
    (self.size, frameRate, self.frameCount) = (size, film.frameRate, frameCount)
    self.file = file
    self.codec = codec
    isTransparent = film.isTransparent
    var writer: OpaquePointer?
    try withCStrings(film.chapters.map(\.title)) { titles in
      let chapters = zip(film.chapters, titles).map {
        cvideo_chapter(title: $1, start: $0.start, end: $0.end)
      }
      try chapters.withUnsafeBufferPointer { chapters in
        try withCStrings([
          file.workingPath, codec.container, codec.containerOptions, codec.encoder,
          codec.options(frameRate: film.frameRate, isTransparent: film.isTransparent),
          film.isTransparent ? "yuva420p" : "yuv420p",
        ]) { names in
          var settings = cvideo_settings(
            path: names[0], container: names[1], container_options: names[2], codec: names[3],
            codec_options: names[4], pixel_format: names[5], width: CInt(size.width),
            height: CInt(size.height), rate: CInt(film.frameRate), threads: codec.threads,
            chapters: chapters.baseAddress, chapter_count: CInt(chapters.count),
            has_captions: film.captions.isEmpty ? 0 : 1)
          try VideoMessage.check(file.path) { cvideo_writer_open(&writer, &settings, &$0.bytes) }
        }
      }
    }
    guard let writer else { throw RenderingError("the encoder could not be opened") }
    self.writer = writer
    if codec.writesHeadFirst {
      var metadata = film.metadata
      metadata.entries.append(.init(MovieReport.hashKey, unknownHash))
      try state(metadata)
    }
    for caption in film.captions {
      try VideoMessage.check(file.path) {
        cvideo_writer_caption(writer, caption.start, caption.end, caption.text, &$0.bytes)
      }
    }
  }

  deinit { cvideo_writer_free(writer) }

  func makeFrame() throws -> VideoFrame {
    guard let pointer = cvideo_writer_new_frame(writer) else { throw noMemory }
    return VideoFrame(pointer: pointer)
  }

  func convert(_ painter: FramePainter, into frame: VideoFrame) throws {
    guard cvideo_frame_make_writable(frame.pointer) == 0 else { throw noMemory }
    // A frame used again keeps the rows that are the same.
    let (pixels, bytesPerRow) = try painter.pixels()
    for rows in painter.staleRows(since: frame.bands) {
      try convert(pixels, bytesPerRow, rows, into: frame)
    }
    frame.bands = painter.bands
  }

  private func convert(
    _ pixels: UnsafePointer<UInt8>, _ bytesPerRow: Int, _ rows: Range<Int>, into frame: VideoFrame
  ) throws {
    guard let y = cvideo_frame_plane(frame.pointer, 0), let u = cvideo_frame_plane(frame.pointer, 1),
      let v = cvideo_frame_plane(frame.pointer, 2)
    else { throw noMemory }
    let (luma, chroma) = (
      cvideo_frame_stride(frame.pointer, 0), cvideo_frame_stride(frame.pointer, 1)
    )
    let top = rows.lowerBound
    let source = pixels + bytesPerRow * top
    let (toY, toUV) = (luma * top, chroma * (top / 2))
    if isTransparent {
      guard let a = cvideo_frame_plane(frame.pointer, 3) else { throw noMemory }
      let stride = cvideo_frame_stride(frame.pointer, 3)
      cvideo_to_yuva420(
        source, bytesPerRow, y + toY, luma, u + toUV, v + toUV, chroma,
        a + stride * top, stride, size.width, rows.count)
    } else {
      cvideo_to_yuv420(
        source, bytesPerRow, y + toY, luma, u + toUV, v + toUV, chroma, size.width, rows.count)
    }
  }

  func encode(_ frame: VideoFrame, index: Int, isRepeated: Bool) throws {
    let longest = max(frameRate / 2, 1)
    guard !isRepeated || index - stored >= longest || index >= frameCount - 3 else { return }
    // Encoders count frames between the places that one can jump to; viewers count seconds.
    let distance = VideoCodec.keyFrameSeconds * frameRate
    let isKey = stored < 0 || index / distance > stored / distance
    stored = index
    try VideoMessage.check(file.path) {
      cvideo_writer_send(writer, frame.pointer, Int64(index), isKey ? 1 : 0, &$0.bytes)
    }
  }

  func finish(_ metadata: Metadata) throws {
    if !codec.writesHeadFirst { try state(metadata) }
    try VideoMessage.check(file.path) { cvideo_writer_finish(writer, &$0.bytes) }
    if codec.writesHeadFirst, let hash = metadata.entries.last?.value {
      try file.replaceFirst(Array(unknownHash.utf8), with: Array(hash.utf8), within: 1 << 16)
    }
  }

  private func state(_ metadata: Metadata) throws {
    let facts = [
      ("title", metadata.title), ("description", metadata.summary), ("comment", metadata.text),
    ]
    for (key, value) in facts where !value.isEmpty {
      try VideoMessage.check(file.path) { _ in cvideo_writer_set_metadata(writer, key, value) }
    }
  }

  private var noMemory: RenderingError {
    RenderingError("not enough memory for frames of \(size) pixels; use a smaller size")
  }
}

/// Raw pixels in an encoder's own memory. The pipeline sees to it that one thread at a time uses
/// it.
final class VideoFrame: @unchecked Sendable {
  let pointer: OpaquePointer
  /// The hashes of the bands of rows that it holds; empty while it is fresh.
  var bands: [UInt64] = []

  init(pointer: OpaquePointer) { self.pointer = pointer }

  deinit { cvideo_frame_free(pointer) }
}
