import Geometry

/// A batch of training pairs of the Gabor model, its own loss, and the step to which that leads
/// (UDL, figure 6.6).
public struct GaborBatch: Hashable, Codable, Sendable {
  public let data: RegressionData
  public let surface: LossSurface
  public let step: Point
  /// The model's curves before and after the step.
  public let before: [Point]
  public let after: [Point]
  /// The angle between the step and that of all data, in degrees: over 90 it leads uphill.
  public let deviation: Double

  public init(_ data: RegressionData, at place: Point, learningRate: Double) {
    self.data = data
    surface = GaborModel.surface(on: data)
    step = GaborModel.step(on: data, at: place, learningRate: learningRate)
    before = GaborModel.curve(place)
    after = GaborModel.curve(place + step)
    let full = GaborModel.step(
      on: GaborModel.trainingData, at: place, learningRate: learningRate)
    deviation = Trajectory([.zero, full, full + step]).turningAngles.first ?? .nan
  }
}

extension GaborModel {
  /// A step of gradient descent on the summed loss of a batch (UDL, equation 6.10).
  public static func step(
    on batch: RegressionData, at place: Point, learningRate: Double
  ) -> Point {
    loss(on: batch).gradient(place) * -learningRate
  }

  /// Of all batches of a size, the share whose step leads uphill, to first order, on the loss of
  /// all data.
  public static func uphillShare(ofBatchesOf size: Int, at place: Point) -> Double {
    let full = step(on: trainingData, at: place, learningRate: 1)
    let batches = trainingData.batches(of: size)
    let uphill = batches.count { batch in
      let own = step(on: batch, at: place, learningRate: 1)
      return own.x * full.x + own.y * full.y < 0
    }
    return Double(uphill) / Double(batches.count)
  }
}
