import Lantern

/// All scripts of a program, in the order of the book.
public struct ScriptLibrary: Sendable {
  public let scripts: [ScriptRegistration]

  public init(_ scripts: [ScriptRegistration]) {
    self.scripts = scripts.sorted { Self.key($0.entry) < Self.key($1.entry) }
  }

  /// Figures by chapter and number (appendices last), then figures and scenes by name.
  private static func key(_ entry: Entry) -> (Int, String, Int, String) {
    guard let chapter = entry.chapter else {
      return (entry.kind == .figure ? 2 : 3, "", 0, entry.id)
    }
    let number = Int(entry.id.split(separator: ".").last ?? "") ?? 0
    let isAppendix = Int(chapter) == nil
    let padded = String(repeating: "0", count: max(0, 3 - chapter.count)) + chapter
    return (isAppendix ? 1 : 0, padded, number, entry.id)
  }

  /// The script with that number or name.
  ///
  /// - Parameter kind: what the caller can make use of, which is all that is suggested; `nil` for
  ///   any.
  /// - Throws: a `ScriptError` that suggests the most similar one, if there is a similar one.
  public func script(
    _ id: String, suggesting kind: Entry.Kind? = nil
  ) throws -> ScriptRegistration {
    if let found = scripts.first(where: { $0.entry.id == id }) { return found }
    let typed = id.lowercased()
    // A third of the letters may be wrong, or all but a few may be missing.
    let near = scripts.map(\.entry).filter { entry in
      (kind == nil || entry.kind == kind)
        && (entry.id.editDistance(to: typed) <= max(typed.count / 3, 1)
          || typed.count > 3 && entry.id.contains(typed))
    }
    let nearest = near.min { $0.id.editDistance(to: typed) < $1.id.editDistance(to: typed) }
    let name = kind?.rawValue ?? "figure or scene"
    let hint = nearest.map { "did you mean \($0.id)?" } ?? "choose another:"
    throw ScriptError("there is no \(name) \"\(id)\"; \(hint) `lantern list` shows all")
  }

  /// The scripts that the given numbers, names and chapters select, in order; all if there are
  /// none.
  ///
  /// - Parameter kind: what is suggested for a name that there is not; `nil` for any.
  public func select(
    _ selectors: [String], suggesting kind: Entry.Kind? = nil
  ) throws -> [ScriptRegistration] {
    guard !selectors.isEmpty else { return scripts }
    var chosen = Set<String>()
    for selector in selectors {
      let chapter = scripts.filter { $0.entry.chapter == selector }
      let matches = try chapter.isEmpty ? [script(selector, suggesting: kind)] : chapter
      chosen.formUnion(matches.map(\.entry.id))
    }
    return scripts.filter { chosen.contains($0.entry.id) }
  }
}

extension String {
  /// The least number of inserted, removed and replaced characters that make `other`.
  func editDistance(to other: String) -> Int {
    let target = Array(other)
    var row = Array(0...target.count)
    for (i, a) in self.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in target.enumerated() {
        let replaced = diagonal + (a == b ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = Swift.min(replaced, diagonal + 1, row[j] + 1)
      }
    }
    return row[target.count]
  }
}
