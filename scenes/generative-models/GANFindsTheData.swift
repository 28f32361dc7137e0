import Lantern

/// A generator's samples move onto the data because a discriminator tells it where data are likely.
struct GANFindsTheData: Scene {
  static let entry = Entry(
    scene: "gan-finds-the-data", "A GAN's samples find the data",
    alt: """
      Real points lie on two crescents. Synthesized points begin in a cloud at the centre. A \
      coloured background shows where the discriminator believes data to be real. Round by round \
      the synthesized points spread along the crescents until the two sets can't be told apart.
      """)

  @Parameter("Learning rate", in: 0.0002...0.005, scale: .logarithmic) var learningRate = 0.0015
  @Parameter("Batch size", in: 16...512) var batchSize = 256
  @Parameter("Seed", in: 0...99) var seed = 1

  /// Both networks at one moment, as what they give.
  struct Frame: Codable, Sendable {
    var round: Int
    var samples: [Point]
    /// The discriminator's probability that a point is real.
    var probability: Surface
  }

  struct Evidence: Codable, Sendable {
    var data: PlanarData
    var frames: [Frame]
  }

  private let rounds = 4000
  private let x = -2.06...2.06
  private let y = -1.5...1.5

  func compute(in lab: Lab) throws -> Evidence {
    let data = PlanarData.moons(count: 2000, noise: 0.06, key: lab.key("data"))
    let rate = LearningRate.geometric(from: learningRate, to: 0.1 * learningRate, over: rounds)
    let run = try AdversarialTraining(
      generator: MLP([4, 48, 48, 2]), discriminator: MLP([2, 64, 64, 1], activation: .leakyRelu(0.2)),
      data: .rows(data.inputs), latent: 4, batch: batchSize,
      generatorOptimizer: .adam(rate, beta: 0.5), discriminatorOptimizer: .adam(rate, beta: 0.5)
    ).run(rounds: rounds, key: lab.key("training"), recordEvery: 8)

    let latent = lab.key("latent").normal([350, 4])
    let (columns, rows) = (65, 49)
    let places = Surface(x: x, y: y, columns: columns, rows: rows) { _ in 0 }
    let grid = Tensor(
      (0..<rows).flatMap { row in
        (0..<columns).flatMap { column in
          let place = places.location(column: column, row: row)
          return [place.x, place.y]
        }
      }, shape: [rows * columns, 2])
    return Evidence(
      data: data,
      frames: run.rounds.indices.map { row in
        lab.progress(Double(row) / Double(run.rounds.count))
        let samples = run.generator(row)(latent).doubles
        let probability = run.discriminator(row)(grid).sigmoid()
        return Frame(
          round: run.rounds[row],
          samples: stride(from: 0, to: samples.count, by: 2).map {
            Point(samples[$0], samples[$0 + 1])
          },
          probability: Surface(
            x: x, y: y, columns: columns, rows: rows, values: probability.doubles))
      })
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let last = evidence.frames.count - 1
    Shot(
      "Before training", lasting: .seconds(4),
      caption: "Real examples, and what the generator makes of noise before it has learned",
      narration: "Real points are two crescents. The generator knows nothing of them."
    ) { time in
      slide(evidence, at: 0, samplesOpacity: time.progress(from: 1.2, to: 2))
    }
    Shot(
      "Training", lasting: .seconds(17),
      caption: "The discriminator judges every place; samples move to where it says real",
      narration: """
        Two networks play. One colours the plane by how real a point there looks to it, the other \
        pushes its samples towards the colour of real. As soon as they arrive, the first has to \
        look more closely, and the game goes on.
        """
    ) { time in
      slide(evidence, at: Double(last) * time.progress(from: 0.3, to: 16.6, easing: .power(1.8)))
    }
    Shot(
      "Trained", lasting: .seconds(3),
      caption: "In the end it can hardly tell samples from data",
      narration: "White is one half: it cannot tell."
    ) { _ in
      slide(evidence, at: Double(last))
    }
  }

  private func slide(
    _ evidence: Evidence, at position: Double, samplesOpacity: Double = 1
  ) -> some Drawing {
    // Samples glide between recorded rounds.
    let index = min(Int(position), evidence.frames.count - 2)
    let (now, next) = (evidence.frames[index], evidence.frames[index + 1])
    let samples = zip(now.samples, next.samples).map {
      $0.interpolated(to: $1, position - Double(index))
    }
    return Slide(share: 0.62) {
      Chart {
        HeatmapMark(now.probability, colorMap: .orangeToTeal, range: 0...1)
        PointMark(evidence.data.points.prefix(500).map { $0 })
          .foregroundStyle(Tone(Color(hex: 0x2f7870)))
          .symbolSize(2.6)
          .opacity(0.8)
        PointMark(samples)
          .foregroundStyle(Tone(Color(hex: 0xb5552c)))
          .outline(.paper)
          .symbolSize(3.8)
          .opacity(samplesOpacity)
      }
      .chartXScale(domain: x)
      .chartYScale(domain: y)
      .chartXAxis(.hidden)
      .chartYAxis(.hidden)
    } beside: {
      Text("Round \(now.round)").font(.title)
      Text("Real examples").foregroundStyle(.teal)
      Text("Synthesized samples").foregroundStyle(.orange)
      ColorBar(.orangeToTeal, title: "Probability of being real", range: 0...1)
        .frame(width: 190)
    }
  }
}
