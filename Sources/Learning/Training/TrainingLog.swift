import Synchronization

/// A list of what was trained in some stretch of code, kept by the trainings themselves:
///
///     let log = TrainingLog()
///     try TrainingLog.$current.withValue(log) { try figure.compute(in: lab) }
///     log.trainings
public final class TrainingLog: Sendable {
  /// Trainings of the same size.
  public struct Entry: Codable, Hashable, Sendable {
    /// How many numbers were fitted in each.
    public var parameters: Int
    /// How many steps each took.
    public var steps: Int
    /// How many trainings there were.
    public var count: Int
  }

  /// Where trainings of this thread or task are listed.
  @TaskLocal public static var current: TrainingLog?

  private let entries = Mutex<[Entry]>([])

  public init() {}

  /// What was trained, in the order in which each size came first.
  public var trainings: [Entry] { entries.withLock { $0 } }

  /// Adds what was trained elsewhere, or earlier.
  public func add(_ trainings: [Entry]) {
    entries.withLock { entries in
      for training in trainings {
        let known = entries.firstIndex {
          $0.parameters == training.parameters && $0.steps == training.steps
        }
        if let known {
          entries[known].count += training.count
        } else {
          entries.append(training)
        }
      }
    }
  }

  /// Notes one training in the current list, if there is one.
  static func note(parameters: Int, steps: Int) {
    current?.add([Entry(parameters: parameters, steps: steps, count: 1)])
  }
}
