import Drawing
import Foundation
import Geometry
import Lantern
import Learning
import Testing

@testable import Figures

/// Every claim of chapters 2 to 5 holds, and fails when the figure's model is broken on purpose.
@Suite struct ClaimMutationTests {
  /// A way to break evidence, with a name.
  private typealias Break<E> = (name: String, apply: (inout E) throws -> Void)

  /// Fails if a claim does not hold for the sound evidence, if a break leaves all claims standing,
  /// or if a claim survives all breaks.
  private func expectClaimsToFail<F: Figure>(
    _ figure: F, _ breaks: [Break<F.Evidence>], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let lab = Lab(script: F.entry.id)
    let sound = try figure.compute(in: lab)
    let claims = figure.claims
    var survivors = Set(claims.map(\.statement))
    #expect(survivors.count == claims.count, sourceLocation: sourceLocation)
    for claim in claims {
      let value = try claim.measure(sound)
      #expect(
        claim.range.contains(value), "\(claim.statement): \(value)", sourceLocation: sourceLocation)
    }
    for (name, apply) in breaks {
      var evidence = sound
      try apply(&evidence)
      let failing = try claims.filter { !$0.range.contains(try $0.measure(evidence)) }
      #expect(!failing.isEmpty, "nothing fails with \(name)", sourceLocation: sourceLocation)
      survivors.subtract(failing.map(\.statement))
    }
    #expect(survivors.isEmpty, "nothing makes these fail", sourceLocation: sourceLocation)
  }

  private func curve(_ points: (Double, Double)...) -> PiecewiseLinearCurve {
    PiecewiseLinearCurve(through: points.map { Point($0.0, $0.1) })
  }

  private func network(_ widths: [Int]) throws -> ReLUNetwork {
    try ReLUNetwork(MLP(widths).initialized(Lab(script: "broken").key("parameters")))
  }

  // MARK: Chapter 2

  @Test func linesAndTheirLosses() throws {
    try expectClaimsToFail(
      LinesAndTheirLosses(),
      [
        (
          "outputs in the wrong order",
          { evidence in
            let data = RegressionData(
              Array(zip(evidence.data.inputs, evidence.data.outputs.reversed())))
            evidence.losses = evidence.lines.map { $0.loss(on: data) }
          }
        ),
        (
          "a slope that is a little wrong",
          { evidence in
            evidence.lines[2].slope += 0.02
            evidence.losses = evidence.lines.map { $0.loss(on: evidence.data) }
          }
        ),
        (
          "a point less",
          { evidence in
            let data = evidence.data.subset(0..<11)
            evidence.lowestOnGrid = LineModel.leastSquares(data).loss(on: data)
          }
        ),
      ])
  }

  @Test func lossOfTheLine() throws {
    try expectClaimsToFail(
      LossOfTheLine(),
      [
        (
          "the loss upside down",
          { evidence in
            let loss = LineModel.loss(on: LineModel.trainingData)
            let hessian = ScalarField { -loss.value($0) }.hessian(evidence.lines[2].parameters)
            evidence.curvature = hessian.eigenvalues.0
          }
        ),
        (
          "a line that is not the best",
          { $0.losses[2] = LineModel(intercept: 0.8, slope: 0.6).loss(on: LineModel.trainingData) }
        ),
      ])
  }

  @Test func trainingAsAWalk() throws {
    let slow = try TrainingAsAWalk.with(["learningRate": "0.001"])
      .compute(in: Lab(script: "2.4"))
    try expectClaimsToFail(
      TrainingAsAWalk(),
      [
        ("a learning rate that is too low", { $0.walk = slow.walk }),
        (
          "the path walked backwards",
          { evidence in
            evidence.walk = Trajectory(
              evidence.walk.points.reversed(), values: evidence.walk.values.reversed())
          }
        ),
        ("a run that converges for the one that does not", { $0.divergent = $0.walk.values }),
      ])
  }

  // MARK: Chapter 3

  @Test func reluFunction() throws {
    try expectClaimsToFail(
      ReLUFunction(),
      [
        ("a leak", { $0.curve = $0.curve.map { Point($0.x, max($0.x, 0.01 * $0.x)) } }),
        ("a slope that is not one", { $0.curve = $0.curve.map { Point($0.x, 1.01 * $0.y) } }),
      ])
  }

  @Test func shallowFunctions() throws {
    try expectClaimsToFail(
      ShallowFunctions(),
      [
        (
          "a unit more",
          { $0.curves[0] = self.curve((0, 0), (0.4, 1), (0.8, 0), (1, 1), (1.5, 0), (2, 1)) }
        ),
        ("a unit less", { $0.curves[1] = self.curve((0, 0), (0.5, 1), (1, 0), (2, 1)) }),
        (
          "another network's joints",
          { evidence in evidence.curves[0] = try evidence.networks[1].curves(on: 0...2)[0] }
        ),
      ])
  }

  @Test func shallowBuildUp() throws {
    try expectClaimsToFail(
      ShallowBuildUp(),
      [
        (
          "slopes that are free",
          { $0.output = self.curve((0, 0.5), (0.5, 0.2), (1, -0.2), (1.57, 0.3), (2, 0.1)) }
        ),
        ("a weight that is wrong", { $0.weighted[2] = 1.1 * $0.weighted[2] }),
      ])
  }

  @Test func shallowNetworkGraph() throws {
    try expectClaimsToFail(
      ShallowNetworkGraph(),
      [
        ("a unit more in the graph", { $0.network = try self.network([1, 4, 1]) }),
        ("a unit more in the model", { $0.parameterCount = MLP([1, 4, 1]).parameterCount }),
      ])
  }

  @Test func shallowApproximation() throws {
    try expectClaimsToFail(
      ShallowApproximation(),
      [
        ("no more regions in the second model", { $0.fits[1] = $0.fits[0] }),
        ("no more regions in the third model", { $0.fits[2] = $0.fits[1] }),
      ])
  }

  @Test func shallowNetworkWithTwoOutputs() throws {
    try expectClaimsToFail(
      ShallowNetworkWithTwoOutputs(),
      [
        (
          "a unit that one output does not use",
          { evidence in
            evidence.network = try ReLUNetwork(
              weights: [
                [[1], [1], [1], [1]], [[-0.57, 1.18, 0.628, -0.857], [1.081, 0, -1.508, 3.188]],
              ],
              biases: [[-0.355, -1.094, -1.487, -1.78], [0.147, -0.439]])
          }
        ),
        ("a unit more", { $0.network = try self.network([1, 5, 2]) }),
      ])
  }

  @Test func graphs() throws {
    try expectClaimsToFail(
      ShallowGraphWithTwoInputs(), [("another graph", { $0 = try self.network([3, 3, 1]) })])
    try expectClaimsToFail(
      ShallowGraphWithThreeInputs(), [("another graph", { $0 = try self.network([3, 4, 2]) })])
    try expectClaimsToFail(
      NetworkTerminology(), [("another graph", { $0 = try self.network([3, 3, 2]) })])
    try expectClaimsToFail(
      TwoHiddenLayers(),
      [
        ("another graph", { $0.network = try self.network([1, 3, 2, 1]) }),
        ("another model", { $0.parameterCount = MLP([1, 3, 2, 1]).parameterCount }),
      ])
    try expectClaimsToFail(
      MatrixNotation(),
      [
        ("another graph", { $0.network = try self.network([3, 4, 2, 2, 2]) }),
        ("another model", { $0.parameterCount = MLP([3, 4, 2, 2, 2]).parameterCount }),
      ])
  }

  @Test func shallowNetworkWithTwoInputs() throws {
    try expectClaimsToFail(
      ShallowNetworkWithTwoInputs(),
      [
        (
          "a unit along another",
          { evidence in
            let network = try ReLUNetwork(
              weights: [[[0.5, 0.5], [0.9, -0.1], [0.5, 0.5]], [[-1, 1.8, -0.5]]],
              biases: [[0.2, -0.3, 0.2], [0.4]])
            evidence.regions = try network.regions(in: Rect(x: -1, y: -1, width: 2, height: 2))
          }
        )
      ])
  }

  @Test func shallowRegionCounts() throws {
    try expectClaimsToFail(
      ShallowRegionCounts(),
      [
        // Every pattern of units counts, whether or not there is a place for it.
        ("2 to the power of units", { $0.known = [8, pow(2, 50), 256] }),
        ("an input less", { $0.known[2] = RegionCount.shallow(inputs: 7, units: 8) }),
        ("a network without offsets", { $0.highlight.parameters = 500 * 101 }),
      ])
  }

  @Test func alignedHyperplanes() throws {
    try expectClaimsToFail(
      AlignedHyperplanes(),
      [
        (
          "units that never switch",
          { evidence in
            evidence.regionCounts = try evidence.weights.map { rows in
              let network = try ReLUNetwork(
                weights: [rows, [rows[0]]], biases: [rows.map { _ in 2 }, [0]])
              let points = Lab(script: "broken").key("points").uniform(count: 600, in: -1..<1)
              let patterns = stride(from: 0, to: 600, by: rows.count).map {
                network.evaluate(Array(points[$0..<$0 + rows.count])).pattern
              }
              return Set(patterns).count
            }
          }
        )
      ])
  }

  @Test func activationFunctions() throws {
    try expectClaimsToFail(
      ActivationFunctions(),
      [
        ("an ELU for the SELU", { $0.curves["SELU[z]"] = $0.curves["ELU[z, 1.0]"] }),
        ("the GeLU for the SiLU", { $0.curves["SiLU[z]"] = $0.curves["GeLU[z]"] }),
        (
          "minima that do not scale",
          { evidence in
            evidence.swishMinima = zip(evidence.swishMinima, [0.4, 1, 1.4]).map { $0 / $1 }
          }
        ),
      ])
  }

  @Test func changedThirdUnit() throws {
    func lines(_ settings: [String: String]) throws -> [PiecewiseLinearCurve] {
      try ChangedThirdUnit.with(settings).compute(in: Lab(script: "3.14")).lines
    }
    try expectClaimsToFail(
      ChangedThirdUnit(),
      [
        ("the unit as it was", { $0.lines = try lines(["theta30": "1.1", "theta31": "-0.7"]) }),
        ("an offset that was not changed", { $0.lines = try lines(["theta30": "-0.9"]) }),
      ])
  }

  // MARK: Chapter 4

  @Test func composedNetworks() throws {
    try expectClaimsToFail(
      ComposedNetworks(),
      [
        (
          "the networks in the wrong order",
          { evidence in
            let composed = try evidence.second.followed(by: evidence.first)
            evidence.composedCurve = try composed.curves(on: -1...1)[0]
          }
        ),
        ("the second network alone", { $0.composedCurve = $0.secondCurve }),
        ("a unit more", { $0.first = try self.network([1, 4, 1]) }),
        ("a value that never occurs", { $0.preimages = $0.firstCurve.preimages(of: 1.5) }),
      ])
  }

  @Test func composedNetworksWithTwoInputs() throws {
    try expectClaimsToFail(
      ComposedNetworksWithTwoInputs(),
      [
        ("one network's regions for the other's", { swap(&$0.regions, &$0.composedRegions) })
      ])
  }

  @Test func foldedInput() throws {
    try expectClaimsToFail(
      FoldedInput(),
      [
        (
          "a crease in another place",
          { evidence in
            let first = try ReLUNetwork(
              through: [Point(-1, -1), Point(0.1, 1), Point(0.6, -1), Point(1, 1)])
            let second = try ReLUNetwork(through: evidence.second.vertices)
            evidence.composed = try first.followed(by: second).curves(on: -1...1)[0]
          }
        )
      ])
  }

  @Test func deepBuildUp() throws {
    try expectClaimsToFail(
      DeepBuildUp(),
      [
        ("a layer that is left out", { $0.output = $0.inputs[0] }),
        ("joints from nowhere", { $0.output = self.curve((0, 0), (0.33, 1), (0.77, 0), (2, 1)) }),
        ("a unit more", { $0.unitCount += 1 }),
      ])
  }

  @Test func deepRegionCounts() throws {
    try expectClaimsToFail(
      DeepRegionCounts(),
      [
        (
          "one layer of all units",
          { $0.highlights[0].regions = RegionCount.shallow(inputs: 1, units: 50) }
        ),
        (
          "a layer less",
          { evidence in
            evidence.highlights[0].parameters = MLP([1, 10, 10, 10, 10, 1]).parameterCount
            evidence.highlights[1].parameters = MLP([10, 50, 50, 50, 50, 1]).parameterCount
          }
        ),
        ("layers counted from behind", { $0.narrow.reverse() }),
      ])
  }

  @Test func compositionProblem() throws {
    try expectClaimsToFail(
      CompositionProblem(),
      [
        (
          "the networks in the wrong order",
          { evidence in
            let composed = try evidence.second.followed(by: evidence.first)
            evidence.composed = try composed.curves(on: -1...1)[0]
          }
        ),
        ("the second network alone", { $0.composed = $0.curves[1] }),
      ])
  }

  @Test func zigzagUnits() throws {
    try expectClaimsToFail(
      ZigzagUnits(),
      [
        ("weights of another size", { $0.zigzag = 0.9 * $0.zigzag }),
        (
          "a composition that does not reach all joints",
          { evidence in
            let small = try ReLUNetwork(through: (0.5 * evidence.zigzag).vertices)
            let deep = [
              try small.followed(by: small), try small.followed(by: small).followed(by: small),
            ]
            evidence.regionCounts = try deep.map { try $0.curves(on: 0...1)[0].pieceCount }
            evidence.scannedCounts = deep.map {
              $0.scannedJoints(on: 0...1, samples: 20_000).count + 1
            }
          }
        ),
      ])
  }

  // MARK: Chapter 5

  @Test func predictedDistributions() throws {
    let figure = PredictedDistributions()
    let key = Lab(script: "broken").key("fit")
    /// Pairs whose inputs say nothing of the outputs.
    func blind(_ data: RegressionData) -> RegressionData {
      RegressionData(data.outputs.map { (5, $0) })
    }
    try expectClaimsToFail(
      figure,
      [
        (
          "inputs that say nothing",
          { evidence in
            evidence.reals = try figure.kind(
              blind(evidence.reals.data), .normal, key, [0],
              best: NormalDistribution(fittedTo: evidence.reals.data.outputs))
            evidence.directions = try figure.kind(
              blind(evidence.directions.data), .vonMises, key, [0],
              best: VonMisesDistribution(fittedTo: evidence.directions.data.outputs))
            let classes = evidence.classes.data.outputs
            evidence.classes = try figure.kind(
              blind(evidence.classes.data), .categorical(classes: 4), key, [1],
              best: CategoricalDistribution(
                probabilities: (1...4).map { k in Double(classes.count { $0 == Double(k) }) }))
            let counts = evidence.counts.data.outputs
            evidence.counts = try figure.kind(
              blind(evidence.counts.data), .poisson, key, [0],
              best: PoissonDistribution(rate: counts.reduce(0, +) / Double(counts.count)))
          }
        )
      ])
  }

  @Test func logarithmKeepsTheMaximum() throws {
    try expectClaimsToFail(
      LogarithmKeepsTheMaximum(),
      [
        (
          "a function that does not only rise, for the logarithm",
          { evidence in
            evidence.logOfFunction = evidence.function.map { Point($0.x, -($0.y - 5) * ($0.y - 5)) }
          }
        ),
        (
          "one hump",
          { evidence in
            evidence.logOfFunction = evidence.function.map { Point($0.x, -$0.x * $0.x) }
          }
        ),
      ])
  }

  @Test func normalDensities() throws {
    try expectClaimsToFail(
      NormalDensities(),
      [
        (
          "a density that reaches out of the range",
          { $0[1] = NormalDistribution(mean: -11, standardDeviation: 2) }
        )
      ])
  }

  @Test func leastSquaresAndLikelihood() throws {
    let figure = LeastSquaresAndLikelihood()
    try expectClaimsToFail(
      figure,
      [
        (
          "the likelihood of another noise",
          { evidence in
            let data = evidence.data
            evidence.grid = (0...400).map { index in
              let line = LineModel(
                intercept: 0.1 * Double(index % 20), slope: -1 + 0.1 * Double(index / 20))
              let absolute = data.reduce(0) { sum, pair in
                sum - LaplaceDistribution(mean: line(pair.x), scale: 0.1).logProbability(of: pair.y)
              }
              return (squares: line.loss(on: data), negativeLogLikelihood: absolute)
            }
          }
        )
      ])
  }

  @Test func constantAndVaryingNoise() throws {
    try expectClaimsToFail(
      ConstantAndVaryingNoise(),
      [("the networks exchanged", { swap(&$0.fittedConstant, &$0.fittedVarying) })])
  }

  @Test func bars() throws {
    try expectClaimsToFail(
      BernoulliBars(), [("the same bar twice", { $0[1] = $0[0] })])
    try expectClaimsToFail(
      CategoricalBars(), [("weights that are not normalised", { $0 = $0.map { 1.01 * $0 } })])
    try expectClaimsToFail(
      PoissonBars(),
      [
        (
          "another rate",
          { bars in
            bars[1].probabilities = (0...60).map(PoissonDistribution(rate: 3).probability)
          }
        ),
        (
          "a geometric distribution with the same mean",
          { bars in
            let stop = 1 / (1 + bars[1].rate)
            bars[1].probabilities = (0...400).map { stop * pow(1 - stop, Double($0)) }
          }
        ),
      ])
  }

  @Test func logisticSigmoid() throws {
    try expectClaimsToFail(
      LogisticSigmoid(),
      [
        (
          "another nonlinearity",
          { $0.curve = $0.curve.map { Point($0.x, $0.x / (1 + exp(-$0.x))) } }
        ),
        ("a shift", { $0.curve = $0.curve.map { Point($0.x, 1 / (1 + exp(0.1 - $0.x))) } }),
      ])
  }

  @Test func binaryClassification() throws {
    try expectClaimsToFail(
      BinaryClassification(),
      [
        ("the same curve twice", { $0.probabilities[1] = $0.probabilities[0] }),
        (
          "a sigmoid that is shifted",
          { evidence in
            evidence.probabilities[0] = evidence.output.map { Point($0.x, 1 / (1 + exp(1 - $0.y))) }
          }
        ),
        (
          "a unit less",
          { evidence in
            let network = try ReLUNetwork(
              knots: [0, 0.4, 0.8, 1.6, 2], heights: [[-2, 0, 3, -3, 1]])
            evidence.joints = try network.breakpoints(on: 0...2).map(\.x)
          }
        ),
      ])
  }

  @Test func multiclassClassification() throws {
    try expectClaimsToFail(
      MulticlassClassification(),
      [
        (
          "sigmoids for the softmax",
          { evidence in
            evidence.probabilities = evidence.outputs.map { curve in
              curve.map { Point($0.x, 1 / (1 + exp(-$0.y))) }
            }
          }
        ),
        ("classes exchanged", { $0.probabilities.swapAt(0, 2) }),
      ])
  }

  /// Samples that are a little too large, and a density that is a little too low.
  private struct Biased: ContinuousDistribution {
    static let name = "biased"
    static let use = "nothing"
    static let domain = NormalDistribution.domain
    var mean: Double { 0 }
    func logProbability(of outcome: Double) -> Double {
      NormalDistribution().logProbability(of: outcome) - 0.01
    }
    func samples(count: Int, key: Key) -> [Double] {
      NormalDistribution(mean: 0.1).samples(count: count, key: key)
    }
  }

  @Test func distributionsForOutputs() throws {
    let key = Lab(script: "broken").key("samples")
    try expectClaimsToFail(
      DistributionsForOutputs(),
      [
        (
          "a density that is too low, of samples that are too large",
          { $0.checks[0] = DistributionCheck(Biased(), samples: 20_000, key: key) }
        )
      ])
  }

  @Test func empiricalAndModelDistribution() throws {
    try expectClaimsToFail(
      EmpiricalAndModelDistribution(),
      [
        (
          "a point less",
          { $0.best = NormalDistribution(fittedTo: Array($0.data.dropLast())) }
        ),
        ("a fit that never began", { $0.best = $0.model }),
      ])
  }

  @Test func vonMisesDensity() throws {
    try expectClaimsToFail(
      VonMisesDensity(),
      [
        (
          "a normal density, which knows no turn",
          { evidence in
            let density = NormalDistribution(mean: 2, standardDeviation: 0.77)
            evidence.curve = evidence.curve.map { Point($0.x, density.probability(of: $0.x)) }
          }
        )
      ])
  }

  @Test func twoAnswers() throws {
    try expectClaimsToFail(
      TwoAnswers(),
      [
        ("a mixture that is no better", { $0.mixtureLoss = $0.normalLoss }),
        ("components that found the same branch", { $0.separation = 0.5 }),
      ])
  }

  @Test func onlyTheFirstFigureClaimsNothing() {
    let silent = Figures.scripts.filter { script in
      guard ["2", "3", "4", "5"].contains(script.entry.chapter) else { return false }
      guard let figure = script.type.init() as? any Figure else { return false }
      return Self.claimCount(figure) == 0
    }.map(\.entry.id)
    #expect(silent == ["2.1"])
  }

  private static func claimCount(_ figure: some Figure) -> Int { figure.claims.count }
}
