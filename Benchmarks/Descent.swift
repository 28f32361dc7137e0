import Learning

/// The trainings that figure 8.10 consists of: what a step of each takes, and how near its products
/// come to what the processor can do.
enum Descent {
  static func measure(profile: Bool) throws {
    let key = Key(seed: 8)
    let train = MNIST1D.examples(count: 4000, key: key.fold("data"))
    print("| training | steps/s | µs a step |\n|---|---|---|")
    for width in [12, 42, 95, 200] {
      let training = FullBatchTraining(
        MLP([MNIST1D.length, width, width, 10]), on: train, optimizer: .adam(0.005))
      try report("fully connected, width \(width)", training.program(key: key), profile)
    }
    for width in [2, 8, 24] {
      let training = DoubleDescent.residualTraining(width: width, on: train.prefix(1000))
      try report("residual, width \(width)", training.program(key: key), profile)
    }
  }

  private static func report(_ name: String, _ program: Program, _ profile: Bool) throws {
    if profile { print(Execution(program).profile(steps: 200)) }
    let rate = try rate(program)
    print("| \(name) | \(number(rate)) | \(number(1e6 / rate)) |")
  }
}
