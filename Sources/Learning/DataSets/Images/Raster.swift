import Geometry

/// A picture being painted, sixteen samples a pixel, with the label of what is seen at each pixel.
struct Raster {
  /// Samples a pixel along each axis.
  private static let fineness = 4

  let width: Int
  let height: Int
  private var samples: [RGB]
  private var labels: [UInt8]

  init(_ width: Int, _ height: Int, _ color: RGB, label: Int = 0) {
    self.width = width
    self.height = height
    let count = width * height * Raster.fineness * Raster.fineness
    samples = [RGB](repeating: color, count: count)
    labels = [UInt8](repeating: UInt8(label), count: count)
  }

  /// The rectangle of the whole picture.
  var frame: Region { .rectangle(0, 0, Double(width), Double(height)) }

  /// Paints a region; its label, if there is one, covers those below.
  mutating func paint(_ region: Region, _ color: RGB, label: Int? = nil) {
    paint(region, label: label) { _, _ in color }
  }

  /// Paints a region with a colour for each point, from what was there before.
  mutating func paint(_ region: Region, label: Int? = nil, _ color: (Point, RGB) -> RGB) {
    let n = Raster.fineness
    let step = 1 / Double(n)
    func span(_ low: Double, _ high: Double, _ limit: Int) -> Range<Int> {
      let first = max(0, min(Double(limit), (low / step).rounded(.down)))
      let last = max(first, min(Double(limit), (high / step).rounded(.up)))
      return Int(first)..<Int(last)
    }
    let columns = span(region.bounds.minX, region.bounds.maxX, n * width)
    for row in span(region.bounds.minY, region.bounds.maxY, n * height) {
      for column in columns {
        let point = Point((Double(column) + 0.5) * step, (Double(row) + 0.5) * step)
        guard region.contains(point) else { continue }
        let place = row * n * width + column
        samples[place] = color(point, samples[place])
        if let label { labels[place] = UInt8(label) }
      }
    }
  }

  /// Changes every sample.
  mutating func shade(_ color: (Point, RGB) -> RGB) { paint(frame, color) }

  /// The mean of each pixel's samples: red, green and blue planes, from 0 to 1.
  var pixels: Pixels {
    let n = Raster.fineness
    let count = width * height
    var values = [Float](repeating: 0, count: 3 * count)
    for row in 0..<height {
      for column in 0..<width {
        var sum = SIMD3<Float>.zero
        for inner in 0..<n {
          let start = (row * n + inner) * n * width + column * n
          for place in start..<(start + n) { sum += samples[place].components }
        }
        for channel in 0..<3 {
          values[channel * count + row * width + column] = sum[channel] / Float(n * n)
        }
      }
    }
    return Pixels(values: values, channels: 3, height: height, width: width)
  }

  /// The label of each pixel's middle, `[height, width]`.
  var labelMap: Tensor {
    let n = Raster.fineness
    return Tensor(
      (0..<height).flatMap { row in
        (0..<width).map { Float(labels[(row * n + n / 2) * n * width + $0 * n + n / 2]) }
      }, shape: [height, width])
  }
}

/// A finished picture, channel by channel.
struct Pixels {
  var values: [Float]
  var channels: Int
  let height: Int
  let width: Int

  /// One channel: the mean of red, green and blue.
  var gray: Pixels {
    let count = height * width
    return Pixels(
      values: (0..<count).map { place in
        (0..<channels).reduce(0) { $0 + values[$1 * count + place] } / Float(channels)
      }, channels: 1, height: height, width: width)
  }

  /// With normal noise for each number.
  func grained(_ standardDeviation: Double, _ key: Key) -> Pixels {
    var result = self
    let noise = key.standardNormals(values.count, step: 0)
    for place in values.indices { result.values[place] += Float(standardDeviation) * noise[place] }
    return result
  }

  func scaled(_ factor: Double) -> Pixels {
    var result = self
    result.values = values.map { $0 * Float(factor) }
    return result
  }

  private var shape: Shape { [channels, height, width] }

  /// Values from 0 to 1, what lies beyond cut off.
  var unit: Tensor { Tensor(values.map { min(1, max(0, $0)) }, shape: shape) }

  /// Values from -1 to 1.
  var signed: Tensor { Tensor(values.map { min(1, max(-1, 2 * $0 - 1)) }, shape: shape) }
}
