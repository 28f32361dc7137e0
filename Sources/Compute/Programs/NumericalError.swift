/// A computation that produced NaN or infinity.
public struct NumericalError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The step, counted from 0.
  public let step: Int
  /// The quantity whose check failed: "loss".
  public let quantity: String
  /// The operation that first gave something that isn't finite, with its shapes.
  public let operation: String
  /// The part of the model it belongs to: "layer 2".
  public let scope: String
  /// What to do about it.
  public let remedy: String

  public init(
    step: Int, quantity: String, operation: String, scope: String,
    remedy: String = "lower the learning rate or scale the data"
  ) {
    self.step = step
    self.quantity = quantity
    self.operation = operation
    self.scope = scope
    self.remedy = remedy
  }

  public var description: String {
    let place = scope.isEmpty ? "" : " of \(scope)"
    return "step \(step): the \(quantity) is not finite (first in \(operation)\(place)); \(remedy)"
  }
}
