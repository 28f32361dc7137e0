import Compute
import Testing

@Suite struct KeyTests {
  /// Known answers of Random123's philox4x32-10.
  @Test func philoxGivesThePublishedAnswers() {
    #expect(
      Key.philox4x32(counter: [0, 0, 0, 0], key: [0, 0])
        == [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8])
    #expect(
      Key.philox4x32(counter: [.max, .max, .max, .max], key: [.max, .max])
        == [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd])
    #expect(
      Key.philox4x32(
        counter: [0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344],
        key: [0xa409_3822, 0x299f_31d0])
        == [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1])
  }

  @Test func keysComeFromNamesAlone() {
    let key = Key(seed: 7)
    #expect(key.fold("data") == Key(seed: 7).fold("data"))
    #expect(
      Set([key, key.fold("data"), key.fold("date"), key.fold(0), key.fold(1), Key(seed: 8)]).count
        == 6)
    #expect(key.split(3)[2] == key.fold(2))
    #expect(key.normal([3]) == key.normal([3]))
    #expect(key.uniform(count: 5)[..<3] == key.uniform(count: 3)[...])
  }

  @Test func drawsHaveTheirMoments() {
    let key = Key(seed: 1)
    for draws in [key.normal([100_000]).doubles, key.normal(count: 100_000)] {
      let mean = draws.reduce(0, +) / 1e5
      let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1e5
      let fourth =
        draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) } / 1e5
      #expect(abs(mean) < 0.015 && abs(variance - 1) < 0.02 && abs(fourth - 3) < 0.15)
    }
    let uniform = key.uniform([100_000]).doubles
    #expect(abs(uniform.reduce(0, +) / 1e5 - 0.5) < 0.005)
    #expect(uniform.allSatisfy { $0 >= 0 && $0 < 1 })
    let counts = key.integers(count: 60_000, in: 0..<6).reduce(into: [0, 0, 0, 0, 0, 0]) {
      $0[$1] += 1
    }
    #expect(counts.allSatisfy { abs($0 - 10_000) < 400 })
  }

  @Test func permutationsHoldEachNumberOnce() {
    let order = Key(seed: 3).permutation(100)
    #expect(order.sorted() == Array(0..<100) && order != Array(0..<100))
    // All six orders of three come up alike.
    var counts: [[Int]: Int] = [:]
    for key in Key(seed: 4).split(6000) { counts[key.permutation(3), default: 0] += 1 }
    #expect(counts.count == 6 && counts.values.allSatisfy { abs($0 - 1000) < 130 })
  }

  @Test func quantilesAreThoseOfTheTables() {
    #expect(normalQuantile(0.5) == 0)
    #expect(abs(normalQuantile(0.975) - 1.959963984540054) < 1e-15 * 4)
    #expect(abs(normalQuantile(1e-10) + 6.361340902404056) < 1e-14)
    #expect(abs(normalQuantile(1e-100) + 21.27345356096532) < 1e-13)
  }
}
