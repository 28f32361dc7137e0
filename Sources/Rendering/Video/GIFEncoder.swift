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
  private var seen: ChangingImage<(block: [UInt8], disposal: UInt8)>

  /// The place of the colour that lets what lies below be seen.
  private var clear: Int { palette.colors.count }

  init(
    file: AtomicFile, _ film: MovieSettings, frameCount: Int, palette: Palette
  ) throws {
    (size, isTransparent, frameRate) = (film.size, film.isTransparent, film.frameRate)
    (self.file, self.palette, self.frameCount) = (file, palette, frameCount)
    metadata = film.metadata
    seen = ChangingImage(film.size, bytesPerPixel: 1)
    guard size.width <= 65535, size.height <= 65535 else {
      throw RenderingError("a film of \(size) pixels can't be a GIF: choose 65535 or less a side")
    }
    try writeHead()
  }

  /// A frame's own way to find the places of colours.
  final class Lookup {
    fileprivate let pointer: OpaquePointer

    fileprivate init(_ palette: Palette) throws {
      let bytes = palette.colors.flatMap { $0 }
      guard let pointer = cvideo_palette_new(bytes, CInt(palette.colors.count)) else {
        throw RenderingError("not enough memory for a palette; use a smaller size")
      }
      self.pointer = pointer
    }

    deinit { cvideo_palette_free(pointer) }
  }

  func makeFrame() throws -> PackedFrame<Lookup> {
    PackedFrame(size, bytesPerPixel: 1, try Lookup(palette))
  }

  func convert(_ painter: FramePainter, into frame: PackedFrame<Lookup>) throws {
    try frame.update(from: painter) { source, bytesPerRow, target, count in
      cvideo_palette_map(
        frame.context.pointer, source, bytesPerRow, target, size.width,
        isTransparent ? CInt(clear) : -1, size.width, count)
    }
  }

  func encode(_ frame: PackedFrame<Lookup>, index: Int, isRepeated: Bool) throws {
    guard !isRepeated, let change = seen.change(to: frame.pixels) else { return }
    try writeWaiting(until: index)
    let image: (block: [UInt8], disposal: UInt8)
    if isTransparent {
      // What becomes transparent can't be painted over: each frame is whole and is taken away.
      let nothing = [UInt8](repeating: UInt8(clear), count: frame.pixels.count)
      let box = PixelRect(between: nothing, and: frame.pixels, width: size.width)
      image = (try block(frame.pixels, box ?? PixelRect(PixelSize(1, 1)), isFree: nil), 2)
    } else {
      image = (try block(frame.pixels, change, isFree: unchanged(in: change, frame.pixels)), 1)
    }
    seen.show(frame.pixels, as: image, from: index)
  }

  func finish(_ metadata: Metadata) throws {
    try writeWaiting(until: frameCount)
    var end = comment(metadata.text)
    end.append(0x3b)
    try file.write(end)
  }

  /// For each pixel of a rectangle whether it stays as it is, 1 or 0; `nil` if nothing was there.
  private func unchanged(in rect: PixelRect, _ pixels: [UInt8]) -> [UInt8]? {
    guard !seen.shown.isEmpty else { return nil }
    return zip(seen.rows(of: rect, in: seen.shown), seen.rows(of: rect, in: pixels)).map {
      $0 == $1 ? 1 : 0
    }
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
  private func block(_ pixels: [UInt8], _ box: PixelRect, isFree: [UInt8]?) throws -> [UInt8] {
    let symbols = seen.rows(of: box, in: pixels)
    var data = [UInt8](repeating: 0, count: 2 * symbols.count + 1024)
    let count = cvideo_lzw(
      symbols, isFree, symbols.count, CInt(clear), CInt(symbolBits), &data)
    guard count > 0 else { throw RenderingError("not enough memory to compress an image") }
    var head: [UInt8] = [0x2c]
    for number in [box.left, box.top, box.width, box.height] {
      head.appendLittleEndian(UInt16(number))
    }
    return head + [0, UInt8(symbolBits)] + data[..<count]
  }

  /// Writes the frame before, now that it is known how long it is seen.
  private func writeWaiting(until index: Int) throws {
    guard let ((block, disposal), frames) = seen.takeWaiting(until: index) else { return }
    // Delays are in hundredths of a second; rounding never adds up.
    func hundredths(_ index: Int) -> Int { (index * 200 + frameRate) / (2 * frameRate) }
    let delay = min(hundredths(frames.upperBound) - hundredths(frames.lowerBound), 65535)
    var control: [UInt8] = [0x21, 0xf9, 4, disposal << 2 | 1]
    control.appendLittleEndian(UInt16(delay))
    try file.write(control + [UInt8(clear), 0] + block)
  }
}

extension [UInt8] {
  fileprivate mutating func appendLittleEndian(_ value: UInt16) {
    append(UInt8(truncatingIfNeeded: value))
    append(UInt8(truncatingIfNeeded: value >> 8))
  }
}
