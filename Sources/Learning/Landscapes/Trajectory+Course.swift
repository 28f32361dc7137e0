extension Trajectory {
  /// What is known of a path without its points.
  public struct Course: Hashable, Codable, Sendable {
    public let length: Double
    /// The mean angle between successive steps, in degrees; 0 for a path of one step.
    public let turn: Double
    /// The loss at the end; infinite if none was recorded.
    public let lastLoss: Double
  }

  public var course: Course {
    let angles = turningAngles
    return Course(
      length: length, turn: angles.reduce(0, +) / Double(max(angles.count, 1)),
      lastLoss: lastValue ?? .infinity)
  }
}
