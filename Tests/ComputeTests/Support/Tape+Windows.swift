/// Convolutions and pooling of the oracle, straight from their definitions: every term of every sum
/// by itself.
extension Tape {
  struct Windows {
    var stride = 1
    var padding = 0
    var dilation = 1

    func places(_ extent: Int, _ kernel: Int) -> Int {
      (extent + 2 * padding - dilation * (kernel - 1) - 1) / stride + 1
    }

    /// Whether the kernel fits.
    func fit(_ extents: some Sequence<Int>, _ kernel: some Sequence<Int>) -> Bool {
      zip(extents, kernel).allSatisfy { $0 + 2 * padding >= dilation * ($1 - 1) + 1 }
    }

    /// Where the element of a window at a place lies, or nil outside.
    func source(_ place: [Int], _ inner: [Int], _ extents: [Int]) -> [Int]? {
      let index = place.indices.map { stride * place[$0] - padding + dilation * inner[$0] }
      return zip(index, extents).allSatisfy { $0 >= 0 && $0 < $1 } ? index : nil
    }
  }

  /// All indices of a shape.
  static func indices(_ shape: [Int]) -> [[Int]] {
    (0..<shape.reduce(1, *)).map { index($0, in: shape) }
  }

  /// A sum of products: y[out] += a[left] b[right] for each term.
  static func bilinear(
    _ a: Tape, _ b: Tape, _ shape: [Int], _ terms: [(out: Int, left: Int, right: Int)]
  ) -> Tape {
    var y = [Double](repeating: 0, count: shape.reduce(1, *))
    for term in terms { y[term.out] += a.value[term.left] * b.value[term.right] }
    return Tape(y, shape, [a, b]) { node in
      for term in terms {
        a.gradient[term.left] += node.gradient[term.out] * b.value[term.right]
        b.gradient[term.right] += node.gradient[term.out] * a.value[term.left]
      }
    }
  }

  /// This [batch, channels, …] with weights [outputs, channels / groups, kernel…].
  func convolved(_ w: Tape, _ windows: Windows, groups: Int = 1) -> Tape {
    let extents = Array(shape.dropFirst(2))
    let kernel = Array(w.shape.dropFirst(2))
    let places = zip(extents, kernel).map { windows.places($0, $1) }
    let target = [shape[0], w.shape[0]] + places
    let perGroup = w.shape[0] / groups
    var terms: [(Int, Int, Int)] = []
    for (out, index) in Tape.indices(target).enumerated() {
      for (right, weight) in Tape.indices(w.shape).enumerated() where weight[0] == index[1] {
        let channel = index[1] / perGroup * w.shape[1] + weight[1]
        guard
          let at = windows.source(Array(index.dropFirst(2)), Array(weight.dropFirst(2)), extents)
        else { continue }
        terms.append((out, Tape.flat([index[0], channel] + at, in: shape), right))
      }
    }
    return Tape.bilinear(self, w, target, terms)
  }

  /// The transpose: this [batch, channels, places…] with weights [channels, outputs, kernel…].
  func transposeConvolved(_ w: Tape, _ windows: Windows) -> Tape {
    let places = Array(shape.dropFirst(2))
    let kernel = Array(w.shape.dropFirst(2))
    let extents = zip(places, kernel).map { ($0 - 1) * windows.stride + $1 - 2 * windows.padding }
    let target = [shape[0], w.shape[1]] + extents
    var terms: [(Int, Int, Int)] = []
    for (left, index) in Tape.indices(shape).enumerated() {
      for (right, weight) in Tape.indices(w.shape).enumerated() where weight[0] == index[1] {
        guard
          let at = windows.source(Array(index.dropFirst(2)), Array(weight.dropFirst(2)), extents)
        else { continue }
        terms.append((Tape.flat([index[0], weight[1]] + at, in: target), left, right))
      }
    }
    return Tape.bilinear(self, w, target, terms)
  }

  /// The greatest or the mean of each window; ties don't occur in the tests.
  func pooled(_ kernel: [Int], _ windows: Windows, mean: Bool) -> Tape {
    let extents = Array(shape.dropFirst(2))
    let target = shape.prefix(2) + zip(extents, kernel).map { windows.places($0, $1) }
    let candidates = Tape.indices(Array(target)).map { index in
      Tape.indices(kernel).compactMap { inner in
        windows.source(Array(index.dropFirst(2)), inner, extents).map {
          Tape.flat(Array(index.prefix(2)) + $0, in: shape)
        }
      }
    }
    if !mean {
      return pick(candidates.map { $0.max { value[$0] < value[$1] } ?? 0 }, Array(target))
    }
    let share = Tape([1 / Double(kernel.reduce(1, *))], [])
    return Tape.bilinear(
      self, share, Array(target),
      candidates.enumerated().flatMap { out, list in list.map { (out, $0, 0) } })
  }
}
