import Lantern

/// A network is fitted to the noisy wave.
struct FittedWave: Figure {
  static let entry = Entry(
    "2", "A network fits the wave",
    alt: """
      Left, thirty points about a wave, and a curve of straight pieces that runs through their \
      midst. Right, the loss over the steps of training, falling steeply and then slowly.
      """)

  @Parameter("Hidden units in each layer", in: 2...40) var hiddenUnits = 10
  @Parameter("Learning rate", in: 0.001...0.1, scale: .logarithmic) var learningRate = 0.004
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable {
    var data: RegressionData
    var fit: PiecewiseLinearCurve
    var losses: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let data = try NoisyWave().compute(in: lab)
    let run = try Training(
      MLP([1, hiddenUnits, hiddenUnits, 1]), loss: .leastSquares, on: data.examples,
      optimizer: .adam(learningRate)
    ).run(steps: 1500, key: lab.key("training"), recordEvery: 10)

    return Evidence(
      data: data, fit: try ReLUNetwork(run.fitted).curves(on: -1...1)[0], losses: run.losses)
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 12) {
      Panel("a", title: "Data and model") {
        Chart {
          LineMark(evidence.fit.vertices)
            .foregroundStyle(.teal)
            .lineStyle(width: 2)
          PointMark(x: evidence.data.inputs, y: evidence.data.outputs)
            .foregroundStyle(.orange)
            .outline(.brown)
        }
        .chartXAxisLabel("Input, $x$")
        .chartYAxisLabel("Output, $y$")
      }
      Panel("b", title: #"Loss, $L[\boldsymbol\phi]$"#) {
        Chart {
          LineMark(
            x: evidence.losses.indices.map { Double(10 * $0) }, y: evidence.losses
          )
          .foregroundStyle(.teal)
        }
        .chartYScale(domain: 0.005...2, type: .log)
        .chartXAxisLabel("Step")
      }
    }
  }

  var claims: [Claim<Evidence>] {
    Claim("training divides the loss by ten at least", atLeast: 10) {
      $0.losses[0] / ($0.losses.last ?? .infinity)
    }
  }
}
