import CCairo
import Drawing
import Geometry

/// Draws frames of a film: pictures scaled to fill a fixed number of pixels.
///
/// What consecutive frames have in common at the bottom, often the costly part, is drawn once and
/// copied. The copy is of pixels that the same commands would leave again, so no frame depends on
/// the ones before.
final class FramePainter {
  let size: PixelSize
  private var painter: RasterPainter?
  private var ground: Ground?
  private var previous: Picture?

  init(size: PixelSize) { self.size = size }

  func draw(_ picture: Picture) throws {
    let scale = Double(size.width) / max(picture.size.width, 1e-9)
    guard abs(picture.size.height * scale - Double(size.height)) <= 1 else {
      throw RenderingError(
        "a picture of \(picture.size.width) x \(picture.size.height) points does not fill \(size) "
          + "pixels; give both the same proportions")
    }
    let painter = try painter(scale: scale)
    var open: [Scope] = []
    var start = 0
    if let ground, ground.isBelow(picture) {
      try painter.restore(from: ground.pixels)
      start = ground.commands.count
      try painter.draw(picture.openScopes(before: start)[...], &open)
    } else {
      // A film has no transparency: it is shown on white.
      painter.draw(background: .white)
      painter.draw(background: picture.background)
    }
    let common = previous.map { picture.commonGround(with: $0) } ?? 0
    previous = picture
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
    (ground, previous) = (nil, nil)
    let fresh = try RasterPainter(size: size, scale: scale, keepsText: true)
    painter = fresh
    return fresh
  }

  func pixels() throws -> (UnsafeMutablePointer<UInt8>, bytesPerRow: Int) {
    guard let painter else { throw RenderingError("no frame has been drawn") }
    return try painter.pixels()
  }

  func bitmap() throws -> Bitmap {
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
      case .pushOpacity, .pushClip, .pushPart: open.append(command)
      case .pop: _ = open.popLast()
      default: break
      }
    }
    return open
  }
}
