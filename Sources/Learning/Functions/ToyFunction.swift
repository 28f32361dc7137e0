#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The nested function that UDL section 7.3 differentiates step by step (equations 7.5 to 7.7):
/// cos, exp and sin between four straight lines, and the squared distance from a target.
public struct ToyFunction: Hashable, Codable, Sendable {
  /// The offsets β₀ to β₃ and the weights ω₀ to ω₃; by default those of the book's notebook 7.1.
  public var offsets: [Double]
  public var weights: [Double]

  /// - Parameters: four numbers each.
  public init(offsets: [Double] = [1, 2, -3, 0.4], weights: [Double] = [0.1, -0.4, 2, 3]) {
    precondition(offsets.count == 4 && weights.count == 4, "the function has four lines")
    self.offsets = offsets
    self.weights = weights
  }

  /// The loss for an input and a target, in double precision.
  public func loss(input: Double, target: Double) -> Double {
    var h = input
    var f = 0.0
    for k in 0..<4 {
      f = offsets[k] + weights[k] * h
      h = [sin, exp, cos, { $0 }][k](f)
    }
    return (f - target) * (f - target)
  }

  /// The loss as a recorded computation. Its quantities are called `x_i`, `\beta_0`, `\omega_0`,
  /// `f_0`, `h_1`, …, `f_3` and `\ell_i`.
  public func graph(input: Double, target: Double) throws -> ComputationGraph {
    try ComputationGraph { tape in
      var h = tape.input("x_i", input)
      for k in 0..<4 {
        let offset = tape.input("\\beta_\(k)", offsets[k])
        let weight = tape.input("\\omega_\(k)", weights[k])
        // Equation 7.6: f_k = β_k + ω_k h_k, then h_{k+1} = sin, exp or cos of it
        let f = tape.name("f_\(k)", offset + weight * h)
        switch k {
        case 0: h = tape.name("h_1", f.sin())
        case 1: h = tape.name("h_2", f.exp())
        case 2: h = tape.name("h_3", f.cos())
        default: tape.name("\\ell_i", (f - Float(target)).squared())
        }
      }
    }
  }

  /// The names of the quantities between input and loss, in order, without the parameters.
  public static let chain = ["x_i", "f_0", "h_1", "f_1", "h_2", "f_2", "h_3", "f_3", "\\ell_i"]

  /// How far a gradient of the recorded computation is from a difference of losses at most: for the
  /// input and all parameters, relative to the largest of the differences.
  public func gradientError(of graph: ComputationGraph, input: Double, target: Double) -> Double {
    let step = 1e-4
    func slope(_ change: (inout ToyFunction, inout Double, Double) -> Void) -> Double {
      let losses = [-2.0, -1, 1, 2].map { steps in
        var (function, x) = (self, input)
        change(&function, &x, steps * step)
        return function.loss(input: x, target: target)
      }
      // Five points, an error of fourth order
      return (losses[0] - 8 * losses[1] + 8 * losses[2] - losses[3]) / (12 * step)
    }
    var pairs = [(graph["x_i"].gradient, slope { $1 += $2 })]
    for k in 0..<4 {
      pairs.append((graph["\\beta_\(k)"].gradient, slope { $0.offsets[k] += $2 }))
      pairs.append((graph["\\omega_\(k)"].gradient, slope { $0.weights[k] += $2 }))
    }
    let largest = pairs.map { abs($0.1) }.max() ?? 1
    return (pairs.map { abs($0.0 - $0.1) }.max() ?? .infinity) / largest
  }
}
