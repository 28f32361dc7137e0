import Drawing
import Geometry
import Learning
import Plotting
import Testing

@Suite struct ContourTests {
  @Test func contoursOfAPlaneAreStraightAndInTheirPlace() {
    let plane = Surface(x: 0...4, y: -1...1, columns: 37, rows: 23) { 2 * $0.x + 3 * $0.y }
    let lines = plane.contours(at: [1, 4, 6.5])
    #expect(lines.count == 3)
    for (line, level) in zip(lines, [1, 4, 6.5]) {
      #expect(line.allSatisfy { abs(2 * $0.x + 3 * $0.y - level) < 1e-9 })
      // From border to border, without a way back.
      for end in [line[0], line[line.count - 1]] {
        #expect(
          min(abs(end.x), abs(end.x - 4), abs(end.y + 1), abs(end.y - 1)) < 1e-9, "\(end)")
      }
      let length = zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
      #expect(abs(length - line[0].distance(to: line[line.count - 1])) < 1e-9)
    }
  }

  @Test func contoursOfABowlAreClosedCircles() {
    let bowl = Surface(x: -2...2, y: -2...2, columns: 161, rows: 161) { $0.x * $0.x + $0.y * $0.y }
    let levels = [0.25, 1, 2.25]
    let lines = bowl.contours(at: levels)
    #expect(lines.count == 3)
    for (line, level) in zip(lines, levels) {
      #expect(line.first == line.last)
      let radius = level.squareRoot()
      for point in line { #expect(abs(point.length - radius) < 2e-3) }
      let length = zip(line, line.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
      #expect(abs(length - 2 * .pi * radius) < 0.02)
    }
  }

  @Test func aContourThatLeavesTheBoxIsCutIntoOpenPieces() {
    let bowl = Surface(x: -1...1, y: -1...1, columns: 81, rows: 81) { $0.x * $0.x + $0.y * $0.y }
    // A circle of radius 1.2 meets the box in its four corners.
    let lines = bowl.contours(at: [1.44])
    #expect(lines.count == 4)
    for line in lines {
      for end in [line[0], line[line.count - 1]] {
        #expect(abs(max(abs(end.x), abs(end.y)) - 1) < 1e-9)
      }
    }
  }

  @Test func aSaddleIsResolvedByTheMeanOfItsCorners() {
    // One cell, high at lower left and upper right.
    func lines(_ high: Double) -> [[Point]] {
      Surface(x: 0...1, y: 0...1, columns: 2, rows: 2, values: [high, 0, 0, high])
        .contours(at: [0.5])
    }
    // The mean is above the level: the low corners are cut off.
    for line in lines(2) {
      let cut = line.map { min($0.distance(to: Point(1, 0)), $0.distance(to: Point(0, 1))) }
      #expect(line.count == 2 && cut.allSatisfy { $0 < 0.3 }, "\(line)")
    }
    // The mean is below it: the high ones are.
    for line in lines(0.8) {
      let cut = line.map { min($0.distance(to: Point(0, 0)), $0.distance(to: Point(1, 1))) }
      #expect(line.count == 2 && cut.allSatisfy { $0 < 0.4 }, "\(line)")
    }
    #expect(lines(2).count == 2 && lines(0.8).count == 2)
  }

  @Test func bothBranchesOfASaddleSurfaceAreFound() {
    let saddle = Surface(x: -1...1, y: -1...1, columns: 40, rows: 40) { $0.x * $0.y }
    let lines = saddle.contours(at: [-0.2, 0.2])
    #expect(lines.count == 4)
    for line in lines { for p in line { #expect(abs(abs(p.x * p.y) - 0.2) < 2e-3) } }
  }

  @Test func twoHillsHaveTwoContours() {
    let hills = Surface(x: -3...3, y: -2...2, columns: 90, rows: 60) { p in
      max(0, 1 - (p - Point(-1.5, 0)).length) + max(0, 1 - (p - Point(1.5, 0)).length)
    }
    #expect(hills.contours(at: [0.5]).count == 2)
    #expect(hills.contours(at: [0.25, 0.5, 0.75]).count == 6)
  }

  @Test func levelsOutsideTheRangeHaveNoContour() {
    let plane = Surface(x: 0...1, y: 0...1, columns: 5, rows: 5) { $0.x }
    #expect(plane.contours(at: [-1, 2]).isEmpty)
    #expect(plane.contours(at: []).isEmpty)
    let flat = Surface(x: 0...1, y: 0...1, columns: 5, rows: 5) { _ in 3 }
    #expect(flat.contours(at: [3]).isEmpty)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity], 0..<25)
  func cellsWithACornerThatIsNotFiniteAreLeftOut(_ hole: Double, _ index: Int) {
    var values = (0..<25).map { Double($0 % 5) + 0.1 * Double($0 / 5) }
    values[index] = hole
    let surface = Surface(x: 0...4, y: 0...4, columns: 5, rows: 5, values: values)
    let place = surface.location(column: index % 5, row: index / 5)
    let lines = surface.contours(at: [0.5, 1.5, 2.5, 3.5])
    #expect(!lines.isEmpty)
    for point in lines.joined() {
      #expect(point.x.isFinite && point.y.isFinite)
      // No crossing on an edge that ends at the hole.
      let (dx, dy) = (abs(point.x - place.x), abs(point.y - place.y))
      #expect(!(dx < 1 && dy < 1e-9) && !(dy < 1 && dx < 1e-9), "\(point) beside \(place)")
    }
  }

  @Test func aContourThroughGridPointsIsOneLine() {
    let plane = Surface(x: 0...4, y: 0...4, columns: 5, rows: 5) { $0.x }
    let lines = plane.contours(at: [2])
    #expect(lines.count == 1)
    #expect(lines.joined().allSatisfy { $0.x == 2 })
  }

  @Test func stepsGiveTheMultiplesInsideTheRangeAndNoneOfADivergedSurface() throws {
    func lines(_ values: [Double], step: Double, phase: Double = 0) throws -> Int {
      let surface = Surface(x: 0...1, y: 0...1, columns: 2, rows: 2, values: values)
      let sheet = try Sheet(Chart { ContourMark(surface, step: step, phase: phase).part("lines") })
      guard case .stroke(let path, _, _) = sheet.picture.drawn(inPart: "lines").first else {
        return 0
      }
      return path.elements.count { if case .move = $0 { true } else { false } }
    }
    #expect(try lines([0.5, 3.5, 0.5, 3.5], step: 1) == 3)
    #expect(try lines([0.5, 3.5, 0.5, 3.5], step: 1, phase: 0.75) == 3)
    #expect(try lines([0.2, 0.4, 0.2, 0.4], step: 1) == 0)
    #expect(try lines([0, 1e300, 0, 1e300], step: 0.1) == 0)
    #expect(try lines([.nan, .nan, .nan, .nan], step: 0.1) == 0)
  }

  @Test func levelsLieEquallySpacedInsideTheRange() {
    let plane = Surface(x: 0...1, y: 0...1, columns: 5, rows: 5) { 10 * $0.x }
    let levels = plane.levels(4)
    #expect(levels.count == 4)
    for (level, expected) in zip(levels, [2.0, 4, 6, 8]) { #expect(abs(level - expected) < 1e-12) }
  }
}
