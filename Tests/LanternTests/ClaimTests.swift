import Drawing
import Foundation
import Gallery
import Lantern
import Synchronization
import Testing

@Suite struct ClaimTests {
  private func result(_ aggregate: ClaimAggregate, _ values: [Double]) -> ClaimResult {
    ClaimResult("it lies in the unit interval", range: 0...1, aggregate: aggregate, values: values)
  }

  @Test func aClaimOverEveryRunFailsWithOne() {
    #expect(result(.every, [0, 0.5, 1]).holds)
    #expect(!result(.every, [0, 0.5, 1.01]).holds)
    #expect(!result(.every, [0.5, .nan]).holds)
    #expect(!result(.every, []).holds)
  }

  @Test func aClaimOverTheMedianBearsWithOutliers() {
    #expect(result(.median, [0.5, 100, -100]).holds)
    #expect(result(.median, [0.5]).holds)
    #expect(!result(.median, [0.5, 100, 100]).holds)
    // Of an even count it is the mean of the middle two.
    #expect(result(.median, [-100, 0.5, 1.5, 100]).holds)
    #expect(!result(.median, [-100, 0.9, 1.5, 100]).holds)
    #expect(!result(.median, []).holds)
  }

  @Test func aMedianOfRunsThatBrokeDownDoesNotHold() {
    #expect(result(.median, [.nan, 0.5, 0.25]).holds)
    #expect(!result(.median, [.nan, 0.5, .nan]).holds)
    #expect(!result(.median, [.nan]).holds)
  }

  @Test func aClaimOverAShareCountsRuns() {
    let runs = [Double](repeating: 0.5, count: 9) + [2]
    #expect(result(.share(0.9), runs).holds)
    #expect(!result(.share(0.91), runs).holds)
    #expect(result(.share(0.9), runs).holdingCount == 9)
    #expect(!result(.share(0.5), [.nan, .nan, 0.5]).holds)
    #expect(!result(.share(0), []).holds)
  }

  @Test func aResultSaysHowClearlyItHolds() throws {
    let claim = ClaimResult("t", range: 0...(.infinity), aggregate: .every, values: [3, 5, 7])
    // The standard deviation of 3, 5 and 7 is 2, and 5 lies 2.5 of it above 0.
    #expect(claim.margin == 2.5)
    let broken = ClaimResult("t", range: 6...100, aggregate: .every, values: [3, 5, 7])
    #expect(broken.margin == -0.5 && !broken.holds)
    #expect(claim.spread == 3...7 && claim.medianInterval == nil)
    #expect(try #require(claim.shareInterval).lowerBound < 0.5)
  }

  @Test func whatHasNoSpreadHasNoMargin() {
    #expect(result(.every, [0.5]).margin == nil)
    // The mean of these is not exactly 0.1.
    #expect(result(.every, [Double](repeating: 0.1, count: 7)).margin == nil)
    #expect(result(.every, []).margin == nil)
    #expect(result(.every, [0.5, .nan]).margin == nil)
    let all = -Double.infinity...(.infinity)
    #expect(ClaimResult("t", range: all, aggregate: .every, values: [1, 2]).margin == nil)
    #expect(ClaimResult("t", range: 1...1, aggregate: .every, values: [1, 2]).margin == nil)
    #expect(result(.every, [.nan]).spread == nil)
  }

  @Test func boundsCanBeSaidInWords() {
    let claims = [
      Claim<Double>("t", atLeast: 2) { $0 }, Claim("t", atMost: 2) { $0 },
      Claim("t", equals: 2) { $0 }, Claim("t", equals: 2, within: 0.5) { $0 },
    ]
    let ranges: [ClosedRange<Double>] = [
      2...(.infinity), -(.infinity)...2, 2...2, 1.5...2.5,
    ]
    #expect(claims.map(\.range) == ranges)
  }

