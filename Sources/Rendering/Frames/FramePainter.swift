import CCairo
import CVideo
import Drawing
import Geometry

/// Draws frames of a film: pictures scaled to fill a fixed number of pixels.
///
/// What consecutive frames have in common at the bottom, often the costly part, is drawn once and
/// copied: whole commands, and the first pieces of a line that grows. The copy is of pixels that the
/// same steps would leave again, so no frame depends on the ones before. (Drawing only where commands
/// differ would be quicker, but Cairo cuts shapes off at several rectangles, or at a curved clip,
/// with other roundings: pixels would differ by a level.)
package final class FramePainter {
  let size: PixelSize
  /// Whether the page's background is left out.
  let isTransparent: Bool
  private var painter: RasterPainter?
  private var ground: FrameGround?
  /// Where the pixels differ from the ground's; `nil` for anywhere.
  private var touched: [PixelRect]?
  private var shown: Picture?
  /// A hash of each band of rows.
  private(set) var bands: [UInt64]

  /// The rows of a band.
  static let bandHeight = 16

  package init(size: PixelSize, isTransparent: Bool = false) {
    self.size = size
    self.isTransparent = isTransparent
    bands = Array(repeating: 0, count: (size.height + Self.bandHeight - 1) / Self.bandHeight)
  }

  /// Draws a frame.
  ///
  /// - Returns: whether it differs from the one before.
  @discardableResult
  package func draw(_ picture: Picture) throws -> Bool {
    let scale = try FramePainter.scale(of: picture, in: size)
    let painter = try painter(scale: scale)
    let before = shown
    let picture = before.map(picture.sharing) ?? picture
    guard picture != before else { return false }
    // Whoever fails has drawn half a frame, and begins afresh.
    (shown, self.painter) = (nil, nil)
    try redraw(picture, after: before, painter)
    self.painter = painter
    shown = picture
    try hash(painter, before.flatMap { picture.changedInk(since: $0, painter) })
    return true
  }

  /// Brings the bands' hashes up to date.
  ///
  /// - Parameter changes: where pixels may have changed; `nil` for anywhere.
  private func hash(_ painter: RasterPainter, _ changes: [PixelRect]?) throws {
    let (pixels, bytesPerRow) = try painter.pixels()
    for band in bands.indices {
      let rows = rows(ofBand: band)
      let isStale = changes?.contains { $0.top < rows.upperBound && $0.bottom > rows.lowerBound }
      guard isStale ?? true else { continue }
      bands[band] = 0
      for row in rows {
        bands[band] = cvideo_hash(pixels + bytesPerRow * row, 4 * size.width, bands[band])
      }
    }
  }

  private func rows(ofBand band: Int) -> Range<Int> {
    (band * Self.bandHeight)..<min((band + 1) * Self.bandHeight, size.height)
  }

  /// The bands of rows in which the frame differs from one whose bands had the hashes `old`; all if
  /// there are none.
  func staleRows(since old: [UInt64]) -> [Range<Int>] {
    bands.indices.filter { old.isEmpty || old[$0] != bands[$0] }.map(rows(ofBand:))
  }

  /// A hash of the frame's pixels: XXH64 of the hashes of its bands.
  package var hash: UInt64 {
    bands.reduce(0) { hash, band in
      withUnsafeBytes(of: band.littleEndian) {
        cvideo_hash($0.bindMemory(to: UInt8.self).baseAddress, 8, hash)
      }
    }
  }

  /// Pixels per point of a picture that fills the frame.
  static func scale(of picture: Picture, in size: PixelSize) throws -> Double {
    let scale = Double(size.width) / max(picture.size.width, 1e-9)
    guard abs(picture.size.height * scale - Double(size.height)) <= 1 else {
      throw RenderingError(
        "a picture of \(picture.size.width) x \(picture.size.height) points does not fill \(size) "
          + "pixels; give both the same proportions")
    }
    return scale
  }

  private func redraw(
    _ picture: Picture, after before: Picture?, _ painter: RasterPainter
  ) throws {
    var open: [Scope] = []
    var done = FrameProgress()
    if let ground, ground.isBelow(picture, painter) {
      try painter.restore(from: ground.pixels, touched)
      done = ground.progress
      try painter.draw(picture.openScopes(before: done.commands)[...], &open)
    } else {
      painter.clear(to: isTransparent ? nil : .white)
      if !isTransparent { painter.draw(background: picture.background) }
    }
    let common = before.map { picture.commonGround(with: $0, painter) } ?? FrameProgress()
    // A copy costs about as much as a few simple commands.
    if common.gain(over: done) >= (done.commands == 0 ? 1 : 8) {
      try painter.draw(picture, from: done, to: common, &open)
      let ground = ground ?? FrameGround(byteCount: painter.byteCount)
      try painter.save(to: ground.pixels)
      ground.take(picture, common, painter)
      self.ground = ground
      done = common
    }
    let end = FrameProgress(commands: picture.commands.count)
    try painter.draw(picture, from: done, to: end, &open)
    try painter.finish(open)
    touched =
      done == ground?.progress
      ? picture.ink(from: done, to: end.commands, painter) : nil
  }

  private func painter(scale: Double) throws -> RasterPainter {
    if let painter, painter.context.scale == scale { return painter }
    (ground, shown, touched) = (nil, nil, nil)
    let fresh = try RasterPainter(size: size, scale: scale, keepsText: true)
    painter = fresh
    return fresh
  }

  /// The frame's pixels as Cairo holds them, good until the next frame is drawn.
  func pixels() throws -> (UnsafeMutablePointer<UInt8>, bytesPerRow: Int) {
    guard let painter else { throw RenderingError("no frame has been drawn") }
    return try painter.pixels()
  }

  /// A copy of the frame with straight opacity.
  package func bitmap() throws -> Bitmap {
    guard let painter else { throw RenderingError("no frame has been drawn") }
    return try painter.bitmap()
  }
}
