/// Why a drawing cannot be laid out or drawn.
public struct DrawingError: Error, CustomStringConvertible, Hashable {
  public var description: String

  public init(_ description: String) { self.description = description }
}
