import Compute
import Foundation
import Testing

/// Operations built from others: values by hand and gradients against differences.
@Suite struct OperationTests {
  let gradients = GradientTests()

  func near(_ a: Tensor, _ b: Tensor, _ tolerance: Float = 1e-5) -> Bool {
    a.shape == b.shape
      && zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= tolerance * (1 + abs($1)) }
  }

  @Test func contractionsSumOverWhatTheResultLacks() throws {
    let key = Key(seed: 8)
    let a = key.fold("a").normal([2, 3, 4]), b = key.fold("b").normal([2, 5, 4])
    #expect(near(.contracted("bqd,bkd->bqk", a, b), a.matmul(b.transposed())))
    #expect(near(.contracted("bqd,bkd->kqb", a, b), a.matmul(b.transposed()).permuted([2, 1, 0])))
    let x = key.fold("x").normal([3]), y = key.fold("y").normal([4])
    #expect(near(.contracted("i,j->ij", x, y), x.expanded(1) * y))
    #expect(near(.contracted("bqd,d->q", a, y), (a * y).sum([0, 2])))
    #expect(near(.contracted("i,i->", x, x), x.squared().sum()))
    #expect(throws: ShapeError.self) {
      try Program { trace in
        let x = trace.input("x", [3]), y = trace.input("y", [4])
        trace.output("z", .contracted("i,i->", x, y))
      }
    }
    try gradients.check("contraction", [[2, 3, 4], [4, 5, 2]]) {
      .contracted("abc,cda->db", $0[0], $0[1])
    }
  }

  @Test func trigonometry() throws {
    for angle: Float in [-3, -2, -1, -0.2, 0.3, 1.2, 2.5, 3.1] {
      let point = Tensor([sin(angle)]).angle(x: Tensor([cos(angle)]))
      #expect(abs(point.scalar - angle) < 1e-5)
    }
    let x: Tensor = [-0.9, -0.2, 0.1, 0.7]
    #expect(near(x.arcsin().sin(), x) && near(x.arccos().cos(), x) && near(x.arctan().tan(), x))
    for (name, f) in [
      ("arctan", { $0.arctan() }), ("tan", { ($0 * 0.3).tan() }), ("sinh", { $0.sinh() }),
      ("cosh", { $0.cosh() }), ("arcsin", { ($0 * 0.2).arcsin() }),
      ("arccos", { ($0 * 0.2).arccos() }),
    ] as [(String, (Value) -> Value)] {
      try gradients.check(name, [[2, 3]]) { f($0[0]) }
    }
    try gradients.check("angle", [[5], [5]]) { $0[0].angle(x: $0[1] + 3) }
    try gradients.check("arctan twice", [[4]], tolerance: 4e-2, second: true) { $0[0].arctan() }
  }

  @Test func normsAndActivations() throws {
    let x: Tensor = [[3, -4], [0, 2]]
    #expect(x.norm([1]).elements == [5, 2] && x.norm(p: 1).scalar == 9)
    #expect(x.norm([1], p: .infinity).elements == [4, 2])
    #expect(abs(x.norm(p: 3).scalar - pow(99, 1 / 3)) < 1e-5)
    for p: Float in [1, 2, 3, .infinity] {
      try gradients.check("norm \(p)", [[3, 4]], positive: true) { $0[0].norm([1], p: p) }
    }
    try gradients.check("maxout", [[3, 6]]) { $0[0].maxout(3).squared() }
    try gradients.check("parametric relu", [[4, 5], [5]]) { $0[0].leakyRelu($0[1]).squared() }
  }

  @Test func sparseProductsAreDenseOnes() throws {
    let pattern = SparsePattern(
      rows: 3, columns: 4, entries: [(0, 1), (2, 3), (1, 0), (0, 3), (0, 1)])
    let dense: Tensor = [[0, 6, 0, 4], [3, 0, 0, 0], [0, 0, 0, 2]]
    let x = Key(seed: 1).normal([4, 2])
    #expect(near(Tensor([1, 2, 3, 4, 5]).sparseProduct(pattern, x), dense.matmul(x)))
    try gradients.check("sparse", [[5], [4, 2]]) { $0[0].sparseProduct(pattern, $0[1]).squared() }
    try gradients.check("sparse twice", [[5], [4, 2]], tolerance: 4e-2, second: true) {
      $0[0].sparseProduct(pattern, $0[1])
    }
  }

  @Test func picturesGrow() throws {
    let x = Tensor([1, 2, 3, 4], shape: [1, 1, 2, 2])
    #expect(x.upsampledNearest(2).elements == [1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4])
    // PyTorch's bilinear upsampling with align_corners=False.
    #expect(
      near(
        x.upsampledLinear(2),
        Tensor(
          [1, 1.25, 1.75, 2, 1.5, 1.75, 2.25, 2.5, 2.5, 2.75, 3.25, 3.5, 3, 3.25, 3.75, 4],
          shape: [1, 1, 4, 4])))
    let source = Tensor([1, 5, 2, 3, 4, 0, 7, 6, 1, 1, 2, 2, 1, 1, 2, 9], shape: [1, 1, 4, 4])
    let window = Window(kernel: [2, 2], stride: [2, 2])
    #expect(
      source.maxPooled(window).maxUnpooled(like: source, window).elements
        == [0, 5, 0, 0, 0, 0, 7, 0, 1, 0, 0, 0, 0, 0, 0, 9])
    try gradients.check("nearest", [[2, 2, 3, 2]]) { $0[0].upsampledNearest(2).squared() }
    try gradients.check("linear", [[2, 2, 3, 2]]) { $0[0].upsampledLinear(3).squared() }
    try gradients.check("unpool", [[2, 3, 2, 2]]) {
      $0[0].maxUnpooled(like: $0[0].constant(Key(seed: 2).normal([2, 3, 4, 4])), window).squared()
    }
  }

  /// Convolution and its transpose are adjoint: ⟨conv x, y⟩ = ⟨x, convᵀ y⟩ for every size.
  @Test func transposedConvolutionIsTheAdjoint() {
    for (kernel, stride, padding, extent) in [
      (3, 1, 0, 5), (3, 2, 1, 7), (4, 2, 1, 8), (5, 3, 2, 10),
    ] {
      let key = Key(seed: 3).fold(kernel).fold(stride)
      let x = key.fold("x").normal([2, 3, extent, extent])
      let w = key.fold("w").normal([4, 3, kernel, kernel])
      let y = x.convolved2D(w, stride: stride, padding: padding)
      let z = key.fold("z").normal(y.shape)
      let back = z.transposeConvolved(w, stride: stride, padding: padding)
      #expect(back.shape == x.shape)
      let (a, b) = ((y * z).sum().scalar, (x * back).sum().scalar)
      #expect(abs(a - b) < 1e-3 * (1 + abs(a)), "kernel \(kernel) stride \(stride): \(a) \(b)")
    }
  }

  /// Every window against four nested loops, in one, two and three dimensions.
  @Test func convolutionsAgreeWithLoops() {
    var number = 0
    for batch in [1, 2, 17] {
      for (kernel, stride, padding, dilation, groups) in [
        (3, 1, 1, 1, 1), (3, 2, 0, 1, 1), (2, 3, 1, 2, 1), (1, 2, 0, 1, 2), (3, 1, 2, 2, 2),
        (3, 1, 4, 1, 1),
      ] {
        for rank in 1...3 {
          number += 1
          let key = Key(seed: 6).fold(number), extent = rank == 3 ? 5 : 7
          let x = key.fold("x").normal(Shape([batch, 4] + [Int](repeating: extent, count: rank)))
          let w = key.fold("w").normal(
            Shape([2, 4 / groups] + [Int](repeating: kernel, count: rank)))
          let window = Window(
            kernel: [Int](repeating: kernel, count: rank),
            stride: [Int](repeating: stride, count: rank),
            padding: [Int](repeating: padding, count: rank),
            dilation: [Int](repeating: dilation, count: rank))
          let y = x.convolved(w, window: window, groups: groups)
          #expect(
            near(y, loops(x, w, window, groups), 1e-4), "batch \(batch) rank \(rank) \(window)")
        }
      }
    }
  }

  func loops(_ x: Tensor, _ w: Tensor, _ window: Window, _ groups: Int) -> Tensor {
    let spatial = Array(x.shape.extents.dropFirst(2)), places = window.places(spatial)
    var out: [Float] = []
    for n in 0..<x.shape[0] {
      for o in 0..<w.shape[0] {
        for place in 0..<places.reduce(1, *) {
          let position = Tape.index(place, in: places)
          var sum = 0.0
          for c in 0..<w.shape[1] {
            for k in 0..<window.kernel.reduce(1, *) {
              let offset = Tape.index(k, in: window.kernel)
              let at = spatial.indices.map {
                position[$0] * window.stride[$0] - window.padding[$0] + offset[$0]
                  * window.dilation[$0]
              }
              guard zip(at, spatial).allSatisfy({ $0 >= 0 && $0 < $1 }) else { continue }
              let channel = o / (w.shape[0] / groups) * w.shape[1] + c
              sum +=
                Double(x.elements[Tape.flat([n, channel] + at, in: x.shape.extents)])
                * Double(w.elements[Tape.flat([o, c] + offset, in: w.shape.extents)])
            }
          }
          out.append(Float(sum))
        }
      }
    }
    return Tensor(out, shape: Shape([x.shape[0], w.shape[0]] + places))
  }

  @Test func convolutionGradients() throws {
    try gradients.check("convolution 3-D", [[1, 2, 3, 4, 3], [2, 2, 2, 2, 2]]) {
      $0[0].convolved(
        $0[1], window: Window(kernel: [2, 2, 2], stride: [1, 2, 1], padding: [0, 1, 0]))
    }
    try gradients.check("groups", [[3, 4, 5], [6, 2, 3]]) {
      $0[0].convolved1D($0[1], padding: 1, groups: 2)
    }
    try gradients.check("one picture", [[1, 2, 5, 6], [3, 2, 3, 3]]) {
      $0[0].convolved2D($0[1], stride: 2, padding: 1)
    }
  }

  @Test func normalizations() throws {
    let x = Key(seed: 5).normal([6, 4, 3], mean: 2, standardDeviation: 3)
    func moments(_ y: Tensor, _ axes: [Int]) -> Bool {
      y.mean(axes).elements.allSatisfy { abs($0) < 1e-5 }
        && y.variance(axes).elements.allSatisfy { abs($0 - 1) < 1e-4 }
    }
    #expect(moments(x.batchNormalized(), [0, 2]))
    #expect(moments(x.batchNormalized(ghost: 3).slice(0, 0..<3), [0, 2]))
    #expect(moments(x.groupNormalized(2).reshaped([6, 2, 6]), [2]))
    #expect(moments(x.groupNormalized(4, epsilon: 1e-12), [2]))
    // [1, 3] has mean 2 and deviation 1.
    #expect(
      near(Tensor([1, 3], shape: [2, 1]).batchNormalized(), Tensor([-1, 1], shape: [2, 1])))
    try gradients.check("batch", [[4, 2, 3]]) { $0[0].batchNormalized() }
    try gradients.check("ghost", [[4, 2, 3]]) { $0[0].batchNormalized(ghost: 2) }
    try gradients.check("group", [[2, 4, 3]]) { $0[0].groupNormalized(2) }
    try gradients.check("batch twice", [[4, 2]], tolerance: 4e-2, second: true) {
      $0[0].batchNormalized().tanh()
    }
  }

  @Test func dropoutKeepsTheExpectation() throws {
    let program = try Program { trace in
      let x = trace.constant(.ones([10_000]))
      trace.output("dropped", trace.dropout(x, rate: 0.3, key: Key(seed: 1)))
      trace.output("noisy", trace.noisy(x, standardDeviation: 0.5, key: Key(seed: 2)))
    }
    let run = Execution(program)
    try run.run()
    let first = run["dropped"]
    let zeros = first.elements.filter { $0 == 0 }.count
    #expect(
      abs(zeros - 3000) < 200 && first.elements.allSatisfy { $0 == 0 || abs($0 - 1 / 0.7) < 1e-6 })
    #expect(abs(run["noisy"].variance().scalar - 0.25) < 0.02)
    try run.run()
    #expect(run["dropped"] != first)
  }
}
