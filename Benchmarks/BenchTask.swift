import Learning

/// A training to be measured: the program of one step, and the losses that show that it does the
/// work it should.
struct BenchTask {
  let name: String
  let what: String
  /// The losses of steps 1 and 50, each before its update.
  let expected: (first: Double, fiftieth: Double)
  let program: Program

  /// How far the losses may be off: those of Adam vary with the rounding of every sum.
  let tolerance: (first: Double, fiftieth: Double)

  init(
    _ name: String, _ what: String, expected: (Double, Double),
    tolerance: (Double, Double) = (6e-6, 2e-5), _ body: (Trace) -> Value
  ) throws {
    self.name = name
    self.what = what
    self.expected = expected
    self.tolerance = tolerance
    program = try Program { trace in
      let loss = body(trace)
      trace.record("loss", loss)
      trace.output("loss", loss)
    }
  }

  /// Trains `model` from `start`.
  init(
    _ name: String, _ what: String, expected: (Double, Double),
    tolerance: (Double, Double) = (6e-6, 2e-5), _ model: some Model, start: [Float], loss: Loss,
    optimizer: Optimizer = .sgd(0.05), data: (Trace) -> (Value, Value)
  ) throws {
    try self.init(name, what, expected: expected, tolerance: tolerance) { trace in
      let parameters = trace.state("parameters", Tensor(start))
      let (x, y) = data(trace)
      func lossAt(_ point: Value) -> Value {
        loss(model(x, Parameters(point, model.layout), trace), y)
      }
      optimizer.update(parameters, named: "optimizer", step: trace.step, in: trace) {
        lossAt($0).sum()
      }
      return lossAt(parameters).mean()
    }
  }

  static var all: [(name: String, make: () throws -> BenchTask)] {
    [("a", a), ("b", b), ("c", c), ("d", d), ("e", e), ("f", f), ("g", g), ("h", h)]
  }

  static let lineX = Tensor((0..<10).map { Float(Double($0) / 9) }, shape: [10, 1])
  static var lineY: Tensor {
    var random = LinearCongruential(31)
    return Tensor(random.signed(10), shape: [10, 1])
  }

  /// Row i has class i mod 10; it is the template of its class plus noise.
  static func classes(_ count: Int, width: Int, seed: UInt64) -> (x: Tensor, y: Tensor) {
    var random = LinearCongruential(seed)
    let templates = (0..<(10 * width)).map { _ in random.signed() }
    var rows: [Float] = []
    for row in 0..<count {
      for column in 0..<width {
        rows.append(Float(templates[row % 10 * width + column] + random.signed()))
      }
    }
    return (Tensor(rows, shape: [count, width]), Tensor((0..<count).map { Float($0 % 10) }))
  }

  static let signals = classes(4000, width: 40, seed: 40)

  /// The rows of each step: the batches of one fixed order in turn.
  static func batch(_ trace: Trace, _ x: Tensor, _ y: Tensor, size: Int) -> (Value, Value) {
    let count = x.shape[0], batches = count / size
    var random = LinearCongruential(99)
    let order = random.permutation(count).map { Float($0) }
    let rows = turn(trace, Tensor(order, shape: [batches, size]))
    return (trace.constant(x).gather(rows), trace.constant(y).gather(rows))
  }

  /// The parts of a table's first axis, one in each step, round and round.
  static func turn(_ trace: Trace, _ table: Tensor) -> Value {
    let part = trace.step.modulo(trace.constant(Float(table.shape[0])))
    return trace.constant(table).gather(part)
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
    ) { batch($0, signals.x, signals.y, size: 100) }
  }

  static func c() throws -> BenchTask {
    var random = LinearCongruential(3)
    let start =
      random.layer(15, 3) + random.layer(15, 45) + random.layer(15, 45) + random.layer(10, 60)
    return try BenchTask(
      "c", "1-D convolutions 1-15-15-15, batch 100", expected: (2.310535, 2.283346),
      Sequential(
        Conv1D(1, 15, size: 3, stride: 2), Activation.relu, Conv1D(15, 15, size: 3, stride: 2),
        Activation.relu, Conv1D(15, 15, size: 3, stride: 2), Activation.relu, Flatten(),
        Dense(60, 10)),
      start: start, loss: .crossEntropy
    ) { batch($0, signals.x.reshaped([4000, 1, 40]), signals.y, size: 100) }
  }

  static func d() throws -> BenchTask {
    try BenchTask(
      "d", "40-400-10 network, full batch of 4,000", expected: (2.315007, 0.509637),
      MLP([40, 400, 10]), start: weights(4, [40, 400, 10]), loss: .crossEntropy
    ) { ($0.constant(signals.x), $0.constant(signals.y)) }
  }

  /// The losses of steps 1 and 50.
  func losses() throws -> (Double, Double) {
    let run = Execution(program)
    try run.run(steps: 50, recordEvery: 1)
    let losses = run.records["loss"]?.doubles ?? []
    return (losses[0], losses[49])
  }
}
