import Learning
import Testing

@Suite struct GenerativeTests {
  /// The one-parameter GAN of figure 15.1: x* = z + θ against sig[φ0 + φ1 x].
  static func slidingGAN() -> AdversarialTraining<FunctionModel, FunctionModel> {
    AdversarialTraining(
      generator: FunctionModel(["theta"]) { z, theta in z + theta[0] },
      discriminator: FunctionModel(["phi0", "phi1"]) { x, phi in phi[0] + phi[1] * x },
      data: .sampled { trace, count, key in trace.normal([count, 1], key: key, mean: 7.5) },
      latent: 1, batch: 10, generatorOptimizer: .sgd(0.01), discriminatorOptimizer: .sgd(0.01),
      objective: .saturating, discriminatorSteps: 300, generatorSteps: 20, averages: false)
  }

  /// Figure 15.1's claim over 20 seeds.
  @Test func samplesSlideOntoTheData() throws {
    var distances: [Double] = [], slopes: [Double] = []
    for seed in 0..<20 {
      let run = try Self.slidingGAN().run(
        rounds: 40, key: Key(seed: seed), generatorStart: [3], discriminatorStart: [-2, 1])
      #expect(run.rounds == Array(0...40))
      #expect(run.generator(0).parameters == [3])
      distances.append(abs(run.generator.parameters.doubles[0] - 7.5))
      let steepest = (0...40).map { abs(run.discriminator($0).parameters.doubles[1]) }.max() ?? 0
      slopes.append(steepest / max(abs(run.discriminator.parameters.doubles[1]), 1e-9))
    }
    let median = distances.sorted()[10]
    #expect(median < 0.4, "median distance \(median)")
    #expect(slopes.sorted()[10] >= 5, "the slope shrinks by \(slopes.sorted())")
  }

  /// Recording every round or a few of them doesn't change the training, and rows are the rounds.
  @Test func recordingDoesNotChangeTheTraining() throws {
    let key = Key(seed: 4)
    func run(every: Int) throws -> AdversarialRecording<FunctionModel, FunctionModel> {
      try Self.slidingGAN().run(
        rounds: 7, key: key, generatorStart: [3], discriminatorStart: [-2, 1], recordEvery: every)
    }
    let all = try run(every: 1), some = try run(every: 3)
    #expect(all.rounds == Array(0...7) && some.rounds == [0, 3, 6, 7])
    for (row, round) in some.rounds.enumerated() {
      #expect(some.generator(row).parameters == all.generator(round).parameters)
      #expect(some.discriminator(row).parameters == all.discriminator(round).parameters)
      #expect(some.generatorLosses[row] == all.generatorLosses[round])
      #expect(some.discriminatorLosses[row] == all.discriminatorLosses[round])
    }
    #expect(all.generatorLosses[0] == 0 && all.generatorLosses[1] != 0)
  }

  /// A small GAN on a ring finds it: samples lie near the circle and all around it.
  @Test func planarGANFindsTheRing() throws {
    let key = Key(seed: 3)
    let angle = key.fold("angle").uniform([2000, 1], in: 0..<(2 * Float.pi))
    let radius = 1 + 0.1 * key.fold("radius").normal([2000, 1])
    let ring = Tensor.concatenated([radius * angle.cos(), radius * angle.sin()], axis: 1)
    let run = try AdversarialTraining(
      generator: MLP([2, 32, 32, 2]),
      discriminator: MLP([2, 32, 32, 1], activation: .leakyRelu(0.2)),
      data: .rows(ring), latent: 2, batch: 256, generatorOptimizer: .adam(0.001, beta: 0.5),
      discriminatorOptimizer: .adam(0.001, beta: 0.5)
    ).run(rounds: 3000, key: key, recordEvery: 1000)
    let samples = run.generator(key.fold("latent").normal([1000, 2]))
    let lengths = samples.squared().sum([1]).squareRoot()
    let near = lengths.elements.filter { abs($0 - 1) < 0.35 }.count
    #expect(near > 800, "\(near) of 1000 samples near the ring")
    for quadrant in 0..<4 {
      let inside = (0..<1000).filter {
        (samples[$0, 0] > 0) == (quadrant & 1 > 0) && (samples[$0, 1] > 0) == (quadrant & 2 > 0)
      }
      #expect(inside.count > 60, "quadrant \(quadrant) has \(inside.count)")
    }
  }
}
