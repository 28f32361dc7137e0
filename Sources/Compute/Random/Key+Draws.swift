import CNumerics

extension Key {
  /// A tensor of uniform numbers in `range.lowerBound ..< range.upperBound`.
  public func uniform(_ shape: Shape, in range: Range<Float> = 0..<1) -> Tensor {
    Tensor(units(shape.count, step: 0), shape: shape) * (range.upperBound - range.lowerBound)
      + range.lowerBound
  }

  /// A tensor of normal numbers.
  public func normal(_ shape: Shape, mean: Float = 0, standardDeviation: Float = 1) -> Tensor {
    Tensor(standardNormals(shape.count, step: 0), shape: shape) * standardDeviation + mean
  }

  /// `count` uniform numbers in `range.lowerBound ..< range.upperBound`, with 53 random bits.
  public func uniform(count: Int, in range: Range<Double> = 0..<1) -> [Double] {
    (0..<count).map { range.lowerBound + unit($0) * (range.upperBound - range.lowerBound) }
  }

  /// One uniform number in `range`.
  public func uniform(in range: Range<Double> = 0..<1) -> Double { uniform(count: 1, in: range)[0] }

  /// `count` normal numbers, by the inverse of the normal distribution function.
  public func normal(count: Int, mean: Double = 0, standardDeviation: Double = 1) -> [Double] {
    // Half a unit keeps the argument inside (0, 1).
    (0..<count).map { mean + standardDeviation * normalQuantile(unit($0) + 0x1p-54) }
  }

  /// One normal number.
  public func normal(mean: Double = 0, standardDeviation: Double = 1) -> Double {
    normal(count: 1, mean: mean, standardDeviation: standardDeviation)[0]
  }

  /// `count` integers in `range`, without bias.
  public func integers(count: Int, in range: Range<Int>) -> [Int] {
    precondition(!range.isEmpty, "integers: the range is empty")
    let width = UInt64(range.upperBound - range.lowerBound)
    return (0..<count).map { index in
      // Lemire's method: the high half of a product; the low half tells the rare draws to reject.
      var attempt: UInt64 = 0
      while true {
        let product = word(UInt64(index), attempt).multipliedFullWidth(by: width)
        if product.low >= (0 &- width) % width { return range.lowerBound + Int(product.high) }
        attempt += 1
      }
    }
  }

  /// One integer in `range`.
  public func integer(in range: Range<Int>) -> Int { integers(count: 1, in: range)[0] }

  /// The numbers 0 ..< count in random order (Fisher and Yates).
  public func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in stride(from: count - 1, to: 0, by: -1) {
      order.swapAt(i, fold(i).integer(in: 0..<(i + 1)))
    }
    return order
  }

  private func word(_ index: UInt64, _ attempt: UInt64) -> UInt64 {
    let words = Key.philox(low: index, high: 1 << 63 | attempt, key: bits)
    return UInt64(words.0) << 32 | UInt64(words.1)
  }

  private func unit(_ index: Int) -> Double {
    let words = Key.philox(low: UInt64(index / 2), high: 1 << 62, key: bits)
    let word =
      index % 2 == 0
      ? UInt64(words.0) << 32 | UInt64(words.1) : UInt64(words.2) << 32 | UInt64(words.3)
    return Double(word >> 11) * 0x1p-53
  }

  /// The uniform numbers that a program draws with this key at `step`.
  package func units(_ count: Int, step: Int) -> [Float] {
    draw(Kernels.table.uniform, count, step)
  }

  /// The normal numbers that a program draws with this key at `step`.
  package func standardNormals(_ count: Int, step: Int) -> [Float] {
    draw(Kernels.table.normal, count, step)
  }

  private func draw(_ kernel: LNKernel?, _ count: Int, _ step: Int) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { buffer, filled in
      if count > 0 {
        Kernels.run(
          kernel, [buffer.baseAddress], [Int64(count), Int64(bitPattern: bits), Int64(step)])
      }
      filled = count
    }
  }
}
