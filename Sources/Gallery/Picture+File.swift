import Lantern
import Rendering

extension TypesetText {
  /// Writes the formula as a picture as large as its ink: a PNG file at ten pixels a point, or PDF
  /// or SVG, by the ending of the name.
  public func write(to path: String) throws {
    let box = bounds.union(inkBounds).inset(by: -1)
    var canvas = Canvas()
    try canvas.text(self, at: Point(-box.minX, -box.minY), color: .black, theme: .book)
    try Picture(size: box.size, background: .white, commands: canvas.commands)
      .write(to: path, pixelsPerPoint: 10)
  }
}

extension Picture {
  /// Writes a PNG, PDF or SVG file, by the ending of the name.
  func write(to path: String, pixelsPerPoint: Double) throws {
    let bytes: [UInt8] =
      switch path.split(separator: ".").last.map(String.init) {
      case "png": try png(scale: pixelsPerPoint)
      case "pdf": try pdf()
      case "svg": try svg()
      default:
        throw ScriptError("cannot tell the format of \(path); end the name in .png, .pdf or .svg")
      }
    try AtomicFile.write(bytes, to: path)
  }
}
