import Learning
import Testing

@Suite struct IntervalTests {
  @Test func theMedianOfAnEvenCountIsTheMeanOfTheMiddleTwo() {
    #expect(Intervals.median(of: [4, 1, 3, 2]) == 2.5)
    #expect(Intervals.median(of: [3, 1, 2]) == 2)
    #expect(Intervals.median(of: [.nan, 0.5, 0.25]) == 0.5)
    #expect(Intervals.median(of: [.nan, 0.5, .nan]).isNaN)
    #expect(Intervals.median(of: []).isNaN)
    // Two infinities of one sign have no mean by addition.
    #expect(Intervals.median(of: [.infinity, .infinity]) == .infinity)
  }

  /// Ranks from tables of the sign test (n, lower rank): Conover, Practical Nonparametric
  /// Statistics.
  @Test(arguments: [(6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (50, 18), (100, 40)])
  func theIntervalOfAMedianHasTheRanksOfTheSignTest(_ count: Int, _ rank: Int) throws {
    let values = (1...count).map(Double.init).shuffled()
    let interval = try #require(Intervals.ofMedian(values))
    #expect(interval == Double(rank)...Double(count + 1 - rank))
  }

  @Test func tooFewValuesGiveNoInterval() {
    for count in 0...5 {
      #expect(Intervals.ofMedian([Double](repeating: 1, count: count)) == nil)
    }
    #expect(Intervals.ofMedian([1, 2, 3, 4, 5, .nan]) == nil)
    #expect(Intervals.ofMedian([1, 2, 3], coverage: 0.5) == 1...3)
  }

  /// Of many samples, at least 95 % give an interval that covers the median.
  @Test(arguments: [6, 13, 20])
  func theIntervalOfAMedianCoversIt(_ count: Int) {
    let draws = Key(seed: 5).normal(count: 4000 * count)
    let covered = (0..<4000).count { trial in
      let sample = draws[(trial * count)..<((trial + 1) * count)].map(exponential)
      return Intervals.ofMedian(sample)?.contains(1) ?? false
    }
    #expect(Double(covered) / 4000 > 0.945)
  }

  /// Values of R's binom.confint(method = "wilson").
  @Test(arguments: [
    (0, 10, 0.0, 0.2775), (8, 10, 0.4902, 0.9433), (20, 20, 0.8389, 1.0), (1, 2, 0.0945, 0.9055),
    (81, 263, 0.2553, 0.3662),
  ])
  func aProportionHasWilsonsInterval(_ hits: Int, _ count: Int, _ low: Double, _ high: Double) {
    let interval = Intervals.ofProportion(hits, of: count)
    #expect(abs(interval.lowerBound - low) < 1e-4 && abs(interval.upperBound - high) < 1e-4)
  }
}

/// A skewed function that leaves the order as it is.
private func exponential(_ x: Double) -> Double { x < 0 ? 1 / (1 - x) : 1 + x * x * x }
