import Drawing
import Geometry

extension Artwork {
  /// A fish that swims to the left.
  static let fish: Artwork = {
    let orange = Color(hex: 0xd9813f)
    let light = Color(hex: 0xf0b27a)
    let dark = Color(hex: 0x8a4721)
    let teal = Color(hex: 0x3f9aa3)
    let paleTeal = Color(hex: 0x8fd0cf)

    let body = Path { path in
      path.move(to: Point(-46, 1))
      path.curve(to: Point(-4, -25), Point(-38, -15), Point(-23, -25))
      path.curve(to: Point(26, -3), Point(10, -25), Point(20, -12))
      path.curve(to: Point(26, 5), Point(27, 0), Point(27, 2))
      path.curve(to: Point(-4, 26), Point(20, 14), Point(10, 26))
      path.curve(to: Point(-46, 1), Point(-23, 26), Point(-38, 17))
      path.close()
    }
    let tail = Path { path in
      path.move(to: Point(20, 1))
      path.curve(to: Point(47, -26), Point(32, -4), Point(38, -20))
      path.curve(to: Point(41, 1), Point(43, -16), Point(40, -7))
      path.curve(to: Point(47, 28), Point(40, 9), Point(43, 18))
      path.curve(to: Point(20, 1), Point(38, 22), Point(32, 6))
      path.close()
    }
    let backFin = Path { path in
      path.move(to: Point(-17, -21))
      path.curve(to: Point(16, -33), Point(-10, -35), Point(4, -37))
      path.curve(to: Point(13, -15), Point(11, -28), Point(10, -21))
      path.close()
    }
    let bellyFin = Path { path in
      path.move(to: Point(-8, 24))
      path.curve(to: Point(11, 35), Point(-4, 33), Point(4, 37))
      path.curve(to: Point(10, 19), Point(8, 30), Point(8, 24))
      path.close()
    }
    let sideFin = Path { path in
      path.move(to: Point(-14, 5))
      path.curve(to: Point(4, 16), Point(-8, 2), Point(4, 6))
      path.curve(to: Point(-14, 5), Point(-4, 19), Point(-13, 14))
      path.close()
    }
    func band(_ x: Double, _ width: Double) -> Path {
      Path { path in
        path.move(to: Point(x, -34))
        path.curve(to: Point(x, 34), Point(x + 11, -12), Point(x + 11, 12))
        path.line(to: Point(x + width, 34))
        path.curve(to: Point(x + width, -34), Point(x + width + 11, 12), Point(x + width + 11, -12))
        path.close()
      }
    }
    let gill = Path { path in
      path.move(to: Point(-22, -13))
      path.curve(to: Point(-22, 14), Point(-15, -5), Point(-15, 6))
    }
    let mouth = Path { path in
      path.move(to: Point(-45, 3))
      path.curve(to: Point(-37, 6), Point(-42, 6), Point(-40, 7))
    }
    let rays = Path { path in
      for end in [Point(41, -17), Point(37, -5), Point(37, 7), Point(41, 19)] {
        path.move(to: Point(28, 1).interpolated(to: end, 0.15))
        path.line(to: end)
      }
    }
    return Artwork(layers: [
      .fill(tail, teal), .stroke(rays, paleTeal, width: 1.6), .stroke(tail, dark, width: 1.8),
      .fill(backFin, teal), .stroke(backFin, dark, width: 1.8),
      .fill(bellyFin, teal), .stroke(bellyFin, dark, width: 1.8),
      .fill(body, orange),
      .clipped(
        to: body,
        [
          .fill(.ellipse(-14, 25, 38, 17), light),
          .fill(band(-10, 8), teal), .fill(band(8, 7), teal),
          .stroke(band(-10, 8), paleTeal, width: 1), .stroke(band(8, 7), paleTeal, width: 1),
        ]),
      .stroke(body, dark, width: 1.8),
      .fill(sideFin, light), .stroke(sideFin, dark, width: 1.4),
      .stroke(gill, dark, width: 1.6), .stroke(mouth, dark, width: 1.8),
      .fill(.ellipse(-32, -5, 4.8, 4.8), .white),
      .stroke(.ellipse(-32, -5, 4.8, 4.8), dark, width: 1),
      .fill(.ellipse(-33, -5, 2.5, 2.5), Color(hex: 0x1c2226)),
      .fill(.ellipse(-33.8, -6, 0.8, 0.8), .white),
    ])
  }()
}
