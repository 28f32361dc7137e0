import Compute

/// Where a simulation gets its random numbers from.
package protocol UniformSource {
  /// A whole number, all from 0 to 2²⁴ - 1 equally likely.
  mutating func next24Bits() -> UInt32
}

extension UniformSource {
  /// A number from 0 to just below 1.
  @inline(__always)
  mutating func nextUnit() -> Double { Double(next24Bits()) * 0x1p-24 }

  /// A whole number below `count`, which must be far below 2²⁴.
  @inline(__always)
  mutating func next(below count: Int) -> Int { Int(next24Bits()) % count }
}

/// The numbers of a key, drawn in blocks because a block costs little more than a number.
struct KeyedUniforms: UniformSource {
  private let key: Key
  private var block: [Float] = []
  private var blockCount = 0
  private var position = 0

  init(_ key: Key) { self.key = key }

  @inline(__always)
  mutating func next24Bits() -> UInt32 {
    if position == block.count { refill() }
    let number = block[position]
    position += 1
    return UInt32(number * 0x1p24)
  }

  @inline(never)
  private mutating func refill() {
    // Short simulations need few numbers.
    block = key.units(blockCount == 0 ? 256 : 4096, step: blockCount)
    blockCount += 1
    position = 0
  }
}
