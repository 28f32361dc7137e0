import Drawing

/// What is seen of a film so far, for formats whose images say how long they are seen and need hold
/// only the rectangle that has changed: GIF and APNG.
///
/// - `Stored` is an image as the file takes it, which waits until the next one tells its length.
struct ChangingImage<Stored> {
  private let size: PixelSize
  private let bytesPerPixel: Int
  /// Rows without gaps; empty before the first frame.
  private(set) var shown: [UInt8] = []
  private var waiting: (image: Stored, start: Int)?

  init(_ size: PixelSize, bytesPerPixel: Int) {
    (self.size, self.bytesPerPixel) = (size, bytesPerPixel)
  }

  /// Where a frame differs from what is seen; `nil` if it does not.
  func change(to pixels: [UInt8]) -> PixelRect? {
    guard !shown.isEmpty else { return PixelRect(size) }
    return PixelRect(
      between: shown, and: pixels, width: size.width, bytesPerPixel: bytesPerPixel)
  }

  /// Shows a frame from now on.
  mutating func show(_ pixels: [UInt8], as image: Stored, from index: Int) {
    shown = pixels
    waiting = (image, index)
  }

  /// The image before and the frames in which it is seen, now that the last of them is known.
  mutating func takeWaiting(until index: Int) -> (image: Stored, frames: Range<Int>)? {
    guard let (image, start) = waiting else { return nil }
    waiting = nil
    return (image, start..<index)
  }

  /// The bytes of a rectangle's rows.
  func rows(of rect: PixelRect, in pixels: [UInt8]) -> [UInt8] {
    var rows: [UInt8] = []
    rows.reserveCapacity(bytesPerPixel * rect.area)
    for row in rect.top..<rect.bottom {
      let start = size.width * row
      rows += pixels[bytesPerPixel * (start + rect.left)..<bytesPerPixel * (start + rect.right)]
    }
    return rows
  }
}

/// A frame's pixels in rows without gaps. One that is used again keeps the rows that are the same.
final class PackedFrame<Context>: @unchecked Sendable {
  private(set) var pixels: [UInt8]
  /// What the frame's conversion needs for itself.
  let context: Context
  private var bands: [UInt64] = []
  private let rowLength: Int

  init(_ size: PixelSize, bytesPerPixel: Int, _ context: Context) {
    rowLength = bytesPerPixel * size.width
    pixels = Array(repeating: 0, count: rowLength * size.height)
    self.context = context
  }

  /// Converts the rows that have changed.
  ///
  /// - Parameter convert: is given Cairo's rows and their length, the frame's rows, and their
  ///   number.
  func update(
    from painter: FramePainter,
    _ convert: (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>, Int) -> Void
  ) throws {
    let stale = painter.staleRows(since: bands)
    let (source, bytesPerRow) = try painter.pixels()
    pixels.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      for rows in stale {
        convert(
          source + bytesPerRow * rows.lowerBound, bytesPerRow, base + rowLength * rows.lowerBound,
          rows.count)
      }
    }
    bands = painter.bands
  }
}
