import Compute
import Geometry
import Learning
import Testing

/// A repeatable source of test data, unrelated to the keys of the toolkit.
private struct Dice: RandomNumberGenerator {
  var state: UInt64
  init(_ seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 &+ 1 }
  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    var x = state
    x ^= x >> 33
    x = x &* 0xff51_afd7_ed55_8ccd
    return x ^ x >> 33
  }
  mutating func uniform(_ range: ClosedRange<Double>) -> Double {
    Double.random(in: range, using: &self)
  }
  mutating func network(_ widths: [Int]) throws -> ReLUNetwork {
    try ReLUNetwork(
      weights: zip(widths, widths.dropFirst()).map { inputs, outputs in
        (0..<outputs).map { _ in (0..<inputs).map { _ in uniform(-1...1) } }
      },
      biases: widths.dropFirst().map { count in (0..<count).map { _ in uniform(-0.5...0.5) } })
  }
}

extension ReLUNetwork {
  /// Whether a pre-activation at `p` is zero but for rounding, so that its sign means nothing.
  fileprivate func isUndecided(at p: Point) -> Bool {
    var hidden = [p.x, p.y]
    for layer in layers.dropLast() {
      hidden = layer(hidden)
      if hidden.contains(where: { abs($0) < 1e-12 }) { return true }
      hidden = hidden.map { max($0, 0) }
    }
    return false
  }
}

private let square = Rect(x: -1, y: -1, width: 2, height: 2)

