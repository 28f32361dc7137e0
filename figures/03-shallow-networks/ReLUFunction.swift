import Lantern

/// The rectified linear unit is zero for negative inputs and the identity for positive ones.
struct ReLUFunction: Figure {
  static let entry = Entry(
    "3.1", "The rectified linear unit",
    alt: """
      A plot of ReLU of z for z from −5 to 5. The curve lies at zero left of the origin and rises \
      with slope one right of it.
      """, width: .half)

  struct Evidence: Sendable {
    var curve: [Point]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let z = Tensor.linspace(-5...5, count: 101)
    return Evidence(curve: zip(z.doubles, z.relu().doubles).map { Point($0, $1) })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Chart {
      RuleMark(x: 0)
        .foregroundStyle(.lightGray)
        .lineStyle(width: 0.57)
      RuleMark(y: 0)
        .foregroundStyle(.lightGray)
        .lineStyle(width: 0.57)
      LineMark(evidence.curve)
        .foregroundStyle(.orange)
    }
    .chartXAxis("$z$", spanning: [-5, 0, 5], decimals: 1)
    .chartYAxis("ReLU$[z]$", spanning: [-5, 0, 5], decimals: 1)
    .chartPlotSize(width: 114, height: 114)
  }

  var claims: [Claim<Evidence>] {
    Claim("negative inputs give exactly zero", equals: 0) { evidence in
      evidence.curve.filter { $0.x < 0 }.reduce(0) { max($0, abs($1.y)) }
    }
    Claim("positive inputs are passed on unchanged", equals: 0) { evidence in
      evidence.curve.filter { $0.x > 0 }.reduce(0) { max($0, abs($1.y - $1.x)) }
    }
  }
}
