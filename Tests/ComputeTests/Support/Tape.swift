/// The oracle: a small eager tape in Double, in the manner of micrograd, that shares no code with
/// the compute core. Each node knows its value and how to hand its gradient on to its parents.
final class Tape {
  let shape: [Int]
  var value: [Double]
  var gradient: [Double]
  private let parents: [Tape]
  private var backward: (Tape) -> Void = { _ in }

  init(_ value: [Double], _ shape: [Int]) {
    self.value = value
    self.shape = shape
    gradient = value.map { _ in 0 }
    parents = []
  }

  init(
    _ value: [Double], _ shape: [Int], _ parents: [Tape], _ backward: @escaping (Tape) -> Void
  ) {
    self.value = value
    self.shape = shape
    self.parents = parents
    self.backward = backward
    gradient = value.map { _ in 0 }
  }

  /// Fills the gradients of everything that this number came from.
  func propagate() {
    var order: [Tape] = []
    var seen = Set<ObjectIdentifier>()
    func visit(_ node: Tape) {
      guard seen.insert(ObjectIdentifier(node)).inserted else { return }
      node.parents.forEach(visit)
      order.append(node)
    }
    visit(self)
    for node in order { node.gradient = node.gradient.map { _ in 0 } }
    gradient = gradient.map { _ in 1 }
    for node in order.reversed() { node.backward(node) }
  }

  /// f applied to each element, with its derivative from x and f(x).
  func map(_ f: (Double) -> Double, _ derivative: @escaping (Double, Double) -> Double) -> Tape {
    Tape(value.map(f), shape, [self]) { [self] node in
      for i in value.indices {
        gradient[i] += node.gradient[i] * derivative(value[i], node.value[i])
      }
    }
  }

  static func index(_ flat: Int, in shape: [Int]) -> [Int] {
    var rest = flat
    var index = [Int](repeating: 0, count: shape.count)
    for axis in shape.indices.reversed() {
      index[axis] = rest % shape[axis]
      rest /= shape[axis]
    }
    return index
  }

