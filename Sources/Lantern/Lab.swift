import Learning

/// Where a script computes: the source of its random keys, and the place to report progress.
public struct Lab: Sendable {
  private let root: Key
  private let report: @Sendable (Double) -> Void

  /// - Parameters:
  ///   - seed: the value of the script's parameter `seed`, or 0.
  ///   - script: the script's number or name; scripts never share random numbers by accident.
  ///   - report: receives the fraction of the work that is done.
  public init(
    seed: Int = 0, script: String, report: @escaping @Sendable (Double) -> Void = { _ in }
  ) {
    root = Key(seed: seed).fold(script)
    self.report = report
  }

  /// The random key of that name. The same name always gives the same key, in whatever order keys
  /// are asked for.
  public func key(_ name: String) -> Key { root.fold(name) }

  /// Tells how much of the computation is done, from 0 to 1.
  public func progress(_ fraction: Double) { report(min(max(fraction, 0), 1)) }
}
