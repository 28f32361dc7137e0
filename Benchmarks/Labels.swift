import Typesetting

/// Setting the labels of figures in type.
enum Labels {
  /// A thousand labels such as figures have: no two are equal.
  private static let typical: [String] = (0..<1000).map { index in
    let n = index / 8
    return switch index % 8 {
    case 0: "Input, $x_{\(n)}$"
    case 1: #"Loss, $L[\boldsymbol\phi_{\#(n)}]$"#
    case 2: #"$\partial\ell_{\#(n)}/\partial f_1$"#
    case 3: #"$h_{\#(n)} = \text{a}[\theta_{\#(n)0} + \theta_{\#(n)1}x]$"#
    case 4: "Number of hidden units: \(n)"
    case 5: #"$\frac{1}{\sqrt{2\pi\sigma^2_{\#(n)}}}$"#
    case 6: #"$Pr(y|\mathbf{x}_{\#(n)})$"#
    default: "\u{2212}\(n).0"
    }
  }

  static func measure() throws {
    let style = TextStyle(size: 10)
    func pass() throws -> Double {
      let start = cpuSeconds()
      for label in typical { _ = try Typesetter.label(label, style: style) }
      return 1000 * (cpuSeconds() - start)
    }
    let cold = try pass()
    let cached = try (0..<7).map { _ in try pass() }.sorted()[3]
    print("1,000 labels: \(Float(cold)) ms cold, \(Float(cached)) ms from the cache")
  }
}
