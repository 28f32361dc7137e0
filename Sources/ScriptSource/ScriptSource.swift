/// The source of a script, taken apart so far that what computes can be told from what draws.
public struct ScriptSource: Sendable {
  /// A declaration among those of the script's type.
  struct Member: Sendable {
    var keyword: String
    var name: String
    var tokens: [String]
    /// Whether it may declare more than the one name.
    var declaresSeveral: Bool
  }

  /// The script's name, which is that of its type and file.
  public let name: String
  /// All words of the file.
  public let tokens: [String]
  /// What stands outside the script's type: its own line, extensions, other types.
  private var outside: [String] = []
  private var members: [Member] = []

  /// Takes the source of a file apart.
  ///
  /// - Returns: `nil` if the file declares no figure or scene of that name.
  public init?(_ source: String, name: String) {
    self.name = name
    let tokens = SwiftTokens(source).tokens
    self.tokens = tokens
    let start = tokens.indices.dropLast().first {
      tokens[$0] == "struct" && tokens[$0 + 1] == name
    }
    guard let start, let open = tokens[start...].firstIndex(of: "{"),
      tokens[start..<open].contains(where: { $0 == "Figure" || $0 == "Scene" })
    else { return nil }
    let close = Self.end(of: open, in: tokens)
    outside = Array(tokens[..<open] + tokens[close...])
    members = Self.members(tokens[(open + 1)..<max(close, open + 1)])
  }

  /// The code that `compute` can reach: the members that it names, those that they name and so on,
  /// all types within the script, and all that stands outside of its type.
  ///
  /// What only `page`, `shots`, `claims` and `entry` use is not part of it. A name that is used for
  /// two things counts for both: rather too much than too little.
  public var computing: [String] {
    var reached = Set(members.indices.filter { isAlwaysReached(members[$0]) })
    var names = Set(outside.flatMap(\.names))
    for index in reached { names.formUnion(members[index].tokens.flatMap(\.names)) }
    while let next = members.indices.first(where: {
      !reached.contains($0) && names.contains(members[$0].name)
    }) {
      reached.insert(next)
      names.formUnion(members[next].tokens.flatMap(\.names))
    }
    return outside + members.indices.filter(reached.contains).flatMap { members[$0].tokens }
  }

  /// The names that occur in the code that computes.
  public var computingNames: Set<String> { Set(computing.flatMap(\.names)) }

  /// Only functions and properties are left out: they are used by their names.
  private func isAlwaysReached(_ member: Member) -> Bool {
    guard member.keyword == "func" || member.keyword == "var" || member.keyword == "let" else {
      return true
    }
    // An operator is no word, and of several properties in one declaration only the first is known.
    return member.name == "compute" || member.name.names.isEmpty || member.declaresSeveral
  }

  // MARK: Taking apart

  private static let openers: Set = ["{", "(", "["]
  private static let closers: Set = ["}", ")", "]"]
  private static let keywords: Set = [
    "func", "var", "let", "struct", "enum", "class", "actor", "init", "subscript", "typealias",
    "case", "extension", "protocol", "deinit", "macro",
  ]
  private static let modifiers: Set = [
    "public", "private", "fileprivate", "internal", "package", "static", "final", "lazy",
    "mutating", "nonmutating", "nonisolated", "indirect", "unowned", "weak", "consuming",
    "borrowing", "override", "required", "convenience", "dynamic", "open",
  ]

  /// The place of the bracket that closes the one at `start`, or the end.
  private static func end(of start: Int, in tokens: [String]) -> Int {
    var depth = 0
    for at in start..<tokens.count {
      if openers.contains(tokens[at]) { depth += 1 }
      if closers.contains(tokens[at]) { depth -= 1 }
      if depth == 0 { return at }
    }
    return tokens.count
  }

  private static func members(_ tokens: ArraySlice<String>) -> [Member] {
    var starts: [Int] = []
    var severals: Set<Int> = []
    var depth = 0
    var isOpen = false  // whether attributes and modifiers of the next member have been met
    for at in tokens.indices {
      let token = tokens[at]
      if openers.contains(token) { depth += 1 }
      if closers.contains(token) { depth -= 1 }
      guard depth == 0 else { continue }
      let isDotted = at > tokens.startIndex && tokens[at - 1] == "."
      if token == "@" || (modifiers.contains(token) && !isDotted) {
        if !isOpen { starts.append(at) }
        isOpen = true
      } else if keywords.contains(token), !isDotted {
        if !isOpen { starts.append(at) }
        // `class func` is one declaration, not two.
        isOpen = token == "class" && at + 1 < tokens.endIndex && keywords.contains(tokens[at + 1])
      } else if token == ",", let start = starts.last {
        severals.insert(start)
      }
    }
    let ends = starts.dropFirst() + [tokens.endIndex]
    return zip(starts, ends).map { start, end in
      let part = Array(tokens[start..<end])
      let keyword = part.firstIndex { keywords.contains($0) }
      let name = keyword.flatMap { $0 + 1 < part.count ? part[$0 + 1] : nil }
      return Member(
        keyword: keyword.map { part[$0] } ?? "", name: name ?? "", tokens: part,
        declaresSeveral: severals.contains(start))
    }
  }

  // MARK: Names of other modules

  /// What a file declares, by names; with `isPublic` only what other modules see.
  public static func declaredNames(in source: String, isPublic: Bool) -> Set<String> {
    let tokens = SwiftTokens(source).tokens
    var names: Set<String> = []
    for at in tokens.indices.dropLast() where keywords.contains(tokens[at]) {
      var before = at - 1
      while before >= 0, modifiers.contains(tokens[before]), tokens[before] != "public" {
        before -= 1
      }
      if !isPublic || (before >= 0 && tokens[before] == "public") { names.insert(tokens[at + 1]) }
    }
    return names
  }
}
