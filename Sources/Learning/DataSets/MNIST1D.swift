#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// MNIST-1D (Greydanus and Kobak 2024; UDL section 8.1): signals of 40 numbers made from ten
/// templates by stretching, shifting, slanting and noise.
///
///     let data = MNIST1D.examples(key: lab.key("data"))   // inputs [5000, 40], targets [5000]
public enum MNIST1D {
  /// Twelve points of each digit, as drawn.
  static let drawn: [[Double]] = [
    [5, 6, 6.5, 6.75, 7, 7, 7, 7, 6.75, 6.5, 6, 5],
    [5, 3, 3, 3.4, 3.8, 4.2, 4.6, 5, 5.4, 5.8, 5, 5],
    [5, 6, 6.5, 6.5, 6, 5.25, 4.75, 4, 3.5, 3.5, 4, 5],
    [5, 6, 6.5, 6.5, 6, 5, 5, 6, 6.5, 6.5, 6, 5],
    [5, 4.4, 3.8, 3.2, 2.6, 2.6, 5, 5, 5, 5, 5, 5],
    [5, 3, 3, 3, 3, 5, 6, 6.5, 6.5, 6, 4.5, 5],
    [5, 4, 3.5, 3.25, 3, 3, 3, 3, 3.25, 3.5, 4, 5],
    [5, 7, 7, 6.6, 6.2, 5.8, 5.4, 5, 4.6, 4.2, 5, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 4, 3.5, 3.5, 4, 5],
    [5, 4, 3.5, 3.5, 4, 5, 5, 5, 5, 4.7, 4.3, 5],
  ]

  /// The length of a signal before it is sampled down, and after.
  static let fullLength = 72
  public static let length = 40

  /// The template of each digit: deviation 1/6, starting at zero.
  public static let templates: [[Double]] = drawn.map { points in
    let mean = points.reduce(0, +) / Double(points.count)
    let variance = points.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(points.count)
    return points.map { ($0 - points[0]) / variance.squareRoot() / 6 }
  }

  /// How much chance changes a template.
  public struct Recipe: Hashable, Sendable {
    /// The width of the interval, around 1, from which factors are drawn.
    public var scaling = 0.4
    /// The number of places by which a signal of 72 numbers may be shifted round, from 0.
    public var shifts = 48
    /// The deviation of the noise that is smoothed and put where there is no digit.
    public var smoothNoise = 0.25
    /// The deviation of the noise added to every number.
    public var roughNoise = 0.02
    /// The width of the interval, around 0, from which the slant is drawn.
    public var shear = 0.75

    public init() {}
  }

  /// What an example is on its way from template to signal (UDL figure 8.1).
  public struct Stages: Hashable, Codable, Sendable {
    /// Twelve numbers.
    public let template: [Double]
    /// Padded, stretched to 72 numbers, scaled and shifted round.
    public let placed: [Double]
    /// With smooth noise around the digit, noise everywhere, and slanted.
    public let noisy: [Double]
    /// The 40 numbers that are left, not yet normalised with the other examples.
    public let sampled: [Double]
  }

  /// `count` examples, as many of each class, in random order, normalised together. Inputs
  /// `[count, 40]`, targets the numbers of the classes.
  public static func examples(count: Int = 5000, recipe: Recipe = Recipe(), key: Key) -> Examples {
    let raw = signals(count: count, recipe: recipe, key: key)
    let mean = raw.joined().reduce(0, +) / Double(count * length)
    let variance =
      raw.joined().reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count * length)
    let order = key.fold("order").permutation(count)
    let inputs = order.flatMap { raw[$0].map { ($0 - mean) / variance.squareRoot() } }
    return Examples(
      inputs: Tensor(inputs, shape: [count, length]),
      targets: Tensor(order.map { Float($0 % 10) }))
  }

  /// The signals of examples 0, 1, …, whose classes are 0, 1, …, 9, 0, …, before they are
  /// normalised.
  static func signals(count: Int, recipe: Recipe, key: Key) -> [[Double]] {
    (0..<count).map { signal(of: $0 % 10, recipe: recipe, key: key.fold("example").fold($0)) }
  }

  /// One example.
  public static func signal(of digit: Int, recipe: Recipe = Recipe(), key: Key) -> [Double] {
    stages(of: digit, recipe: recipe, key: key).sampled
  }

  /// One example with all that it was on the way.
  public static func stages(of digit: Int, recipe: Recipe = Recipe(), key: Key) -> Stages {
    let draws = key.fold("shape").uniform(count: 4)
    // Zeros after the template; true zeros of the template are kept apart from them.
    let padding = 36 + Int(25 * draws[0])
    let padded = templates[digit].map { $0 + 1e-8 } + [Double](repeating: 0, count: padding)
    // Dilate, scale, shift round.
    let scale = 1 + recipe.scaling * (draws[1] - 0.5)
    let shift = Int(Double(recipe.shifts) * draws[2])
    let wide = resampled(padded, fullLength)
    let placed = wide.indices.map { scale * wide[($0 - shift + fullLength) % fullLength] }
    // Smooth noise where there is no digit, then a little noise everywhere.
    let smooth = smoothed(
      key.fold("smooth").normal(count: fullLength, standardDeviation: recipe.smoothNoise))
    let rough = key.fold("rough").normal(
      count: fullLength, standardDeviation: recipe.roughNoise)
    let slope = recipe.shear * (draws[3] - 0.5)
    let noisy = placed.indices.map { place in
      (placed[place] == 0 ? smooth[place] : placed[place]) + rough[place]
        - slope * (Double(place) / Double(fullLength - 1) - 0.5)
    }
    return Stages(
      template: templates[digit], placed: placed, noisy: noisy,
      sampled: resampled(noisy, length))
  }

  /// Linear interpolation at `count` evenly spaced places, both ends included.
  private static func resampled(_ x: [Double], _ count: Int) -> [Double] {
    (0..<count).map { index in
      let position = Double(index) * Double(x.count - 1) / Double(count - 1)
      let first = min(Int(position), x.count - 2), share = position - Double(first)
      return x[first] + share * (x[first + 1] - x[first])
    }
  }

  /// Convolved with a normal density of deviation 2 cut off at 8, the signal mirrored at its ends.
  private static func smoothed(_ x: [Double]) -> [Double] {
    let weights = (-8...8).map { exp(-Double($0 * $0) / 8) }
    let total = weights.reduce(0, +)
    return x.indices.map { place in
      (-8...8).reduce(0) { sum, offset in
        let at = place + offset
        let mirrored = at < 0 ? -at - 1 : at >= x.count ? 2 * x.count - 1 - at : at
        return sum + weights[offset + 8] / total * x[mirrored]
      }
    }
  }
}

extension Examples {
  /// The first `count` examples and the rest.
  public func split(at count: Int) -> (Examples, Examples) {
    (
      Examples(inputs: inputs.slice(0, 0..<count), targets: targets.slice(0, 0..<count)),
      Examples(
        inputs: inputs.slice(0, count..<self.count), targets: targets.slice(0, count..<self.count))
    )
  }
}
