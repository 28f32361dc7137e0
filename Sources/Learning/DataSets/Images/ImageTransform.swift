#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A change of a picture that leaves what it shows (UDL, figure 9.13): `[channels, height, width]`
/// to the same shape. Places between pixels are interpolated; beyond the edge it goes on as at it.
public enum ImageTransform: Hashable, Sendable {
  /// Left becomes right.
  case flip
  /// Turned anticlockwise, then the middle part of so much of each side enlarged to the whole.
  case rotateAndCrop(degrees: Double, share: Double)
  /// Taller by a factor about the middle; what no longer fits is lost.
  case verticalStretch(Double)
  /// Each channel times a factor, cut off at 1.
  case colorBalance([Float])
  /// The mean over a normal density of this deviation, in pixels.
  case blur(Double)
  /// Darker towards the corners, where only 1 - strength is left.
  case vignette(Double)
  /// Edges drawn outwards in the middle of each side less than at the corners: a point at the
  /// distance r from the middle shows what was at r (1 - strength (r / r_max)²).
  case pincushion(Double)

  public func callAsFunction(_ image: Tensor) -> Tensor {
    precondition(image.shape.rank == 3, "a picture has channels, rows and columns")
    switch self {
    case .flip: return image.resampled { x, y in (-x, y) }
    case .rotateAndCrop(let degrees, let share):
      let angle = degrees * .pi / 180
      let (c, s) = (share * cos(angle), share * sin(angle))
      return image.resampled { x, y in (c * x - s * y, s * x + c * y) }
    case .verticalStretch(let factor): return image.resampled { x, y in (x, y / factor) }
    case .pincushion(let strength):
      let corner = image.farthest
      return image.resampled { x, y in
        let factor = 1 - strength * (x * x + y * y) / corner
        return (x * factor, y * factor)
      }
    case .colorBalance(let factors):
      return image.mapped { channel, _, _, value in min(value * factors[channel], 1) }
    case .vignette(let strength):
      let corner = image.farthest
      return image.mapped { _, x, y, value in
        value * Float(1 - strength * (x * x + y * y) / corner)
      }
    case .blur(let deviation): return image.blurred(deviation)
    }
  }
}

extension Tensor {
  private var size: (channels: Int, height: Int, width: Int) { (shape[0], shape[1], shape[2]) }

  /// The squared distance of a corner from the middle, in pixels.
  fileprivate var farthest: Double {
    Double(size.width * size.width + size.height * size.height) / 4
  }

  /// Each value by its channel and its place from the middle, in pixels to the right and down.
  fileprivate func mapped(_ change: (Int, Double, Double, Float) -> Float) -> Tensor {
    let (channels, height, width) = size
    var values = elements
    for channel in 0..<channels {
      for row in 0..<height {
        for column in 0..<width {
          let place = (channel * height + row) * width + column
          values[place] = change(
            channel, Double(column) + 0.5 - Double(width) / 2,
            Double(row) + 0.5 - Double(height) / 2, values[place])
        }
      }
    }
    return Tensor(values, shape: shape)
  }

  /// The picture whose pixels show what this one has at `source` of their place from the middle.
  fileprivate func resampled(_ source: (Double, Double) -> (Double, Double)) -> Tensor {
    let (_, height, width) = size
    return mapped { channel, x, y, _ in
      let (u, v) = source(x, y)
      let column = cutOff(u + Double(width) / 2 - 0.5, Double(width - 1))
      let row = cutOff(v + Double(height) / 2 - 0.5, Double(height - 1))
      let (left, top) = (Int(column), Int(row))
      let (right, bottom) = (cutOff(left + 1, width - 1), cutOff(top + 1, height - 1))
      let (s, t) = (Float(column - Double(left)), Float(row - Double(top)))
      func value(_ row: Int, _ column: Int) -> Float {
        elements[(channel * height + row) * width + column]
      }
      let upper = value(top, left) * (1 - s) + value(top, right) * s
      let lower = value(bottom, left) * (1 - s) + value(bottom, right) * s
      return upper * (1 - t) + lower * t
    }
  }

  fileprivate func blurred(_ deviation: Double) -> Tensor {
    guard deviation > 0 else { return self }
    let weights = normalWeights(deviation)
    let reach = weights.count / 2
    let (channels, height, width) = size
    func along(_ values: [Float], _ length: Int, _ step: Int, _ start: Int) -> [Float] {
      (0..<length).map { place in
        var sum: Float = 0
        for (index, weight) in weights.enumerated() {
          sum += weight * values[start + cutOff(place + index - reach, length - 1) * step]
        }
        return sum
      }
    }
    var values = elements
    for channel in 0..<channels {
      for row in 0..<height {
        let start = (channel * height + row) * width
        values.replaceSubrange(start..<(start + width), with: along(values, width, 1, start))
      }
      for column in 0..<width {
        let start = channel * height * width + column
        for (row, value) in along(values, height, width, start).enumerated() {
          values[start + row * width] = value
        }
      }
    }
    return Tensor(values, shape: shape)
  }
}

/// The nearest number from 0 to `most`.
private func cutOff<Number: Comparable & ExpressibleByIntegerLiteral>(
  _ x: Number, _ most: Number
) -> Number { min(max(x, 0), most) }

/// A normal density at whole numbers up to three deviations away, its sum 1.
private func normalWeights(_ deviation: Double) -> [Float] {
  let reach = Int((3 * deviation).rounded(.up))
  let raw = (-reach...reach).map { exp(-Double($0 * $0) / (2 * deviation * deviation)) }
  let total = raw.reduce(0, +)
  return raw.map { Float($0 / total) }
}

extension Tensor {
  /// A picture `[channels, height, width]` at a part of its size: the means of squares of `factor`
  /// × `factor` pixels.
  public func downsampled(_ factor: Int) -> Tensor {
    precondition(
      shape.rank == 3 && shape[1] % factor == 0 && shape[2] % factor == 0,
      "a picture whose sides are multiples of \(factor)")
    let (height, width) = (shape[1] / factor, shape[2] / factor)
    var values = [Float](repeating: 0, count: shape[0] * height * width)
    for (place, value) in elements.enumerated() {
      let (column, rest) = (place % shape[2], place / shape[2])
      let (row, channel) = (rest % shape[1], rest / shape[1])
      values[(channel * height + row / factor) * width + column / factor] += value
    }
    return Tensor(
      values.map { $0 / Float(factor * factor) }, shape: [shape[0], height, width])
  }
}
