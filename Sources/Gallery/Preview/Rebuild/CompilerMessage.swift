/// What the compiler has against a script.
public struct CompilerMessage: Codable, Hashable, Sendable {
  /// Relative to the package.
  public var file: String
  public var line: Int
  public var column: Int
  public var text: String
  /// The lines that the compiler shows, with marks below.
  public var excerpt: String

  /// The errors in the output of a build, each once.
  ///
  /// - Parameter folder: the package's, which is left out of the names of files.
  public static func errors(in output: String, folder: String) -> [CompilerMessage] {
    var found: [CompilerMessage] = []
    var isOpen = false
    for line in output.split(separator: "\n", omittingEmptySubsequences: false) {
      if let (kind, message) = parse(line, folder: folder) {
        isOpen = kind == "error" && !found.contains { $0.isSame(as: message) }
        if isOpen { found.append(message) }
      } else if line.first == "[" || line.hasPrefix("error:") || line.hasPrefix("warning:") {
        isOpen = false
      } else if isOpen, let last = found.indices.last {
        found[last].excerpt += found[last].excerpt.isEmpty ? line : "\n" + line
      }
    }
    for index in found.indices {
      while found[index].excerpt.last?.isWhitespace == true { found[index].excerpt.removeLast() }
    }
    return found
  }

  private func isSame(as other: CompilerMessage) -> Bool {
    (file, line, column, text) == (other.file, other.line, other.column, other.text)
  }

  /// Reads a line such as `/path/File.swift:3:14: error: cannot find 'x' in scope`.
  private static func parse(
    _ line: Substring, folder: String
  ) -> (kind: Substring, message: CompilerMessage)? {
    guard line.hasPrefix("/"), let name = line.firstRange(of: ".swift:") else { return nil }
    let parts = line[name.upperBound...].split(separator: ":", maxSplits: 3)
    guard parts.count == 4, let row = Int(parts[0]), let column = Int(parts[1]) else { return nil }
    let path = line[..<name.upperBound].dropLast()
    let file = path.hasPrefix(folder + "/") ? path.dropFirst(folder.count + 1) : path
    let text = parts[3].drop { $0 == " " }
    return (
      parts[2].drop { $0 == " " },
      CompilerMessage(
        file: String(file), line: row, column: column, text: String(text), excerpt: "")
    )
  }
}
