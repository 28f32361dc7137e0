import Lantern
import Synchronization
import Testing

@Suite struct LabTests {
  private func draws(seed: Int, script: String, key: String) -> [Double] {
    Lab(seed: seed, script: script).key(key).normal(count: 8)
  }

  @Test func aNameGivesTheSameKeyInWhateverOrder() {
    let lab = Lab(seed: 4, script: "6.5")
    let first = lab.key("data").normal(count: 8)
    _ = lab.key("batches").normal(count: 100)
    #expect(lab.key("data").normal(count: 8) == first)
    #expect(draws(seed: 4, script: "6.5", key: "data") == first)
  }

  @Test func seedsScriptsAndNamesChangeTheKey() {
    let base = draws(seed: 0, script: "6.5", key: "data")
    #expect(draws(seed: 1, script: "6.5", key: "data") != base)
    #expect(draws(seed: 0, script: "6.6", key: "data") != base)
    #expect(draws(seed: 0, script: "6.5", key: "batches") != base)
  }

  @Test func theParameterSeedReachesTheLab() throws {
    func noise(_ settings: [String: String]) throws -> [Double] {
      guard case .figure(let run) = try registration(Sample.self).run(settings: settings),
        let evidence = run.evidence as? Sample.Evidence
      else { throw ScriptError("no figure") }
      return evidence.noise
    }
    #expect(try noise([:]) == noise(["seed": "3"]))
    #expect(try noise(["seed": "4"]) != noise([:]))
    #expect(try noise(["slope": "2"]) == noise([:]))
  }

  @Test func progressStaysBetween0And1() {
    let seen = Mutex<[Double]>([])
    let lab = Lab(script: "a") { fraction in seen.withLock { $0.append(fraction) } }
    for fraction in [-1, 0, 0.5, 7] { lab.progress(fraction) }
    #expect(seen.withLock { $0 } == [0, 0, 0.5, 1])
  }
}
