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
  private let channels: Int
  private let frameCount: Int
  private var seen: ChangingImage<(rect: PixelRect, data: [UInt8])>
  private var imageCount = 0
  private var countOffset = 0

  init(file: AtomicFile, _ film: MovieSettings, frameCount: Int) throws {
    (size, isTransparent, frameRate) = (film.size, film.isTransparent, film.frameRate)
    (self.file, self.frameCount) = (file, frameCount)
    channels = film.isTransparent ? 4 : 3
    seen = ChangingImage(film.size, bytesPerPixel: channels)
    metadata = film.metadata
    guard let compressor = libdeflate_alloc_compressor(6) else {
      throw RenderingError("not enough memory to compress an image")
    }
    self.compressor = compressor
    try writeHead()
  }

  deinit { libdeflate_free_compressor(compressor) }

  func makeFrame() throws -> PackedFrame<Void> { PackedFrame(size, bytesPerPixel: channels, ()) }

  func convert(_ painter: FramePainter, into frame: PackedFrame<Void>) throws {
    try frame.update(from: painter) { source, bytesPerRow, target, count in
      cvideo_pack(source, bytesPerRow, target, channels, size.width, count)
    }
  }

  func encode(_ frame: PackedFrame<Void>, index: Int, isRepeated: Bool) throws {
    guard !isRepeated, let change = seen.change(to: frame.pixels) else { return }
    try writeWaiting(until: index)
    seen.show(frame.pixels, as: (change, compressed(frame.pixels, change)), from: index)
  }

  /// A rectangle of an image, each row as its difference from the one above, compressed.
  private func compressed(_ pixels: [UInt8], _ rect: PixelRect) -> [UInt8] {
    let rowLength = channels * rect.width
    let rows = seen.rows(of: rect, in: pixels)
    var filtered = [UInt8](repeating: 0, count: (rowLength + 1) * rect.height)
    cvideo_filter_up(rows, &filtered, rowLength, rect.height)
    let bound = libdeflate_zlib_compress_bound(compressor, filtered.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { target, count in
      count = libdeflate_zlib_compress(
        compressor, filtered, filtered.count, target.baseAddress, bound)
    }
  }

  func finish(_ metadata: Metadata) throws {
    try writeWaiting(until: frameCount)
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
    guard let ((rect, data), frames) = seen.takeWaiting(until: index) else { return }
    var chunks = PNGChunks()
    chunks.append("fcTL") { control in
      control.appendBigEndian(sequence)
      for number in [rect.width, rect.height, rect.left, rect.top] {
        control.appendBigEndian(UInt32(number))
      }
      // So many frames' time; the next replaces its own rectangle.
      control.appendBigEndian(UInt32(min(frames.count, 65535) << 16 | frameRate))
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
