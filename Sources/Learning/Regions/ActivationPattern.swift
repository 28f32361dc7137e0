/// Which rectified units of a network are active, layer by layer from the first unit.
public struct ActivationPattern: Hashable, Codable, Sendable, CustomStringConvertible {
  /// The number of units.
  public let count: Int
  private var words: [UInt64]

  /// A pattern of `count` inactive units.
  public init(count: Int) {
    self.count = count
    words = [UInt64](repeating: 0, count: (count + 63) / 64)
  }

  /// Whether the unit is active.
  public subscript(unit: Int) -> Bool {
    get {
      precondition(unit >= 0 && unit < count, "unit \(unit) of a pattern of \(count)")
      return words[unit >> 6] >> UInt64(unit & 63) & 1 == 1
    }
    set {
      precondition(unit >= 0 && unit < count, "unit \(unit) of a pattern of \(count)")
      let bit = UInt64(1) << UInt64(unit & 63)
      if newValue { words[unit >> 6] |= bit } else { words[unit >> 6] &= ~bit }
    }
  }

  /// The number of active units.
  public var activeCount: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// The units whose state differs from that in `other`, in increasing order.
  public func differences(from other: ActivationPattern) -> [Int] {
    precondition(count == other.count, "patterns of \(count) and \(other.count) units")
    var units: [Int] = []
    for index in words.indices {
      var bits = words[index] ^ other.words[index]
      while bits != 0 {
        units.append(index << 6 + bits.trailingZeroBitCount)
        bits &= bits - 1
      }
    }
    return units
  }

  /// One digit for each unit, `1` for active.
  public var description: String {
    String((0..<count).map { self[$0] ? "1" : "0" })
  }
}
