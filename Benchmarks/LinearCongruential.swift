/// The generator of all data and starting weights of the benchmark, so that programs in other
/// languages can do the same work: 64 bits, multiplier 6364136223846793005, increment
/// 1442695040888963407; a draw advances the state and takes its top 24 bits.
struct LinearCongruential {
  private var state: UInt64

  init(_ seed: UInt64) { state = seed }

  mutating func bits() -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 40)
  }

  /// A number in -1 ..< 1.
  mutating func signed() -> Double { 2 * Double(bits()) / 16_777_216 - 1 }

  mutating func signed(_ count: Int, scale: Double = 1) -> [Float] {
    (0..<count).map { _ in Float(signed() * scale) }
  }

  /// Fisher and Yates from the last index down.
  mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) { order.swapAt(i, bits() % (i + 1)) }
    return order
  }

  /// Weights [outputs, inputs × kernel], then biases, all scaled by one over the root of the
  /// inputs.
  mutating func layer(_ outputs: Int, _ inputs: Int) -> [Float] {
    let scale = 1 / Double(inputs).squareRoot()
    return signed(outputs * inputs, scale: scale) + signed(outputs, scale: scale)
  }
}
