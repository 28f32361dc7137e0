import Compute
import Geometry

/// Points in the plane, each of one of several classes: data for classifiers and generators that
/// can be looked at.
public struct PlanarData: Hashable, Codable, Sendable {
  public let points: [Point]
  /// The class of each point, from 0.
  public let labels: [Int]

  public init(_ points: [Point], labels: [Int]) {
    precondition(points.count == labels.count, "a class for each point")
    self.points = points
    self.labels = labels
  }

  public var count: Int { points.count }

  /// The points of one class.
  public func points(of label: Int) -> [Point] {
    zip(points, labels).compactMap { $1 == label ? $0 : nil }
  }

  /// The coordinates, of shape [count, 2].
  public var inputs: Tensor {
    Tensor(points.flatMap { [Float($0.x), Float($0.y)] }, shape: [count, 2])
  }

  /// The points as examples to train a classifier on, with the classes as numbers in a column.
  public var examples: Examples {
    Examples(
      inputs: inputs, targets: Tensor(labels.map { Float($0) }, shape: [count, 1]))
  }
}
