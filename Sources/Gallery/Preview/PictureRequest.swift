import Foundation
import Lantern
import Rendering

/// Which picture the page wants.
struct PictureRequest: Codable, Hashable, Sendable {
  /// The script's number or name.
  var script: String
  /// Values of parameters; the others have their defaults.
  var settings: [String: String] = [:]
  var theme = "book"
  /// Pixels. A figure without is an SVG; a scene's frame needs both width and height.
  var width: Int?
  var height: Int?
  /// Seconds since the start of a scene.
  var time: Double?

  /// - Throws: a `ScriptError` if the request asks for more than a page ever would.
  func check() throws {
    guard script.utf8.count <= 100, theme.utf8.count <= 40, settings.count <= 64,
      settings.allSatisfy({ $0.key.utf8.count <= 100 && $0.value.utf8.count <= 100 })
    else { throw ScriptError("the request names things too long to exist") }
    for side in [width, height].compactMap({ $0 }) where !(16...4096).contains(side) {
      throw ScriptError("\(side) pixels are out of range; choose 16 to 4096")
    }
    if let time, !(0...86_400).contains(time) {
      throw ScriptError("\(time) s is no moment of a scene")
    }
  }
}

/// What the page is told of a picture before its bytes.
struct PictureInfo: Codable, Sendable {
  struct ShotInfo: Codable, Sendable {
    var name: String
    /// Seconds since the start of the scene.
    var start: Double
    var narration: String?
  }

  /// The MIME type of the bytes that follow.
  var type: String
  /// In points.
  var width: Double
  var height: Double
  var computeSeconds: Double
  var drawSeconds: Double
  /// Of a scene, in seconds.
  var duration: Double?
  var shots: [ShotInfo]?
  /// How many bytes follow.
  var bytes = 0
}

/// What is said on the way to a picture, and at its end: one of the three.
struct PictureReply: Codable, Sendable {
  /// The fraction of the computation that is done.
  var progress: Double?
  /// One line that says what is wrong and what to do.
  var failure: String?
  var picture: PictureInfo?

  /// A line of JSON.
  var line: [UInt8] {
    let data = (try? JSONEncoder().encode(self)) ?? Data(#"{"failure":"no picture"}"#.utf8)
    return Array(data) + [0x0a]
  }
}
