import Drawing
import Geometry
import Lantern
import Testing

@Suite struct TimelineTests {
  private func shot(_ seconds: Double) -> Shot {
    Shot("s", lasting: .seconds(seconds)) { _ in Text("x") }
  }

  private func turning() throws -> SceneRun {
    guard case .scene(let run) = try registration(Turning.self).run() else {
      throw ScriptError("no scene")
    }
    return run
  }

  private static let plans: [([Double], Int, [Int])] = [
    ([1], 60, [0, 60]), ([0.5, 0.5], 30, [0, 15, 30]), ([0.34, 0.34, 0.34], 25, [0, 9, 17, 26]),
    ([0.001, 1], 24, [0, 0, 24]), ([0.001], 24, [0, 0]),
  ]

  @Test(arguments: plans)
  func shotsBeginOnTheNearestFrame(_ lengths: [Double], _ rate: Int, _ starts: [Int]) {
    let timeline = Timeline(shots: lengths.map(shot), frameRate: rate)
    #expect(timeline.starts == starts)
    #expect(timeline.frameCount == starts.last)
    #expect(timeline.duration == Double(timeline.frameCount) / Double(rate))
  }

  @Test func roundingNeverAddsUp() {
    // 90 shots of a third of a frame's length too much or too little end where they should.
    let timeline = Timeline(shots: (0..<90).map { _ in shot(1.01 / 3) }, frameRate: 30)
    #expect(timeline.frameCount == 909)
  }

  @Test func framesBelongToTheirShots() throws {
    let timeline = try turning().timeline(frameRate: 20)
    #expect(timeline.starts == [0, 20, 20, 35])
    func words(_ index: Int) throws -> [String] {
      try timeline.frame(index, aspectRatio: 16 / 9, theme: .lecture).commands.compactMap {
        if case .glyphs(let run, _, _) = $0 { run.text } else { nil }
      }
    }
    #expect(try words(0).isEmpty && words(19).isEmpty)
    #expect(try words(20) == ["step 0"])
    #expect(try words(34) == ["step 9"])
  }

  @Test func aFrameDrawnAloneEqualsTheSameFrameInSequence() throws {
    let timeline = try turning().timeline(frameRate: 20)
    let frames = try (0..<timeline.frameCount).map {
      try timeline.frame($0, aspectRatio: 16 / 9, theme: .lecture)
    }
    let again = try turning().timeline(frameRate: 20)
    for index in (0..<timeline.frameCount).reversed() {
      #expect(try again.frame(index, aspectRatio: 16 / 9, theme: .lecture) == frames[index])
    }
    #expect(Set(frames).count > 10)
  }

  @Test(arguments: [1.0, 4.0 / 3, 16.0 / 9, 9.0 / 16])
  func thePageHasTheFilmsProportions(_ ratio: Double) throws {
    let frame = try turning().timeline(frameRate: 10).frame(0, aspectRatio: ratio, theme: .book)
    #expect(frame.size.height == Shot.pageHeight)
    #expect(abs(frame.size.width / frame.size.height - ratio) < 1e-12)
  }

  @Test func movementsAreEasedBetweenTheirEnds() {
    let time = { ShotTime(seconds: $0, duration: 4) }
    #expect(time(1).progress == 0.25 && time(9).progress == 1 && time(-1).progress == 0)
    #expect(time(0.5).progress(from: 1, to: 3) == 0)
    #expect(time(2).progress(from: 1, to: 3) == 0.5)
    #expect(time(3.5).progress(from: 1, to: 3) == 1)
    #expect(time(1.5).progress(from: 1, to: 3, easing: .linear) == 0.25)
    // A movement without length is a step.
    #expect(time(1).progress(from: 2, to: 2) == 0 && time(2).progress(from: 2, to: 2) == 1)
  }

  @Test(arguments: [Easing.linear, .easeIn, .easeOut, .easeInOut])
  func easingsRiseFrom0To1(_ easing: Easing) {
    let values = stride(from: 0.0, through: 1, by: 1.0 / 64).map { easing($0) }
    #expect(values[0] == 0 && values[values.count - 1] == 1)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }
}
