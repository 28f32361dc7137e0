import Geometry

extension PiecewiseLinearCurve {
  /// The curve with joints at given places that comes closest to samples, in the sense of least
  /// squares: the best that a shallow network can do whose joints are fixed.
  ///
  /// - Parameter knots: the joints with both ends of the domain, in increasing order; between each
  ///   two of them lies at least one sample.
  public init(fitting samples: [Point], knots: [Double]) throws {
    guard knots.count > 1, zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw RegionsError("A fit needs two knots or more, in increasing order.")
    }
    // In the basis of tents, each 1 at its own knot and 0 at the others, only neighbours overlap.
    var diagonal = [Double](repeating: 0, count: knots.count)
    var upper = diagonal
    var right = diagonal
    for sample in samples where sample.x >= knots[0] && sample.x <= knots[knots.count - 1] {
      let found = knots.firstIndex { $0 > sample.x } ?? knots.count
      let index = min(max(found - 1, 0), knots.count - 2)
      let t = (sample.x - knots[index]) / (knots[index + 1] - knots[index])
      diagonal[index] += (1 - t) * (1 - t)
      diagonal[index + 1] += t * t
      upper[index] += t * (1 - t)
      right[index] += (1 - t) * sample.y
      right[index + 1] += t * sample.y
    }
    guard diagonal.allSatisfy({ $0 > 0 }) else {
      throw RegionsError("A fit needs samples between each two knots; give more, or fewer knots.")
    }
    let heights = solveTridiagonal(
      lower: [0] + upper.dropLast(), diagonal: diagonal, upper: upper, right: right)
    self.init(through: zip(knots, heights).map { Point($0, $1) })
  }
}
