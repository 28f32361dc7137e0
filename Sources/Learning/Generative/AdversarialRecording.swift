/// What an adversarial training left: both networks at the recorded rounds.
public struct AdversarialRecording<Generator: Model, Discriminator: Model>: Sendable {
  public let generatorModel: Generator
  public let discriminatorModel: Discriminator
  /// The recorded rounds: 0 is the start.
  public let rounds: [Int]
  /// The losses of the last steps before each record; the generator's is 0 before its first step.
  public let generatorLosses: [Double]
  public let discriminatorLosses: [Double]
  /// The parameters of each recorded round, `[rounds, parameters]`.
  private let generators: Tensor
  private let discriminators: Tensor

  init(
    generator: Generator, discriminator: Discriminator, rounds: [Int], records: [String: Tensor]
  ) {
    func record(_ name: String) -> Tensor {
      guard let record = records[name] else { fatalError("the program records no \(name)") }
      return record
    }
    generatorModel = generator
    discriminatorModel = discriminator
    self.rounds = rounds
    generatorLosses = record("generator loss").doubles
    discriminatorLosses = record("discriminator loss").doubles
    generators = record("generator parameters")
    discriminators = record("discriminator parameters")
  }

  private func row(_ row: Int, of table: Tensor) -> Tensor {
    let width = table.shape[1]
    return Tensor(Array(table.elements[(row * width)..<((row + 1) * width)]))
  }

  /// The generator at the start of a recorded round.
  public func generator(_ row: Int) -> Fitted<Generator> {
    Fitted(generatorModel, self.row(row, of: generators))
  }

  /// The discriminator of a recorded round, fitted to that generator.
  public func discriminator(_ row: Int) -> Fitted<Discriminator> {
    Fitted(discriminatorModel, self.row(row, of: discriminators))
  }

  /// The trained generator.
  public var generator: Fitted<Generator> { generator(rounds.count - 1) }

  /// The discriminator fitted to it.
  public var discriminator: Fitted<Discriminator> { discriminator(rounds.count - 1) }
}
