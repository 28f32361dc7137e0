import Lantern

/// Momentum averages the noise of batches out; on a long bowl momentum and Adam neither crawl nor
/// leap.
struct MomentumAndAdamRace: Scene {
  static let entry = Entry(
    scene: "momentum-and-adam-race", "Momentum and Adam race",
    alt: """
      Two balls leave one place on a heat map of a loss with valleys and see the same batches. The \
      one without momentum jitters from side to side; the one with momentum glides along the \
      valley. Then four balls start on a long bowl. Gradient descent with a small learning rate \
      falls to the middle line and crawls, with a large one it leaps from side to side, momentum \
      and Adam swing to the lowest place in arcs. A plot beside shows their four losses fall.
      """)

  @Parameter("Momentum β in the valley", in: 0.5...0.95) var beta = 0.8
  @Parameter("Small learning rate", in: 0.02...0.3, scale: .logarithmic) var smallRate = 0.08
  @Parameter("Large learning rate", in: 0.3...1.2, scale: .logarithmic) var largeRate = 1.0
  @Parameter("Learning rate of momentum", in: 0.05...1, scale: .logarithmic) var momentumRate = 0.4
  @Parameter("Learning rate of Adam", in: 0.01...0.2, scale: .logarithmic) var adamRate = 0.05
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Runner: Sendable {
    var name: String
    var path: Trajectory
  }

  struct Evidence: Sendable {
    var valley: LossSurface
    /// Without and with momentum, on the same batches.
    var pair: [Runner]
    var bowl: LossSurface
    var runners: [Runner]
  }

  private let pairSteps = 80
  private let raceSteps = 60
  private let tones: [Tone] = [.paper, .steel, .teal, .orange]

  func compute(in lab: Lab) throws -> Evidence {
    func noisy(_ optimizer: Optimizer) throws -> Trajectory {
      try GaborModel.path(
        from: Point(-1.5, 6.5), steps: pairSteps, batch: .random(5), optimizer: optimizer,
        key: lab.key("batches"))
    }
    func race(_ name: String, _ optimizer: Optimizer) throws -> Runner {
      Runner(
        name: name,
        path: try LongBowl.path(from: Point(-0.7, -0.9), steps: raceSteps, optimizer: optimizer))
    }
    return Evidence(
      valley: GaborModel.surface(),
      pair: [
        Runner(name: "No momentum", path: try noisy(.sgd(0.6))),
        Runner(name: "Momentum", path: try noisy(.momentum(0.6, beta: Float(beta)))),
      ],
      bowl: LossSurface(x: -1...1, y: -1...1, of: LongBowl.loss.value),
      runners: [
        try race("Gradient descent, small rate", .sgd(smallRate)),
        try race("Gradient descent, large rate", .sgd(largeRate)),
        try race("Momentum", .momentum(momentumRate, beta: 0.9)),
        try race("Adam", .adam(adamRate, gamma: 0.99)),
      ])
  }

  func shots(_ evidence: Evidence) -> [Shot] {
    let valley = LandscapeMark(evidence.valley)
    let bowl = LandscapeMark(evidence.bowl, contours: 14)
    Shot(
      "The same batches", lasting: .seconds(10),
      caption: "Both look at the same five points in each step; momentum averages the noise out",
      narration: "Each batch pulls another way. With momentum only what they agree on adds up."
    ) { time in
      let fraction = time.progress(from: 1, to: 9, easing: .linear)
      Slide {
        // The part of the map in which both stay.
        map(valley, evidence.pair, [.paper, .teal], at: fraction)
          .chartXAxis(#"$\phi_0$"#, over: -8...6)
          .chartYAxis(#"$\phi_1$"#, over: 5...17)
      } beside: {
        Text("Step \(Int(fraction * Double(pairSteps)))").font(.title)
        for (runner, tone) in zip(evidence.pair, [.paper, .teal] as [Tone]) {
          let part = runner.path.prefix(fraction)
          VStack(alignment: .leading, spacing: 5) {
            Text(runner.name)
            Text("Loss: \((part.lastValue ?? 0).formatted(decimals: 2))")
            Text("Way so far: \(part.length.formatted(decimals: 1))")
          }
          .foregroundStyle(tone)
        }
      }
    }
    Shot(
      "A long bowl", lasting: .seconds(4),
      caption: "A bowl four times as long as it is wide: steep across, shallow along",
      narration: "On this bowl no single learning rate suits both directions."
    ) { time in
      race(bowl, evidence.runners, at: 0, opacity: time.progress(from: 1, to: 2))
    }
    Shot(
      "The race", lasting: .seconds(12),
      caption: "A small rate crawls along the bowl, a large one leaps across; the others swing in",
      narration: """
        A small rate drops to the floor and hardly moves; a large one jumps from wall to wall. \
        Momentum and Adam bend their way towards the lowest place.
        """
    ) { time in
      race(bowl, evidence.runners, at: time.progress(from: 0.3, to: 11.2, easing: .linear))
    }
    Shot(
      "At the end", lasting: .seconds(4),
      caption: "The highest loss that each of them had in the last ten steps",
      narration: "The numbers are the worst of the last ten steps: who has settled?"
    ) { _ in
      race(bowl, evidence.runners, at: 1, showsLosses: true)
    }
  }

  private func map(
    _ landscape: LandscapeMark, _ runners: [Runner], _ tones: [Tone], at fraction: Double
  ) -> some Drawing {
    Chart {
      landscape
      for (runner, tone) in zip(runners, tones) {
        LineMark(runner.path.prefix(fraction).points)
          .foregroundStyle(tone)
          .outline(.ground)
          .lineStyle(width: 1.5)
      }
      for (runner, tone) in zip(runners, tones) {
        PointMark(runner.path.point(at: fraction).map { [$0] } ?? [])
          .foregroundStyle(tone)
          .outline(.ground)
          .symbolSize(8)
      }
    }
  }

  private func race(
    _ landscape: LandscapeMark, _ runners: [Runner], at fraction: Double,
    opacity: Double = 1, showsLosses: Bool = false
  ) -> some Drawing {
    Slide(share: 0.55) {
      map(landscape, runners, tones, at: fraction)
        .chartXAxis(#"$\phi_0$"#, over: -1...1)
        .chartYAxis(#"$\phi_1$"#, over: -1...1)
    } beside: {
      Chart {
        for (runner, tone) in zip(runners, tones) {
          let part = runner.path.prefix(fraction)
          LineMark(
            x: part.values.indices.map { min(Double($0), fraction * Double(raceSteps)) },
            y: part.values
          )
          .foregroundStyle(tone)
        }
      }
      .chartXAxis("Step", spanning: [0, 30, 60])
      .chartYAxis("Loss", over: 1e-5...1, type: .log)
      .opacity(opacity)
      for (runner, tone) in zip(runners, tones) {
        let late = runner.path.values.suffix(10).reduce(0, max)
        Text(runner.name + (showsLosses ? ": \(late.formatted(decimals: 3))" : ""))
          .foregroundStyle(tone)
          .opacity(opacity)
      }
    }
  }
}
