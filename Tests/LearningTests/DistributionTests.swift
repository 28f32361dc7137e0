import Compute
import Geometry
import Learning
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct DistributionTests {
  /// Total probability, and the largest deviation of a sample mean in standard errors.
  private func expectSound<D: Distribution>(
    _ distribution: D, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(distribution.totalProbability() - 1) < 1e-4, sourceLocation: sourceLocation)
    let samples = distribution.samples(count: 20000, key: Key(seed: 3).fold(D.name))
    for (column, expected) in distribution.expectedStatistics.enumerated() {
      let values = samples.map { distribution.statistics(of: $0)[column] }
      let mean = values.reduce(0, +) / 20000
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 19999
      #expect(
        abs(mean - expected) < 4.5 * (variance / 20000).squareRoot(), "\(D.name) \(mean)",
        sourceLocation: sourceLocation)
    }
    #expect(samples.allSatisfy { distribution.logProbability(of: $0) > -.infinity })
  }

  @Test func probabilitiesAddUpAndSamplesHaveTheExpectedMeans() {
    expectSound(NormalDistribution(mean: -2, standardDeviation: 0.3))
    expectSound(LaplaceDistribution(mean: 1, scale: 2))
    expectSound(StudentTDistribution(mean: 1, scale: 2, degreesOfFreedom: 3))
    expectSound(
      NormalMixture(
        weights: [3, 1],
        components: [
          NormalDistribution(mean: -4), NormalDistribution(mean: 2, standardDeviation: 3),
        ]))
    expectSound(ExponentialDistribution(rate: 2.5))
    for shape in [0.5, 1, 4.2] { expectSound(GammaDistribution(shape: shape, rate: 2)) }
    for dimensions in [1, 2, 7, 100] { expectSound(ChiDistribution(dimensions: dimensions)) }
    expectSound(BetaDistribution(alpha: 0.7, beta: 2))
    expectSound(
      BivariateNormalDistribution(
        mean: Point(1, -3), covariance: SymmetricMatrix(xx: 2, xy: -0.9, yy: 0.7)))
    for kappa in [0, 0.4, 20] {
      expectSound(VonMisesDistribution(direction: 2.5, concentration: kappa))
    }
    expectSound(BernoulliDistribution(probability: 0.2))
    expectSound(CategoricalDistribution(logits: [1, -1, 2]))
    for rate in [0.3, 6, 40] { expectSound(PoissonDistribution(rate: rate)) }
    expectSound(PlackettLuceDistribution(worths: [4, 1, 2, 0.5]))
  }

  @Test func densitiesHaveTheirKnownValues() {
    #expect(abs(NormalDistribution().probability(of: 0) - 0.3989422804014327) < 1e-15)
    #expect(abs(NormalDistribution().probability(in: -1...1) - 0.6826894921370859) < 1e-12)
    // The t-distribution with three degrees of freedom at its mean: 2 / (√3 π).
    #expect(
      abs(
        StudentTDistribution(degreesOfFreedom: 3).probability(of: 0) - 2 / (3.0.squareRoot() * .pi))
        < 1e-14)
    #expect(abs(PoissonDistribution(rate: 2).probability(of: 3) - exp(-2) * 8 / 6) < 1e-15)
    // I₀(1) = 1.2660658777520084
    #expect(
      abs(
        VonMisesDistribution(direction: 0, concentration: 1).probability(of: 0)
          - exp(1) / (2 * .pi * 1.2660658777520084)) < 1e-14)
    #expect(PlackettLuceDistribution(worths: [1, 1, 2]).probability(of: [2, 0, 1]) == 0.25)
    #expect(BernoulliDistribution(probability: 0.3).logProbability(of: 2) == -.infinity)
    #expect(CategoricalDistribution(probabilities: [2, 2]).probability(of: 1) == 0.5)
  }

  @Test func fittedDistributionsAreTheMostLikely() {
    let data = [-7.8, -6.0, -5.4, -4.7, -4.3, -3.0, -2.5, -2.3, 0.1, 4.7]
    let normal = NormalDistribution(fittedTo: data)
    #expect(abs(normal.mean + 3.12) < 1e-12 && abs(normal.standardDeviation - 3.3454) < 1e-3)
    let angles = VonMisesDistribution(direction: 3, concentration: 4)
      .samples(count: 5000, key: Key(seed: 1))
    let fit = VonMisesDistribution(fittedTo: angles)
    for other in [
      VonMisesDistribution(direction: fit.direction + 0.05, concentration: fit.concentration),
      VonMisesDistribution(direction: fit.direction, concentration: fit.concentration * 1.05),
      VonMisesDistribution(direction: fit.direction, concentration: fit.concentration / 1.05),
    ] {
      #expect(
        fit.meanNegativeLogLikelihood(of: angles) < other.meanNegativeLogLikelihood(of: angles))
    }
  }

  /// The loss of constant outputs on one target.
  private func value(_ loss: Loss, _ outputs: [Double], _ target: Double) throws -> Double {
    let program = try Program { trace in
      trace.output(
        "loss",
        loss(
          trace.constant(Tensor(outputs, shape: [1, outputs.count])),
          trace.constant(Tensor([target], shape: [1, 1]))))
    }
    let run = Execution(program)
    try run.run()
    return Double(run["loss"].scalar)
  }

  @Test func likelihoodLossesAgreeWithTheDistributions() throws {
    for y in [-2.5, 0.3, 2.9] {
      #expect(
        abs(
          try value(.heteroscedastic, [0.4, -0.7], y)
            + NormalDistribution(outputs: [0.4, -0.7]).logProbability(of: y)) < 2e-5)
      let mixture = [0.8, -0.1, -1, 2, -0.3, 0.2]
      #expect(
        abs(
          try value(.mixture(components: 2), mixture, y)
            + NormalMixture(outputs: mixture).logProbability(of: y)) < 2e-5)
      for direction in [[0.5, -1.2], [30, 40]] {
        #expect(
          abs(
            try value(.vonMisesVector, direction, y)
              + VonMisesDistribution(outputs: direction).logProbability(of: y)) < 1e-3)
      }
    }
    // The Poisson loss leaves log y! out.
    let poisson = try value(.poisson, [1.1], 4)
    #expect(
      abs(poisson + PoissonDistribution(outputs: [1.1]).logProbability(of: 4) + log(24)) < 2e-5)
  }
}