  static func flat(_ index: [Int], in shape: [Int]) -> Int {
    zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 }
  }

  /// Elements picked by number: every way to move elements is one of these.
  func pick(_ sources: [Int], _ shape: [Int]) -> Tape {
    Tape(sources.map { value[$0] }, shape, [self]) { [self] node in
      for (i, source) in sources.enumerated() { gradient[source] += node.gradient[i] }
    }
  }

  func broadcast(_ target: [Int]) -> Tape {
    let missing = target.count - shape.count
    let sources = (0..<target.reduce(1, *)).map { i in
      let index = Tape.index(i, in: target).dropFirst(missing)
      return Tape.flat(zip(index, shape).map { $1 == 1 ? 0 : $0 }, in: shape)
    }
    return pick(sources, target)
  }

  func permuted(_ order: [Int]) -> Tape {
    let target = order.map { shape[$0] }
    let sources = (0..<target.reduce(1, *)).map { i in
      let index = Tape.index(i, in: target)
      var source = index
      for (to, from) in order.enumerated() { source[from] = index[to] }
      return Tape.flat(source, in: shape)
    }
    return pick(sources, target)
  }

  func slice(_ axis: Int, _ range: Range<Int>, step: Int) -> Tape {
    var target = shape
    target[axis] = (range.count + step - 1) / step
    let sources = (0..<target.reduce(1, *)).map { i in
      var index = Tape.index(i, in: target)
      index[axis] = range.lowerBound + step * index[axis]
      return Tape.flat(index, in: shape)
    }
    return pick(sources, target)
  }

  func flipped(_ axis: Int) -> Tape {
    let sources = value.indices.map { i in
      var index = Tape.index(i, in: shape)
      index[axis] = shape[axis] - 1 - index[axis]
      return Tape.flat(index, in: shape)
    }
    return pick(sources, shape)
  }

  func reshaped(_ target: [Int]) -> Tape { pick(Array(value.indices), target) }

  static func concatenated(_ a: Tape, _ b: Tape, _ axis: Int) -> Tape {
    var target = a.shape
    target[axis] += b.shape[axis]
    let cut = a.shape[axis]
    let sources: [(Tape, Int)] = (0..<target.reduce(1, *)).map { i in
      var index = index(i, in: target)
      if index[axis] < cut { return (a, flat(index, in: a.shape)) }
      index[axis] -= cut
      return (b, flat(index, in: b.shape))
    }
    return Tape(sources.map { $0.0.value[$0.1] }, target, [a, b]) { node in
      for (i, source) in sources.enumerated() { source.0.gradient[source.1] += node.gradient[i] }
    }
  }

  static func combine(
    _ a: Tape, _ b: Tape, _ f: (Double, Double) -> Double,
    _ derivatives: @escaping (Double, Double) -> (Double, Double)
  ) -> Tape {
    let rank = Swift.max(a.shape.count, b.shape.count)
    let padA = [Int](repeating: 1, count: rank - a.shape.count) + a.shape
    let padB = [Int](repeating: 1, count: rank - b.shape.count) + b.shape
    let shape = zip(padA, padB).map { $0 == 1 ? $1 : $0 }
    let a = a.broadcast(shape), b = b.broadcast(shape)
    return Tape(zip(a.value, b.value).map(f), shape, [a, b]) { node in
      for i in node.value.indices {
        let (da, db) = derivatives(a.value[i], b.value[i])
        a.gradient[i] += da * node.gradient[i]
        b.gradient[i] += db * node.gradient[i]
      }
    }
  }

  static func + (a: Tape, b: Tape) -> Tape { combine(a, b, +) { _, _ in (1, 1) } }
  static func - (a: Tape, b: Tape) -> Tape { combine(a, b, -) { _, _ in (1, -1) } }
  static func * (a: Tape, b: Tape) -> Tape { combine(a, b, *) { ($1, $0) } }
  static func / (a: Tape, b: Tape) -> Tape { combine(a, b, /) { (1 / $1, -$0 / ($1 * $1)) } }

  /// The product of [m, k] and [k, n].
  func matmul(_ b: Tape) -> Tape {
    let m = shape[0], k = shape[1], n = b.shape[1]
    var product = [Double](repeating: 0, count: m * n)
    for i in 0..<m {
      for j in 0..<n {
        for l in 0..<k { product[i * n + j] += value[i * k + l] * b.value[l * n + j] }
      }
    }
    return Tape(product, [m, n], [self, b]) { [self] node in
      for i in 0..<m {
        for j in 0..<n {
          for l in 0..<k {
            gradient[i * k + l] += node.gradient[i * n + j] * b.value[l * n + j]
            b.gradient[l * n + j] += node.gradient[i * n + j] * value[i * k + l]
          }
        }
      }
    }
  }

  /// The sum over one axis, which stays with extent 1.
  func sum(_ axis: Int) -> Tape {
    var target = shape
    target[axis] = 1
    var total = [Double](repeating: 0, count: target.reduce(1, *))
    let places = value.indices.map { i -> Int in
      var index = Tape.index(i, in: shape)
      index[axis] = 0
      return Tape.flat(index, in: target)
    }
    for (i, place) in places.enumerated() { total[place] += value[i] }
    return Tape(total, target, [self]) { [self] node in
      for (i, place) in places.enumerated() { gradient[i] += node.gradient[place] }
    }
  }

  /// The greatest element over one axis, which stays with extent 1; ties don't occur in the tests.
  func max(_ axis: Int) -> Tape {
    var target = shape
    target[axis] = 1
    let sources = (0..<target.reduce(1, *)).map { i -> Int in
      let index = Tape.index(i, in: target)
      let candidates = (0..<shape[axis]).map { k -> Int in
        var source = index
        source[axis] = k
        return Tape.flat(source, in: shape)
      }
      return candidates.max { value[$0] < value[$1] } ?? 0
    }
    return pick(sources, target)
  }
}