  @Test func aFigureMeasuresItsClaims() throws {
    guard case .figure(let run) = try registration(Sample.self).run(settings: ["slope": "2"]) else {
      Issue.record("a figure runs as a figure")
      return
    }
    let claims = try run.claims()
    #expect(claims.map(\.values) == [[14], [0]])
    #expect(claims.map(\.aggregate) == [.every, .median])
  }
}

@Suite struct VerifierTests {
  private func findings(
    _ scripts: [ScriptRegistration], seeds: Int, jobs: Int = 2
  ) -> ([Verifier.Finding], finished: [String]) {
    let finished = Mutex<[String]>([])
    let findings = Verifier(seeds: seeds, jobs: jobs).verify(scripts) { event in
      if case .finished(let finding) = event {
        finished.withLock { $0.append(finding.entry.id) }
      }
    }
    return (findings, finished.withLock { $0 })
  }

  @Test(arguments: [1, 3])
  func everySeedIsMeasuredInOrder(_ jobs: Int) throws {
    let (found, finished) = findings(
      [registration(Drawn.self), registration(Sample.self)], seeds: 4, jobs: jobs)
    #expect(found.map(\.entry.id) == ["1.20", "1.2"] && Set(finished) == ["1.20", "1.2"])
    #expect(found[0].seeds == [0, 1, 2, 3] && found[0].failure == nil)
    let expected = (0..<4).map { Lab(seed: $0, script: "1.20").key("x").uniform(count: 1)[0] }
    #expect(found[0].claims[0].values == expected)
    #expect(found[0].claims[0].holds)
    #expect(!found[0].claims[1].holds && !found[0].holds)
    #expect(found[1].holds)
  }

  @Test func aFigureThatTakesLongIsCheckedOverFewerSeeds() {
    let few = findings([registration(Slow.self)], seeds: 20).0[0]
    #expect(few.seeds == [0, 1, 2])
    #expect(few.shortage(of: 20) == "over 3 seeds, not 20, because its runs are long")
    let enough = findings([registration(Slow.self)], seeds: 2).0[0]
    #expect(enough.seeds == [0, 1] && enough.shortage(of: 2) == nil)
  }

  @Test func aFigureWithoutASeedRunsOnce() {
    let found = findings([registration(Awake.self)], seeds: 20).0[0]
    #expect(found.seeds.isEmpty && found.claims[0].values == [1] && found.holds)
  }

  @Test func aFigureThatFailsIsNamedAndDoesNotStopTheOthers() {
    let (found, finished) = findings(
      [registration(Diverging.self), registration(Awake.self)], seeds: 2)
    #expect(finished.count == 2)
    #expect(found[0].failure?.contains("not finite") == true && !found[0].holds)
    #expect(found[1].holds)
  }
}

private struct Drawn: Figure {
  static let entry = Entry("1.20", "t", alt: "a")
  @Parameter("Seed", in: 0...99) var seed = 0
  func compute(in lab: Lab) throws -> Double { lab.key("x").uniform(count: 1)[0] }
  func page(_ evidence: Double) -> some Drawing { EmptyDrawing() }

  var claims: [Claim<Double>] {
    Claim("it lies in the unit interval", in: 0...1) { $0 }
    Claim("it is larger than that", atLeast: 2, over: .median) { $0 }
  }
}

private struct Slow: Figure {
  static let entry = Entry("1.21", "t", alt: "a")
  static let claimSeeds = 3
  @Parameter("Seed", in: 0...99) var seed = 0
  func compute(in lab: Lab) throws -> Double { 0 }
  func page(_ evidence: Double) -> some Drawing { EmptyDrawing() }
  var claims: [Claim<Double>] { Claim("it is nothing", equals: 0) { $0 } }
}

private struct Awake: Figure {
  static let entry = Entry("1.22", "t", alt: "a")
  func compute(in lab: Lab) throws -> Double { 1 }
  func page(_ evidence: Double) -> some Drawing { EmptyDrawing() }

  var claims: [Claim<Double>] {
    for bound in [0.0, 0.5] { Claim("it is at least \(bound)", atLeast: bound) { $0 } }
  }
}
