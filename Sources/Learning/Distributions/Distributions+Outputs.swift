#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Distributions from the outputs of networks trained with the loss that is named.
extension NormalDistribution {
  /// A mean and the logarithm of a standard deviation (`Loss.heteroscedastic`).
  public init(outputs: [Double]) {
    precondition(outputs.count == 2, "a normal distribution needs two outputs")
    self.init(mean: outputs[0], standardDeviation: exp(outputs[1]))
  }
}

extension NormalMixture {
  /// Logits, means, and logarithms of standard deviations (`Loss.mixture`).
  public init(outputs: [Double]) {
    let count = outputs.count / 3
    precondition(count > 0 && outputs.count == 3 * count, "K normal components need 3 K outputs")
    let largest = outputs[..<count].max() ?? 0
    self.init(
      weights: outputs[..<count].map { exp($0 - largest) },
      components: (0..<count).map { k in
        NormalDistribution(mean: outputs[count + k], standardDeviation: exp(outputs[2 * count + k]))
      })
  }
}

extension PoissonDistribution {
  /// The logarithm of a rate (`Loss.poisson`).
  public init(outputs: [Double]) {
    precondition(outputs.count == 1, "a Poisson distribution needs one output")
    self.init(rate: exp(outputs[0]))
  }
}

extension VonMisesDistribution {
  /// A vector in the most likely direction, as long as the concentration (`Loss.vonMisesVector`).
  public init(outputs: [Double]) {
    precondition(outputs.count == 2, "a von Mises distribution needs two outputs")
    self.init(
      direction: atan2(outputs[1], outputs[0]),
      concentration: (outputs[0] * outputs[0] + outputs[1] * outputs[1] + 1e-6).squareRoot())
  }
}
