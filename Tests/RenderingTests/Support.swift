import Drawing
import Foundation
import Geometry
import Rendering
import Typesetting

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// A folder that is removed at the end of a test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "lantern-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Every file, hidden ones too.
  var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }
}

func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

extension Bitmap {
  /// The RGBA of a pixel.
  subscript(x: Int, y: Int) -> [UInt8] {
    let start = 4 * (y * width + x)
    return Array(pixels[start..<start + 4])
  }

  /// The largest difference of a component.
  func largestDifference(from other: Bitmap) -> Int { differences(from: other).max() ?? 0 }

  /// The mean difference of the components.
  func meanDifference(from other: Bitmap) -> Double {
    Double(differences(from: other).reduce(0, +)) / Double(pixels.count)
  }

  private func differences(from other: Bitmap) -> [Int] {
    precondition(width == other.width && height == other.height)
    return pixels.indices.map { abs(Int(pixels[$0]) - Int(other.pixels[$0])) }
  }

  /// How many pixels are not transparent.
  var inkCount: Int { stride(from: 3, to: pixels.count, by: 4).count { pixels[$0] != 0 } }
}

let red = Color(red: 1, green: 0, blue: 0)
let blue = Color(red: 0, green: 0, blue: 1)

/// A picture with every command in it.
func everything(at time: Double = 0) -> Picture {
  var picture = Picture(size: Size(160, 90), background: .white)
  let checks = Bitmap(
    width: 2, height: 2,
    pixels: [255, 0, 0, 255, 0, 255, 0, 255, 0, 0, 255, 255, 255, 255, 0, 255])
  let wave = (0..<400).map { Point(Double($0) * 0.4, 45 + 30 * sin(Double($0) * 0.05 + time)) }
  picture.commands = [
    .pushPart("plot"),
    .pushClip(Path(rect: Rect(x: 5, y: 5, width: 150, height: 80))),
    .image(checks, in: Rect(x: 10, y: 10, width: 20, height: 20), .nearest),
    .image(checks, in: Rect(x: 40, y: 10, width: 20, height: 20), .linear),
    .stroke(
      Path(polyline: wave), Color(hex: 0xd18362), StrokeStyle(width: 2, cap: .round, join: .round)),
    .pop,
    .pop,
    .stamp(
      Stamp(Path(circle: .zero, radius: 2), fill: blue, stroke: .black),
      at: (0..<40).map { Point(4 * Double($0), 80 - Double($0)) }),
    .pushOpacity(0.5),
    .fill(Path(circle: Point(120, 30), radius: 15), red),
    .fill(Path(circle: Point(130, 30), radius: 15), red),
    .pop,
    .facet(
      Path(polyline: [Point(70, 70), Point(100, 72), Point(84, 84)], closed: true),
      Shading(from: Point(70, 70), to: Point(100, 72), [red, .white, blue])),
    .pushPart("plot"),
    .stroke(
      Path(rect: Rect(x: 5, y: 5, width: 150, height: 80)), .black,
      StrokeStyle(width: 0.5, dash: [3, 2])),
    .glyphs(
      GlyphRun(
        face: .sans, size: 12,
        glyphs: [
          GlyphRun.Glyph(id: 40, position: Point(0, 0)),
          GlyphRun.Glyph(id: 60, position: Point(8.25, 0)),
        ], text: "ab"), .translation(Point(70, 60)), .black),
    .pop,
  ]
  return picture
}
