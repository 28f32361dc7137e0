import Plotting
import Testing

@Suite struct TicksTests {
  /// Domains with the ticks that a person would write at an axis with room for about four.
  private static let chosen: [(ClosedRange<Double>, [Double])] = [
    (0...1, [0, 0.5, 1]), (0...2, [0, 1, 2]), (-1...1, [-1, 0, 1]), (0...10, [0, 5, 10]),
    (-10...10, [-10, 0, 10]), (0...100, [0, 50, 100]), (-0.5...0.5, [-0.5, 0, 0.5]),
    (0...3, [0, 1, 2, 3]), (0...0.02, [0, 0.01, 0.02]), (0...5000, [0, 2500, 5000]),
  ]

  @Test(arguments: chosen)
  func ticksAreThoseOfAPerson(_ domain: ClosedRange<Double>, _ values: [Double]) {
    let ticks = Ticks(domain: domain, count: 3)
    #expect(ticks.major.count == values.count, "\(ticks.major)")
    for (tick, value) in zip(ticks.major, values) {
      #expect(abs(tick - value) <= 1e-9 * (domain.upperBound - domain.lowerBound), "\(ticks.major)")
    }
  }

  private static let everyday: [ClosedRange<Double>] = [
    0...1, 0.3...17.2, -3.7 ... -1.2, 0...0.00037, 1000...1001, 1e6...3e6, -273.15...1000,
    0.1...0.2, 99.5...100.5, 2.5...22.5, -1e-7...1e-7, 0...1e12, 12345...12399, 0...(1 / 3),
  ]

  @Test(arguments: everyday, 2...6)
  func ticksAreFewRoundAndInside(_ domain: ClosedRange<Double>, _ count: Int) {
    let ticks = Ticks(domain: domain, count: count)
    let length = domain.upperBound - domain.lowerBound
    #expect((2...(2 * count + 1)).contains(ticks.major.count))
    for value in ticks.major + ticks.minor {
      #expect(value >= domain.lowerBound - 1e-8 * length)
      #expect(value <= domain.upperBound + 1e-8 * length)
    }
    // Steps are 1, 2, 2.5, 3, 4 or 5 times a power of ten, and all alike.
    let step = ticks.major[1] - ticks.major[0]
    for (a, b) in zip(ticks.major, ticks.major.dropFirst()) {
      #expect(abs(b - a - step) < 1e-6 * step)
    }
    var mantissa = step
    while mantissa < 0.999999 { mantissa *= 10 }
    while mantissa >= 9.99999 { mantissa /= 10 }
    #expect([1, 2, 2.5, 3, 4, 5].contains { abs($0 - mantissa) < 1e-5 }, "step \(step)")
    for value in ticks.major {
      #expect(abs((value / step).rounded() - value / step) < 1e-6)
    }
    // Minor ticks divide the gaps: never on a major one.
    for minor in ticks.minor {
      #expect(ticks.major.allSatisfy { abs($0 - minor) > 1e-6 * step })
    }
    #expect(ticks.minor.count < 60)
  }

  @Test(arguments: everyday)
  func labelsTellTheTicksApart(_ domain: ClosedRange<Double>) {
    let ticks = Ticks(domain: domain, count: 3)
    let labels = ticks.major.map { $0.formatted(decimals: ticks.decimals) }
    #expect(Set(labels).count == labels.count || ticks.decimals == 6, "\(labels)")
  }

  @Test func closeValuesFarFromZeroGetEnoughDigits() {
    let ticks = Ticks(domain: 1000...1000.004, count: 3)
    let labels = ticks.major.map { $0.formatted(decimals: ticks.decimals) }
    #expect(Set(labels).count == labels.count, "\(labels)")
  }

  private static let tiny = Double.leastNonzeroMagnitude
  private static let extreme: [ClosedRange<Double>] = [
    0...tiny, -tiny...tiny, 0...(1e6 * tiny), 1e300...1.7e308, -8e307...8e307,
    -1.7e308...1.7e308, 1...(1 as Double).nextUp, 1...(1 as Double).nextUp.nextUp.nextUp.nextUp,
    1e20...1e20 + 32768, 1e16...1e16 + 8, 5...5, 0...0, -1e300 ... -1e299,
    (1 as Double).nextDown...1, -1e-300...1e300,
  ]

  @Test(arguments: extreme, [ScaleType.linear, .log])
  func noDomainIsTooSmallOrTooLarge(_ domain: ClosedRange<Double>, _ type: ScaleType) {
    guard type == .linear || domain.lowerBound > 0 else { return }
    let ticks = Ticks(domain: domain, type: type, count: 3)
    #expect(ticks.major.count <= 10 && ticks.minor.count < 100)
    for value in ticks.major + ticks.minor { #expect(value.isFinite) }
    for value in ticks.major { #expect(!value.formatted(decimals: ticks.decimals).isEmpty) }
  }

  @Test func decadesAreThinnedOut() {
    #expect(Ticks(domain: 0.01...100, type: .log).major.count == 5)
    let few = Ticks(domain: 0.1...10, type: .log)
    #expect(few.major.map { ($0 * 10).rounded() / 10 } == [0.1, 1, 10])
    #expect(few.minor.count == 16)
    let many = Ticks(domain: 1e-30...1e30, type: .log)
    #expect((3...7).contains(many.major.count))
    #expect(many.minor.isEmpty)
  }

  @Test func aLogarithmicAxisWithinADecadeStillHasLabels() {
    for domain in [2.0...8, 1.5...30, 0.2...0.9, 300...700] {
      let ticks = Ticks(domain: domain, type: .log)
      #expect(ticks.major.count >= 2, "\(domain): \(ticks.major)")
      #expect(ticks.major.allSatisfy(domain.contains))
    }
  }

  @Test func givenTicksAreKeptAndSubdivided() {
    let ticks = Ticks(at: [0, 1, 3], subdivisions: 2)
    #expect(ticks.major == [0, 1, 3])
    #expect(ticks.minor == [0.5, 2])
    #expect(Ticks(at: [2.5, 12.5]).decimals == 1)
    #expect(Ticks(at: [0, 0.25]).decimals == 2)
    #expect(Ticks(at: [3, 8]).decimals == 0)
    #expect(Ticks(at: [0.1 + 0.2, 0.6]).decimals == 1)
    #expect(Ticks(at: []).minor.isEmpty)
  }
}
