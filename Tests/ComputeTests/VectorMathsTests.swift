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

  @Test func productsGiveTheSameBitsOnAllLevels() {
    for (m, n, k) in [
      (1, 1, 1), (7, 5, 3), (13, 33, 17), (30, 16, 40), (64, 50, 100), (3, 70, 300), (11, 6, 5000),
      (14, 110, 2500),
    ] {
      let a = Key(seed: m).normal([m, k]).elements + [Float](repeating: 0, count: 64)
      let b = Key(seed: n).normal([k, n]).elements + [Float](repeating: 0, count: 64)
      for (transposed, dotted) in [(false, false), (true, false), (true, true)] {
        var results: [[UInt32]] = []
        for level in Int32(0)...2 {
          guard let kernels = ln_kernels_at(level) else { continue }
          var left = a, right = b
          var out = [Float](repeating: 0, count: m * n)
          let sizes: [Int64] = [
            1, Int64(m), Int64(n), Int64(k), 0, Int64(k), 1, 0, transposed ? 1 : Int64(n),
            transposed ? Int64(k) : 1, 0, 0, 0, 0, 0,
          ]
          out.withUnsafeMutableBufferPointer { out in
            left.withUnsafeMutableBufferPointer { left in
              right.withUnsafeMutableBufferPointer { right in
                var context = LNContext(step: 0, failed: -1, round: 0, row: 0)
                let pointers = [
                  out.baseAddress, left.baseAddress, right.baseAddress, left.baseAddress,
                ]
                pointers.withUnsafeBufferPointer { p in
                  sizes.withUnsafeBufferPointer { d in
                    var call = LNInstruction(
                      run: dotted ? kernels.pointee.dots : kernels.pointee.product,
                      p: p.baseAddress, d: d.baseAddress, index: 0)
                    ln_run(&call, 1, &context, 1)
                  }
                }
              }
            }
          }
          results.append(out.map(\.bitPattern))
          for i in 0..<m {
            for j in 0..<n {
              let exact = (0..<k).reduce(0.0) {
                $0 + Double(a[i * k + $1]) * Double(b[transposed ? j * k + $1 : $1 * n + j])
              }
              if abs(Double(out[i * n + j]) - exact) > max(1e-4, 1e-6 * Double(k)) {
                Issue.record("\(m)×\(n)×\(k) is wrong")
              }
            }
          }
        }
        #expect(results.allSatisfy { $0 == results[0] })
      }
    }
  }
}
