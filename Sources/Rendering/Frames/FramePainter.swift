import CCairo
import CVideo
import Drawing
import Geometry

/// Draws frames of a film: pictures scaled to fill a fixed number of pixels.
///
/// What consecutive frames have in common at the bottom, often the costly part, is drawn once and
/// copied. The copy is of pixels that the same commands would leave again, so no frame depends on
/// the ones before. (Drawing only where commands differ would be quicker, but Cairo cuts shapes off
/// at several rectangles, or at a curved clip, with other roundings: pixels would differ by a level.)
package final class FramePainter {
  let size: PixelSize
  /// Whether the page's background is left out.
  let isTransparent: Bool
  private var painter: RasterPainter?
  private var ground: Ground?
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
    let (pixels, bytesPerRow) = try painter.pixels()
    for band in bands.indices {
      bands[band] = 0
      for row in rows(ofBand: band) {
        bands[band] = cvideo_hash(pixels + bytesPerRow * row, 4 * size.width, bands[band])
      }
    }
    return true
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
    var start = 0
    if let ground, ground.isBelow(picture) {
      try painter.restore(from: ground.pixels)
      start = ground.commands.count
      try painter.draw(picture.openScopes(before: start)[...], &open)
    } else {
      painter.clear(to: isTransparent ? nil : .white)
      if !isTransparent { painter.draw(background: picture.background) }
    }
    let common = before.map { picture.commonGround(with: $0) } ?? 0
    // A copy costs about as much as a few simple commands.
    if common >= start + (start == 0 ? 1 : 8) {
      try painter.draw(picture.commands[start..<common], &open)
      let ground = ground ?? Ground(byteCount: painter.byteCount)
      try painter.save(to: ground.pixels)
      ground.background = picture.background
      ground.commands = Array(picture.commands[..<common])
      self.ground = ground
      start = common
    }
    try painter.draw(picture.commands[start...], &open)
    try painter.finish(open)
  }

  private func painter(scale: Double) throws -> RasterPainter {
    if let painter, painter.context.scale == scale { return painter }
    (ground, shown) = (nil, nil)
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

/// The pixels that the first commands of a frame leave.
private final class Ground {
  let pixels: UnsafeMutableRawPointer
  var background: Color?
  var commands: [Picture.Command] = []

  init(byteCount: Int) {
    pixels = UnsafeMutableRawPointer.allocate(byteCount: byteCount, alignment: 64)
  }

  deinit { pixels.deallocate() }

  func isBelow(_ picture: Picture) -> Bool {
    background == picture.background && picture.commands.starts(with: commands)
  }
}

extension Picture {
  /// How many commands two pictures share at their start, up to a place where no layer is open:
  /// what a layer holds reaches the page only at its end.
  fileprivate func commonGround(with other: Picture) -> Int {
    guard background == other.background else { return 0 }
    var ground = 0
    var open: [Bool] = []
    for (index, (mine, theirs)) in zip(commands, other.commands).enumerated() {
      guard mine == theirs else { break }
      switch mine {
      case .pushOpacity: open.append(true)
      case .pushClip, .pushPart: open.append(false)
      case .pop: _ = open.popLast()
      default: break
      }
      if !open.contains(true) { ground = index + 1 }
    }
    return ground
  }

  /// The pushes among the first `count` commands that have no pop there.
  fileprivate func openScopes(before count: Int) -> [Command] {
    var open: [Command] = []
    for command in commands[..<count] {
      switch command {
      case .pushClip, .pushOpacity, .pushPart: open.append(command)
      case .pop: _ = open.popLast()
      default: break
      }
    }
    return open
  }
}
