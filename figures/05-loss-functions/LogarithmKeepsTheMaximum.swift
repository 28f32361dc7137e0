import Lantern

/// The logarithm only ever rises, so a function and its logarithm are largest at the same place.
struct LogarithmKeepsTheMaximum: Figure {
  static let entry = Entry(
    "5.2", "Why the logarithm keeps the position of the maximum",
    alt: """
      Three plots. The first shows the logarithm, which rises from minus infinity, crosses zero at \
      one and flattens. The second shows a positive function with a high narrow and a lower broad \
      hump. The third shows its logarithm, whose humps and dip lie at the same places.
      """)

  struct Evidence: Sendable {
    var logarithm: [Point]
    var function: [Point]
    var logOfFunction: [Point]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let function = [Point](over: -10...10, samples: 10001) { z in
      5 * exp(-(z + 4) * (z + 4) / 2) + 2.5 * exp(-(z - 2) * (z - 2) / 8) + 3.2 * exp(-z * z / 50)
    }
    return Evidence(
      logarithm: [Point](over: 0.001...10, samples: 2001, of: log),
      function: function,
      logOfFunction: function.map { Point($0.x, log($0.y)) })
  }

  func page(_ evidence: Evidence) -> some Drawing {
    HStack(spacing: 13) {
      Panel("a") {
        Chart {
          GuideMark(to: Point(1, 0)).foregroundStyle(.lightGray)
          LineMark(evidence.logarithm).foregroundStyle(.orange)
        }
        .chartXAxis(spanning: [0, 5, 10])
        .chartYAxis(#"$\log[z]$"#, spanning: [-5, 5], subdivisions: 10)
      }
      Panel("b") {
        Chart {
          GuideMark(x: [], y: [1]).foregroundStyle(.lightGray)
          LineMark(evidence.function)
        }
        .chartYAxis(#"$\text{g}[z]$"#, spanning: [0, 5, 10])
      }
      Panel("c") {
        Chart {
          GuideMark(x: []).foregroundStyle(.lightGray)
          LineMark(evidence.logOfFunction)
        }
        .chartYAxis(#"$\log\bigl[\text{g}[z]\bigr]$"#, spanning: [-1, 1, 3], subdivisions: 4)
      }
    }
    .chartXAxis("$z$", spanning: [-10, 0, 10])
    .chartPlotAspectRatio(106 / 96)
  }

  var claims: [Claim<Evidence>] {
    Claim("the function and its logarithm are largest at the same place", equals: 0) {
      abs(Double(maximum($0.function) - maximum($0.logOfFunction)))
    }
    Claim("both humps and the dip are at the same places", equals: 0) { evidence in
      Double(zip(turns(evidence.function), turns(evidence.logOfFunction)).count { $0 != $1 })
    }
    Claim("there are two humps and a dip", equals: 3) { Double(turns($0.logOfFunction).count) }
  }

  private func maximum(_ points: [Point]) -> Int {
    points.indices.max { points[$0].y < points[$1].y } ?? -1
  }

  /// Where the function changes between rising and falling.
  private func turns(_ points: [Point]) -> [Int] {
    points.indices.dropFirst().dropLast().filter { index in
      let y = points[index].y
      return (points[index - 1].y < y) != (y < points[index + 1].y)
    }
  }
}
