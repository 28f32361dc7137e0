#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Compute

/// The von Mises distribution of directions between -π and π (UDL, problem 5.3).
public struct VonMisesDistribution: Distribution, Hashable, Codable {
  public static let name = "von Mises"
  public static let use = "predicting direction"
  public static let domain = OutcomeDomain.circle

  /// μ, the most likely direction.
  public let direction: Double
  /// κ, about one over the variance where it is large.
  public let concentration: Double
  private let logBessel: Double

  public init(direction: Double, concentration: Double) {
    precondition(concentration >= 0, "a von Mises distribution needs κ of at least 0")
    self.direction = direction
    self.concentration = concentration
    logBessel = logBessel0(concentration)
  }

  /// The most likely von Mises distribution for data: that with their mean direction, and the
  /// concentration that makes the expected cosine of the distance from it the data's.
  public init(fittedTo data: [Double]) {
    let count = Double(max(data.count, 1))
    let (c, s) = (data.reduce(0) { $0 + cos($1) } / count, data.reduce(0) { $0 + sin($1) } / count)
    let length = (c * c + s * s).squareRoot()
    var (low, high) = (0.0, 500.0)
    for _ in 0..<60 {
      let kappa = (low + high) / 2
      if besselRatio(kappa) < length { low = kappa } else { high = kappa }
    }
    self.init(direction: atan2(s, c), concentration: (low + high) / 2)
  }

  public func logProbability(of outcome: Double) -> Double {
    concentration * cos(outcome - direction) - log(2 * .pi) - logBessel
  }

  public func samples(count: Int, key: Key) -> [Double] {
    (0..<count).map { sample(key.fold($0)) }
  }

  /// The rejection method of D. Best and N. Fisher, "Efficient simulation of the von Mises
  /// distribution" (1979).
  private func sample(_ key: Key) -> Double {
    guard concentration > 1e-9 else { return key.uniform(in: -Double.pi..<Double.pi) }
    let kappa = concentration
    let tau = 1 + (1 + 4 * kappa * kappa).squareRoot()
    let rho = (tau - (2 * tau).squareRoot()) / (2 * kappa)
    let r = (1 + rho * rho) / (2 * rho)
    var attempt = 0
    while true {
      let u = key.fold(attempt).uniform(count: 3)
      attempt += 1
      let z = cos(.pi * u[0])
      let f = (1 + r * z) / (r + z)
      let c = kappa * (r - f)
      let u2 = 1 - u[1]
      guard c * (2 - c) > u2 || log(c / u2) + 1 >= c else { continue }
      let angle = direction + (u[2] < 0.5 ? -1 : 1) * acos(min(max(f, -1), 1))
      return atan2(sin(angle), cos(angle))
    }
  }

  public func statistics(of outcome: Double) -> [Double] { [cos(outcome), sin(outcome)] }

  public var expectedStatistics: [Double] {
    let length = besselRatio(concentration)
    return [length * cos(direction), length * sin(direction)]
  }

  public func totalProbability() -> Double {
    Quadrature.integral(over: .circle, of: probability)
  }
}
