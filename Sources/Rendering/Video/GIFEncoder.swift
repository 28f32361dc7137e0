import CVideo
import Drawing

/// GIF 89a with one palette for all frames and no dithering.
///
/// A frame holds the rectangle that has changed; pixels in it that stay as they are may be written
/// as transparent, which lets them be part of a longer known string. A repeated frame lengthens the
/// one before.
final class GIFEncoder: FrameEncoder, @unchecked Sendable {
  let size: PixelSize
  let isTransparent: Bool
  private let file: AtomicFile
  private let palette: Palette
  private let frameRate: Int
  private let frameCount: Int
  private let metadata: Metadata
  /// What is seen so far; empty before the first frame.
  private var shown: [UInt8] = []
  /// A frame whose length is not known yet.
  private var waiting: (image: [UInt8], disposal: UInt8, index: Int)?

  /// The place of the colour that lets what lies below be seen.
  private var clear: Int { palette.colors.count }

  init(
    file: AtomicFile, _ film: MovieSettings, frameCount: Int, palette: Palette
  ) throws {
    (size, isTransparent, frameRate) = (film.size, film.isTransparent, film.frameRate)
    (self.file, self.palette, self.frameCount) = (file, palette, frameCount)
    metadata = film.metadata
    guard size.width <= 65535, size.height <= 65535 else {
      throw RenderingError("a film of \(size) pixels can't be a GIF: choose 65535 or less a side")
    }
    try writeHead()
  }

  /// The places of a frame's colours.
  final class Frame: @unchecked Sendable {
    fileprivate var indices: [UInt8]
    fileprivate let lookup: OpaquePointer
    fileprivate var bands: [UInt64] = []

    fileprivate init(size: PixelSize, palette: Palette) throws {
      indices = Array(repeating: 0, count: size.width * size.height)
      let bytes = palette.colors.flatMap { $0 }
      guard let lookup = cvideo_palette_new(bytes, CInt(palette.colors.count)) else {
        throw RenderingError("not enough memory for frames of \(size) pixels; use a smaller size")
      }
      self.lookup = lookup
    }

    deinit { cvideo_palette_free(lookup) }
  }

  func makeFrame() throws -> Frame { try Frame(size: size, palette: palette) }

  func convert(_ painter: FramePainter, into frame: Frame) throws {
    let stale = painter.staleRows(since: frame.bands)
    let (pixels, bytesPerRow) = try painter.pixels()
    frame.indices.withUnsafeMutableBufferPointer { indices in
      guard let base = indices.baseAddress else { return }
      for rows in stale {
        cvideo_palette_map(
          frame.lookup, pixels + bytesPerRow * rows.lowerBound, bytesPerRow,
          base + size.width * rows.lowerBound, size.width, isTransparent ? CInt(clear) : -1,
          size.width, rows.count)
      }
    }
    frame.bands = painter.bands
  }

  func encode(_ frame: Frame, index: Int, isRepeated: Bool) throws {
    let isFirst = shown.isEmpty
    guard !isRepeated,
      let change = isFirst
        ? PixelRect(size) : PixelRect(between: shown, and: frame.indices, width: size.width)
    else { return }
    try writeWaiting(until: index)
    if isTransparent {
      // What becomes transparent can't be painted over: each frame is whole and is taken away.
      let nothing = [UInt8](repeating: UInt8(clear), count: frame.indices.count)
      let box = PixelRect(between: nothing, and: frame.indices, width: size.width)
      waiting = (
        try image(frame.indices, box ?? PixelRect(PixelSize(1, 1)), isFree: nil), 2, index
      )
    } else {
      let isFree = isFirst ? nil : unchanged(in: change, of: frame)
      waiting = (try image(frame.indices, change, isFree: isFree), 1, index)
    }
    shown = frame.indices
  }

  func finish(_ metadata: Metadata) throws {
    try writeWaiting(until: frameCount)
    var end = comment(metadata.text)
    end.append(0x3b)
    try file.write(end)
  }

  /// For each pixel of a rectangle whether it stays as it is: 1 or 0.
  private func unchanged(in rect: PixelRect, of frame: Frame) -> [UInt8] {
    var isFree: [UInt8] = []
    isFree.reserveCapacity(rect.area)
    for row in rect.top..<rect.bottom {
      for place in (size.width * row + rect.left)..<(size.width * row + rect.right) {
        isFree.append(shown[place] == frame.indices[place] ? 1 : 0)
      }
    }
    return isFree
  }

  // MARK: Blocks

  /// The bits that the places of all colours need.
  private var symbolBits: Int {
    let count = palette.colors.count + 1
    return max(Int.bitWidth - (count - 1).leadingZeroBitCount, 2)
  }

  private func writeHead() throws {
    var head: [UInt8] = Array("GIF89a".utf8)
    head.appendLittleEndian(UInt16(size.width))
    head.appendLittleEndian(UInt16(size.height))
    // A table of colours for all frames; 8 bits a component.
    head += [0xf0 | UInt8(symbolBits - 1), 0, 0]
    for color in palette.colors { head += color }
    head += Array(repeating: 0, count: 3 * ((1 << symbolBits) - palette.colors.count))
    // Over and over.
    head += [0x21, 0xff, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
    let about = [metadata.title, metadata.summary].filter { !$0.isEmpty }
    head += comment(about.joined(separator: "\n"))
    try file.write(head)
  }

  private func comment(_ text: String) -> [UInt8] {
    guard !text.isEmpty else { return [] }
    var block: [UInt8] = [0x21, 0xfe]
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let part = rest.prefix(255)
      block.append(UInt8(part.count))
      block += part
      rest = rest.dropFirst(part.count)
    }
    return block + [0]
  }

  /// A rectangle of a frame, compressed.
  private func image(_ indices: [UInt8], _ box: PixelRect, isFree: [UInt8]?) throws -> [UInt8] {
    var symbols: [UInt8] = []
    symbols.reserveCapacity(box.area)
    for row in box.top..<box.bottom {
      symbols += indices[(size.width * row + box.left)..<(size.width * row + box.right)]
    }
    var data = [UInt8](repeating: 0, count: 2 * symbols.count + 1024)
    let count = cvideo_lzw(
      symbols, isFree, symbols.count, CInt(clear), CInt(symbolBits), &data)
    guard count > 0 else { throw RenderingError("not enough memory to compress an image") }
    var block: [UInt8] = [0x2c]
    for number in [box.left, box.top, box.width, box.height] {
      block.appendLittleEndian(UInt16(number))
    }
    return block + [0, UInt8(symbolBits)] + data[..<count]
  }

  /// Writes the frame before, now that it is known how long it is seen.
  private func writeWaiting(until index: Int) throws {
    guard let (image, disposal, start) = waiting else { return }
    waiting = nil
    // Delays are in hundredths of a second; rounding never adds up.
    func hundredths(_ index: Int) -> Int { (index * 200 + frameRate) / (2 * frameRate) }
    let delay = min(hundredths(index) - hundredths(start), 65535)
    var control: [UInt8] = [0x21, 0xf9, 4, disposal << 2 | 1]
    control.appendLittleEndian(UInt16(delay))
    try file.write(control + [UInt8(clear), 0] + image)
  }
}

extension [UInt8] {
  fileprivate mutating func appendLittleEndian(_ value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }
}
