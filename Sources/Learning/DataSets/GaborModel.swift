import Compute
import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The Gabor model of UDL's chapter 6: a sine wave that fades out on both sides,
///
///     f[x, φ] = sin[u] · exp[-u²/32],  u = φ₀ + 0.06 φ₁ x
///
/// (equation 6.8). `phi.x` is φ₀, which shifts the wave, and `phi.y` is φ₁, which squeezes it.
public enum GaborModel {
  /// The 30 training pairs of figure 6.3.
  public static let trainingData = RegressionData([
    (-1.920, -1.051), (-14.22, -0.02482), (1.490, 0.8896), (-1.940, -0.4943), (-2.389, -0.9371),
    (-5.090, 0.4306), (-8.861, 0.009577), (3.578, -0.07944), (-6.010, 0.1624), (-6.995, -0.2682),
    (3.634, -0.3129), (0.8743, 0.8303), (-10.96, -0.02365), (0.4073, 0.5098), (-9.467, -0.2777),
    (8.560, 0.3367), (10.62, 0.1927), (-0.1729, -0.2222), (10.40, 0.06352), (-12.61, 0.006888),
    (0.1574, 0.03224), (-13.04, 0.01091), (-2.156, -0.5706), (-12.10, -0.05258), (-11.19, -0.03666),
    (2.902, 0.1709), (-8.220, -0.04805), (-11.79, 0.2008), (-8.391, -0.1904), (-4.505, 0.5952),
  ])

  /// The model as something to train, with the parameters φ₀ and φ₁.
  public static let model = FunctionModel(["phi0", "phi1"]) { x, phi in
    let u = phi[0] + 0.06 * phi[1] * x
    return u.sin() * (-u.squared() / 32).exp()
  }

  /// The model's output at `x`.
  public static func value(_ x: Double, _ phi: Point) -> Double {
    wave(phi.x + 0.06 * phi.y * x).value
  }

  /// The derivatives of the output by φ₀ and φ₁.
  public static func gradient(_ x: Double, _ phi: Point) -> Point {
    let slope = wave(phi.x + 0.06 * phi.y * x).first
    return Point(slope, slope * 0.06 * x)
  }

  /// The second derivatives of the output by φ₀ and φ₁.
  public static func hessian(_ x: Double, _ phi: Point) -> SymmetricMatrix {
    let curvature = wave(phi.x + 0.06 * phi.y * x).second
    let factor = 0.06 * x
    return SymmetricMatrix(
      xx: curvature, xy: curvature * factor, yy: curvature * factor * factor)
  }

  /// The *sum* of squared errors over `data` as a function of φ, with exact derivatives.
  public static func loss(on data: RegressionData = trainingData) -> ScalarField {
    ScalarField(
      value: { phi in
        data.reduce(0) { sum, pair in
          let error = value(pair.x, phi) - pair.y
          return sum + error * error
        }
      },
      gradient: { phi in
        data.reduce(Point.zero) { sum, pair in
          let (f, first, _) = wave(phi.x + 0.06 * phi.y * pair.x)
          let slope = 2 * (f - pair.y) * first
          return sum + Point(slope, slope * 0.06 * pair.x)
        }
      },
      hessian: { phi in
        data.reduce(SymmetricMatrix(xx: 0, xy: 0, yy: 0)) { sum, pair in
          let (f, first, second) = wave(phi.x + 0.06 * phi.y * pair.x)
          let curvature = 2 * (first * first + (f - pair.y) * second)
          let factor = 0.06 * pair.x
          return SymmetricMatrix(
            xx: sum.xx + curvature, xy: sum.xy + curvature * factor,
            yy: sum.yy + curvature * factor * factor)
        }
      })
  }

  /// `g[u] = sin[u] exp[-u²/32]` and its first two derivatives.
  private static func wave(_ u: Double) -> (value: Double, first: Double, second: Double) {
    let envelope = exp(-u * u / 32)
    let (sine, cosine) = (sin(u), cos(u))
    return (
      sine * envelope,
      (cosine - u / 16 * sine) * envelope,
      (-sine - u / 8 * cosine - sine / 16 + u * u / 256 * sine) * envelope
    )
  }
}
