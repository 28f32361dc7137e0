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

  @Test(arguments: [Easing.linear, .easeIn, .easeOut, .easeInOut, .smooth, .power(1.7)])
  func easingsRiseFrom0To1(_ easing: Easing) {
    let values = stride(from: 0.0, through: 1, by: 1.0 / 64).map { easing($0) }
    #expect(values[0] == 0 && values[values.count - 1] == 1)
    #expect(zip(values, values.dropFirst()).allSatisfy { $0 < $1 })
  }

  @Test func overshootEndsWhereItShould() {
    #expect(abs(Easing.overshoot(0)) < 1e-12 && Easing.overshoot(1) == 1)
    #expect((1.05...1.15).contains(Easing.overshoot(0.6)))
  }
}

@Suite struct ShotTimeTests {
  private func time(_ seconds: Double, of duration: Double = 10) -> ShotTime {
    ShotTime(seconds: seconds, duration: duration)
  }

  @Test func aSectionHasItsOwnClock() {
    #expect(time(1).section(from: 2, to: 6) == time(0, of: 4))
    #expect(time(3).section(from: 2, to: 6) == time(1, of: 4))
    #expect(time(9).section(from: 2, to: 6).progress == 1)
  }

  @Test func loopsBeginAgain() {
    #expect(time(7).looped(every: 3) == time(1, of: 3))
    #expect(time(6).looped(every: 3).seconds == 0)
    #expect(time(4).swinging(every: 3) == time(2, of: 3))
    #expect(time(7).swinging(every: 3) == time(1, of: 3))
  }

  @Test func aPauseHoldsOneMoment() {
    #expect(time(2).pausing(at: 3, for: 4) == time(2, of: 6))
    #expect(time(5).pausing(at: 3, for: 4).seconds == 3)
    #expect(time(8).pausing(at: 3, for: 4).seconds == 4)
    #expect(time(10).pausing(at: 3, for: 4).progress == 1)
  }

  @Test(arguments: [(2.0, 4.0, 5.0), (0, 0.2, 10), (1, 3, 1)])
  func slowMotionIsSteadyAndEndsOnTime(_ start: Double, _ end: Double, _ factor: Double) {
    let duration = 30.0
    let moments = stride(from: 0.0, through: duration, by: 0.01).map {
      time($0, of: duration).slowed(from: start, to: end, by: factor)
    }
    let steps = zip(moments, moments.dropFirst()).map { $1.seconds - $0.seconds }
    // Never backwards, never faster than without, never slower than asked for.
    for step in steps { #expect(step > 0.01 / factor - 1e-9 && step < 0.01 + 1e-9) }
    #expect(abs(moments[moments.count - 1].progress - 1) < 1e-9)
    if end - start > 1, factor > 1 {
      #expect(abs((steps.min() ?? 0) - 0.01 / factor) < 1e-9)
      // No jump of speed.
      let jumps = zip(steps, steps.dropFirst()).map { abs($1 - $0) }
      #expect((jumps.max() ?? 1) < 0.01 * 0.06)
    }
  }

  @Test func somethingIsThereForAWhile() {
    #expect(time(1).presence(from: 2, to: 6) == 0 && time(7).presence(from: 2, to: 6) == 0)
    #expect(time(4).presence(from: 2, to: 6) == 1)
    #expect(abs(time(2.2).presence(from: 2, to: 6) - 0.5) < 1e-12)
  }

  @Test func itemsMoveInTurn() {
    #expect(time(1).progress(from: 1, to: 5, item: 0, of: 4, overlap: 0) == 0)
    #expect(time(2).progress(from: 1, to: 5, item: 0, of: 4, overlap: 0) == 1)
    #expect(time(2.5).progress(from: 1, to: 5, item: 1, of: 4, overlap: 0) == 0.5)
  }

  @Test func shotsAreHeldRepeatedAndSlowed() throws {
    func words(_ shot: Shot) throws -> [String] {
      let timeline = Timeline(shots: [shot], frameRate: 2)
      return try (0..<timeline.frameCount).map { index in
        let picture = try timeline.frame(index, aspectRatio: 1, theme: .book)
        return picture.texts.map(\.text).joined()
      }
    }
    let shot = Shot("s", lasting: .seconds(1.5), narration: "n") { Text("\($0.seconds)") }
    #expect(try words(shot) == ["0.0", "0.5", "1.0"])
    #expect(try words(shot.held(for: .seconds(1))) == ["0.0", "0.5", "1.0", "1.5", "1.5"])
    #expect(try words(shot.repeated(2)) == ["0.0", "0.5", "1.0", "0.0", "0.5", "1.0"])
    #expect(try words(shot.slowed(by: 2)) == ["0.0", "0.25", "0.5", "0.75", "1.0", "1.25"])
    #expect(shot.held(for: .seconds(1)).narration == "n" && shot.repeated(2).name == "s")
  }
}

@Suite struct PlaybackTests {
  private let losses = [10.0, 2, 1.5, 1.5, 1.5, 1.5, 1.4, 1.4, 1.4, 1.4]

  @Test func rowsAreSharedOutEvenly() {
    let playback = Playback(losses: losses, pace: .linear)
    #expect(playback.row(at: 0) == 0 && playback.row(at: 1) == 9 && playback.row(at: 0.5) == 4.5)
    #expect(playback.index(at: 0.99) == 8)
    #expect(playback.value(of: losses, at: 0.5 / 9) == 6)
  }

  @Test func theFallOfTheLossTakesTheTime() {
    let playback = Playback(losses: losses, pace: .byLoss(share: 0.9))
    // The first step brings 8 of 8.6.
    #expect(playback.row(at: 0.8) < 1 && playback.row(at: 1) == 9)
    let all = Playback(losses: losses, pace: .byLoss(share: 1))
    #expect(abs(all.value(of: losses, at: 0.5) - 5.7) < 1e-9)
  }

  @Test(arguments: [Playback.Pace.linear, .eased(.power(2)), .byLoss, .byLoss(share: 1)])
  func timeAndRowAreInverse(_ pace: Playback.Pace) {
    let playback = Playback(losses: losses, pace: pace)
    var last = -1.0
    for row in losses.indices {
      let time = playback.progress(ofRow: row)
      #expect(time >= last)
      last = time
      if pace != .byLoss(share: 1) { #expect(abs(playback.row(at: time) - Double(row)) < 1e-9) }
    }
    let rows = stride(from: 0.0, through: 1, by: 0.01).map { playback.row(at: $0) }
    #expect(zip(rows, rows.dropFirst()).allSatisfy { $0 <= $1 })
  }

  @Test func noiseAndDivergenceDoNotStopTheClock() {
    for losses in [[Double.nan, .infinity, 3], [1, 5, 1, 5], [2], [1, 1]] {
      let playback = Playback(losses: losses)
      #expect(playback.row(at: 0) == 0 && playback.row(at: 1) == Double(losses.count - 1))
    }
  }
}
