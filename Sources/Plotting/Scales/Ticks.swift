#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The values at which an axis carries ticks.
public struct Ticks: Hashable, Sendable {
  public var major: [Double]
  public var minor: [Double]
  /// Digits after the point in the labels of the major ticks.
  public var decimals: Int

  /// Ticks at given values, with minor ticks dividing each gap into `subdivisions`.
  public init(at major: [Double], subdivisions: Int = 1, decimals: Int? = nil) {
    self.major = major
    self.decimals = decimals ?? Ticks.decimals(for: major)
    minor = zip(major, major.dropFirst()).flatMap { a, b in
      (1..<max(subdivisions, 1)).map { a + (b - a) * Double($0) / Double(subdivisions) }
    }
  }

  /// Ticks as a person would choose them for a domain.
  ///
  /// Among the candidates of J. Talbot, S. Lin and P. Hanrahan, "An extension of Wilkinson's
  /// algorithm for positioning tick labels on axes" (2010), the one with the best sum of simplicity
  /// (round steps, zero included), coverage (ends near the domain's ends) and density.
  ///
  /// - Parameter count: about how many labels to aim for.
  public init(domain: ClosedRange<Double>, type: ScaleType = .linear, count: Int = 4) {
    switch type {
    case .linear: break
    case .log:
      self = Ticks(decadesIn: domain)
      return
    case .broken(let gap):
      self = Ticks(domain: domain, omitting: gap, count: count)
      return
    case .symmetricLog(let threshold):
      self = Ticks(symmetricDecadesIn: domain, threshold: threshold)
      return
    }
    let (low, high) = (domain.lowerBound, domain.upperBound)
    let bases: [(base: Double, parts: Int)] = [(1, 5), (5, 5), (2, 4), (2.5, 5), (4, 4), (3, 3)]
    var best: (score: Double, values: [Double], parts: Int)?
    for (rank, candidate) in bases.enumerated() {
      for wanted in 2...(2 * count + 1) {
        // The step of this base that gives at most the wanted number of ticks
        let rough = (high - low) / Double(wanted - 1)
        let step = candidate.base * pow(10, ceil(log10(rough / candidate.base) - 1e-9))
        // A step that vanishes beside the ends of the domain can't be counted in.
        guard low + step > low, high - step < high else { continue }
        let first = ceil(low / step - 1e-9)
        let last = floor(high / step + 1e-9)
        guard last > first else { continue }
        let values = (Int(first)...Int(last)).map { Double($0) * step }
        let (start, end) = (values[0], values[values.count - 1])
        // Score: simplicity, coverage, density
        let includesZero = values.contains(0) ? 1.0 : 0.0
        let simplicity = 1 - Double(rank) / Double(bases.count) + 0.5 * includesZero
        let tenth = 0.1 * (high - low)
        let missing = pow((high - end) / tenth, 2) + pow((start - low) / tenth, 2)
        let coverage = 1 - 0.5 * missing
        let ratio = Double(values.count) / Double(count)
        let density = 2 - max(ratio, 1 / ratio)
        let score = 0.3 * simplicity + 0.35 * coverage + 0.5 * density
        if score > best?.score ?? -.infinity { best = (score, values, candidate.parts) }
      }
    }
    guard let best else {
      self = Ticks(at: low < high ? [low, high] : [low])
      return
    }
    self = Ticks(at: best.values, subdivisions: best.parts)
    // Continue the minor ticks beyond the outer major ones to the ends of the domain.
    let step = (best.values[1] - best.values[0]) / Double(best.parts)
    let slack = 1e-9 * (high - low)
    for k in 1..<best.parts {
      let below = best.values[0] - Double(k) * step
      if below >= low - slack { minor.append(below) }
      let above = best.values[best.values.count - 1] + Double(k) * step
      if above <= high + slack { minor.append(above) }
    }
  }

