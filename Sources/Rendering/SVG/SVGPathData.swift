import Geometry

/// Writes paths in SVG's compact notation: relative, rounded, without spaces that say nothing.
struct SVGPathData {
  /// Decimal places kept.
  let decimals: Int
  /// A polyline's points within this distance of the line may go, in points.
  let tolerance: Double
  private(set) var bytes: [UInt8] = []
  /// Where the pen is, in units of the last decimal place, so that rounding never adds up.
  private var x = 0
  private var y = 0
  private var start = (x: 0, y: 0)
  private var lastCommand: UInt8 = 0
  private var lastHasPoint = false

  init(_ path: Path, scale: Double = 1, decimals: Int, tolerance: Double = 0.01) {
    self.decimals = decimals
    self.tolerance = tolerance
    path.forEachThinned(scale: scale, tolerance: tolerance) { add($0) }
  }

  private mutating func add(_ element: Path.Element) {
    switch element {
    case .move(let p):
      let (px, py) = rounded(p)
      command(bytes.isEmpty ? "M" : "m")
      number(px - x)
      number(py - y)
      (x, y) = (px, py)
      start = (px, py)
    case .line(let p):
      let (px, py) = rounded(p)
      let (dx, dy) = (px - x, py - y)
      if dy == 0 {
        command("h")
        number(dx)
      } else if dx == 0 {
        command("v")
        number(dy)
      } else {
        command("l")
        number(dx)
        number(dy)
      }
      (x, y) = (px, py)
    case .curve(let c1, let c2, let p):
      command("c")
      for point in [c1, c2, p] {
        let (px, py) = rounded(point)
        number(px - x)
        number(py - y)
      }
      (x, y) = rounded(p)
    case .close:
      command("z")
      (x, y) = start
    }
  }

  private func rounded(_ p: Point) -> (Int, Int) {
    (fixedPoint(p.x, decimals: decimals), fixedPoint(p.y, decimals: decimals))
  }

  private mutating func command(_ letter: Unicode.Scalar) {
    let code = UInt8(ascii: letter)
    // A repeated letter is understood, but pairs after a move would be lines.
    guard code != lastCommand || letter == "m" || letter == "z" else { return }
    bytes.append(code)
    lastCommand = code
    lastHasPoint = false
  }

  private mutating func number(_ value: Int) {
    let start = bytes.count
    bytes.append(fixed: value, decimals: decimals)
    let hasPoint = bytes[start...].contains(0x2e)
    let first = bytes[start]
    let before = start > 0 ? bytes[start - 1] : 0
    let isAfterNumber = (0x30...0x39).contains(before) || before == 0x2e
    // A sign, or a second decimal point, starts a new number by itself.
    if isAfterNumber && first != 0x2d && !(first == 0x2e && lastHasPoint) {
      bytes.insert(0x20, at: start)
    }
    lastHasPoint = hasPoint
  }
}
