extension String {
  /// The lines of source code from the first that contains `start` to the one that closes it: the
  /// next line of the same indentation that begins with a closing brace.
  ///
  ///     Listing(Self.ownSource.excerpt(from: "func train"))
  ///
  /// - Returns: nothing if no line contains `start`; a single line if nothing closes it.
  public func excerpt(from start: String) -> String {
    let lines = split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.firstIndex(where: { $0.contains(start) }) else { return "" }
    let indent = lines[first].prefix { $0 == " " }
    let last = lines[first...].dropFirst().firstIndex { $0.hasPrefix(indent + "}") }
    return lines[first...(last ?? first)].joined(separator: "\n")
  }
}