/// Checks everything that must hold for the regions of any network on any box.
private func check(
  _ network: ReLUNetwork, _ box: Rect, samples: Int = 500,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> PlanarRegions {
  let regions = try network.regions(in: box)
  let total = regions.cells.reduce(0) { $0 + $1.area }
  let area = box.width * box.height
  #expect(abs(total - area) < 1e-9 * area, sourceLocation: sourceLocation)
  let patterns = Set(regions.cells.map(\.pattern))
  var dice = Dice(99)
  var outside = 0
  for _ in 0..<samples {
    let p = Point(dice.uniform(box.minX...box.maxX), dice.uniform(box.minY...box.maxY))
    let (output, pattern) = network.evaluate([p.x, p.y])
    if !network.isUndecided(at: p) {
      #expect(patterns.contains(pattern), sourceLocation: sourceLocation)
    }
    let tolerance = 1e-12 * max(box.width, box.height)
    guard let cell = regions.cells.first(where: { $0.contains(p, tolerance: tolerance) }) else {
      outside += 1
      continue
    }
    for (value, affine) in zip(output, cell.outputs) {
      #expect(abs(value - affine(p)) < 1e-9 * max(1, abs(value)), sourceLocation: sourceLocation)
    }
  }
  #expect(outside == 0, "every point of the box lies in a cell", sourceLocation: sourceLocation)
  return regions
}

@Suite struct RegionsTests {
  @Test(arguments: 1...8) func shallowNetworksReachZaslavskysCount(units: Int) throws {
    var dice = Dice(UInt64(units))
    for _ in 0..<20 {
      let network = try dice.network([2, units, 1])
      // The box must hold every crossing of two lines.
      let layer = network.layers[0]
      var reach = 1.0
      for i in 0..<units {
        for j in 0..<i {
          let (a, b) = (layer.weights[2 * i], layer.weights[2 * i + 1])
          let (c, d) = (layer.weights[2 * j], layer.weights[2 * j + 1])
          let determinant = a * d - b * c
          let x = (-layer.biases[i] * d + layer.biases[j] * b) / determinant
          let y = (-layer.biases[j] * a + layer.biases[i] * c) / determinant
          reach = max(reach, abs(x), abs(y))
        }
        let norm = (layer.weights[2 * i] * layer.weights[2 * i]
          + layer.weights[2 * i + 1] * layer.weights[2 * i + 1]).squareRoot()
        reach = max(reach, abs(layer.biases[i]) / norm)
      }
      reach *= 1.1
      let regions = try check(
        network, Rect(x: -reach, y: -reach, width: 2 * reach, height: 2 * reach), samples: 20)
      #expect(regions.cells.count == 1 + units + units * (units - 1) / 2)
      #expect(regions.borders.count == units)
      #expect(regions.borders.allSatisfy { $0.polylines.count == 1 && $0.polylines[0].count == 2 })
    }
  }

  @Test(arguments: [[2, 5, 5, 1], [2, 20, 20, 3], [2, 8, 8, 8, 1], [2, 3, 1, 4, 2]])
  func deepNetworksAreAffineOnEachCell(widths: [Int]) throws {
    var dice = Dice(7)
    for _ in 0..<5 {
      let network = try dice.network(widths)
      _ = try check(network, square)
      _ = try check(network, Rect(x: 0.1, y: -3, width: 5, height: 0.25))
    }
  }

  @Test func cellsShareTheirVertices() throws {
    var dice = Dice(11)
    let network = try dice.network([2, 12, 12, 1])
    let regions = try check(network, square)
    // Every edge has a cell on both sides or lies on the side of the box.
    var uses: [[Int]: Int] = [:]
    for cell in regions.cells {
      for (a, b) in zip(cell.corners, cell.corners.dropFirst() + [cell.corners[0]]) {
        uses[[min(a, b), max(a, b)], default: 0] += 1
      }
    }
    for (edge, count) in uses where count != 2 {
      let (a, b) = (regions.vertices[edge[0]], regions.vertices[edge[1]])
      let onSide =
        (abs(a.x) == 1 && a.x == b.x) || (abs(a.y) == 1 && a.y == b.y)
      #expect(count == 1 && onSide)
    }
  }

  @Test func theNetworkOfFigure3_8HasSevenRegions() throws {
    let network = try ReLUNetwork(
      weights: [[[0.5, 0.5], [0.9, -0.1], [0.2, -0.7]], [[-1.0, 1.8, -0.5]]],
      biases: [[0.2, -0.3, 0.2], [0.4]])
    let regions = try check(network, square)
    #expect(regions.cells.count == 7)
    // The borders of the catalogue: x2 = -0.4 - x1; x2 = 9 x1 - 3; x2 = 2/7 + 2/7 x1.
    let lines: [(Point) -> Double] = [
      { $0.y + 0.4 + $0.x }, { $0.y - 9 * $0.x + 3 }, { $0.y - 2 / 7.0 - 2 / 7.0 * $0.x },
    ]
    #expect(regions.borders.count == 3)
    for border in regions.borders {
      #expect(border.polylines.joined().allSatisfy { abs(lines[border.unit]($0)) < 1e-12 })
    }
    // The left cell, where all units are off, is flat.
    #expect(
      regions.cells.filter { $0.pattern.activeCount == 0 }.map(\.outputs[0].gradient) == [.zero])
  }

  @Test func theCompositionOfFigure4_2Has13Regions() throws {
    let first = try ReLUNetwork(
      weights: [[[0.5, 0.5], [0.9, -0.1], [0.2, -0.7]], [[-1.0, 1.8, -0.5]]],
      biases: [[0.2, -0.3, 0.2], [-0.2]])
    // Slope 0.6 to the left of -0.4 and -1.0 to its right; one unit is on all over the range.
    let second = try ReLUNetwork(
      weights: [[[1], [1]], [[0.6, -1.6]]], biases: [[5, 0.4], [0.47 - 0.6 * 4.6]])
    #expect(abs(second([-0.4])[0] - 0.47) < 1e-12)
    let both = try first.followed(by: second)
    let regions = try check(both, square)
    #expect(regions.cells.count == 13)
    // The bent borders pass where the printed figure has them, to the accuracy of its drawing.
    let bent = try #require(regions.borders.first { $0.layer == 1 && $0.unit == 1 })
    #expect(bent.polylines.count == 2)
    let corners = bent.polylines.joined()
    let expected = [
      Point(-1, -0.56), Point(-0.09, -0.30), Point(-0.22, 0.23), Point(-0.97, 1), Point(0.40, -1),
      Point(0.38, -0.77), Point(0.80, 0.54), Point(1, 0.85),
    ]
    #expect(corners.count == expected.count)
    for point in expected {
      #expect(corners.contains { $0.distance(to: point) < 0.035 })
    }
    // They are the level -0.4 of the first network.
    let levels = try first.regions(in: square).levelSet(-0.4)
    #expect(levels.count == 2)
    for point in levels.joined() { #expect(abs(first([point.x, point.y])[0] + 0.4) < 1e-12) }
  }

  @Test func degenerateNetworksLoseNoArea() throws {
    // No weights at all; a constant unit; parallel and doubled lines.
    #expect(try check(ReLUNetwork(weights: [[[0, 0]], [[0]]], biases: [[0], [0]]), square)
      .cells.count == 1)
    #expect(try check(ReLUNetwork(weights: [[[0, 0]], [[1]]], biases: [[1], [0]]), square)
      .cells[0].pattern.activeCount == 1)
    let parallel = try ReLUNetwork(
      weights: [[[1, 1], [1, 1], [1, 1], [-2, -2], [3, 3]], [[1, 1, 1, 1, 1]]],
      biases: [[0, 0, 0.5, 0, 30], [0]])
    let regions = try check(parallel, square)
    #expect(regions.cells.count == 3)
    #expect(regions.borders.map(\.unit) == [0, 1, 2, 3])
    // Lines through corners and along sides of the box.
    let corners = try ReLUNetwork(
      weights: [[[1, -1], [1, 1], [1, 0], [0, 1], [1, 0], [0.5, 1]], [[1, 1, 1, 1, 1, 1]]],
      biases: [[0, 0, 1, -1, 0, -0.5], [0]])
    _ = try check(corners, square)
    // Many lines through one point, in two layers.
    let slopes = (0..<12).map { [Double($0) - 5.5, 1 + 0.3 * Double($0)] }
    let mixing: [[Double]] = (0..<6).map { (row: Int) -> [Double] in
      (0..<12).map { (column: Int) -> Double in Double((column * 7 + row * 3) % 5 - 2) }
    }
    let pencil = try ReLUNetwork(
      weights: [slopes, mixing, [[1, -1, 1, -1, 1, -1]]],
      biases: [slopes.map { -0.1 * $0[0] - 0.2 * $0[1] }, [0, 0, 0, 0, 0, 0], [0]])
    #expect(try check(pencil, square).cells.count >= 24)
    // Almost parallel, almost equal lines.
    let almost = try ReLUNetwork(
      weights: [(0..<8).map { [1 + 1e-13 * Double($0), 1] }, [[Double](repeating: 1, count: 8)]],
      biases: [(0..<8).map { 1e-14 * Double($0) }, [0]])
    _ = try check(almost, square)
  }

  @Test func coarseRandomWeightsLoseNoArea() throws {
    // Weights from a coarse grid make lines meet in vertices and coincide with edges all the time.
    var dice = Dice(5)
    for _ in 0..<200 {
      let widths = [2, 6, 6, 4, 1]
      let network = try ReLUNetwork(
        weights: zip(widths, widths.dropFirst()).map { inputs, outputs in
          (0..<outputs).map { _ in
            (0..<inputs).map { _ in Double(Int.random(in: -2...2, using: &dice)) / 2 }
          }
        },
        biases: widths.dropFirst().map { count in
          (0..<count).map { _ in Double(Int.random(in: -2...2, using: &dice)) / 2 }
        })
      _ = try check(network, square, samples: 30)
    }
  }

  @Test func theSizeAndPlaceOfTheBoxDontMatter() throws {
    var dice = Dice(21)
    let network = try dice.network([2, 10, 10, 1])
    let count = try network.regions(in: square).cells.count
    for (scale, shift) in [(1e-6, 0.0), (1e6, 0.0), (1.0, 1e6)] {
      // The same network in coordinates x' = scale x + shift.
      let first = network.layers[0]
      let weights = first.weights.map { $0 / scale }
      let biases = (0..<10).map {
        first.biases[$0] - (weights[2 * $0] + weights[2 * $0 + 1]) * shift
      }
      let moved = try ReLUNetwork(
        layers: [
          .init(inputCount: 2, outputCount: 10, weights: weights, biases: biases)
        ] + network.layers.dropFirst())
      let box = Rect(x: shift - scale, y: shift - scale, width: 2 * scale, height: 2 * scale)
      #expect(try moved.regions(in: box).cells.count == count)
    }
  }

  @Test func aSliceThroughAHigherDimensionIsExact() throws {
    var dice = Dice(3)
    let network = try dice.network([5, 10, 10, 2])
    let origin = (0..<5).map { _ in dice.uniform(-1...1) }
    let s = (0..<5).map { _ in dice.uniform(-1...1) }
    let t = (0..<5).map { _ in dice.uniform(-1...1) }
    let regions = try network.regions(in: square, origin: origin, directions: (s, t))
    #expect(regions.cells.count > 10)
    for cell in regions.cells {
      let p = cell.centroid
      let output = network((0..<5).map { origin[$0] + p.x * s[$0] + p.y * t[$0] })
      for (value, affine) in zip(output, cell.outputs) { #expect(abs(value - affine(p)) < 1e-10) }
    }
    let pieces = try network.pieces(on: -1...1, origin: origin, direction: s)
    for piece in pieces {
      let x = (piece.interval.lowerBound + piece.interval.upperBound) / 2
      let output = network((0..<5).map { origin[$0] + x * s[$0] })
      #expect(zip(output, piece(x)).allSatisfy { abs($0 - $1) < 1e-10 })
    }
  }

  @Test func piecesOfAnInterval() throws {
    // Figure 3.2a: joints at 0.5, 1.0 and 1.571.
    let network = try ReLUNetwork(
      weights: [[[0.4], [0.9], [-0.7]], [[-1.3, 1.3, 0.66]]], biases: [[-0.2, -0.9, 1.1], [-0.23]])
    let pieces = try network.pieces(on: 0...2)
    #expect(pieces.count == 4)
    let joints = try network.breakpoints(on: 0...2)
    #expect(joints.map(\.unit) == [0, 1, 2])
    #expect(zip(joints.map(\.x), [0.5, 1.0, 11 / 7.0]).allSatisfy { abs($0 - $1) < 1e-12 })
    #expect(abs(pieces[0](0)[0] - 0.496) < 1e-12)
  }

  @Test(arguments: [[1, 4, 1], [1, 10, 10, 2], [1, 6, 6, 6, 1]])
  func piecesAreAffineAndMeet(widths: [Int]) throws {
    var dice = Dice(17)
    for _ in 0..<20 {
      let network = try dice.network(widths)
      let pieces = try network.pieces(on: -2...3)
      #expect(pieces.first?.interval.lowerBound == -2 && pieces.last?.interval.upperBound == 3)
      for (left, right) in zip(pieces, pieces.dropFirst()) {
        #expect(left.interval.upperBound == right.interval.lowerBound)
        #expect(left.pattern != right.pattern)
      }
      for _ in 0..<200 {
        let x = dice.uniform(-2...3)
        let (output, pattern) = network.evaluate([x])
        let piece = try #require(pieces.first { $0.interval.contains(x) })
        #expect(piece.pattern == pattern)
        #expect(zip(output, piece(x)).allSatisfy { abs($0 - $1) < 1e-10 })
      }
    }
  }

  @Test func theCompositionOfFigure4_1HasNinePieces() throws {
    // Piecewise linear through (-1,-1), (0,1), (0.6,-1), (1,1), and (-1,0.6), (-0.2,-0.82), …
    let first = try ReLUNetwork(
      weights: [[[1], [1], [1]], [[2, -2 - 10 / 3.0, 5 + 10 / 3.0]]],
      biases: [[5, 0, -0.6], [-9]])
    let second = try ReLUNetwork(
      weights: [[[1], [1], [1]], [[-1.775, 1.775 + 1.1 / 0.515, -1.1 / 0.515 - 0.42 / 0.685]]],
      biases: [[5, 0.2, -0.315], [0.6 + 1.775 * 4]])
    #expect(abs(second([1])[0] + 0.14) < 1e-12)
    #expect(try first.followed(by: second).pieces(on: -1...1).count == 9)
  }

  @Test func piecesOfDegenerateNetworks() throws {
    let flat = try ReLUNetwork(weights: [[[0]], [[1]]], biases: [[0], [2]])
    #expect(try flat.pieces(on: 0...1).map { $0.slopes } == [[0]])
    // Joints at both ends, in one place twice, and outside.
    let network = try ReLUNetwork(
      weights: [[[1], [1], [1], [-2], [1]], [[1, 1, 1, 1, 1]]], biases: [[1, -1, 0, 0, 7], [0]])
    #expect(try network.pieces(on: -1...1).map { $0.interval } == [-1...0, 0...1])
    #expect(try network.breakpoints(on: -1...1).map(\.unit) == [2, 3])
  }

  @Test func aTrainedModelIsItsNetwork() throws {
    let fitted = MLP([2, 10, 10, 3]).initialized(Key(seed: 6))
    let network = try ReLUNetwork(fitted)
    #expect(network.hiddenCounts == [10, 10])
    let inputs: Tensor = [[0.3, -0.8], [-1.5, 0.2]]
    let outputs = fitted(inputs)
    for row in 0..<2 {
      let output = network([Double(inputs[row, 0]), Double(inputs[row, 1])])
      for unit in 0..<3 { #expect(abs(output[unit] - Double(outputs[row, unit])) < 1e-5) }
    }
    #expect(throws: RegionsError.self) {
      try ReLUNetwork(MLP([2, 3, 1], activation: .tanh).initialized(Key(seed: 1)))
    }
    let diverged = MLP([1, 2, 1]).with(Tensor(repeating: .nan, shape: [7]))
    #expect(throws: RegionsError.self) { try ReLUNetwork(diverged) }
  }

  @Test func receptiveFieldsGrowAsInFigure10_6() throws {
    let stack = [
      Conv1D(1, 3, size: 3, padding: 1), Conv1D(3, 4, size: 3, padding: 1),
      Conv1D(4, 5, size: 3, stride: 2), Conv1D(5, 6, size: 3, padding: 1),
    ]
    let positions = [4, 3, 1, 2]
    let expected: [[ClosedRange<Int>]] = [
      [3...5, 4...4], [1...5, 2...4, 3...3], [0...6, 1...5, 2...4, 1...1],
      [0...10, 1...9, 2...8, 1...3, 2...2],
    ]
    for depth in 1...4 {
      let fields = try Array(stack.prefix(depth)).receptiveFields(
        of: positions[depth - 1], length: 11)
      #expect(fields.map(\.reached) == expected[depth - 1].map { Set($0) })
      #expect(fields.map(\.channels) == Array([1, 3, 4, 5, 6].prefix(depth + 1)))
      #expect(fields.map(\.positions) == Array([11, 11, 11, 5, 5].prefix(depth + 1)))
    }
    #expect(throws: ShapeError.self) {
      try [Conv1D(1, 3, size: 3), Conv1D(2, 3, size: 3)].receptiveFields(of: 0, length: 9)
    }
  }

  @Test func badInputIsExplained() throws {
    func message(_ body: () throws -> Void) -> String {
      do {
        try body()
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    let network = try ReLUNetwork(weights: [[[1, 0]], [[1]]], biases: [[0], [0]])
    #expect(
      message { _ = try network.regions(in: Rect(x: 0, y: 0, width: 0, height: 1)) }
        == "Regions need a box of positive, finite size; this one is 0.0 by 1.0.")
    #expect(
      message { _ = try network.regions(in: Rect(x: .nan, y: 0, width: 1, height: 1)) }
        .contains("finite"))
    #expect(
      message { _ = try network.pieces(on: 0...1) }
        == "The network has 2 inputs, not 1; give a line through its input space.")
    #expect(
      message { _ = try ReLUNetwork(weights: [[[.nan, 0]], [[1]]], biases: [[0], [0]]) }
        == "A layer from 2 to 1 units has a weight or bias that is not finite; the training that "
        + "made it has probably diverged.")
    #expect(
      message { _ = try ReLUNetwork(weights: [[[1, 0]], [[1, 1]]], biases: [[0], [0]]) }
        == "Layer 1 gives 1 numbers but layer 2 takes 2.")
    #expect(
      message { _ = try ReLUNetwork(weights: [[[1, 0], [1]]], biases: [[0, 0]]) }
        == "The rows of weights of layer 1 differ in length.")
    #expect(
      message { _ = try network.regions(in: square, origin: [0], directions: ([1, 0], [0, 1])) }
        .contains("origin and directions of 2 numbers"))
  }

  @Test func patternsAreBits() {
    var pattern = ActivationPattern(count: 70)
    pattern[3] = true
    pattern[69] = true
    #expect(pattern.activeCount == 2 && pattern[69] && !pattern[4])
    #expect(pattern.differences(from: ActivationPattern(count: 70)) == [3, 69])
    #expect(pattern.description.count == 70 && pattern.description.hasPrefix("0001"))
  }
}
