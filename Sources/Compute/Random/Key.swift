import CNumerics

/// A key to a stream of random numbers, derived by name and never used up.
///
///     let key = Key(seed: 7)
///     let x = key.fold("data").normal([100, 2])
///     let run = key.fold("run").fold(3)
///
/// A draw is a pure function of the key and a counter (Philox4x32-10: Salmon et al., "Parallel
/// random numbers: as easy as 1, 2, 3", 2011), so the same key always gives the same numbers, on
/// every machine, and neither the order of work nor the number of threads changes them.
public struct Key: Hashable, Sendable {
  package let bits: UInt64

  package init(bits: UInt64) {
    self.bits = bits
  }

  public init(seed: Int) {
    bits = Key.mix(UInt64(bitPattern: Int64(seed)), with: 0x4c61_6e74_6572_6e21)
  }

  /// The key of the part called `name`.
  public func fold(_ name: String) -> Key {
    // FNV-1a over the name's UTF-8, then one block of Philox.
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Key(bits: Key.mix(hash, with: bits))
  }

  /// The key of the part numbered `index`.
  public func fold(_ index: Int) -> Key {
    Key(bits: Key.mix(UInt64(bitPattern: Int64(index)), with: bits, domain: 1))
  }

  /// `count` keys, the same as `fold(0)`, `fold(1)`, ….
  public func split(_ count: Int) -> [Key] {
    (0..<count).map(fold)
  }

  private static func mix(_ value: UInt64, with key: UInt64, domain: UInt64 = 0) -> UInt64 {
    let word = philox(low: value, high: 0xffff_ffff_ffff_fff0 | domain, key: key)
    return UInt64(word.0) | UInt64(word.1) << 32
  }

  /// The four words of block `low` in the part `high` of the key's stream.
  @inline(__always)
  static func philox(low: UInt64, high: UInt64, key: UInt64) -> (UInt32, UInt32, UInt32, UInt32) {
    var c0 = UInt32(truncatingIfNeeded: low), c1 = UInt32(truncatingIfNeeded: low >> 32)
    var c2 = UInt32(truncatingIfNeeded: high), c3 = UInt32(truncatingIfNeeded: high >> 32)
    var k0 = UInt32(truncatingIfNeeded: key), k1 = UInt32(truncatingIfNeeded: key >> 32)
    for _ in 0..<10 {
      let a = UInt64(c0) &* 0xD251_1F53, b = UInt64(c2) &* 0xCD9E_8D57
      c0 = UInt32(truncatingIfNeeded: b >> 32) ^ c1 ^ k0
      c1 = UInt32(truncatingIfNeeded: b)
      c2 = UInt32(truncatingIfNeeded: a >> 32) ^ c3 ^ k1
      c3 = UInt32(truncatingIfNeeded: a)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return (c0, c1, c2, c3)
  }

  /// Four words from a counter of four and a key of two, for the published test vectors.
  package static func philox4x32(counter: [UInt32], key: [UInt32]) -> [UInt32] {
    let words = philox(
      low: UInt64(counter[0]) | UInt64(counter[1]) << 32,
      high: UInt64(counter[2]) | UInt64(counter[3]) << 32,
      key: UInt64(key[0]) | UInt64(key[1]) << 32)
    return [words.0, words.1, words.2, words.3]
  }
}
