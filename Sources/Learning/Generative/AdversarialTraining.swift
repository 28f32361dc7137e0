/// The training of a generator against a discriminator (UDL section 15.1).
///
/// A round is some steps of the discriminator, then some of the generator, each with its own
/// optimiser, in one program.
///
///     let run = try AdversarialTraining(
///       generator: MLP([2, 32, 32, 2]), discriminator: MLP([2, 32, 32, 1]), data: .rows(points),
///       latent: 2, batch: 256, generatorOptimizer: .adam(0.001),
///       discriminatorOptimizer: .adam(0.001)
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
    /// log(1 - sig f(x*)) (UDL equation 15.5), which gives small gradients where samples are poor
    /// (UDL section 15.2.2).
    case saturating
    /// -log sig f(x*), the usual cure (Goodfellow et al. 2014).
    case nonSaturating
    /// The difference of the mean scores, with a penalty for the discriminator where the length of
    /// its gradient isn't 1 between data and samples (Gulrajani et al. 2017).
    case wasserstein(penalty: Float = 10)
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

  /// Trains for `rounds` rounds. Rounds 0, `every`, 2 `every`, … are recorded after the steps of
  /// the discriminator and before those of the generator; then the state after the last round, with
  /// the discriminator fitted once more.
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
    try run.run(
      rounds: rounds,
      of: [
        .steps(discriminatorSteps, of: "discriminator"), .record("networks", every: every),
        .steps(generatorSteps, of: "generator"),
      ])
    for (layout, steps) in [
      (generator.layout, generatorSteps), (discriminator.layout, discriminatorSteps),
    ] {
      TrainingLog.note(parameters: layout.count, steps: rounds * steps)
    }
    return AdversarialRecording(
      generator: generator, discriminator: discriminator, rounds: run.recordedSteps,
      records: run.records)
  }

  /// The routines "discriminator" and "generator", a step of each, and "networks", which records
  /// both networks' parameters and last losses.
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

      // The losses of the last steps.
      let generatorLoss = trace.state("generator loss", Tensor(0))
      let discriminatorLoss = trace.state("discriminator loss", Tensor(0))

      func samples(_ theta: Value, _ key: Key, _ pass: TrainingPass) -> Value {
        trace.scope("generator") {
          generator(
            trace.normal([batch, latent], key: key),
            Parameters(theta, layouts.0, training: pass), trace)
        }
      }
      func scores(_ x: Value, _ phi: Value, _ pass: TrainingPass) -> Value {
        trace.scope("discriminator") {
          discriminator(x, Parameters(phi, layouts.1, training: pass), trace)
        }
      }
      func total(_ losses: Value) -> Value { averages ? losses.mean() : losses.sum() }
      func pass(_ name: String) -> TrainingPass {
        TrainingPass(key: key.fold("layers of the \(name)"))
      }

      trace.routine("discriminator") {
        let own = pass("discriminator")
        let real = data.draw(trace, batch, key.fold("data"))
        let latentKey = key.fold("latent of the discriminator")
        let fake = samples(theta, latentKey, pass("generator")).detached()
        func loss(_ phi: Value) -> Value {
          guard case .wasserstein(let penalty) = objective else {
            // -Σ log(1 - sig f(x*)) - Σ log sig f(x) (UDL equation 15.5)
            return total(scores(fake, phi, own).softplus())
              + total((-scores(real, phi, own)).softplus())
          }
          let share = trace.uniform(
            Shape([batch] + [Int](repeating: 1, count: real.shape.rank - 1)),
            key: key.fold("between"))
          let between = real + share * (fake - real)
          let slope = scores(between, phi, own).sum().gradient(between)
          let lengths = (slope.squared().flattened(from: 1).sum([-1]) + 1e-12).squareRoot()
          return total(scores(fake, phi, own)) - total(scores(real, phi, own))
            + penalty * total((lengths - 1).squared())
        }
        let updates = trace.state("discriminator updates", Tensor(0))
        discriminatorOptimizer.update(
          phi, named: "discriminator", step: updates, in: trace, pass: own, objective: loss)
        trace.update(updates, to: updates + 1)
        let current = loss(phi)
        trace.update(discriminatorLoss, to: current)
        trace.check("discriminator loss", current)
      }

      trace.routine("generator") {
        let own = pass("generator"), other = pass("discriminator")
        func loss(_ theta: Value) -> Value {
          let score = scores(samples(theta, key.fold("latent of the generator"), own), phi, other)
          switch objective {
          case .saturating: return -total(score.softplus())
          case .nonSaturating: return total((-score).softplus())
          case .wasserstein: return -total(score)
          }
        }
        let updates = trace.state("generator updates", Tensor(0))
        generatorOptimizer.update(
          theta, named: "generator", step: updates, in: trace, pass: own, objective: loss)
        trace.update(updates, to: updates + 1)
        let current = loss(theta)
        trace.update(generatorLoss, to: current)
        trace.check("generator loss", current)
      }

      trace.routine("networks") {
        trace.record("generator parameters", theta)
        trace.record("discriminator parameters", phi)
        trace.record("generator loss", generatorLoss)
        trace.record("discriminator loss", discriminatorLoss)
      }
    }
  }
}
