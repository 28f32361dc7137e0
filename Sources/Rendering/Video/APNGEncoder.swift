import CDeflate
import CVideo
import Drawing

/// A PNG file that moves (PNG Specification, third edition, 11.3.4): lossless, with opacity.
///
/// A frame holds the rectangle that has changed; a repeated frame lengthens the one before.
final class APNGEncoder: FrameEncoder, @unchecked Sendable {
  let size: PixelSize
  let isTransparent: Bool
  private let file: AtomicFile
  private let frameRate: Int
  private let metadata: Metadata
  /// Numbers the chunks that hold frames.
  private var sequence: UInt32 = 0
  private let compressor: OpaquePointer
  /// What is seen so far; empty before the first frame.
  private var shown: [UInt8] = []
  private var imageCount = 0
  private var countOffset = 0
  private var waiting: (rect: PixelRect, data: [UInt8], index: Int)?
  private var last = 0

  private var channels: Int { isTransparent ? 4 : 3 }

  init(file: AtomicFile, _ film: MovieSettings) throws {
    (size, isTransparent, frameRate) = (film.size, film.isTransparent, film.frameRate)
    self.file = file
    metadata = film.metadata
    guard let compressor = libdeflate_alloc_compressor(6) else {
      throw RenderingError("not enough memory to compress an image")
    }
    self.compressor = compressor
    try writeHead()
  }

  deinit { libdeflate_free_compressor(compressor) }

  /// Rows without gaps.
  final class Frame: @unchecked Sendable {
    fileprivate var pixels: [UInt8]
    fileprivate var bands: [UInt64] = []

    fileprivate init(byteCount: Int) { pixels = Array(repeating: 0, count: byteCount) }
  }

  func makeFrame() throws -> Frame { Frame(byteCount: channels * size.width * size.height) }

  func convert(_ painter: FramePainter, into frame: Frame) throws {
    let stale = painter.staleRows(since: frame.bands)
    let (pixels, bytesPerRow) = try painter.pixels()
    frame.pixels.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      for rows in stale {
        cvideo_pack(
          pixels + bytesPerRow * rows.lowerBound, bytesPerRow,
          base + channels * size.width * rows.lowerBound, channels, size.width, rows.count)
      }
    }
    frame.bands = painter.bands
  }

  func encode(_ frame: Frame, index: Int, isRepeated: Bool) throws {
    last = index
    guard !isRepeated,
      let change = shown.isEmpty
        ? PixelRect(size)
        : PixelRect(between: shown, and: frame.pixels, width: size.width, bytesPerPixel: channels)
    else { return }
    try writeWaiting(until: index)
    waiting = (change, compressed(frame.pixels, change), index)
    shown = frame.pixels
  }

  /// A rectangle of an image, each row as its difference from the one above, compressed.
  private func compressed(_ pixels: [UInt8], _ rect: PixelRect) -> [UInt8] {
    let rowLength = channels * rect.width
    var rows: [UInt8] = []
    rows.reserveCapacity(rowLength * rect.height)
    for row in rect.top..<rect.bottom {
      let start = channels * (size.width * row + rect.left)
      rows += pixels[start..<(start + rowLength)]
    }
    var filtered = [UInt8](repeating: 0, count: (rowLength + 1) * rect.height)
    cvideo_filter_up(rows, &filtered, rowLength, rect.height)
    let bound = libdeflate_zlib_compress_bound(compressor, filtered.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      count = libdeflate_zlib_compress(
        compressor, filtered, filtered.count, target.baseAddress, bound)
    }
  }

  func finish(_ metadata: Metadata) throws {
    try writeWaiting(until: last + 1)
    var end = PNGChunks()
    if let hash = metadata.entries.last { end.append(text: hash.value, key: hash.key) }
    end.append("IEND") { _ in }
    try file.write(end.bytes)
    try file.replace(control(imageCount), at: countOffset)
  }

  private func writeHead() throws {
    var head = PNGChunks(signature: true)
    head.appendHeader(size: size, channels: channels)
    countOffset = head.bytes.count
    head.bytes += control(1)
    head.append(metadata)
    try file.write(head.bytes)
  }

  /// The chunk that tells how many images there are, to be shown over and over.
  private func control(_ count: Int) -> [UInt8] {
    var chunk = PNGChunks()
    chunk.append("acTL") { data in
      data.appendBigEndian(UInt32(count))
      data.appendBigEndian(0)
    }
    return chunk.bytes
  }

  private func writeWaiting(until index: Int) throws {
    guard let (rect, data, start) = waiting else { return }
    waiting = nil
    var chunks = PNGChunks()
    chunks.append("fcTL") { control in
      control.appendBigEndian(sequence)
      for number in [rect.width, rect.height, rect.left, rect.top] {
        control.appendBigEndian(UInt32(number))
      }
      // So many frames' time; the next replaces its own rectangle.
      control.appendBigEndian(UInt32(min(index - start, 65535) << 16 | frameRate))
      control += [0, 0]
    }
    sequence += 1
    if imageCount == 0 {
      chunks.append("IDAT") { $0 += data }
    } else {
      chunks.append("fdAT") {
        $0.appendBigEndian(sequence)
        $0 += data
      }
      sequence += 1
    }
    imageCount += 1
    try file.write(chunks.bytes)
  }
}
