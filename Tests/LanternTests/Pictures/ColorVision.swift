import Drawing
import Foundation

/// How people see colours.
enum ColorVision: String, CaseIterable {
  case full, protanopia, deuteranopia, tritanopia

  /// From linear RGB to the linear RGB that looks the same to everybody (Machado, Oliveira and
  /// Fernandes 2009, severity 1).
  private var matrix: [[Double]] {
    switch self {
    case .full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]]
    case .protanopia:
      [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
      ]
    case .deuteranopia:
      [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
      ]
    case .tritanopia:
      [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
      ]
    }
  }

  /// How different two colours look, as CIEDE2000; 2 is just visible side by side.
  func difference(_ a: Color, _ b: Color) -> Double { seen(a).difference(to: seen(b)) }

  /// The least difference among all kinds of colour vision.
  static func leastDifference(_ a: Color, _ b: Color) -> Double {
    allCases.map { $0.difference(a, b) }.min() ?? 0
  }

  private func seen(_ color: Color) -> CIELab {
    let linear = color.linear
    let rgb = matrix.map { row in
      min(max(zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 }, 0), 1)
    }
    return CIELab(linearRGB: rgb)
  }
}

/// A colour in CIELAB, white point D65.
struct CIELab {
  var l: Double
  var a: Double
  var b: Double

  init(l: Double, a: Double, b: Double) { (self.l, self.a, self.b) = (l, a, b) }

  init(linearRGB c: [Double]) {
    let x = 0.4124564 * c[0] + 0.3575761 * c[1] + 0.1804375 * c[2]
    let y = 0.2126729 * c[0] + 0.7151522 * c[1] + 0.0721750 * c[2]
    let z = 0.0193339 * c[0] + 0.1191920 * c[1] + 0.9503041 * c[2]
    func f(_ t: Double) -> Double {
      t > 216.0 / 24389 ? cbrt(t) : (24389.0 / 27 * t + 16) / 116
    }
    let (fx, fy, fz) = (f(x / 0.95047), f(y), f(z / 1.08883))
    self.init(l: 116 * fy - 16, a: 500 * (fx - fy), b: 200 * (fy - fz))
  }

  /// CIEDE2000, in the steps of Sharma, Wu and Dalal (2005).
  func difference(to other: CIELab) -> Double {
    // Step 1: chroma with corrected a, and hue
    let meanChroma = (hypot(a, b) + hypot(other.a, other.b)) / 2
    let g = 0.5 * (1 - (pow(meanChroma, 7) / (pow(meanChroma, 7) + pow(25, 7))).squareRoot())
    let (a1, a2) = ((1 + g) * a, (1 + g) * other.a)
    let (c1, c2) = (hypot(a1, b), hypot(a2, other.b))
    func hue(_ a: Double, _ b: Double) -> Double {
      let degrees = atan2(b, a) * 180 / .pi
      return degrees < 0 ? degrees + 360 : degrees
    }
    let (h1, h2) = (hue(a1, b), hue(a2, other.b))
    // Step 2: differences
    let isGray = c1 * c2 == 0
    var turn = isGray ? 0 : h2 - h1
    if turn > 180 { turn -= 360 } else if turn < -180 { turn += 360 }
    let (dl, dc) = (other.l - l, c2 - c1)
    let dh = 2 * (c1 * c2).squareRoot() * sine(turn / 2)
    // Step 3: means and weights
    let (lm, cm) = ((l + other.l) / 2, (c1 + c2) / 2)
    var hm = isGray ? h1 + h2 : (h1 + h2) / 2
    if !isGray, abs(h1 - h2) > 180 { hm += h1 + h2 < 360 ? 180 : -180 }
    let t =
      1 - 0.17 * sine(hm + 60) + 0.24 * sine(2 * hm + 90) + 0.32 * sine(3 * hm + 96)
      - 0.20 * sine(4 * hm + 27)
    let sl = 1 + 0.015 * pow(lm - 50, 2) / (20 + pow(lm - 50, 2)).squareRoot()
    let (sc, sh) = (1 + 0.045 * cm, 1 + 0.015 * cm * t)
    let rc = 2 * (pow(cm, 7) / (pow(cm, 7) + pow(25, 7))).squareRoot()
    let rt = -sine(60 * exp(-pow((hm - 275) / 25, 2))) * rc
    let (x, y, z) = (dl / sl, dc / sc, dh / sh)
    return (x * x + y * y + z * z + rt * y * z).squareRoot()
  }

  private func sine(_ degrees: Double) -> Double { sin(degrees * .pi / 180) }
}
