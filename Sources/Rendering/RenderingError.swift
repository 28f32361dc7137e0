/// What went wrong while a picture was turned into a file, in one line that says what to do.
public struct RenderingError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}
