import Drawing
import Foundation
import Geometry
import Learning
import Plotting
import Testing

/// A chart of the unit box without axes, so that all that is filled belongs to marks.
private func bare(
  _ chart: SurfaceChart, pose: Pose3D = Pose3D(), projection: CameraProjection3D = .perspective
) throws -> Picture {
  try Sheet(
    chart
      .chartXScale(domain: -1...1).chartYScale(domain: -1...1).chartZScale(domain: -1...1)
      .chartXAxis(.hidden).chartYAxis(.hidden).chartZAxis(.hidden)
      .chartFrame(.hidden)
      .chart3DBox(z: 1)
      .chart3DPose(pose)
      .chart3DCameraProjection(projection),
    width: 200
  ).picture
}

extension Picture {
  /// The colour of the last fill over a point.
  fileprivate func color(at point: Point) -> Color? {
    commands.reversed().lazy.compactMap { command -> Color? in
      switch command {
      case .fill(let path, let color) where path.points.surround(point): color
      case .facet(let path, let shading) where path.points.surround(point): shading.middle
      default: nil
      }
    }.first
  }

  fileprivate var fills: [(path: Path, color: Color)] {
    commands.compactMap { command in
      switch command {
      case .fill(let path, let color): (path, color)
      case .facet(let path, let shading): (path, shading.middle)
      default: nil
      }
    }
  }

  fileprivate var strokes: [Path] {
    commands.compactMap { if case .stroke(let path, _, _) = $0 { path } else { nil } }
  }
}

private let tilted = Surface(x: -1...1, y: -1...1, columns: 21, rows: 21) { 0.6 * $0.x }

@Suite struct SurfaceChartTests {
  @Test(arguments: [CameraProjection3D.perspective, .orthographic], [-70.0, -30, 20, 110, 200])
  func planesThatPierceEachOtherShowTheirNearParts(
    projection: CameraProjection3D, azimuth: Double
  ) throws {
    // Three planes through the middle of the box: in each octant's direction one is in front.
    let pose = Pose3D(azimuth: azimuth, inclination: 30)
    let planes: [(Tone, Point3D, Point3D)] = [
      (.orange, Point3D(1, 0, 0), Point3D(0, 1, 0)), (.teal, Point3D(0, 1, 0), Point3D(0, 0, 1)),
      (.slate, Point3D(1, 0, 0), Point3D(0, 0, 1)),
    ]
    func chart(_ shown: [Int]) -> SurfaceChart {
      SurfaceChart {
        for index in shown {
          PlaneMark(center: .zero, planes[index].1, planes[index].2).foregroundStyle(
            planes[index].0)
        }
      }
    }
    let all = try bare(chart([0, 1, 2]), pose: pose, projection: projection)
    let reversed = try bare(chart([2, 1, 0]), pose: pose, projection: projection)
    let pairs = try [[0, 1], [1, 2], [0, 2]].map {
      try bare(chart($0), pose: pose, projection: projection)
    }
    var compared = 0
    for x in stride(from: 10.0, to: all.size.width, by: 9) {
      for y in stride(from: 10.0, to: all.size.height, by: 9) {
        let point = Point(x + 0.37, y + 0.41)
        // Faces are grown a little, so edges are left out.
        let around = [Point(-1, 0), Point(1, 0), Point(0, -1), Point(0, 1)].map { point + $0 }
        guard let front = all.color(at: point), around.allSatisfy({ all.color(at: $0) == front })
        else { continue }
        // Neither the order of declaration nor a third plane behind changes what is in front.
        #expect(reversed.color(at: point) == front)
        #expect(pairs.count { $0.color(at: point) == front } == 2)
        compared += 1
      }
    }
    #expect(compared > 60)
  }

  @Test func aPlaneAboveASurfaceHidesItAndOneBelowDoesNot() throws {
    let flat = Surface(x: -1...1, y: -1...1, columns: 9, rows: 9) { _ in 0 }
    let orange = try Theme.book.color(.orange)
    for (height, isInFront) in [(0.4, true), (-0.4, false)] {
      let picture = try bare(
        SurfaceChart {
          SurfaceMark(flat).foregroundStyle(.teal)
          PlaneMark(
            center: Point3D(0, 0, height), Point3D(0.3, 0, 0), Point3D(0, 0.3, 0)
          ).foregroundStyle(.orange)
        }, pose: Pose3D(azimuth: 0, inclination: 90), projection: .orthographic)
      let middle = Point(picture.size.width / 2 + 1.3, picture.size.height / 2 + 0.7)
      #expect((picture.color(at: middle) == orange) == isInFront)
    }
  }

