import Compute
import Foundation
import Testing

/// Random programs of random shapes: value and gradient agree with the oracle tape.
@Suite struct FuzzTests {
  /// A value of the program beside the oracle's.
  struct Pair {
    let value: Value
    let tape: Tape
    var shape: [Int] { tape.shape }
  }

  struct Choices {
    let key: Key
    var count = 0
    mutating func below(_ bound: Int) -> Int {
      count += 1
      return key.fold(count).integer(in: 0..<bound)
    }
  }

  /// One more value, from some of the pool.
  func grow(_ pool: [Pair], _ choices: inout Choices) -> Pair {
    let x = pool[choices.below(pool.count)]
    let rank = x.shape.count
    let v = x.value, t = x.tape
    switch choices.below(36) {
    case 0: return Pair(value: v.tanh(), tape: t.map(Foundation.tanh) { 1 - $1 * $1 })
    case 1:
      return Pair(
        value: v.sigmoid(),
        tape: t.map {
          1 / (1 + exp(-$0))
        } _: {
          $1 * (1 - $1)
        })
    case 2:
      return Pair(
        value: v.relu(),
        tape: t.map {
          max(0, $0)
        } _: { x, _ in
          x > 0 ? 1 : 0
        })
    case 3: return Pair(value: v.sin(), tape: t.map(Foundation.sin) { x, _ in cos(x) })
    case 4:
      return Pair(
        value: v.softplus(),
        tape: t.map {
          log(1 + exp($0))
        } _: { x, _ in
          1 / (1 + exp(-x))
        })
    case 5:
      return Pair(
        value: v.squared() * 0.5,
        tape: t.map {
          0.5 * $0 * $0
        } _: { x, _ in
          x
        })
    case 6:
      return Pair(
        value: (-v.squared()).exp(),
        tape: t.map {
          exp(-$0 * $0)
        } _: {
          -2 * $0 * $1
        })
    case 7:
      return Pair(
        value: 2 - v,
        tape: t.map {
          2 - $0
        } _: { _, _ in
          -1
        })
    case 8: return Pair(value: v.cos(), tape: t.map(Foundation.cos) { x, _ in -sin(x) })
    case 9:
      return Pair(
        value: v.erf(),
        tape: t.map(Foundation.erf) { x, _ in 2 / Double.pi.squareRoot() * exp(-x * x) })
    case 10:
      return Pair(
        value: (v.squared() + 1).log(),
        tape: t.map {
          log($0 * $0 + 1)
        } _: { x, _ in
          2 * x / (x * x + 1)
        })
    case 11:
      return Pair(
        value: (v.squared() + 1).squareRoot(),
        tape: t.map {
          ($0 * $0 + 1).squareRoot()
        } _: {
          $0 / $1
        })
    case 12, 13, 14, 15:
      // Two operands, the second perhaps stretched.
      let partners = pool.filter { y in
        zip(y.shape.reversed(), x.shape.reversed()).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 }
          && y.tape.value.count * x.tape.value.count < 4000
      }
      guard !partners.isEmpty else { return x }
      let y = partners[choices.below(partners.count)]
      switch choices.below(3) {
      case 0: return Pair(value: v + y.value, tape: t + y.tape)
      case 1: return Pair(value: v - y.value, tape: t - y.tape)
      default:
        return Pair(
          value: (v * y.value).tanh(), tape: (t * y.tape).map(Foundation.tanh) { 1 - $1 * $1 })
      }
    case 16, 17:
      guard rank > 0 else { return x }
      let axis = choices.below(rank)
      return Pair(
        value: v.sum([axis], keepingAxes: true) * 0.3,
        tape: t.sum(axis).map {
          0.3 * $0
        } _: { _, _ in
          0.3
        })
    case 18:
      let partners = pool.filter { $0.shape.count == 2 && rank == 2 && $0.shape[0] == x.shape[1] }
      guard !partners.isEmpty else { return x }
      let y = partners[choices.below(partners.count)]
      return Pair(
        value: v.matmul(y.value).tanh(), tape: t.matmul(y.tape).map(Foundation.tanh) { 1 - $1 * $1 }
      )
    case 19:
      guard rank > 1 else { return x }
      let order = choices.key.fold(choices.below(1 << 30)).permutation(rank)
      return Pair(value: v.permuted(order), tape: t.permuted(order))
    case 20:
      guard rank > 0, x.shape[0] > 1 else { return x }
      let axis = choices.below(rank)
      guard x.shape[axis] > 1 else { return x }
      let start = choices.below(x.shape[axis] - 1), step = 1 + choices.below(2)
      let range = start..<x.shape[axis]
      return Pair(value: v.slice(axis, range, step: step), tape: t.slice(axis, range, step: step))
    case 21:
      let count = t.value.count
      let target = count % 2 == 0 ? [2, count / 2] : [count]
      return Pair(value: v.reshaped(Shape(target)), tape: t.reshaped(target))
    case 22:
      guard rank > 0, t.value.count < 200 else { return x }
      let axis = choices.below(rank)
      let partners = pool.filter { y in
        y.shape.count == rank && (0..<rank).allSatisfy { $0 == axis || y.shape[$0] == x.shape[$0] }
      }
      let y = partners[choices.below(partners.count)]
      return Pair(
        value: .concatenated([v, y.value], axis: axis), tape: .concatenated(t, y.tape, axis))
    case 23:
      guard rank > 0 else { return x }
      let axis = choices.below(rank)
      return Pair(value: v.flipped(axis), tape: t.flipped(axis))
    case 24:
      guard rank > 0, Set(t.value).count == t.value.count else { return x }
      let axis = choices.below(rank)
      return Pair(value: v.max([axis], keepingAxes: true), tape: t.max(axis))
    case 25:
      return Pair(value: v.arctan(), tape: t.map(Foundation.atan) { x, _ in 1 / (1 + x * x) })
    case 26:
      guard rank > 0, t.value.count < 200 else { return x }
      let axis = choices.below(rank)
      return Pair(value: v.tiled(axis, 2), tape: .concatenated(t, t, axis))
    case 27:
      let partners = pool.filter { $0.shape.count == 2 && rank == 2 && $0.shape[1] == x.shape[1] }
      guard !partners.isEmpty else { return x }
      let y = partners[choices.below(partners.count)]
      return Pair(
        value: .contracted("ij,kj->ki", v, y.value) * 0.2,
        tape: y.tape.matmul(t.permuted([1, 0])).map { 0.2 * $0 } _: { _, _ in 0.2 })
    case 28, 29: return convolution(x, pool, &choices)
    case 30: return pooling(x, &choices)
    case 31, 32: return decomposition(x, pool, &choices)
    case 33:
      // A layer after a ReLU: its backward pass gates a product.
      let partners = pool.filter { $0.shape.count == 2 && rank == 2 && $0.shape[0] == x.shape[1] }
      guard !partners.isEmpty else { return x }
      let y = partners[choices.below(partners.count)]
      let active = t.map { max(0, $0) } _: { x, _ in x > 0 ? 1 : 0 }
      return Pair(
        value: v.relu().matmul(y.value) * 0.3,
        tape: active.matmul(y.tape).map { 0.3 * $0 } _: { _, _ in 0.3 })
    default:
      return Pair(
        value: v / (v.squared() + 1),
        tape: t.map {
          $0 / ($0 * $0 + 1)
        } _: { x, _ in
          (1 - x * x) / ((x * x + 1) * (x * x + 1))
        })
    }
  }

  /// A convolution of `x` [batch, channels, …], or its transpose, by something of its rank.
  func convolution(_ x: Pair, _ pool: [Pair], _ choices: inout Choices) -> Pair {
    guard (3...4).contains(x.shape.count), x.tape.value.count < 200 else { return x }
    var windows = Tape.Windows(stride: 1 + choices.below(2), padding: choices.below(2))
    let isTransposed = choices.below(3) == 0
    if !isTransposed { windows.dilation = 1 + choices.below(2) }
    let fitting = pool.filter { w in
      guard w.shape.count == x.shape.count, w.tape.value.count < 60 else { return false }
      let kernel = w.shape.dropFirst(2)
      if isTransposed {
        return w.shape[0] == x.shape[1]
          && zip(x.shape.dropFirst(2), kernel).allSatisfy {
            ($0 - 1) * windows.stride + $1 > 2 * windows.padding
          }
      }
      return x.shape[1] % w.shape[1] == 0 && w.shape[0] % (x.shape[1] / w.shape[1]) == 0
        && windows.fit(x.shape.dropFirst(2), kernel)
    }
    guard !fitting.isEmpty else { return x }
    let w = fitting[choices.below(fitting.count)]
    let kernel = Array(w.shape.dropFirst(2))
    if isTransposed {
      return Pair(
        value: x.value.transposeConvolved(
          w.value, stride: windows.stride, padding: windows.padding) * 0.3,
        tape: x.tape.transposeConvolved(w.tape, windows).map { 0.3 * $0 } _: { _, _ in 0.3 })
    }
    let groups = x.shape[1] / w.shape[1]
    func each(_ number: Int) -> [Int] { kernel.map { _ in number } }
    return Pair(
      value: x.value.convolved(
        w.value,
        window: Window(
          kernel: kernel, stride: each(windows.stride), padding: each(windows.padding),
          dilation: each(windows.dilation)), groups: groups) * 0.3,
      tape: x.tape.convolved(w.tape, windows, groups: groups).map { 0.3 * $0 } _: { _, _ in 0.3 })
  }

  /// The greatest or the mean of windows of `x` [batch, channels, …].
  func pooling(_ x: Pair, _ choices: inout Choices) -> Pair {
    guard (3...4).contains(x.shape.count), Set(x.tape.value).count == x.tape.value.count else {
      return x
    }
    let kernel = x.shape.dropFirst(2).map { min($0, 2 + choices.below(2)) }
    let padding = kernel.min() ?? 0 > 1 ? choices.below(2) : 0
    let windows = Tape.Windows(stride: 1 + choices.below(2), padding: padding)
    let window = Window(
      kernel: kernel, stride: kernel.map { _ in windows.stride },
      padding: kernel.map { _ in padding })
    let isMean = choices.below(2) == 0
    return Pair(
      value: isMean ? x.value.meanPooled(window) : x.value.maxPooled(window),
      tape: x.tape.pooled(kernel, windows, mean: isMean))
  }

  /// A decomposition of a well-conditioned matrix made from the matrix `x`.
  func decomposition(_ x: Pair, _ pool: [Pair], _ choices: inout Choices) -> Pair {
    guard x.shape.count == 2, x.shape.max() ?? 0 <= 4, x.shape.min() ?? 0 > 0 else { return x }
    let n = x.shape[0]
    let identity = Tensor.identity(n)
    let small = Pair(
      value: x.value.tanh(), tape: x.tape.map(Foundation.tanh) { 1 - $1 * $1 })
    let eye = Tape(identity.doubles, [n, n])
    // Symmetric, with eigenvalues of at least 2.
    let positive = Pair(
      value: small.value.matmul(small.value.transposed()) + 2 * x.value.constant(identity),
      tape: small.tape.matmul(small.tape.permuted([1, 0])) + eye + eye)
    switch choices.below(6) {
    case 0: return Pair(value: positive.value.cholesky(), tape: positive.tape.cholesky())
    case 1:
      return Pair(
        value: positive.value.logDeterminant(),
        tape: positive.tape.cholesky().logDiagonal().map { 2 * $0 } _: { _, _ in 2 })
    case 2: return Pair(value: positive.value.solve(x.value), tape: positive.tape.solve(x.tape))
    case 3:
      let factor = Pair(value: positive.value.cholesky(), tape: positive.tape.cholesky())
      return Pair(
        value: factor.value.triangularSolve(x.value), tape: factor.tape.solve(x.tape))
    case 4:
      let (q, r) = positive.value.qr(), oracle = positive.tape.qr()
      return choices.below(2) == 0
        ? Pair(value: q, tape: oracle.q) : Pair(value: r * 0.3,
          tape: oracle.r.map { 0.3 * $0 } _: { _, _ in 0.3 })
    default:
      // Sums of powers of eigenvalues and singular values are traces of powers.
      if choices.below(2) == 0 {
        let values = positive.value.symmetricEigen().values
        return Pair(
          value: values.power(3).sum() * 0.05,
          tape: positive.tape.matmul(positive.tape).matmul(positive.tape).trace()
            .map { 0.05 * $0 } _: { _, _ in 0.05 })
      }
      let square = small.tape.matmul(small.tape.permuted([1, 0]))
      return Pair(
        value: small.value.singularValueDecomposition().values.squared().squared().sum() * 0.3,
        tape: square.matmul(square).trace().map { 0.3 * $0 } _: { _, _ in 0.3 })
    }
  }

  static let inputShapes: [[Int]] = [
    [3, 4], [4, 5], [5], [1, 4], [], [2, 3, 4], [17], [4, 1], [3, 3], [2, 2, 6], [3, 2, 3],
    [2, 2, 4, 4], [2, 2, 2, 2], [2, 1, 3, 2],
  ]

  @Test(arguments: 0..<10) func randomProgramsAgreeWithTheOracle(_ part: Int) throws {
    for number in (1000 * part)..<(1000 * part + 1000) {
      var choices = Choices(key: Key(seed: 5).fold("fuzz").fold(number))
      let flat = choices.key.fold("parameters").normal(count: 300).map { Double(Float($0)) }
      let parameters = Tape(flat, [300])
      var pool: [Pair] = []
      var loss: Tape?
      let program = try Program { trace in
        // All inputs are parts of one vector of parameters, as a model's are.
        let vector = trace.state("parameters", Tensor(flat))
        var start = 0
        for shape in FuzzTests.inputShapes {
          let count = shape.reduce(1, *)
          pool.append(
            Pair(
              value: vector.slice(0, start..<(start + count)).reshaped(Shape(shape)),
              tape: parameters.slice(0, start..<(start + count), step: 1).reshaped(shape)))
          start += count
        }
        for _ in 0..<(4 + choices.below(16)) { pool.append(grow(pool, &choices)) }
        var total = pool[0].value.sum() * 0, oracle = Tape([0], [])
        for pair in pool.suffix(3) {
          total = total + pair.value.mean()
          let count = Double(pair.tape.value.count)
          oracle =
            oracle
            + pair.tape.reshaped([pair.tape.value.count]).sum(0).reshaped([])
            .map {
              $0 / count
            } _: { _, _ in
              1 / count
            }
        }
        loss = oracle
        let gradient = total.gradient(vector)
        trace.output("loss", total)
        trace.output("gradient", gradient)
        trace.update(vector, to: vector - 0.5 * gradient)
      }
      let run = Execution(program)
      try run.run()
      let oracle = try #require(loss)
      oracle.propagate()
      let value = Double(run["loss"].scalar)
      let near = abs(value - oracle.value[0]) <= 2e-5 * (1 + abs(oracle.value[0]))
      #expect(near, "program \(number): loss \(value), oracle \(oracle.value[0])")
      let scale = 1 + (parameters.gradient.map(abs).max() ?? 0)
      let gradient = run["gradient"].doubles
      let finite = gradient.allSatisfy { $0.isFinite }
      #expect(finite, "program \(number): a gradient is not finite")
      let worst = zip(gradient, parameters.gradient).map { abs($0 - $1) }.max() ?? 0
      #expect(worst <= 5e-5 * scale, "program \(number): gradient is off by \(worst)")
      // The state was updated from the same gradient, whatever the order of work.
      let moved =
        zip(run["parameters"].doubles, zip(flat, gradient)).map { abs($0 - ($1.0 - 0.5 * $1.1)) }
        .max() ?? 0
      #expect(moved <= 1e-6 * scale, "program \(number): update is off by \(moved)")
      if !near || worst > 5e-5 * scale || moved > 1e-6 * scale {
        print(program.dump)
        return
      }
    }
  }
}
