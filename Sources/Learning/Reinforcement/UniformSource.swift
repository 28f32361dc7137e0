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