@Suite struct LineAndKnotTests {
  @Test func leastSquaresIsWhereTheGradientVanishes() {
    let data = LineModel.trainingData
    let best = LineModel.leastSquares(data)
    let loss = LineModel.loss(on: data)
    #expect(loss.gradient(best.parameters).length < 1e-10)
    #expect(abs(best.intercept - 0.826) < 1e-3 && abs(best.slope - 0.522) < 1e-3)
    #expect(abs(best.loss(on: data) - loss.value(best.parameters)) < 1e-12)
    #expect(abs(loss.hessian(.zero).xx - 24) < 1e-12)
    #expect(abs(loss.hessian(.zero).xy - 22.82) < 1e-9)
  }

  @Test func aNetworkRunsThroughItsKnots() throws {
    let x = [-1, 0.4, 0.8, 1.1, 1.6, 2]
    let heights = [[-2.5, -0.5, 3.5, 2, -3, 1], [1, 2, 0, 0, 4, -1]]
    let network = try ReLUNetwork(knots: x, heights: heights)
    for (index, x) in x.enumerated() {
      let outputs = network([x])
      #expect(abs(outputs[0] - heights[0][index]) < 1e-12)
      #expect(abs(outputs[1] - heights[1][index]) < 1e-12)
    }
    #expect(abs(network([1.35])[0] - (-0.5)) < 1e-12)
  }

  @Test func unitsThatFaceLeftSaveOneMore() throws {
    // The third jump is minus the first slope.
    let four = try ReLUNetwork(
      knots: [0, 0.4, 0.8, 1.1, 1.6, 2], heights: [[-2.5, -0.5, 3.5, 2, -3, 1]])
    #expect(four.hiddenCounts == [4])
    let three = try ReLUNetwork(knots: [0, 1, 2], heights: [[0, 1, 5]])
    #expect(three.hiddenCounts == [2])
    #expect(throws: RegionsError.self) { try ReLUNetwork(knots: [1, 0], heights: [[0, 0]]) }
    #expect(throws: RegionsError.self) { try ReLUNetwork(knots: [0, 1], heights: [[1]]) }
  }

  @Test func aPredictorFollowsItsInput() throws {
    // Two groups of counts, at x = 1 and at x = 9
    let data = RegressionData([(1, 2), (1, 1), (1, 3), (1, 2), (9, 20), (9, 19), (9, 21), (9, 20)])
    let predictor = try DistributionPredictor(
      .poisson, fittedTo: data, over: 0...10, hidden: [4], steps: 600, key: Key(seed: 3))
    #expect(abs(predictor(1).rate - 2) < 0.1 && abs(predictor(9).rate - 20) < 0.5)
    // The likelihood is that of the groups' means, which are the best rates.
    let best = data.reduce(0) { sum, pair in
      sum - PoissonDistribution(rate: pair.x == 1 ? 2 : 20).logProbability(of: Int(pair.y)) / 8
    }
    #expect(abs(predictor.meanNegativeLogLikelihood(of: data) - best) < 0.01)
  }

  @Test func aCheckFindsSamplesAndDensitiesThatAreWrong() {
    let sound = DistributionCheck(
      NormalDistribution(mean: 1), samples: 5000, key: Key(seed: 1))
    #expect(abs(sound.totalProbability - 1) < 1e-6 && sound.deviation < 4)
    #expect(DistributionCheck(Shifted(), samples: 5000, key: Key(seed: 1)).deviation > 10)
  }

  /// Says that its mean is 0, but has samples around 1.
  private struct Shifted: ContinuousDistribution {
    static let name = "shifted"
    static let use = "nothing"
    static let domain = NormalDistribution.domain
    var mean: Double { 0 }
    func logProbability(of outcome: Double) -> Double {
      NormalDistribution().logProbability(of: outcome)
    }
    func samples(count: Int, key: Key) -> [Double] {
      NormalDistribution(mean: 1).samples(count: count, key: key)
    }
  }
}
