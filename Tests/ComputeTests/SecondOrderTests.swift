import Compute
import Testing

/// Gradients are values, so what is made of them has gradients too.
@Suite struct SecondOrderTests {
  static let count = 5

  /// A loss that couples all of w: the mean square of a small network's error.
  static func loss(_ w: Value) -> Value {
    let x = w.constant(Key(seed: 3).fold("x").normal([7, count]))
    let y = w.constant(Key(seed: 3).fold("y").normal([7, 1]))
    return ((x.matmul(w.reshaped([count, 1]))).tanh() * 2 - y).squared().mean()
  }

  static let point = Key(seed: 3).fold("w").normal([count], standardDeviation: 0.5)

  /// A product of the Hessian with a vector, as a function of the point and the vector.
  static func hessianProduct() throws -> Function {
    try Function([[count], [count]]) { inputs in
      let gradient = loss(inputs[0]).gradient(inputs[0])
      return [(gradient * inputs[1]).sum().gradient(inputs[0])]
    }
  }

  /// The Hessian from differences of gradients.
  static func hessian() throws -> [[Float]] {
    let gradient = try Function([[count]]) { [loss($0[0]).gradient($0[0])] }
    let h: Float = 1e-2
    return (0..<count).map { axis in
      func at(_ step: Float) -> [Float] {
        var moved = point.elements
        moved[axis] += step
        return gradient([Tensor(moved)])[0].elements
      }
      return zip(at(h), at(-h)).map { ($0 - $1) / (2 * h) }
    }
  }

  @Test func hessianTimesVector() throws {
    let product = try SecondOrderTests.hessianProduct()
    let v = Key(seed: 4).normal([SecondOrderTests.count])
    let found = product([SecondOrderTests.point, v])[0].elements
    for (row, value) in zip(try SecondOrderTests.hessian(), found) {
      let exact = zip(row, v.elements).map { $0 * $1 }.reduce(0, +)
      #expect(abs(exact - value) < 1e-2 * (1 + abs(exact)))
    }
  }

  /// Hutchinson's estimate, the mean of v^T H v, is the trace when v takes all patterns of signs.
  @Test func traceFromSigns() throws {
    let product = try SecondOrderTests.hessianProduct()
    let count = SecondOrderTests.count
    var total: Float = 0
    for bits in 0..<(1 << count) {
      let v = Tensor((0..<count).map { bits >> $0 & 1 == 0 ? Float(-1) : 1 })
      total += zip(product([SecondOrderTests.point, v])[0].elements, v.elements)
        .map { $0 * $1 }.reduce(0, +)
    }
    let trace = try SecondOrderTests.hessian().enumerated().map { $1[$0] }.reduce(0, +)
    #expect(abs(total / Float(1 << count) - trace) < 1e-2 * (1 + abs(trace)))
  }

  /// How a least-squares solution moves when a point is left out: the Hessian of the other points,
  /// column by column from products with vectors, and one step of Newton lead to the new solution.
  @Test func influenceOfAPoint() throws {
    let rows = 9, key = Key(seed: 5)
    let x = key.fold("x").normal([rows, 2]), y = key.fold("y").normal([rows, 1])
    func solution(_ used: Range<Int>) -> Tensor {
      let a = x.slice(0, used), b = y.slice(0, used)
      return a.transposed().matmul(a).solve(a.transposed().matmul(b)).reshaped([2])
    }
    let whole = solution(0..<rows)
    let parts = try Function([[2], [2]]) { inputs in
      let w = inputs[0], a = w.constant(x.slice(0, 1..<rows)), b = w.constant(y.slice(0, 1..<rows))
      let gradient = (a.matmul(w.reshaped([2, 1])) - b).squared().sum().gradient(w)
      return [gradient, (gradient * inputs[1]).sum().gradient(w)]
    }
    let first = parts([whole, Tensor([1, 0])]), second = parts([whole, Tensor([0, 1])])
    let hessian = Tensor(first[1].elements + second[1].elements, shape: [2, 2])
    let moved = whole - hessian.solve(first[0].reshaped([2, 1])).reshaped([2])
    let refitted = solution(1..<rows)
    #expect(zip(moved.elements, refitted.elements).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(zip(moved.elements, whole.elements).contains { abs($0 - $1) > 1e-3 })
  }
}
