/// A file of data that can't be used, and what to do about it.
public struct DataFileError: Error, Hashable, Sendable, CustomStringConvertible {
  public let file: String
  /// Where in the file: "byte 16", "line 7"; empty if nowhere in particular.
  public let place: String
  /// What is wrong, and after a semicolon what to do.
  public let problem: String

  init(_ file: String, _ place: String = "", _ problem: String) {
    self.file = file
    self.place = place
    self.problem = problem
  }

  public var description: String {
    place.isEmpty ? "\(file): \(problem)" : "\(file), \(place): \(problem)"
  }
}
