import Drawing
import Geometry

extension Artwork {
  /// A penguin that stands and looks at us.
  static let penguin: Artwork = {
    let coat = Color(hex: 0x2b3338)
    // Sets the coat off from a dark ground.
    let rim = Color(hex: 0xa9bdc4).opacity(0.6)
    let sheen = Color(hex: 0x46535a)
    let front = Color(hex: 0xfbfaf4)
    let shade = Color(hex: 0xdfe3e1)
    let orange = Color(hex: 0xe39a4a)
    let dark = Color(hex: 0xb86f2c)

    let body = Path.mirrored(
      from: Point(0, -46),
      [
        (Point(14, -46), Point(23, -37), Point(23, -24)),
        (Point(23, -13), Point(31, 0), Point(31, 20)),
        (Point(31, 36), Point(18, 44), Point(0, 44)),
      ])
    let belly = Path.mirrored(
      from: Point(0, -14),
      [
        (Point(12, -14), Point(23, 2), Point(23, 20)),
        (Point(23, 33), Point(13, 41), Point(0, 41)),
      ])
    let face = Path.mirrored(
      from: Point(0, -30),
      [
        (Point(4, -37), Point(17, -37), Point(18, -25)),
        (Point(19, -13), Point(9, -8), Point(0, -9)),
      ])
    func wing(_ side: Double) -> Path {
      Path { path in
        path.move(to: Point(side * 24, -10))
        path.curve(to: Point(side * 43, 22), Point(side * 35, -6), Point(side * 44, 8))
        path.curve(to: Point(side * 29, 21), Point(side * 42, 29), Point(side * 34, 28))
        path.close()
      }
    }
    func foot(_ side: Double) -> Path {
      Path { path in
        path.move(to: Point(side * 3, 43))
        path.curve(to: Point(side * 14, 38), Point(side * 4, 39), Point(side * 9, 38))
        path.curve(to: Point(side * 25, 45), Point(side * 20, 38), Point(side * 25, 41))
        path.curve(to: Point(side * 3, 43), Point(side * 22, 49), Point(side * 5, 49))
        path.close()
      }
    }
    let beak = Path { path in
      path.move(to: Point(-8, -20))
      path.curve(to: Point(8, -20), Point(-4, -25), Point(4, -25))
      path.curve(to: Point(0, -11), Point(6, -15), Point(3, -11))
      path.curve(to: Point(-8, -20), Point(-3, -11), Point(-6, -15))
      path.close()
    }
    let mouth = Path { path in
      path.move(to: Point(-7.5, -19.5))
      path.curve(to: Point(7.5, -19.5), Point(-3, -16.5), Point(3, -16.5))
    }
    let highlight = Path { path in
      path.move(to: Point(-12, -39))
      path.curve(to: Point(4, -43), Point(-8, -43), Point(-2, -44.5))
    }
    var layers: [Layer] = [
      .fill(.ellipse(0, 46, 32, 4), Color(hex: 0x5d7a80).opacity(0.35)),
      .fill(foot(-1), orange), .fill(foot(1), orange),
      .stroke(foot(-1), dark, width: 1.2), .stroke(foot(1), dark, width: 1.2),
      .stroke(wing(-1), rim, width: 2.4), .stroke(wing(1), rim, width: 2.4),
      .stroke(body, rim, width: 2.4),
      .fill(wing(-1), coat), .fill(wing(1), coat),
      .fill(body, coat),
      .stroke(highlight, sheen, width: 3),
      .fill(belly, front),
      .clipped(to: belly, [.fill(.ellipse(0, 46, 30, 14), shade)]),
      .fill(face, front),
    ]
    for side in [-1.0, 1.0] {
      layers += [
        .fill(.ellipse(side * 8.5, -26, 3.4, 4), coat),
        .fill(.ellipse(side * 8.5 + 1.1, -27.4, 1.2, 1.3), front),
        .fill(.ellipse(side * 14.5, -18, 3, 2), Color(hex: 0xf0b9a0).opacity(0.7)),
      ]
    }
    layers += [.fill(beak, orange), .stroke(mouth, dark, width: 1.3)]
    return Artwork(layers: layers)
  }()
}
