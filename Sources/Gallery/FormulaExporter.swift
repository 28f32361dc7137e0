import Lantern
import Rendering

/// Writes one formula as a picture that is as large as its ink.
public struct FormulaExporter: Sendable {
  let formula: TypesetText

  public init(formula: TypesetText) { self.formula = formula }

  /// Writes a PNG file at ten pixels a point, or a PDF or SVG file, by the ending of the name.
  public func write(to path: String) throws {
    let box = formula.bounds.union(formula.inkBounds).inset(by: -1)
    var canvas = Canvas()
    try canvas.text(
      formula, at: Point(-box.minX, -box.minY), color: .black, theme: .book)
    let picture = Picture(size: box.size, background: .white, commands: canvas.commands)
    let bytes: [UInt8] =
      switch path.split(separator: ".").last.map(String.init) {
      case "png": try picture.png(scale: 10)
      case "pdf": try picture.pdf()
      case "svg": try picture.svg()
      default:
        throw ScriptError("cannot tell the format of \(path); end the name in .png, .pdf or .svg")
      }
    try AtomicFile.write(bytes, to: path)
  }
}
