import CNumerics
import Compute
import Foundation
import Testing

/// Elementary functions: distance from the true value in units of the last place, and equal bits on
/// all levels of the processor.
@Suite struct VectorMathsTests {
  /// Runs one lane operation over many numbers on one level.
  func run(_ level: Int32, _ lane: LNLane, _ inputs: [[Float]]) -> [Float]? {
    guard let kernels = ln_kernels_at(level) else { return nil }
    let count = inputs[0].count
    var memory = inputs.map { $0 + [Float](repeating: 0, count: 16) }
    var out = [Float](repeating: 0, count: count + 16)
    var word = Int64(lane.rawValue) | Int64(inputs.count) << 8
    for index in inputs.indices { word |= Int64(index) << (16 + 8 * index) }
    let sizes: [Int64] = [Int64(count), Int64(inputs.count), 0, 0, 1, 0, 1, 1, Int64(count), word]
    out.withUnsafeMutableBufferPointer { out in
      memory.withUnsafeMutableBufferPointer { rows in
        var pointers: [UnsafeMutablePointer<Float>?] = []
        for index in rows.indices {
          rows[index].withUnsafeMutableBufferPointer { pointers.append($0.baseAddress) }
        }
        pointers.append(out.baseAddress)
        var context = LNContext(step: 0, failed: -1, round: 0, row: 0)
        pointers.withUnsafeBufferPointer { p in
          sizes.withUnsafeBufferPointer { d in
            var call = LNInstruction(
              run: kernels.pointee.elementwise, p: p.baseAddress, d: d.baseAddress, index: 0)
            ln_run(&call, 1, &context, 1)
          }
        }
      }
    }
    return Array(out[..<count])
  }

  /// Floats of all magnitudes in a range: every k-th bit pattern.
  func sweep(_ low: Float, _ high: Float) -> [Float] {
    var values: [Float] = []
    for bits in stride(from: UInt32(0), to: 0x7f80_0000, by: 9973) {
      let x = Float(bitPattern: bits)
      if x >= low && x <= high { values.append(x) }
      if -x >= low && -x <= high { values.append(-x) }
    }
    return values
  }

  func worst(_ lane: LNLane, _ inputs: [Float], _ truth: (Double) -> Double) -> Double {
    let out = run(2, lane, [inputs]) ?? run(1, lane, [inputs]) ?? run(0, lane, [inputs]) ?? []
    var worst = 0.0
    for (x, y) in zip(inputs, out) {
      let exact = truth(Double(x))
      let place = max(Double(Float(exact).ulp), Double(Float.leastNormalMagnitude.ulp))
      let error =
        Float(exact).isInfinite
        ? (y == Float(exact) ? 0 : .infinity) : abs(Double(y) - exact) / place
      worst = max(worst, error)
    }
    return worst
  }

  @Test func errorsStayWithinTheirBounds() {
    #expect(worst(LN_EXP, sweep(-110, 90), exp) < 1.1)
    #expect(worst(LN_LOG, sweep(0, .greatestFiniteMagnitude).filter { $0 > 0 }, log) < 1.1)
    #expect(worst(LN_SIN, sweep(-1000, 1000).filter { abs($0) > 1e-30 }, sin) < 2)
    #expect(worst(LN_COS, sweep(-1000, 1000), cos) < 2)
    #expect(worst(LN_TANH, sweep(-20, 20), tanh) < 2)
    #expect(worst(LN_SIGMOID, sweep(-80, 80)) { 1 / (1 + exp(-$0)) } < 2.6)
    #expect(worst(LN_SOFTPLUS, sweep(-80, 80)) { max($0, 0) + log1p(exp(-abs($0))) } < 3)
    #expect(worst(LN_ERF, sweep(-6, 6), erf) < 2)
    #expect(worst(LN_ATAN, sweep(-1e6, 1e6), atan) < 2.6)
    #expect(worst(LN_SQRT, sweep(0, 1e30)) { $0.squareRoot() } <= 0.5)
  }

