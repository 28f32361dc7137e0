import ScriptSource
import Testing

@Suite struct ScriptListTests {
  private func item(_ source: String) -> ScriptList.Item {
    var fingerprint = Fingerprint()
    fingerprint.combine(source.utf8)
    return ScriptList.Item(
      name: "Hill", picture: fingerprint, evidence: fingerprint, path: "figures/Hill.swift",
      source: source)
  }

  /// What the compiler takes for the interface of a file: its tokens but for those in the bodies of
  /// functions and computed properties.
  private func interface(_ text: String) -> [String] {
    var kept: [String] = []
    var isBody: [Bool] = []
    var declaration = ""
    for token in SwiftTokens(text).tokens {
      if ["func", "var", "extension", "struct"].contains(token) { declaration = token }
      if token == "{" { isBody.append(declaration == "func" || declaration == "var") }
      if !isBody.contains(true) { kept.append(token) }
      if token == "}" { isBody.removeLast() }
    }
    return kept
  }

  @Test func anEditChangesTheListButNotItsInterface() {
    let before = ScriptList(items: [item("struct Hill: Figure { let a = 1 }\n")]).text
    let after = ScriptList(items: [item("struct Hill: Figure { let a = 2 }\n")]).text
    #expect(before != after)
    #expect(interface(before) == interface(after))
    #expect(interface(before).contains("Hill"))
    #expect(interface("let a = 1") != interface("let a = 2"))
  }

  @Test(arguments: ["let a = 1\n", "let a = 1"])
  func theSourceIsWithinItsQuotes(_ source: String) {
    #expect(ScriptList(items: [item(source)]).text.contains("####\"\"\"\nlet a = 1\n\"\"\"####"))
  }

  @Test func noScriptsGiveAnEmptyList() {
    let tokens = SwiftTokens(ScriptList(items: []).text).tokens
    #expect(tokens.suffix(4) == ["{", "[", "]", "}"])
  }
}
