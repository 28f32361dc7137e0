#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Functions of numbers that distributions need, by names that no module of C clashes with.
func exponential(_ x: Double) -> Double { exp(x) }

/// log Γ(x) for positive x.
func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}

/// log I₀(κ), of the modified Bessel function of the first kind and order 0.
func logBessel0(_ kappa: Double) -> Double { kappa + log(besselMeans(kappa).0) }

/// I₁(κ) / I₀(κ): the expected cosine of a direction's distance from the most likely one.
func besselRatio(_ kappa: Double) -> Double {
  let (zeroth, first) = besselMeans(kappa)
  return first / zeroth
}

/// I₀(κ) and I₁(κ), divided by exp(κ).
///
/// They are the means of exp(κ cos t) and exp(κ cos t) cos t over a turn. The trapezoidal rule
/// converges exponentially for periodic functions: 128 angles give full precision up to κ = 500.
private func besselMeans(_ kappa: Double) -> (Double, Double) {
  let count = 128
  var sums = (0.0, 0.0)
  for index in 0..<count {
    let cosine = cos(2 * Double.pi * Double(index) / Double(count))
    let term = exp(kappa * (cosine - 1))
    sums.0 += term
    sums.1 += term * cosine
  }
  return (sums.0 / Double(count), sums.1 / Double(count))
}

/// Numerical integration by double-exponential substitution (Takahasi and Mori 1974), which needs
/// no care about infinite or singular ends.
enum Quadrature {
  static func integral(over domain: OutcomeDomain, of function: (Double) -> Double) -> Double {
    switch domain {
    case .realLine:
      sum { t in
        let s = 0.5 * .pi * sinh(t)
        return (sinh(s), cosh(s) * 0.5 * .pi * cosh(t))
      } function: { function($0) }
    case .positiveReals:
      sum { t in
        let x = exp(0.5 * .pi * sinh(t))
        return (x, x * 0.5 * .pi * cosh(t))
      } function: { function($0) }
    case .circle: integral(from: -.pi, to: .pi, of: function)
    default: integral(from: 0, to: 1, of: function)
    }
  }

  static func integral(
    from start: Double, to end: Double, of function: (Double) -> Double
  ) -> Double {
    let (middle, half) = ((start + end) / 2, (end - start) / 2)
    return sum { t in
      let s = 0.5 * .pi * sinh(t)
      let weight = half * 0.5 * .pi * cosh(t) / (cosh(s) * cosh(s))
      return (middle + half * tanh(s), weight)
    } function: { x in x > start && x < end ? function(x) : 0 }
  }

  private static func sum(
    _ substitution: (Double) -> (x: Double, weight: Double), function: (Double) -> Double
  ) -> Double {
    let step = 0.005
    return (-840...840).reduce(0.0) { sum, index in
      let (x, weight) = substitution(step * Double(index))
      guard x.isFinite, weight.isFinite, weight > 0 else { return sum }
      let value = function(x)
      return value.isFinite ? sum + step * weight * value : sum
    }
  }
}