  @Test func nearCellsOfASurfaceComeAfterFarOnes() throws {
    let hill = Surface(x: -1...1, y: -1...1, columns: 41, rows: 41) { 1 - $0.length * $0.length }
    let front = try bare(
      SurfaceChart { SurfaceMark(hill, range: -1...1) },
      pose: Pose3D(azimuth: 0, inclination: 15), projection: .orthographic)
    // From the front, cells of the rear slope that show through would be darker than the top.
    let fills = front.fills
    #expect(fills.count >= 1600)
    let lowest = try #require(fills.last)
    let highest = fills.map { $0.path.points.map(\.y).min() ?? 0 }.min() ?? 0
    #expect((lowest.path.points.map(\.y).min() ?? 0) > highest + 40)
  }

  @Test func pointsAndLinesBehindASurfaceAreNotSeen() throws {
    func stamps(_ z: Double) throws -> Int {
      let picture = try bare(
        SurfaceChart {
          SurfaceMark(tilted)
          PointMark3D([Point3D(0.2, 0.1, 0.6 * 0.2 + z)])
        }, pose: Pose3D(azimuth: -30, inclination: 50))
      return picture.commands.count { if case .stamp = $0 { true } else { false } }
    }
    #expect(try stamps(0) == 1)
    #expect(try stamps(0.3) == 1)
    #expect(try stamps(-0.3) == 0)

    func length(_ showsHidden: Bool) throws -> Double {
      let picture = try bare(
        SurfaceChart {
          PlaneMark(center: .zero, Point3D(0.5, 0, 0), Point3D(0, 0.5, 0))
          LineMark3D([Point3D(0, 0, -1), Point3D(0, 0, 1)], showsHidden: showsHidden)
        }, pose: Pose3D(azimuth: -30, inclination: 40), projection: .orthographic)
      return picture.strokes.reduce(0) { sum, path in
        sum + zip(path.points, path.points.dropFirst()).reduce(0) { $0 + $1.0.distance(to: $1.1) }
      }
    }
    // The lower part passes behind the plane until it comes out below it.
    let (visible, whole) = (try length(false), try length(true))
    #expect(visible < 0.85 * whole && visible > 0.4 * whole)
  }

  @Test func marksAreCutOffAtTheBox() throws {
    let steep = Surface(x: -1...1, y: -1...1, columns: 11, rows: 11) { 3 * $0.x }
    let picture = try bare(
      SurfaceChart {
        SurfaceMark(steep)
        LineMark3D([Point3D(-3, 0, 0), Point3D(3, 0, 0)])
        PointMark3D([Point3D(0, 0, 2)])
      })
    let bounds = try #require(Rect.bounding(picture.fills.flatMap { $0.path.points }))
    #expect(Rect(.zero, picture.size).contains(bounds, tolerance: 0.5))
    let lines = try #require(Rect.bounding(picture.strokes.flatMap(\.points)))
    #expect(Rect(.zero, picture.size).contains(lines, tolerance: 0.5))
    #expect(!picture.commands.contains { if case .stamp = $0 { true } else { false } })
  }

