/// Operands whose shapes an operation can't use.
public struct ShapeError: Error, Hashable, Sendable, CustomStringConvertible {
  public let operation: String
  public let shapes: [Shape]
  public let reason: String

  init(_ operation: String, _ shapes: [Shape], _ reason: String) {
    self.operation = operation
    self.shapes = shapes
    self.reason = reason
  }

  public var description: String {
    let list = shapes.map(\.description).joined(separator: " and ")
    return "\(operation): \(reason); given \(list)"
  }
}
