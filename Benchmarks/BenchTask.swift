import Learning

/// A training to be measured: the program of one step, and the losses that show that it does the
/// work it should.
struct BenchTask {
  let name: String
  let what: String
  /// The losses of steps 1 and 50, each before its update.
  let expected: (first: Double, fiftieth: Double)
  let program: Program

  static let rate = 0.05

  /// Trains `model` from `start` with plain gradient descent.
  init(
    _ name: String, _ what: String, expected: (Double, Double), _ model: some Model,
    start: [Float], loss: Loss, data: (Trace) -> (Value, Value)
  ) throws {
    self.name = name
    self.what = what
    self.expected = expected
    program = try Program { trace in
      let parameters = trace.state("parameters", Tensor(start))
      let (x, y) = data(trace)
      func lossAt(_ point: Value) -> Value { loss(model(x, Parameters(point, model.layout), trace), y) }
      Optimizer.sgd(BenchTask.rate).update(parameters, named: "sgd", step: trace.step, in: trace) {
        lossAt($0).sum()
      }
      trace.record("loss", lossAt(parameters).mean())
      trace.output("loss", lossAt(parameters).mean())
    }
  }

  static func all() throws -> [BenchTask] { [try a(), try b(), try c(), try d(), try h()] }

  static let lineX = Tensor((0..<10).map { Float(Double($0) / 9) }, shape: [10, 1])
  static var lineY: Tensor {
    var random = LinearCongruential(31)
    return Tensor(random.signed(10), shape: [10, 1])
  }

  /// Row i has class i mod 10; it is the template of its class plus noise.
  static let classes: (x: Tensor, y: Tensor) = {
    var random = LinearCongruential(40)
    let templates = (0..<400).map { _ in random.signed() }
    var rows: [Float] = []
    for row in 0..<4000 {
      for column in 0..<40 { rows.append(Float(templates[row % 10 * 40 + column] + random.signed())) }
    }
    return (Tensor(rows, shape: [4000, 40]), Tensor((0..<4000).map { Float($0 % 10) }))
  }()

  /// The rows of each step: the batches of one fixed order in turn.
  static func batch(_ trace: Trace, _ x: Tensor) -> (Value, Value) {
    var random = LinearCongruential(99)
    let table = Tensor(random.permutation(4000).map { Float($0) }, shape: [40, 100])
    let row = trace.step.modulo(trace.constant(40)).expanded(0)
    let rows = trace.constant(table).gather(row).flattened()
    return (trace.constant(x).gather(rows), trace.constant(classes.y).gather(rows))
  }

  static func weights(_ seed: UInt64, _ widths: [Int]) -> [Float] {
    var random = LinearCongruential(seed)
    return zip(widths, widths.dropFirst()).flatMap { random.layer($1, $0) }
  }

  static func a() throws -> BenchTask {
    try BenchTask(
      "a", "1-3-1 network, 10 points, full batch", expected: (1.041608, 0.223343), MLP([1, 3, 1]),
      start: weights(1, [1, 3, 1]), loss: .leastSquares
    ) { ($0.constant(lineX), $0.constant(lineY)) }
  }

  static func b() throws -> BenchTask {
    try BenchTask(
      "b", "40-100-100-10 network, batch 100", expected: (2.286516, 2.003801),
      MLP([40, 100, 100, 10]), start: weights(2, [40, 100, 100, 10]), loss: .crossEntropy
    ) { batch($0, classes.x) }
  }

  static func c() throws -> BenchTask {
    var random = LinearCongruential(3)
    let start = random.layer(15, 3) + random.layer(15, 45) + random.layer(15, 45) + random.layer(10, 60)
    return try BenchTask(
      "c", "1-D convolutions 1-15-15-15, batch 100", expected: (2.310535, 2.283346),
      Sequential(
        Conv1D(1, 15, size: 3, stride: 2), Activation.relu, Conv1D(15, 15, size: 3, stride: 2),
        Activation.relu, Conv1D(15, 15, size: 3, stride: 2), Activation.relu, Flatten(), Dense(60, 10)),
      start: start, loss: .crossEntropy
    ) { batch($0, classes.x.reshaped([4000, 1, 40])) }
  }

  static func d() throws -> BenchTask {
    try BenchTask(
      "d", "40-400-10 network, full batch of 4,000", expected: (2.315007, 0.509637),
      MLP([40, 400, 10]), start: weights(4, [40, 400, 10]), loss: .crossEntropy
    ) { ($0.constant(classes.x), $0.constant(classes.y)) }
  }

  static func h() throws -> BenchTask {
    var random = LinearCongruential(8)
    let networks = (0..<100).map { _ in random.layer(10, 1) + random.layer(1, 10) }
    // From one network after the other to one parameter of all networks after the other.
    let parts = [0..<10, 10..<20, 20..<30, 30..<31]
    let start = parts.flatMap { part in networks.flatMap { $0[part] } }
    return try BenchTask(
      "h", "100 networks 1-10-1 at once", expected: (0.455284, 0.198121),
      Ensemble(MLP([1, 10, 1]), count: 100), start: start, loss: .leastSquares
    ) { ($0.constant(lineX), $0.constant(lineY)) }
  }

  /// The losses of steps 1 and 50.
  func losses() throws -> (Double, Double) {
    let run = Execution(program)
    try run.run(steps: 50, recordEvery: 1)
    let losses = run.records["loss"]?.doubles ?? []
    return (losses[0], losses[49])
  }
}
