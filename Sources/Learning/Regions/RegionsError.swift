/// Why the linear regions of a network can't be found, in one line.
public struct RegionsError: Error, Hashable, CustomStringConvertible {
  public let description: String

  init(_ description: String) { self.description = description }
}
