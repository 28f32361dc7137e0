/// Losses that are negative log-likelihoods (UDL chapter 5): the outputs are the parameters of a
/// distribution over the target. Constants are kept, so that values can be compared.
extension Loss {
  private static let logRootTau: Float = 0.9189385332046727

  /// Normal with a fixed standard deviation: the outputs are the means (UDL section 5.3).
  public static func normal(standardDeviation: Double = 1) -> Loss {
    let deviation = Float(standardDeviation)
    return Loss("normal likelihood") { outputs, targets in
      let z = (outputs - aligned(targets, outputs)) / deviation
      return (0.5 * z.squared() + (deviation.logarithm + logRootTau)).sum([-1])
    }
  }

  /// Normal with two outputs, the mean and the logarithm of the standard deviation (UDL section
  /// 5.3.4, which squares the second instead).
  public static let heteroscedastic = Loss("heteroscedastic normal likelihood") {
    outputs, targets in
    let (mean, logDeviation) = (outputs.part(0), outputs.part(1))
    let z = (single(targets, outputs) - mean) * (-logDeviation).exp()
    return 0.5 * z.squared() + logDeviation + logRootTau
  }

  /// Laplace with a fixed scale: the outputs are the medians (UDL figure 5.11).
  public static func laplace(scale: Double = 1) -> Loss {
    let scale = Float(scale)
    return Loss("Laplace likelihood") { outputs, targets in
      ((outputs - aligned(targets, outputs)).abs() / scale + (2 * scale).logarithm).sum([-1])
    }
  }

  /// Poisson: the outputs are logarithms of rates, the targets counts (UDL figure 5.11). Without
  /// the term log y!, which no output changes.
  public static let poisson = Loss("Poisson likelihood") { outputs, targets in
    (outputs.exp() - aligned(targets, outputs) * outputs).sum([-1])
  }

  /// Von Mises on directions in radians, with a fixed concentration: the outputs are the means
  /// (UDL figure 5.11).
  public static func vonMises(concentration: Double) -> Loss {
    let kappa = Float(concentration)
    return Loss("von Mises likelihood") { outputs, targets in
      let constant = logBessel0(outputs.constant(kappa)) + 2 * logRootTau
      return (constant - kappa * (aligned(targets, outputs) - outputs).cos()).sum([-1])
    }
  }

  /// Von Mises with two outputs, the mean and the logarithm of the concentration.
  public static let vonMises = Loss("von Mises likelihood") { outputs, targets in
    let kappa = outputs.part(1).exp()
    return logBessel0(kappa) + 2 * logRootTau
      - kappa * (single(targets, outputs) - outputs.part(0)).cos()
  }

  /// A mixture of `components` normal distributions (UDL figure 5.11): the outputs are their
  /// logits, then their means, then the logarithms of their standard deviations.
  public static func mixture(components: Int) -> Loss {
    Loss("mixture likelihood") { outputs, targets in
      func third(_ index: Int) -> Value {
        outputs.slice(-1, (index * components)..<((index + 1) * components))
      }
      let z = (single(targets, outputs).expanded(-1) - third(1)) * (-third(2)).exp()
      let terms = third(0).logSoftmax() - 0.5 * z.squared() - third(2) - logRootTau
      return -terms.logSumExp().reshaped(Shape(Array(terms.shape.extents.dropLast())))
    }
  }

  /// A number of classes at each place, `[batch, places…, classes]` and `[batch, places…]`: the
  /// mean over the places of one example.
  public static let sequenceCrossEntropy = Loss("cross-entropy of places") { outputs, targets in
    let losses = outputs.crossEntropy(classes: targets)
    return losses.flattened(from: 1).mean([-1])
  }

  /// Targets `[…, batch, 1]` or `[batch]` as one number an example.
  private static func single(_ targets: Value, _ outputs: Value) -> Value {
    targets.shape.rank == outputs.shape.rank && targets.shape.rank > 1
      ? targets.reshaped(Shape(Array(targets.shape.extents.dropLast()))) : targets
  }

  /// log I₀, the modified Bessel function of order 0 (Abramowitz and Stegun 9.8.1 and 9.8.2).
  private static func logBessel0(_ x: Value) -> Value {
    func polynomial(_ t: Value, _ coefficients: [Float]) -> Value {
      coefficients.dropLast().reversed().reduce(t.constant(coefficients[coefficients.count - 1])) {
        $0 * t + $1
      }
    }
    // Each side is kept in its range, so that neither overflows where the other is chosen.
    let t = (x.minimum(3.75) / 3.75).squared(), u = 3.75 / x.maximum(3.75)
    let small = polynomial(
      t, [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813]
    ).log()
    let large =
      polynomial(
        u,
        [
          0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537,
          -0.01647633, 0.00392377,
        ]
      ).log() + x - 0.5 * x.maximum(3.75).log()
    return .select(x.isGreater(than: 3.75), large, small)
  }
}

extension Value {
  /// The numbers at `index` of the last axis, which disappears.
  fileprivate func part(_ index: Int) -> Value {
    slice(-1, index..<(index + 1)).reshaped(Shape(Array(shape.extents.dropLast())))
  }
}

extension Float {
  /// The natural logarithm.
  fileprivate var logarithm: Float { Tensor(self).log().scalar }
}
