/// What an adversarial training left: both networks at the recorded rounds.
public struct AdversarialRecording<Generator: Model, Discriminator: Model>: Sendable {
  public let generatorModel: Generator
  public let discriminatorModel: Discriminator
  /// The recorded rounds: 0 is the start.
  public private(set) var rounds: [Int] = []
  /// The losses of the last steps before each record; the generator's is 0 before its first step.
  public private(set) var generatorLosses: [Double] = []
  public private(set) var discriminatorLosses: [Double] = []
  private var generators: [Tensor] = []
  private var discriminators: [Tensor] = []

  init(generator: Generator, discriminator: Discriminator) {
    generatorModel = generator
    discriminatorModel = discriminator
  }

  mutating func append(_ round: Int, _ run: Execution) {
    rounds.append(round)
    generators.append(run["generator parameters"])
    discriminators.append(run["discriminator parameters"])
    generatorLosses.append(Double(run["generator loss"].scalar))
    discriminatorLosses.append(Double(run["discriminator loss"].scalar))
  }

  /// The generator at the start of a recorded round.
  public func generator(_ row: Int) -> Fitted<Generator> { Fitted(generatorModel, generators[row]) }

  /// The discriminator of a recorded round, fitted to that generator.
  public func discriminator(_ row: Int) -> Fitted<Discriminator> {
    Fitted(discriminatorModel, discriminators[row])
  }

  /// The trained generator.
  public var generator: Fitted<Generator> { generator(rounds.count - 1) }

  /// The discriminator fitted to it.
  public var discriminator: Fitted<Discriminator> { discriminator(rounds.count - 1) }
}
