import Foundation
import Learning
import Testing

/// Layers against formulas, reference values and differences.
@Suite struct LayerTests {
  func near(_ a: Tensor, _ b: Tensor, _ tolerance: Float = 1e-5) -> Bool {
    a.shape == b.shape
      && zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= tolerance * (1 + abs($1)) }
  }

  /// The gradient of a weighted sum of the outputs with respect to inputs and parameters, against
  /// fourth-order central differences along random directions.
  func checkGradients(_ name: String, _ model: some Model, _ shape: Shape, tokens: Int? = nil)
    throws
  {
    let key = Key(seed: 12).fold(name)
    let x =
      tokens.map { n in
        Tensor(
          key.fold("tokens").integers(count: shape.count, in: 0..<n).map { Float($0) }, shape: shape
        )
      } ?? key.fold("x").normal(shape)
    let start =
      model.initialized(key).parameters + 0.05 * key.fold("noise").normal([model.layout.count])
    let program = try Program { trace in
      let input = trace.input("x", shape), vector = trace.input("parameters", start.shape)
      let pass = TrainingPass(key: key)
      let y = model(input, Parameters(vector, model.layout, training: pass), trace)
      let weights = trace.constant(
        Tensor((0..<y.shape.count).map { 0.5 + Float($0 % 7) / 5 }, shape: y.shape))
      let loss = (y * weights).mean()
      trace.output("loss", loss)
      trace.output("gradient 0", loss.gradient(input))
      trace.output("gradient 1", loss.gradient(vector))
    }
    let run = Execution(program)
    func evaluate(_ inputs: [Tensor]) throws -> [Tensor] {
      run["x"] = inputs[0]
      run["parameters"] = inputs[1]
      try run.run()
      return [run["loss"], run["gradient 0"], run["gradient 1"]]
    }
    let result = try evaluate([x, start])
    for (index, point) in [x, start].enumerated() where !(index == 0 && tokens != nil) {
      for attempt in 0..<3 {
        var direction = key.fold("direction").fold(attempt).normal(point.shape)
        direction = direction / direction.norm().scalar
        let slope = (result[index + 1] * direction).sum().scalar
        func loss(_ t: Float) throws -> Double {
          var inputs = [x, start]
          inputs[index] = inputs[index] + t * direction
          return Double(try evaluate(inputs)[0].scalar)
        }
        let h: Float = 2e-2
        let difference =
          try (8 * (loss(h) - loss(-h)) - (loss(2 * h) - loss(-2 * h))) / (12 * Double(h))
        let scale = Double((result[index + 1].squared().sum().scalar).squareRoot())
        #expect(
          abs(difference - Double(slope)) < 0.02 * (scale + 0.01),
          "\(name) \(index == 0 ? "input" : "parameters"): \(difference) vs \(slope)")
      }
    }
  }

  @Test func gradientsAgreeWithDifferences() throws {
    try checkGradients("dense", Dense(3, 4), [5, 3])
    try checkGradients("ensemble", Ensemble(MLP([3, 4, 2], activation: .tanh), count: 3), [5, 3])
    try checkGradients("normalised ensemble", Ensemble(BatchNorm(3), count: 2), [2, 5, 3])
    try checkGradients("convolution 1-D", Conv1D(2, 3, size: 3, stride: 2, padding: 1), [2, 2, 7])
    try checkGradients(
      "convolution 2-D", Conv2D(2, 3, size: 3, padding: 1, dilation: 2), [2, 2, 6, 5])
    try checkGradients(
      "pooling", Sequential(Conv2D(1, 2, size: 3), Pool.max(2), Pool.mean(2), GlobalMean()),
      [2, 1, 10, 10])
    try checkGradients(
      "residual", Residual(Dense(3, 3), Activation.swish, Dense(3, 3)), [4, 3])
    try checkGradients("layer norm", LayerNorm(5), [3, 5])
    try checkGradients("self-attention", SelfAttention(6, heads: 2), [2, 3, 6])
    try checkGradients(
      "embedding", Sequential(Embedding(7, width: 4), PositionEmbedding(5, width: 4)), [2, 5],
      tokens: 7)
    try checkGradients("U-Net", UNet(1, 1, widths: [2, 3]), [1, 1, 4, 4])
    try checkGradients(
      "transposed convolution", TransposedConv2D(2, 3, size: 4, stride: 2, padding: 1),
      [2, 2, 3, 3])
    try checkGradients("group norm", GroupNorm(4, groups: 2), [2, 4, 3])
    try checkGradients("batch norm", BatchNorm(3), [4, 3, 2])
    try checkGradients("rnn", Recurrent(RNNCell(3, 4)), [2, 5, 3])
    try checkGradients("gru", Recurrent(GRUCell(3, 4)), [2, 5, 3])
    try checkGradients("lstm", Recurrent(LSTMCell(3, 4), last: true), [2, 5, 3])
    try checkGradients(
      "transformer", TransformerLayer(8, heads: 2, causal: true, activation: .gelu), [2, 4, 8])
    try checkGradients(
      "transformer after",
      TransformerLayer(8, heads: 2, activation: .gelu, order: .normalizingAfter), [2, 4, 8])
    try checkGradients(
      "encoder-decoder",
      EncoderDecoder(tokens: 5, source: 3, target: 4, width: 8, heads: 2, layers: 1),
      [2, 7], tokens: 5)
    let graph = Adjacency(nodes: 5, edges: [(0, 1), (1, 2), (2, 3), (3, 0), (3, 4)])
    for aggregation in [GraphConvolution.Aggregation.sum, .mean, .kipf] {
      try checkGradients("graph convolution", GraphConvolution(graph, 3, 2, aggregation), [5, 3])
    }
    try checkGradients("graph attention", GraphAttention(graph, 3, 2), [5, 3])
    try checkGradients(
      "graph mean", Sequential(GraphConvolution(graph, 3, 2), GraphMean([0, 0, 1, 1, 1])), [5, 3])
    try checkGradients(
      "dense block", DenseBlock(2, growth: 3, layers: 2) { Conv1D($0, $1, size: 3, padding: 1) },
      [2, 2, 5])
    try checkGradients(
      "upsample", Sequential(Upsample(2, .linear), Conv2D(2, 2, size: 3)), [1, 2, 3, 3])
  }

  /// The equations of the cells written out in Double.
  @Test func recurrentCellsFollowTheirEquations() {
    let x = Key(seed: 1).normal([1, 4, 2])
    func sigmoid(_ v: Double) -> Double { 1 / (1 + exp(-v)) }
    func linear(_ f: (String) -> Tensor, _ part: String, _ row: Int, _ v: [Double]) -> Double {
      let w = f("\(part) weights"), b = f("\(part) biases")
      return v.indices.reduce(Double(b[row])) { $0 + Double(w[row, $1]) * v[$1] }
    }
    let gru = Recurrent(GRUCell(2, 3)).initialized(Key(seed: 2)), outputs = gru(x)
    var h = [0.0, 0, 0]
    for place in 0..<4 {
      let input = [Double(x[0, place, 0]), Double(x[0, place, 1])]
      h = (0..<3).map { unit in
        func sum(_ gate: Int, _ part: String, _ v: [Double]) -> Double {
          linear({ gru[$0] }, part, 3 * gate + unit, v)
        }
        let r = sigmoid(sum(0, "input", input) + sum(0, "state", h))
        let z = sigmoid(sum(1, "input", input) + sum(1, "state", h))
        let n = Foundation.tanh(sum(2, "input", input) + r * sum(2, "state", h))
        return (1 - z) * n + z * h[unit]
      }
      for unit in 0..<3 { #expect(abs(Double(outputs[0, place, unit]) - h[unit]) < 1e-5) }
    }
    let lstm = Recurrent(LSTMCell(2, 3)).initialized(Key(seed: 3)), results = lstm(x)
    h = [0, 0, 0]
    var c = [0.0, 0, 0]
    for place in 0..<4 {
      let input = [Double(x[0, place, 0]), Double(x[0, place, 1])], before = h
      for unit in 0..<3 {
        func sum(_ gate: Int) -> Double {
          linear({ lstm[$0] }, "input", 3 * gate + unit, input)
            + linear({ lstm[$0] }, "state", 3 * gate + unit, before)
        }
        c[unit] = sigmoid(sum(1)) * c[unit] + sigmoid(sum(0)) * Foundation.tanh(sum(2))
        h[unit] = sigmoid(sum(3)) * Foundation.tanh(c[unit])
        #expect(abs(Double(results[0, place, unit]) - h[unit]) < 1e-5)
      }
    }
  }

  /// Outputs and gradients of cells of two units against PyTorch 2.13's `GRU` and `LSTM`, with
  /// weight i of the flat vector (7 i mod 11 - 5) / 8.
  @Test func recurrentCellsGivePublishedNumbers() throws {
    func check(_ layer: some Model, outputs: [Float], inputGradient: [Float]) {
      let weights = (0..<layer.parameterCount).map { (Float(7 * $0 % 11) - 5) / 8 }
      let fitted = layer.with(Tensor(weights))
      let x = Tensor([0.5, -1, 2, 0.25, -0.75, 1.5], shape: [1, 3, 2])
      #expect(near(fitted(x), Tensor(outputs, shape: [1, 3, 2]), 1e-6))
      let cotangent = Tensor([1, 2, 3, -1, 0.5, 4], shape: [1, 3, 2])
      let gradient = fitted.inputGradient(at: x) { ($0 * $0.constant(cotangent)).sum() }
      #expect(near(gradient, Tensor(inputGradient, shape: [1, 3, 2]), 2e-6))
    }
    check(
      Recurrent(GRUCell(2, 2)),
      outputs: [
        -0.028192826, 0.270704925, -0.171110034, -0.126839906, 0.542203069, -0.626130700,
      ],
      inputGradient: [
        -0.706395388, -0.417931885, -0.450268000, 0.308632016, 0.007511944, -0.778145432,
      ])
    check(
      Recurrent(LSTMCell(2, 2)),
      outputs: [
        -0.080324091, 0.076662920, -0.120542973, 0.048301745, 0.082691133, -0.148893744,
      ],
      inputGradient: [
        -0.080880240, 0.107820056, -0.041043140, 0.121981099, -0.159764796, -0.874218404,
      ])
  }

  @Test func likelihoodsHaveTheirValues() throws {
    func value(_ loss: Loss, _ outputs: Tensor, _ targets: Tensor) throws -> Float {
      try Function([outputs.shape, targets.shape]) { [loss($0[0], $0[1])] }([outputs, targets])[0]
        .scalar
    }
    func close(_ a: Float, _ b: Double) -> Bool { abs(Double(a) - b) < 1e-5 * (1 + abs(b)) }
    let tau = 2 * Double.pi
    #expect(
      close(
        try value(.normal(standardDeviation: 2), [[1]], [[4]]), 9 / 8.0 + log(2) + 0.5 * log(tau)))
    #expect(
      close(try value(.heteroscedastic, [[1, 0.5]], [[4]]), 4.5 * exp(-1) + 0.5 + 0.5 * log(tau)))
    #expect(close(try value(.laplace(scale: 2), [[1]], [[4]]), 1.5 + log(4)))
    #expect(close(try value(.poisson, [[0.3]], [[4]]), exp(0.3) - 1.2))
    // I₀(2) = 2.2795853, I₀(10) = 2815.71663.
    #expect(
      close(
        try value(.vonMises(concentration: 2), [[1]], [[1.5]]), log(tau * 2.2795853) - 2 * cos(0.5))
    )
    #expect(
      close(
        try value(.vonMises, [[1, Float(log(10.0))]], [[1.5]]),
        log(tau * 2815.71663) - 10 * cos(0.5)))
    let mixture = -log(0.5 / tau.squareRoot() * (exp(-0.5) + 0.5 * exp(-2)))
    #expect(
      close(try value(.mixture(components: 2), [[0, 0, 1, 6, 0, Float(log(2.0))]], [[2]]), mixture))
    // A von Mises density sums to one.
    let angles = (0..<1000).map { tau * Double($0) / 1000 }
    for kappa in [0.5, 3.7, 3.8, 20] {
      let total = try angles.reduce(0.0) {
        $0 + exp(-Double(try value(.vonMises(concentration: kappa), [[0]], [[Float($1)]]))) * tau
          / 1000
      }
      #expect(abs(total - 1) < 1e-4, "concentration \(kappa): \(total)")
    }
  }

  @Test func batchNormUsesItsTrainingsStatistics() throws {
    let x = Key(seed: 1).normal([200, 2], mean: 3, standardDeviation: 2)
    let run = try Training(
      Sequential(BatchNorm(2), Dense(2, 1)), loss: .leastSquares,
      on: Examples(inputs: x, targets: .zeros([200, 1])), batch: .random(50),
      optimizer: .adamW(0.001)
    ).run(steps: 200, key: Key(seed: 2), recordEvery: 200)
    let means = run.fitted["layer 1/running means"],
      variances = run.fitted["layer 1/running variances"]
    #expect(
      means.elements.allSatisfy { abs($0 - 3) < 0.4 }
        && variances.elements.allSatisfy { abs($0 - 4) < 1 })
    // One example alone can be evaluated.
    #expect(run.fitted(x.slice(0, 0..<1)).scalar.isFinite)
  }

  @Test func dropoutActsInTrainingOnly() throws {
    let model = Sequential(Dropout(0.5), Dropout(0.5), Dense(100, 1))
    let fitted = model.with(.ones([101]))
    #expect(abs(fitted(.ones([1, 100])).scalar - 101) < 1e-3)
    let run = try Training(
      model, loss: Loss("outputs") { y, _ in y.sum([-1]) },
      on: Examples(inputs: .ones([1000, 100]), targets: .zeros([1000, 1])), optimizer: .sgd(0)
    ).run(steps: 3, key: Key(seed: 1), from: .ones([101]))
    // Two layers that drop independently keep a quarter, four times as large.
    #expect(abs(run.losses[0] - 101) < 2 && run.losses[0] != run.losses[1])
  }

  /// Sequences through permuted nodes and masks: what must not matter doesn't.
  @Test func graphLayersDontSeeTheOrderOfNodes() {
    let graph = Adjacency(nodes: 4, edges: [(0, 1), (1, 2), (2, 3)]), order = [2, 0, 3, 1]
    var place = [0, 0, 0, 0]
    for (to, from) in order.enumerated() { place[from] = to }
    let other = Adjacency(nodes: 4, edges: graph.edges.map { (place[$0[0]], place[$0[1]]) })
    let x = Key(seed: 1).normal([4, 3]), moved = x.gather(Tensor(order.map { Float($0) }))
    let pick = Tensor(order.map { Float($0) })
    let a = GraphConvolution(graph, 3, 2).initialized(Key(seed: 2))(x)
    let b = GraphConvolution(other, 3, 2).initialized(Key(seed: 2))(moved)
    #expect(near(a.gather(pick), b))
    let c = GraphAttention(graph, 3, 2).initialized(Key(seed: 2))(x)
    let d = GraphAttention(other, 3, 2).initialized(Key(seed: 2))(moved)
    #expect(near(c.gather(pick), d))
    // A path of equal features: the mean keeps them, the sum counts neighbours.
    let layer = GraphConvolution(graph, 1, 1, .sum).with([1, 0])
    #expect(layer(.ones([4, 1])).elements == [2, 3, 3, 2])
    #expect(
      near(GraphConvolution(graph, 1, 1, .mean).with([1, 0])(.ones([4, 1])), .ones([4, 1])))
    #expect(Adjacency.disjoint([graph, graph]).graph == [0, 0, 0, 0, 1, 1, 1, 1])
  }

  @Test func shapesOfLayers() {
    let x = Tensor.ones([2, 3, 8, 8]), key = Key(seed: 1)
    #expect(UNet(3, 2, widths: [4, 6, 8]).initialized(key)(x).shape == [2, 2, 8, 8])
    #expect(DenseBlock(3, growth: 4, layers: 3).initialized(key)(x).shape == [2, 15, 8, 8])
    #expect(Sequential(Pool.max(2), Upsample(4), GlobalMean()).initialized(key)(x).shape == [2, 3])
    #expect(
      TransposedConv2D(3, 5, size: 4, stride: 2, padding: 1).initialized(key)(x).shape == [
        2, 5, 16, 16,
      ])
    #expect(Sequential(Flatten(), Unflatten([12, 16])).initialized(key)(x).shape == [2, 12, 16])
  }

  @Test func schedules() throws {
    func rates(_ rate: LearningRate, _ steps: Int) throws -> [Double] {
      let model = FunctionModel(["w"]) { x, phi in phi[0] * x }
      let slope = Loss("slope") { y, _ in y.sum([-1]) }
      let points = try Training(
        model, loss: slope, on: Examples(x: [1], y: [0]), optimizer: .sgd(rate)
      )
      .run(steps: steps, key: Key(seed: 1), from: [0]).points.map { $0[0] }
      return zip(points, points.dropFirst()).map { $0 - $1 }
    }
    func close(_ a: [Double], _ b: [Double]) -> Bool {
      zip(a, b).allSatisfy { abs($0 - $1) < 1e-5 }
    }
    #expect(close(try rates(.cosine(from: 1, over: 4), 6), [1, 0.853553, 0.5, 0.146447, 0, 0]))
    #expect(close(try rates(.linear(from: 1, to: 0.5, over: 2), 4), [1, 0.75, 0.5, 0.5]))
    #expect(
      close(try rates(LearningRate.constant(2).warmedUp(over: 4), 6), [0.5, 1, 1.5, 2, 2, 2]))
  }
}
