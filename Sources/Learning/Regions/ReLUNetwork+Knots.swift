import Geometry

extension ReLUNetwork {
  /// The network of one input and one hidden layer whose outputs run through given heights at the
  /// knots, and straight in between (UDL, section 3.1).
  ///
  /// There is a unit for each inner knot. A unit that is active to the left of its knot can supply
  /// the outputs' first slopes; where no choice of such units does, one that is active everywhere
  /// is added.
  ///
  /// - Parameters:
  ///   - knots: inputs in increasing order, at least two.
  ///   - heights: for each output its value at each knot.
  /// - Throws: a `RegionsError` if knots are out of order or heights are missing.
  public init(knots: [Double], heights: [[Double]]) throws {
    guard knots.count >= 2, zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw RegionsError("A network needs at least two knots in increasing order.")
    }
    guard !heights.isEmpty, heights.allSatisfy({ $0.count == knots.count }) else {
      throw RegionsError(
        "A network through \(knots.count) knots needs as many heights for each output.")
    }
    let widths = Self.differences(knots)
    let slopes = heights.map { heights in zip(Self.differences(heights), widths).map { $0 / $1 } }
    let jumps = slopes.map(Self.differences)
    let joints = Array(knots.dropFirst().dropLast())
    let leftward = Self.leftwardUnits(firstSlopes: slopes.map { $0[0] }, jumps: jumps)

    var inner = joints.indices.map { leftward?.contains($0) == true ? -1.0 : 1.0 }
    var biases = zip(joints, inner).map { -$0 * $1 }
    var outer = jumps
    if leftward == nil {
      // Active on the whole interval, its left end included
      inner.append(1)
      biases.append(1 - knots[0])
      outer = zip(jumps, slopes).map { $0 + [$1[0]] }
    }
    // The offset makes up for what the units give at the first knot.
    let atStart: [Double] = zip(inner, biases).map { weight, bias in
      max(weight * knots[0] + bias, 0)
    }
    let offsets: [Double] = zip(heights, outer).map { heights, weights in
      zip(weights, atStart).reduce(heights[0]) { sum, term in sum - term.0 * term.1 }
    }
    try self.init(weights: [inner.map { [$0] }, outer], biases: [biases, offsets])
  }

  /// The network of one input and one hidden layer whose output runs straight from each of the
  /// given points to the next.
  ///
  /// - Throws: a `RegionsError` if there are less than two points, or their `x` don't increase.
  public init(through points: [Point]) throws {
    try self.init(knots: points.map(\.x), heights: [points.map(\.y)])
  }

  private static func differences(_ values: [Double]) -> [Double] {
    zip(values, values.dropFirst()).map { $1 - $0 }
  }

  /// The units that must face left so that they alone give all first slopes; `nil` if none can.
  private static func leftwardUnits(firstSlopes: [Double], jumps: [[Double]]) -> Set<Int>? {
    let count = jumps.first?.count ?? 0
    guard count <= 12 else { return nil }
    for choice in 0..<(1 << count) {
      let units = (0..<count).filter { choice >> $0 & 1 == 1 }
      let fits = zip(firstSlopes, jumps).allSatisfy { slope, jumps in
        abs(units.reduce(slope) { $0 + jumps[$1] }) < 1e-9 * (1 + abs(slope))
      }
      if fits { return Set(units) }
    }
    return nil
  }
}
