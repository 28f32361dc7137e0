import Drawing
import Geometry
import Learning

/// Follows a recording: which of its rows is shown how far into a movement, and the other way.
public struct Playback: Sendable {
  /// How time is shared out among the rows.
  public enum Pace: Hashable, Sendable {
    /// Each row takes as long as the next.
    case linear
    /// The row is an eased function of time: `.power(2)` gives the early rows more time.
    case eased(Easing)
    /// Rows take as long as they lower the loss: what falls quickly is shown slowly, and a plateau
    /// passes quickly. `share` is the part of the time that goes by the loss, the rest is shared
    /// out evenly.
    case byLoss(share: Double)

    public static let byLoss = Pace.byLoss(share: 0.8)
  }

  /// The number of rows.
  public let count: Int
  private let easing: Easing
  /// The part of the time that has passed when each row is reached; empty if it is shared evenly.
  private let times: [Double]

  /// - Parameters:
  ///   - count: rows, at least 1.
  ///   - easing: the row as a function of time.
  public init(count: Int, easing: Easing = .linear) {
    precondition(count > 0, "a recording without rows can't be followed")
    self.count = count
    self.easing = easing
    times = []
  }

  /// - Parameter losses: the loss of each row.
  public init(losses: [Double], pace: Pace = .byLoss) {
    precondition(!losses.isEmpty, "a recording without rows can't be followed")
    count = losses.count
    switch pace {
    case .linear: (easing, times) = (.linear, [])
    case .eased(let easing): (self.easing, times) = (easing, [])
    case .byLoss(let share): (easing, times) = (.linear, Self.times(losses, share))
    }
  }

  /// Follows a training.
  public init(_ recording: Recording<some Model>, pace: Pace = .byLoss) {
    self.init(losses: recording.losses, pace: pace)
  }

  /// The row that is shown, from 0; between two rows it has a fraction.
  ///
  /// - Parameter progress: how much of the movement has passed, from 0 to 1.
  public func row(at progress: Double) -> Double {
    let t = min(max(progress, 0), 1)
    guard count > 1 else { return 0 }
    guard !times.isEmpty else { return easing(t) * Double(count - 1) }
    // The last row that has been reached.
    var (low, high) = (0, count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if times[middle] <= t { low = middle } else { high = middle }
    }
    let length = times[high] - times[low]
    return Double(low) + (length > 0 ? min((t - times[low]) / length, 1) : 1)
  }

  /// The last row that has been reached.
  public func index(at progress: Double) -> Int { min(Int(row(at: progress)), count - 1) }

  /// When a row is reached, as a fraction of the movement.
  public func progress(ofRow row: Int) -> Double {
    precondition((0..<count).contains(row), "row \(row) of \(count)")
    if !times.isEmpty { return times[row] }
    guard count > 1 else { return 0 }
    // Easings rise: the time is found by halving.
    let target = Double(row) / Double(count - 1)
    var (low, high) = (0.0, 1.0)
    for _ in 0..<52 {
      let middle = (low + high) / 2
      if easing(middle) < target { low = middle } else { high = middle }
    }
    return row == 0 ? 0 : high
  }

  /// What a quantity is at a moment: between two rows it moves from the one's value to the other's.
  ///
  /// - Parameter values: one for each row.
  public func value<Value: Interpolatable>(of values: [Value], at progress: Double) -> Value {
    precondition(values.count == count, "\(values.count) values for \(count) rows")
    let row = row(at: progress)
    let index = min(Int(row), count - 1)
    let rest = row - Double(index)
    return rest > 0 && index + 1 < count
      ? values[index].interpolated(to: values[index + 1], rest) : values[index]
  }

  private static func times(_ losses: [Double], _ share: Double) -> [Double] {
    guard losses.count > 1 else { return [0] }
    // Noise goes up and down; the lowest loss so far only falls.
    var lowest = Double.infinity
    let falls = losses.map { loss -> Double in
      defer { if loss.isFinite { lowest = min(lowest, loss) } }
      return lowest.isFinite && loss.isFinite ? max(lowest - loss, 0) : 0
    }
    let total = falls.reduce(0, +)
    let byLoss = total > 0 ? min(max(share, 0), 1) : 0
    var passed = 0.0
    var times = [0.0]
    for fall in falls.dropFirst() {
      passed += (1 - byLoss) / Double(losses.count - 1) + (total > 0 ? byLoss * fall / total : 0)
      times.append(passed)
    }
    return times.map { $0 / passed }
  }
}
