import Drawing
import Foundation
import Geometry
import Rendering
import Testing
import Typesetting

/// What is drawn over the frame before must be what is drawn alone.
@Suite struct FramePainterTests {
  private struct Draws {
    var state: UInt64
    mutating func unit() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 40) / 16_777_216
    }
    mutating func index(_ count: Int) -> Int { min(Int(unit() * Double(count)), count - 1) }
    mutating func point() -> Point { Point(200 * unit() - 20, 120 * unit() - 15) }
    mutating func color() -> Color {
      Color(red: unit(), green: unit(), blue: unit(), opacity: unit() < 0.5 ? 1 : unit())
    }
    mutating func style() -> StrokeStyle {
      StrokeStyle(
        width: 0.3 + 4 * unit(), cap: [.butt, .round, .square][index(3)],
        join: [.miter, .round, .bevel][index(3)], dash: unit() < 0.2 ? [3, 2] : [])
    }
    mutating func path(_ count: Int) -> Path {
      let points = (0..<count).map { _ in point() }
      if unit() < 0.3 { return Path(circle: points[0], radius: 2 + 20 * unit()) }
      return Path(polyline: points, closed: unit() < 0.3)
    }
    mutating func command() -> Picture.Command {
      switch index(6) {
      case 0: return .fill(path(3 + index(5)), color())
      case 1: return .stroke(path(2 + index(300)), color(), style())
      case 2:
        let stamp = Stamp(
          Path(circle: .zero, radius: 1 + 3 * unit()), fill: color(),
          stroke: unit() < 0.5 ? color() : nil)
        return .stamp(stamp, at: (0..<(1 + index(60))).map { _ in point() })
      case 3:
        let checks = Bitmap(width: 2, height: 1, pixels: [255, 0, 0, 255, 0, 0, 255, 128])
        return .image(
          checks, in: Rect(point(), Size(5 + 60 * unit(), 5 + 40 * unit())),
          unit() < 0.5 ? .nearest : .linear)
      default:
        let glyphs = (0..<3).map {
          GlyphRun.Glyph(id: UInt32(36 + index(20)), position: Point(8 * Double($0), 0))
        }
        let run = GlyphRun(face: .sans, size: 8 + 10 * unit(), glyphs: glyphs, text: "abc")
        return .glyphs(run, .translation(point()), color())
      }
    }
    mutating func commands(_ count: Int) -> [Picture.Command] {
      var commands: [Picture.Command] = []
      var depth = 0
      for _ in 0..<count {
        if unit() < 0.2 {
          commands.append(
            [.pushPart("p"), .pushOpacity(unit()), .pushClip(path(4))][index(3)])
          depth += 1
        } else if depth > 0, unit() < 0.3 {
          commands.append(.pop)
          depth -= 1
        } else {
          commands.append(command())
        }
      }
      return commands + Array(repeating: .pop, count: depth)
    }
    /// One command or scope made different, a line made longer, a command more or less.
    mutating func change(_ commands: [Picture.Command]) -> [Picture.Command] {
      var changed = commands
      let place = index(commands.count)
      switch commands[place] {
      case .pop, .pushPart: break
      case .pushOpacity: changed[place] = .pushOpacity(unit())
      case .pushClip(let path): changed[place] = .pushClip(path.offset(by: Point(3, 2)))
      case .stroke(var path, let color, let style):
        if unit() < 0.7 {
          for _ in 0...index(4) { path.line(to: point()) }
          changed[place] = .stroke(path, color, style)
        } else {
          changed[place] = command()
        }
      case .stamp(let stamp, var points):
        if unit() < 0.5 { points.append(point()) } else { points[0] = point() }
        changed[place] = .stamp(stamp, at: points)
      default:
        switch index(3) {
        case 0: changed.remove(at: place)
        case 1: changed.insert(command(), at: place)
        default: changed[place] = command()
        }
      }
      return changed
    }
  }

  @Test(arguments: 0..<60) func noFrameDependsOnTheOneBefore(_ seed: Int) throws {
    var draws = Draws(state: UInt64(seed) &* 0x9e37_79b9_7f4a_7c15 &+ 1)
    let size = PixelSize(320, 180)
    let isTransparent = seed % 3 == 0
    let painter = FramePainter(size: size, isTransparent: isTransparent)
    var commands = draws.commands(4 + draws.index(30))
    for step in 0..<12 {
      for _ in 0...draws.index(2) { commands = draws.change(commands) }
      let picture = Picture(size: Size(160, 90), background: .white, commands: commands)
      try painter.draw(picture)
      let alone = FramePainter(size: size, isTransparent: isTransparent)
      try alone.draw(picture)
      let isSame = try painter.bitmap() == alone.bitmap()
      #expect(isSame, "seed \(seed), step \(step)")
      #expect(painter.hash == alone.hash)
      if commands.isEmpty { break }
    }
  }

  @Test func aDivergedCoordinateDoesNotPassUnseen() throws {
    let painter = FramePainter(size: PixelSize(320, 180))
    func picture(_ x: Double) -> Picture {
      Picture(
        size: Size(160, 90),
        commands: [.fill(Path(circle: Point(20, 20), radius: 5), red)]
          + [.fill(Path(circle: Point(x, 20), radius: 5), blue)])
    }
    try painter.draw(picture(10))
    #expect(throws: (any Error).self) { try painter.draw(picture(.nan)) }
    try painter.draw(picture(30))
    let alone = FramePainter(size: PixelSize(320, 180))
    try alone.draw(picture(30))
    let isSame = try painter.bitmap() == alone.bitmap()
    #expect(isSame)
  }
}

@Suite struct PixelRectTests {
  @Test func theChangedRectangleIsTheSmallest() {
    let width = 37, height = 23
    let blank = [UInt8](repeating: 9, count: 3 * width * height)
    #expect(PixelRect(between: blank, and: blank, width: width, bytesPerPixel: 3) == nil)
    for (x, y, x2, y2) in [(0, 0, 0, 0), (36, 22, 36, 22), (5, 4, 30, 20), (36, 0, 0, 22)] {
      for channel in 0..<3 {
        var changed = blank
        changed[3 * (width * y + x) + channel] = 8
        changed[3 * (width * y2 + x2) + channel] = 10
        #expect(
          PixelRect(between: blank, and: changed, width: width, bytesPerPixel: 3)
            == PixelRect(
              left: min(x, x2), top: min(y, y2), right: max(x, x2) + 1, bottom: max(y, y2) + 1))
      }
    }
  }
}
