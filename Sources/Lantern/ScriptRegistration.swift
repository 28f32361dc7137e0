/// A script in a module's list, with fingerprints of the code that it depends on.
public struct ScriptRegistration: Sendable {
  /// The script.
  public let type: any Script.Type
  /// Tells versions of the code that its picture depends on apart.
  public let fingerprint: String
  /// Tells versions of the code that its evidence depends on apart: not that of its page.
  public let evidenceFingerprint: String
  /// The script's file, from the package's folder.
  public let file: String
  /// The text of that file.
  public let source: String

  /// - Parameters:
  ///   - evidence: the same as `fingerprint` unless given.
  ///   - file: from the package's folder.
  ///   - source: the text of the file.
  public init(
    _ type: any Script.Type, fingerprint: String, evidence: String? = nil, file: String = "",
    source: String = ""
  ) {
    self.type = type
    self.fingerprint = fingerprint
    evidenceFingerprint = evidence ?? fingerprint
    self.file = file
    self.source = source
  }

  /// What the script is.
  public var entry: Entry { type.entry }

  /// What the script's first lines say that it shows: the first paragraph of the documentation of
  /// its type; nothing if it has none.
  public var caption: String {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    guard let declaration = lines.firstIndex(where: { $0.hasPrefix("struct \(type)") }) else {
      return ""
    }
    let comment = lines[..<declaration].reversed().prefix { $0.hasPrefix("///") }.reversed()
    let words = comment.map { $0.dropFirst(3).drop { $0 == " " } }.prefix { !$0.isEmpty }
    return words.joined(separator: " ")
  }
}