  @Test func specialValues() {
    func at(_ lane: LNLane, _ x: Float) -> Float { run(0, lane, [[x]])?[0] ?? 0 }
    #expect(
      at(LN_EXP, .infinity) == .infinity && at(LN_EXP, -.infinity) == 0 && at(LN_EXP, .nan).isNaN)
    #expect(at(LN_EXP, 0) == 1 && at(LN_LOG, 1) == 0)
    #expect(
      at(LN_LOG, 0) == -.infinity && at(LN_LOG, -1).isNaN && at(LN_LOG, .infinity) == .infinity)
    #expect(at(LN_TANH, 100) == 1 && at(LN_TANH, -100) == -1 && at(LN_TANH, .nan).isNaN)
    #expect(at(LN_SIN, .infinity).isNaN && at(LN_ERF, -10) == -1 && at(LN_ERF, .nan).isNaN)
    #expect(at(LN_SOFTPLUS, 100) == 100 && at(LN_RELU, .nan).isNaN && at(LN_RELU, -1) == 0)
    #expect(
      run(0, LN_POWER, [[-2, 2, 0, -2], [3, -1, 0, 0.5]])?[..<3].elementsEqual([-8, 0.5, 1]) == true
    )
  }

  @Test func allLevelsGiveTheSameBits() {
    let inputs = sweep(-200, 200)
    for raw in LN_COPY.rawValue...LN_FLOOR.rawValue {
      let baseline = run(0, LNLane(rawValue: raw), [inputs])?.map(\.bitPattern)
      for level in [Int32(1), 2] {
        guard let other = run(level, LNLane(rawValue: raw), [inputs])?.map(\.bitPattern) else {
          continue
        }
        let differing = zip(baseline ?? [], other).filter {
          $0 != $1 && !(Float(bitPattern: $0).isNaN)
        }.count
        #expect(differing == 0, "operation \(raw) differs on level \(level)")
      }
    }
  }

  /// Sums of columns add one row after the other, however many columns are taken together.
  @Test func sumsOfColumnsGoDownTheRows() {
    for columns in [2, 16, 63, 64, 100, 128, 205, 300] {
      let x = Key(seed: columns).normal([3, 21, columns])
      var expected = [Float](repeating: 0, count: 3 * columns)
      for s in 0..<3 {
        for i in 0..<21 {
          for j in 0..<columns { expected[s * columns + j] += x[s, i, j] }
        }
      }
      #expect(x.sum([1]).elements == expected, "\(columns) columns")
    }
  }

  // MARK: Products

  /// C = A B and what follows it: a call of `product` or `dots` on one level.
  struct ProductCall {
    let m: Int, n: Int, k: Int
    var batch = 1
    /// Whether the operands lie in memory with their axes the other way round.
    var flipA = false, flipB = false
    var isDotted = false
    /// 0 none, 1 a number a column, 2 a number a row.
    var bias = 0
    var relu = false
    var gated = false

    struct Operands {
      var a, b, bias, gate: [Float]
    }

    /// Normal numbers, and memory beyond them.
    func operands(seed: Int) -> Operands {
      func draw(_ fold: String, _ count: Int) -> [Float] {
        Key(seed: seed).fold(fold).normal([count]).elements + [Float](repeating: .nan, count: 64)
      }
      return Operands(
        a: draw("a", batch * m * k), b: draw("b", batch * k * n), bias: draw("bias", max(m, n)),
        gate: draw("gate", batch * m * n))
    }

    func run(_ level: Int32, _ operands: Operands) -> [Float]? {
      guard let kernels = ln_kernels_at(level) else { return nil }
      let memory = [
        [Float](repeating: 7, count: batch * m * n + 64), operands.a, operands.b, operands.bias,
        operands.gate,
      ]
      let sizes = [
        batch, m, n, k, m * k, flipA ? 1 : k, flipA ? m : 1, k * n, flipB ? 1 : n, flipB ? k : 1,
        bias, 0, relu ? 1 : 0, m * n, gated ? 1 : 0,
      ].map(Int64.init)
      let pointers = memory.map { numbers in
        let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: numbers.count)
        _ = copy.initialize(from: numbers)
        return copy.baseAddress
      }
      defer { for pointer in pointers { pointer?.deallocate() } }
      pointers.withUnsafeBufferPointer { p in
        sizes.withUnsafeBufferPointer { d in
          var context = LNContext(step: 0, failed: -1, round: 0, row: 0)
          var call = LNInstruction(
            run: isDotted ? kernels.pointee.dots : kernels.pointee.product, p: p.baseAddress,
            d: d.baseAddress, index: 0)
          ln_run(&call, 1, &context, 1)
        }
      }
      let result = Array(UnsafeBufferPointer(start: pointers[0], count: memory[0].count))
      #expect(
        result[(batch * m * n)...].allSatisfy { $0 == 7 }, "\(self) writes beyond its result")
      return Array(result[..<(batch * m * n)])
    }

    /// What is promised, number by number: one chain of multiply-adds in the order of the sum from
    /// the bias on; or, dotted, sixteen chains, a tree of them, parts of 1024 in their order, and
    /// then the bias.
    func promised(_ x: Operands) -> [Float] {
      var out: [Float] = []
      for s in 0..<batch {
        for i in 0..<m {
          for j in 0..<n {
            func a(_ l: Int) -> Float { x.a[s * m * k + (flipA ? l * m + i : i * k + l)] }
            func b(_ l: Int) -> Float { x.b[s * k * n + (flipB ? j * k + l : l * n + j)] }
            let offset = bias == 0 ? 0 : x.bias[bias == 1 ? j : i]
            var y: Float
            if isDotted {
              y = 0
              for start in stride(from: 0, to: k, by: 1024) {
                var lanes = [Float](repeating: 0, count: 16)
                for l in start..<min(start + 1024, k) {
                  let lane = (l - start) % 16
                  lanes[lane] = lanes[lane].addingProduct(a(l), b(l))
                }
                for width in [8, 4, 2, 1] {
                  for lane in 0..<width { lanes[lane] += lanes[lane + width] }
                }
                y = start == 0 ? lanes[0] : y + lanes[0]
              }
              if bias > 0 { y += offset }
            } else {
              y = (0..<k).reduce(offset) { $0.addingProduct(a($1), b($1)) }
            }
            if relu && y <= 0 { y = 0 }
            if gated && !(x.gate[s * m * n + i * n + j] > 0) { y = 0 }
            out.append(y)
          }
        }
      }
      return out
    }

    /// The numbers' bits; all NaN are one.
    static func bits(_ numbers: [Float]) -> [UInt32] {
      numbers.map { $0.isNaN ? 0x7fc0_0000 : $0.bitPattern }
    }
  }

  static let productSizes = [
    (1, 1, 1), (1, 100, 40), (100, 1, 33), (7, 5, 3), (13, 33, 17), (6, 4, 16), (30, 16, 40),
    (64, 50, 100), (3, 70, 300), (11, 6, 2500), (14, 110, 1030), (25, 48, 273), (9, 19, 1024),
  ]

  /// Every number of a product is the promised one, bit by bit, on every level.
  @Test func productsGiveThePromisedBitsOnAllLevels() {
    for (index, (m, n, k)) in VectorMathsTests.productSizes.enumerated() {
      for flips in 0..<4 {
        for isDotted in flips == 2 ? [false, true] : [false] {
          for epilogue in 0..<4 {
            let call = ProductCall(
              m: m, n: n, k: k, batch: index % 3 == 0 ? 2 : 1, flipA: flips & 1 == 1,
              flipB: flips & 2 == 2, isDotted: isDotted, bias: epilogue % 3,
              relu: epilogue == 1 || epilogue == 2, gated: epilogue == 3)
            let operands = call.operands(seed: index)
            let promised = ProductCall.bits(call.promised(operands))
            for level in Int32(0)...2 {
              guard let result = call.run(level, operands) else { continue }
              #expect(
                ProductCall.bits(result) == promised, "\(call) differs on level \(level)")
            }
          }
        }
      }
    }
  }

  /// What is not finite reaches the numbers that it belongs to and no others.
  @Test func whatIsNotFinitePassesThroughProducts() {
    for (m, n, k) in [(5, 3, 40), (13, 35, 300), (2, 17, 16)] {
      for isDotted in [false, true] {
        let call = ProductCall(m: m, n: n, k: k, flipB: true, isDotted: isDotted, relu: true)
        var operands = call.operands(seed: 3)
        operands.a[(m - 1) * k + k - 1] = .infinity
        operands.b[(n - 1) * k] = .nan
        operands.b[k - 1] = 0
        let promised = ProductCall.bits(call.promised(operands))
        for level in Int32(0)...2 {
          guard let result = call.run(level, operands) else { continue }
          #expect(ProductCall.bits(result) == promised)
          // Infinity times zero, and the whole column of the NaN.
          #expect(result[(m - 1) * n].isNaN)
          #expect((0..<m).allSatisfy { result[$0 * n + n - 1].isNaN })
          #expect(result.filter { $0.isNaN }.count == m + 1)
        }
      }
    }
  }
}
