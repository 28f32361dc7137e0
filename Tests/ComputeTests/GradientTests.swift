import Compute
import Testing

/// Gradients of every operation against central differences, and gradients of gradients.
@Suite struct GradientTests {
  /// Compares the gradient of a weighted sum of `body`'s result with central differences.
  func check(
    _ name: String, _ shapes: [Shape], positive: Bool = false, tolerance: Double = 2e-2,
    second: Bool = false, _ body: @escaping ([Value]) -> Value
  ) throws {
    var inputs = shapes.enumerated().map { index, shape in
      Key(seed: 11).fold(name).fold(index).normal(shape) * 0.8 + 0.05
    }
    if positive { inputs = inputs.map { $0.abs() + 0.4 } }
    let function = try Function(shapes) { values in
      let result = body(values)
      // Weights that differ from place to place, so that no error cancels.
      let count = result.shape.count
      let weights = result.constant(
        Tensor((0..<count).map { 0.5 + Float($0 % 7) / 5 }, shape: result.shape))
      var loss = (result * weights).sum()
      if second {
        // The loss becomes the squared length of the gradient: its gradient needs second
        // derivatives.
        loss =
          loss.gradients(values).reduce(loss.constant(0)) { $0 + $1.squared().sum() } + 0.1 * loss
      }
      return [loss] + loss.gradients(values)
    }
    let gradients = function(inputs).dropFirst().map(\.doubles)
    let scale = gradients.joined().map(abs).max() ?? 0
    #expect(scale > 0, "\(name): the gradient is zero")
    let step: Float = 4e-3
    for (index, input) in inputs.enumerated() {
      for element in 0..<input.count {
        func loss(_ shift: Float) -> Double {
          var moved = inputs
          var elements = input.elements
          elements[element] += shift
          moved[index] = Tensor(elements, shape: input.shape)
          return Double(function(moved)[0].scalar)
        }
        // Fourth-order central difference.
        let slope =
          (8 * (loss(step) - loss(-step)) - (loss(2 * step) - loss(-2 * step)))
          / (12 * Double(step))
        let error = abs(slope - gradients[index][element])
        #expect(
          error < tolerance * (scale + 0.1),
          "\(name): input \(index) element \(element): \(slope) vs \(gradients[index][element])")
      }
    }
  }

  @Test func elementwise() throws {
    let functions: [(String, (Value) -> Value)] = [
      ("exp", { $0.exp() }), ("sin", { $0.sin() }), ("cos", { $0.cos() }), ("tanh", { $0.tanh() }),
      ("sigmoid", { $0.sigmoid() }), ("softplus", { $0.softplus() }), ("erf", { $0.erf() }),
      ("square", { $0.squared() }), ("negate", { -$0 }), ("gelu", { $0.gelu() }),
      ("swish", { $0.swish(1.5) }), ("cube", { $0.power(3) }),
    ]
    for (name, f) in functions {
      try check(name, [[3, 4]]) { f($0[0]) }
      if name != "negate" { try check(name, [[5]], tolerance: 4e-2, second: true) { f($0[0]) } }
    }
    let positive: [(String, (Value) -> Value)] = [
      ("log", { $0.log() }), ("sqrt", { $0.squareRoot() }), ("reciprocal", { $0.reciprocal() }),
      ("power", { $0.power(1.7) }), ("abs", { $0.abs() }), ("relu", { $0.relu() }),
      ("leaky", { ($0 - 3).leakyRelu(0.2) }), ("elu", { ($0 - 3).elu() }),
      ("selu", { ($0 - 3).selu() }),
      ("hard swish", { $0.hardSwish() }),
    ]
    for (name, f) in positive { try check(name, [[3, 4]], positive: true) { f($0[0]) } }
  }

  @Test func binary() throws {
    try check("add", [[3, 4], [4]]) { ($0[0] + $0[1]).squared() }
    try check("subtract", [[3, 1], [1, 4]]) { ($0[0] - $0[1]).squared() }
    try check("multiply", [[2, 3, 4], [3, 1]]) { $0[0] * $0[1] }
    try check("divide", [[3, 4], [3, 4]], positive: true) { $0[0] / $0[1] }
    try check("power", [[6], [6]], positive: true) { $0[0].power($0[1]) }
    try check("maximum", [[20], [20]]) { $0[0].maximum($0[1]) * 2 }
    try check("minimum", [[20], [20]]) { $0[0].minimum($0[1]) * 2 }
    try check("select", [[5], [5]], positive: true) { x in
      .select(x[0].isGreater(than: 0.9), x[0] * x[1], x[1])
    }
    try check("multiply twice", [[4], [4]], second: true) { $0[0] * $0[1] * $0[1] }
    try check("divide twice", [[4], [4]], positive: true, second: true) { $0[0] / $0[1] }
  }

  @Test func movement() throws {
    try check("slice", [[5, 6]]) { $0[0].slice(1, 1..<6, step: 2).squared() }
    try check("flip", [[3, 4]]) { $0[0].flipped(1).squared() }
    try check("permute", [[2, 3, 4]]) { $0[0].permuted([2, 0, 1]).squared() }
    try check("concatenate", [[2, 3], [2, 2]]) { Value.concatenated($0, axis: 1).squared() }
    try check("pad", [[2, 3]]) { $0[0].padded(1, before: 1, after: 2).squared() }
    try check("gather", [[4, 3]]) { x in
      x[0].gather(x[0].constant([2, 0, 2, 3])).squared()
    }
    try check("scatter", [[4, 3]]) { x in
      x[0].scatterAdded(x[0].constant([2, 0, 2, 3]), rows: 5).squared()
    }
    try check("tile", [[2, 3]]) { $0[0].tiled(0, 3).squared() }
  }

  @Test func reductions() throws {
    try check("sum", [[3, 4, 2]]) { $0[0].sum([0, 2]).squared() }
    try check("mean", [[3, 20]]) { $0[0].mean([1]).squared() }
    try check("variance", [[3, 6]]) { $0[0].variance([1]) }
    try check("max", [[3, 7]]) { $0[0].max([1]).squared() }
    try check("min", [[3, 7]]) { $0[0].min([0]).squared() }
    try check("log-sum-exp", [[3, 5]]) { $0[0].logSumExp() }
    try check("softmax", [[3, 5]]) { $0[0].softmax() }
    try check("log-softmax", [[3, 5]]) { $0[0].logSoftmax() }
    try check("softmax twice", [[2, 3]], second: true) { $0[0].softmax() }
    try check("cross-entropy", [[4, 3]]) {
      $0[0].crossEntropy(classes: $0[0].constant([0, 2, 1, 1]))
    }
    try check("logistic", [[5]]) { $0[0].logisticLoss(labels: $0[0].constant([0, 1, 1, 0, 1])) }
  }

  @Test func products() throws {
    try check("matmul", [[3, 4], [4, 2]]) { $0[0].matmul($0[1]) }
    try check("matmul transposed", [[3, 4], [2, 4]]) { $0[0].matmul($0[1].transposed()).squared() }
    try check("matmul transposed left", [[4, 3], [4, 2]]) { $0[0].transposed().matmul($0[1]) }
    try check("matmul batched", [[2, 3, 4], [2, 4, 2]]) { $0[0].matmul($0[1]) }
    try check("matmul shared right", [[2, 3, 4], [4, 2]]) { $0[0].matmul($0[1]) }
    try check("matmul shared left", [[3, 4], [2, 4, 2]]) { $0[0].matmul($0[1]) }
    try check("matmul bias relu", [[3, 4], [4, 5], [5]]) { ($0[0].matmul($0[1]) + $0[2]).relu() }
    try check("matmul twice", [[2, 3], [3, 2]], tolerance: 4e-2, second: true) {
      $0[0].matmul($0[1]).tanh()
    }
  }

  @Test func windows() throws {
    try check("convolution 1-D", [[2, 3, 9], [4, 3, 3], [4]]) {
      $0[0].convolved1D($0[1], bias: $0[2], stride: 2, padding: 1)
    }
    try check("dilated", [[1, 2, 9], [2, 2, 3]]) {
      $0[0].convolved1D($0[1], padding: 2, dilation: 2)
    }
    try check("convolution 2-D", [[2, 2, 5, 6], [3, 2, 3, 3], [3]]) {
      $0[0].convolved2D($0[1], bias: $0[2], stride: 2, padding: 1).relu()
    }
    try check("transposed convolution", [[2, 3, 4, 3], [3, 2, 4, 4], [2]]) {
      $0[0].transposeConvolved($0[1], bias: $0[2], stride: 2, padding: 1)
    }
    try check("max pooling", [[2, 2, 4, 6]]) {
      $0[0].maxPooled(Window(kernel: [2, 2], stride: [2, 2])).squared()
    }
    try check("mean pooling", [[2, 2, 6]]) {
      $0[0].meanPooled(Window(kernel: [3], stride: [2], padding: [1])).squared()
    }
    try check("convolution twice", [[1, 2, 6], [2, 2, 3]], tolerance: 4e-2, second: true) {
      $0[0].convolved1D($0[1], padding: 1).tanh()
    }
  }

  @Test func normalizationAndAttention() throws {
    try check("normalized", [[3, 5]]) { $0[0].normalized([-1]) }
    try check("batch normalized", [[6, 2]]) { $0[0].normalized([0]) }
    try check("normalized twice", [[2, 4]], tolerance: 4e-2, second: true) {
      $0[0].normalized([-1]).tanh()
    }
    for causal in [false, true] {
      try check("attention", [[2, 3, 4], [2, 3, 4], [2, 3, 2]]) {
        $0[0].attention(keys: $0[1], values: $0[2], causal: causal)
      }
    }
  }

  @Test func attentionByHand() {
    // Keys alike: each query takes the mean of what it sees.
    let queries = Tensor.ones([1, 3, 2]), values = Tensor([3, 5, 10], shape: [1, 3, 1])
    let all = queries.attention(keys: queries, values: values)
    let past = queries.attention(keys: queries, values: values, causal: true)
    #expect(zip(all.elements, [6, 6, 6]).allSatisfy { abs($0 - $1) < 1e-5 })
    #expect(zip(past.elements, [3, 4, 6]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  /// UDL equation 10.1 by hand.
  @Test func convolutionByHand() {
    let x = Tensor([1, 2, 3, 4, 5], shape: [1, 1, 5])
    let w = Tensor([1, 0, -1], shape: [1, 1, 3])
    #expect(x.convolved1D(w).elements == [-2, -2, -2])
    #expect(x.convolved1D(w, padding: 1).elements == [-2, -2, -2, -2, 4])
    #expect(x.convolved1D(w, stride: 2).elements == [-2, -2])
    #expect(x.convolved1D(w, dilation: 2).elements == [-4])
    let up = Tensor([1, 2], shape: [1, 1, 2]).transposeConvolved(
      Tensor([1, 10, 100], shape: [1, 1, 3]), stride: 2)
    #expect(up.elements == [1, 10, 102, 20, 200])
  }
}
