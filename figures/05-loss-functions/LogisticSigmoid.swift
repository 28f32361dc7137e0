import Lantern

/// The logistic sigmoid maps the real line to probabilities.
struct LogisticSigmoid: Figure {
  static let entry = Entry(
    "5.7", "Logistic sigmoid",
    alt: """
      An S-shaped curve over z from minus five to five. It starts close to zero, passes one half \
      at z = 0 and comes close to one.
      """, width: .half)

  struct Evidence: Sendable {
    var curve: [Point]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let z = Tensor.linspace(-5...5, count: 257)
    return Evidence(curve: zip(z.doubles, z.sigmoid().doubles).map { Point($0, $1) })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Chart {
      GuideMark(to: Point(0, 0.5)).foregroundStyle(.lightGray)
      LineMark(evidence.curve)
        .foregroundStyle(.orange)
      CurveLabel(
        #"$\displaystyle\frac{1}{1 + \exp[-z]}$"#, beside: evidence.curve, side: .above,
        x: -5...0, font: .body)
    }
    .chartXAxis("$z$", spanning: [-5, 0, 5], decimals: 1)
    .chartYAxis(#"$\text{sig}[z]$"#, spanning: [0, 1], subdivisions: 10, decimals: 1)
    .chartPlotSize(width: 128, height: 102)
  }

  var claims: [Claim<Evidence>] {
    Claim("the curve only rises", atLeast: 0) { evidence in
      zip(evidence.curve, evidence.curve.dropFirst()).map { $1.y - $0.y }.min() ?? -1
    }
    Claim("it is symmetric about one half at zero", in: 0...1e-6) { evidence in
      zip(evidence.curve, evidence.curve.reversed()).map { abs($0.y + $1.y - 1) }.max() ?? 1
    }
  }
}
