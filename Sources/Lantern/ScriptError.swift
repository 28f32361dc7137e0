/// Why a script cannot be run: one line that says what is wrong and what to do.
public struct ScriptError: Error, CustomStringConvertible, Hashable {
  public var description: String

  public init(_ description: String) { self.description = description }
}