  @Test(arguments: [Theme.book, .lecture]) func labelsStayOnThePage(theme: Theme) throws {
    for azimuth in [-120.0, -60, -30, 0, 35, 80, 170] {
      let sheet = try Sheet(
        SurfaceChart { SurfaceMark(tilted) }
          .chartXAxisLabel("First input, $x_1$")
          .chartYAxisLabel("Second input, $x_2$")
          .chartZAxisLabel("Output, $y$")
          .chart3DPose(azimuth: azimuth, inclination: 25),
        width: 190, theme: theme)
      #expect(sheet.size.width <= 190.5)
      let page = Rect(.zero, sheet.size)
      for command in sheet.picture.commands {
        if let bounds = command.bounds { #expect(page.contains(bounds, tolerance: 1)) }
      }
      #expect(sheet.picture.words.contains { $0.contains("First") })
    }
  }

  /// A surface from above, so that places on the page are those of the grid.
  private func seenFromAbove(
    _ tone: Tone? = nil, cells: Int, _ height: @Sendable (Point) -> Double
  ) throws -> [(path: Path, shading: Shading)] {
    let surface = Surface(x: -1...1, y: -1...1, columns: 41, rows: 41, of: height)
    return try bare(
      SurfaceChart {
        if let tone {
          SurfaceMark(surface, cells: cells).foregroundStyle(tone)
        } else {
          SurfaceMark(surface, range: -1...1, cells: cells)
        }
      }, pose: Pose3D(azimuth: 0, inclination: 90), projection: .orthographic
    ).commands.compactMap { command in
      if case .facet(let path, let shading) = command { (path, shading) } else { nil }
    }
  }

  @Test(arguments: [nil, Tone.teal]) func coloursRunOnFromFaceToFace(tone: Tone?) throws {
    let facets = try seenFromAbove(tone, cells: 8) { 0.7 * sin(2 * $0.x) * cos($0.y) }
    #expect(facets.count >= 64)
    // The colour that each face has at each of its corners. Faces are grown by a part of a point.
    var colors: [[Int]: [Color]] = [:]
    for (path, shading) in facets {
      let line = shading.end - shading.start
      for corner in path.points {
        let offset = corner - shading.start
        let share = (offset.x * line.x + offset.y * line.y) / (line.x * line.x + line.y * line.y)
        let place = min(max(share, 0), 1) * Double(shading.colors.count - 1)
        let index = min(Int(place), shading.colors.count - 2)
        let color = shading.colors[index].interpolated(
          to: shading.colors[index + 1], place - Double(index))
        colors[[Int((corner.x / 5).rounded()), Int((corner.y / 5).rounded())], default: []]
          .append(color)
      }
    }
    let shared = colors.values.filter { $0.count > 3 }
    #expect(shared.count >= 40)
    for group in shared {
      for part in [\Color.red, \.green, \.blue] {
        let values = group.map { $0[keyPath: part] }
        #expect((values.max() ?? 0) - (values.min() ?? 0) < 0.05)
      }
    }
  }

  @Test func heightsHaveTheirColourWithinAFace() throws {
    // A single cell from height -1 at the left to 1 at the right
    let facets = try seenFromAbove(cells: 1) { $0.x }
    #expect(facets.count == 1)
    let shading = try #require(facets.first?.shading)
    let expected = [0, 0.5, 1].map(ColorMap.brown.color)
    for (color, wanted) in zip(shading.colors, expected) {
      #expect(abs(color.red - wanted.red) < 1e-6 && abs(color.blue - wanted.blue) < 1e-6)
    }
    let bounds = try #require(facets[0].path.bounds)
    #expect(abs(shading.start.x - bounds.minX) < 1 && abs(shading.end.x - bounds.maxX) < 1)
    #expect(abs(shading.start.y - shading.end.y) < 1e-6)
  }

  @Test func aLevelSurfaceHasOneColour() throws {
    #expect(try seenFromAbove(cells: 8) { _ in 0.3 }.isEmpty)
    #expect(try seenFromAbove(.teal, cells: 8) { _ in 0.3 }.isEmpty)
  }

  @Test func axesCanRunBackwards() throws {
    func place(_ reversed: Set<Axis3D>) throws -> Point {
      let picture = try bare(
        SurfaceChart(reversed: reversed) { PointMark3D([Point3D(0.5, 0, 0)]) },
        pose: Pose3D(azimuth: 0, inclination: 20), projection: .orthographic)
      let points = picture.commands.flatMap { command -> [Point] in
        if case .stamp(_, let points) = command { points } else { [] }
      }
      return try #require(points.first)
    }
    #expect(try place([]).x > 110 && place([.x]).x < 90)
  }

  @Test func theSamePictureComesOutTwice() throws {
    let chart = SurfaceChart {
      SurfaceMark(tilted)
      SurfaceContourMark(tilted, count: 5)
      WireframeMark(tilted)
    }
    #expect(try bare(chart) == bare(chart))
  }

  @Test(arguments: [-60.0, -30, 0, 25, 60, 130], [5.0, 20, 45])
  func labelsOfEdgesThatMeetMakeRoomForEachOther(azimuth: Double, inclination: Double) throws {
    let surface = Surface(x: -1...1, y: -1...1, columns: 5, rows: 5) { $0.x * $0.y }
    let sheet = try Sheet(
      SurfaceChart { SurfaceMark(surface) }
        .chartZScale(domain: 0...10).chartZAxis(values: [0, 5, 10])
        .chart3DPose(azimuth: azimuth, inclination: inclination), width: 180)
    let labels = sheet.picture.commands.compactMap { command -> Rect? in
      if case .glyphs = command { command.bounds } else { nil }
    }
    #expect(labels.count >= 7)
    for (index, label) in labels.enumerated() {
      for other in labels[..<index] { #expect(!label.intersects(other)) }
    }
  }
}
