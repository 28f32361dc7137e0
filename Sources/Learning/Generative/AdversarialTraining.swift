/// The training of a generator against a discriminator (UDL section 15.1).
///
/// A round is some steps of the discriminator, then some of the generator, each with its own
/// optimiser, in one program.
///
///     let run = try AdversarialTraining(
///       generator: MLP([2, 32, 32, 2]), discriminator: MLP([2, 32, 32, 1]), data: .rows(points),
///       latent: 2, batch: 256, generatorOptimizer: .adam(0.001), discriminatorOptimizer: .adam(0.001)
///     ).run(rounds: 3000, key: lab.key("gan"), recordEvery: 50)
public struct AdversarialTraining<Generator: Model, Discriminator: Model>: Sendable {
  /// Where real examples come from.
  public struct Source: Sendable {
    let draw: @Sendable (Trace, Int, Key) -> Value

    /// Fresh examples in each step: `draw` gets the trace, their number and the key to draw with.
    public static func sampled(_ draw: @escaping @Sendable (Trace, Int, Key) -> Value) -> Source {
      Source(draw: draw)
    }

    /// Rows of a tensor, drawn with replacement.
    public static func rows(_ data: Tensor) -> Source {
      Source { trace, count, key in
        trace.constant(data).gather(trace.integers([count], below: data.shape[0], key: key))
      }
    }
  }

  /// What the generator minimises.
  public enum Objective: Hashable, Sendable {
    /// log(1 - sig f(x*)) (UDL equation 15.6), which gives small gradients where samples are poor.
    case saturating
    /// -log sig f(x*), the usual cure (UDL section 15.2.1).
    case nonSaturating
  }

  public let generator: Generator
  public let discriminator: Discriminator
  public let data: Source
  /// The number of latent variables, standard normal.
  public let latent: Int
  public let batch: Int
  public let generatorOptimizer: Optimizer
  public let discriminatorOptimizer: Optimizer
  public var objective: Objective
  public var discriminatorSteps: Int
  public var generatorSteps: Int
  /// Whether losses are means over the batch; otherwise sums, as the book writes them.
  public var averages: Bool

  public init(
    generator: Generator, discriminator: Discriminator, data: Source, latent: Int, batch: Int,
    generatorOptimizer: Optimizer, discriminatorOptimizer: Optimizer,
    objective: Objective = .nonSaturating, discriminatorSteps: Int = 1, generatorSteps: Int = 1,
    averages: Bool = true
  ) {
    self.generator = generator
    self.discriminator = discriminator
    self.data = data
    self.latent = latent
    self.batch = batch
    self.generatorOptimizer = generatorOptimizer
    self.discriminatorOptimizer = discriminatorOptimizer
    self.objective = objective
    self.discriminatorSteps = discriminatorSteps
    self.generatorSteps = generatorSteps
    self.averages = averages
  }

  /// Trains for `rounds` rounds. Rounds 0, `every`, 2 `every`, … are recorded after the steps of the
  /// discriminator and before those of the generator; then the state after the last round, with the
  /// discriminator fitted once more.
  ///
  /// - Throws: `NumericalError` when a loss is no longer finite; `ShapeError` when the networks and
  ///   data don't fit together.
  public func run(
    rounds: Int, key: Key, generatorStart: Tensor? = nil, discriminatorStart: Tensor? = nil,
    recordEvery every: Int = 1
  ) throws -> AdversarialRecording<Generator, Discriminator> {
    let program = try program(
      key: key, generatorStart: generatorStart, discriminatorStart: discriminatorStart)
    let run = Execution(program)
    var result = AdversarialRecording(generator: generator, discriminator: discriminator)
    for round in 0...rounds {
      try run.run(steps: discriminatorSteps, routine: "discriminator")
      if round % max(every, 1) == 0 || round == rounds {
        result.append(round, run)
      }
      if round < rounds { try run.run(steps: generatorSteps, routine: "generator") }
    }
    return result
  }

  /// The two routines "discriminator" and "generator" on the states of the same names.
  public func program(
    key: Key, generatorStart: Tensor? = nil, discriminatorStart: Tensor? = nil
  ) throws -> Program {
    let layouts = (generator.layout, discriminator.layout)
    return try Program { trace in
      let theta = trace.state(
        "generator parameters",
        generatorStart?.flattened() ?? layouts.0.initial(key.fold("generator")))
      let phi = trace.state(
        "discriminator parameters",
        discriminatorStart?.flattened() ?? layouts.1.initial(key.fold("discriminator")))

      func samples(_ theta: Value, _ key: Key) -> Value {
        trace.scope("generator") {
          generator(trace.normal([batch, latent], key: key), Parameters(theta, layouts.0), trace)
        }
      }
      func logits(_ x: Value, _ phi: Value) -> Value {
        trace.scope("discriminator") { discriminator(x, Parameters(phi, layouts.1), trace) }
      }
      func total(_ losses: Value) -> Value { averages ? losses.mean() : losses.sum() }

      trace.routine("discriminator") {
        let real = data.draw(trace, batch, key.fold("data"))
        let fake = samples(theta, key.fold("latent of the discriminator")).detached()
        // -Σ log(1 - sig f(x*)) - Σ log sig f(x) (UDL equation 15.5)
        func loss(_ phi: Value) -> Value {
          total(logits(fake, phi).softplus()) + total((-logits(real, phi)).softplus())
        }
        let updates = trace.state("discriminator updates", Tensor(0))
        discriminatorOptimizer.update(
          phi, named: "discriminator", step: updates, in: trace, objective: loss)
        trace.update(updates, to: updates + 1)
        trace.output("discriminator loss", loss(phi))
        trace.check("discriminator loss", loss(phi))
      }

      trace.routine("generator") {
        func loss(_ theta: Value) -> Value {
          let score = logits(samples(theta, key.fold("latent of the generator")), phi)
          return objective == .saturating ? -total(score.softplus()) : total((-score).softplus())
        }
        let updates = trace.state("generator updates", Tensor(0))
        generatorOptimizer.update(theta, named: "generator", step: updates, in: trace, objective: loss)
        trace.update(updates, to: updates + 1)
        trace.output("generator loss", loss(theta))
        trace.check("generator loss", loss(theta))
      }
    }
  }
}