  /// Ticks on both sides of a range that is left out, as far from each other as suits the length of
  /// both together.
  private init(domain: ClosedRange<Double>, omitting gap: ClosedRange<Double>, count: Int) {
    let below = domain.lowerBound...gap.lowerBound
    let above = gap.upperBound...domain.upperBound
    let length = below.upperBound - below.lowerBound + above.upperBound - above.lowerBound
    let plain = Ticks(domain: 0...max(length, 1e-300), count: count)
    let places = (plain.major + plain.minor).sorted()
    func multiples(of step: Double, in range: ClosedRange<Double>) -> [Double] {
      let first = ceil(range.lowerBound / step - 1e-9)
      let last = floor(range.upperBound / step + 1e-9)
      return first <= last ? (Int(first)...Int(last)).map { Double($0) * step } : []
    }
    guard plain.major.count > 1, places.count > 1 else {
      self = Ticks(at: [domain.lowerBound, domain.upperBound])
      return
    }
    let step = plain.major[1] - plain.major[0]
    let labelled = [below, above].flatMap { part in
      let values = multiples(of: step, in: part)
      // A part too short for a round number has one at its outer end.
      return values.isEmpty ? [part == below ? part.lowerBound : part.upperBound] : values
    }
    major = labelled
    decimals = Ticks.decimals(for: labelled)
    minor = [below, above].flatMap { multiples(of: places[1] - places[0], in: $0) }
      .filter { value in !labelled.contains { abs($0 - value) < 1e-6 * step } }
  }

  /// Powers of ten, thinned out to at most six, with the multiples of each as minor ticks if the
  /// domain has few of them. Where it has less than two, multiples become major ticks.
  private init(decadesIn domain: ClosedRange<Double>) {
    let first = Int(ceil(log10(domain.lowerBound) - 1e-9))
    let last = Int(floor(log10(domain.upperBound) + 1e-9))
    let stride = max(1, (last - first + 5) / 6)
    let isInside = { (value: Double) in
      value >= domain.lowerBound * (1 - 1e-9) && value <= domain.upperBound * (1 + 1e-9)
    }
    func multiples(_ factors: [Int]) -> [Double] {
      ((first - 1)...max(last, first)).flatMap { decade in
        factors.map { Double($0) * pow(10, Double(decade)) }
      }.filter(isInside)
    }
    let all = Array(1...9)
    let choices = [[1], [1, 2, 5], all].lazy.map(multiples)
    guard last - first >= 2 || choices.contains(where: { $0.count >= 2 }) else {
      self = Ticks(domain: domain)
      return
    }
    if stride == 1, let labelled = choices.first(where: { $0.count >= 2 }) {
      major = labelled
      minor = multiples(all).filter { !labelled.contains($0) }
    } else {
      major = Swift.stride(from: first, through: last, by: stride).map { pow(10, Double($0)) }
      minor = []
    }
    decimals = 0
  }

  /// Zero, and powers of ten above the threshold on both sides of it.
  private init(symmetricDecadesIn domain: ClosedRange<Double>, threshold: Double) {
    let largest = max(abs(domain.lowerBound), abs(domain.upperBound))
    let first = Int(ceil(log10(threshold) - 1e-9))
    let last = max(Int(floor(log10(largest) + 1e-9)), first)
    let stride = max(1, (last - first + 3) / 4)
    let powers = Swift.stride(from: first, through: last, by: stride).map { pow(10, Double($0)) }
    major = (powers.reversed().map { -$0 } + [0] + powers).filter(domain.contains)
    let between = (first...last).filter { ($0 - first) % stride != 0 }.map { pow(10, Double($0)) }
    minor = (between.map { -$0 } + between).filter(domain.contains)
    decimals = 0
  }

  /// The fewest digits after the point that tell all values exactly; at most six.
  static func decimals(for values: [Double]) -> Int {
    // Exactly means in proportion to the gaps: 5000.001 is not 5000 where the next tick is close.
    let gaps = zip(values, values.dropFirst()).map { abs($1 - $0) }.filter { $0 > 0 }
    let scale = gaps.min() ?? values.map(abs).max() ?? 1
    for digits in 0..<6 {
      let power = pow(10, Double(digits))
      let isExact = values.allSatisfy { value in
        abs((value * power).rounded() / power - value) <= 1e-6 * max(scale, 1e-300)
      }
      if isExact { return digits }
    }
    return 6
  }
}
