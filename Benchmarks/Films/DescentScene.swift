import Lantern

/// The film that all programs of the benchmark make: a path of stochastic gradient descent grows
/// over a heat map with contours, 600 steps.
struct DescentScene: Sendable {
  static let pageSize = Size(640, 360)

  private let surface: LossSurface
  private let marks: [any ChartContent]
  private let path: [Point]

  init() {
    // 30 points of the Gabor model (UDL, figure 6.3) with noise.
    var random = LinearCongruential(65)
    let x = (0..<30).map { _ in 15 * random.signed() }
    let y = x.map { x in
      GaborModel.value(x, Point(0, 16.6))
        + 0.15 * (random.signed() + random.signed() + random.signed())
    }
    surface = LossSurface(x: -10...10, y: 2.5...22.5, columns: 400, rows: 400) { phi in
      zip(x, y).reduce(0) { sum, pair in
        let d = GaborModel.value(pair.0, phi) - pair.1
        return sum + d * d
      }
    }
    marks = [
      HeatmapMark(surface),
      ContourMark(surface, count: 20).foregroundStyle(.paper).lineStyle(width: 0.4),
    ]
    path = Self.descent(x, y)
  }

  /// Batches of five, drawn without putting back.
  private static func descent(_ x: [Double], _ y: [Double]) -> [Point] {
    var random = LinearCongruential(7)
    var phi = Point(1, 7)
    var path = [phi]
    var order: [Int] = []
    for _ in 0..<600 {
      if order.count < 5 { order = random.permutation(x.count) }
      var gradient = Point.zero
      for index in order.prefix(5) {
        let a = phi.x + 0.06 * phi.y * x[index]
        let e = exp(-a * a / 32)
        let d = 2 * (sin(a) * e - y[index]) * (cos(a) * e - sin(a) * e * a / 16)
        gradient = gradient + Point(d, d * 0.06 * x[index])
      }
      order.removeFirst(5)
      phi = phi - gradient * 0.5
      path.append(phi)
    }
    return path
  }

  /// The picture after a step.
  func picture(_ step: Int) throws -> Picture {
    let drawing = VStack(spacing: 6) {
      Text("Stochastic gradient descent").font(.title)
      Chart {
        marks
        LineMark(Array(path[...step])).foregroundStyle(.teal)
        PointMark([path[step]]).foregroundStyle(.paper).symbolSize(6)
      }
      .chartXScale(domain: -10...10)
      .chartYScale(domain: 2.5...22.5)
      .chartXAxisLabel(#"Offset, $\phi_0$"#)
      .chartYAxisLabel(#"Frequency, $\phi_1$"#)
    }
    return try Picture(drawing, size: Self.pageSize, margin: 18, theme: .book)
  }
}
