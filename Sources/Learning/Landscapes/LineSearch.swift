import Geometry

/// The search for the lowest point along a line by a shrinking bracket (UDL, figure 6.10).
///
/// The bracket is four equally spaced points. Where the first is lowest, the other three move half
/// way towards it; else the better of the two inner points decides which outer third is cut off.
public struct LineSearch: Hashable, Codable, Sendable {
  /// How far the first bracket reaches, in multiples of the direction's length.
  public var bracket: Double
  /// The search ends when the inner points are this close, in the same unit.
  public var tolerance: Double
  public var maximumIterations: Int

  public init(bracket: Double = 1, tolerance: Double = 1e-5, maximumIterations: Int = 15) {
    precondition(bracket > 0 && tolerance > 0 && maximumIterations > 0)
    self.bracket = bracket
    self.tolerance = tolerance
    self.maximumIterations = maximumIterations
  }

  /// The step `t` from 0 to `bracket` that it finds to make `loss(t)` small.
  public func minimize(_ loss: (Double) throws -> Double) rethrows -> Double {
    try brackets(over: 0...bracket, of: loss).last?.middle ?? 0
  }

  /// The brackets of a search that starts with a given interval: the first, then one for each
  /// iteration.
  public func brackets(
    over interval: ClosedRange<Double>, of loss: (Double) throws -> Double
  ) rethrows -> [Bracket] {
    var brackets = [Bracket(from: interval.lowerBound, to: interval.upperBound)]
    for iteration in 0..<maximumIterations {
      guard brackets[iteration].c - brackets[iteration].b > tolerance else { break }
      brackets.append(try brackets[iteration].shrunk(by: loss))
    }
    return brackets
  }

  /// Four equally spaced points, in the order of the alphabet.
  public struct Bracket: Hashable, Codable, Sendable {
    public let a: Double
    public let b: Double
    public let c: Double
    public let d: Double

    /// The bracket between two ends.
    public init(from a: Double, to d: Double) {
      (self.a, self.d) = (a, d)
      b = a + (d - a) / 3
      c = a + 2 * (d - a) / 3
    }

    public var points: [Double] { [a, b, c, d] }
    public var width: Double { d - a }
    public var middle: Double { (b + c) / 2 }

    /// The smaller bracket that follows from the losses at the four points.
    func shrunk(by loss: (Double) throws -> Double) rethrows -> Bracket {
      let (lossA, lossB) = (try loss(a), try loss(b))
      let (lossC, lossD) = (try loss(c), try loss(d))
      if lossA < min(lossB, lossC, lossD) { return Bracket(from: a, to: a + (d - a) / 2) }
      return lossB < lossC ? Bracket(from: a, to: c) : Bracket(from: b, to: d)
    }
  }
}

extension ScalarField {
  /// Gradient descent in which a line search chooses every step (UDL, figures 6.1 and 6.5).
  ///
  /// Records the loss at every point; stops early where the gradient vanishes.
  public func descent(
    from start: Point, steps: Int, lineSearch: LineSearch
  ) -> Trajectory {
    var trajectory = Trajectory([start], values: [value(start)])
    var place = start
    for _ in 0..<steps {
      let direction = gradient(place) * -1
      guard direction.length > 0 else { break }
      let step = lineSearch.minimize { value(place + direction * $0) }
      place = place + direction * step
      trajectory.append(place, value: value(place))
    }
    return trajectory
  }

  /// Gradient descent with a fixed learning rate (UDL, equation 6.3). Records the loss.
  public func descent(from start: Point, steps: Int, learningRate: Double) -> Trajectory {
    var trajectory = Trajectory([start], values: [value(start)])
    var place = start
    for _ in 0..<steps {
      place = place - gradient(place) * learningRate
      trajectory.append(place, value: value(place))
    }
    return trajectory
  }
}
