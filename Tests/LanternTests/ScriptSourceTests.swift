import Foundation
import ScriptSource
import Testing

@Suite struct ScriptSourceTests {
  private static let source = #"""
    import Lantern

    /// What it shows.
    struct Hill: Figure {
      static let entry = Entry("6.5", "A hill", alt: "It has \(1) top.")

      @Parameter("Rate", in: 0.1...1) var rate = 0.5
      @Parameter("Seed", in: 0...99) var seed = 7

      struct Evidence: Codable, Sendable { var heights: [Double] }

      private let starts = [1.0, 2], ends = [3.0]
      private let tone = Tone.orange

      func compute(in lab: Lab) throws -> Evidence {
        lab.progress(0.5) // half of "it"
        return Evidence(heights: starts.map { climb($0, """
          from \(where_ as Any) } {
          """) })
      }

      private func climb(_ x: Double, _ name: String) -> Double { x * rate + deep }
      private var deep: Double { 2 }
      private func unused() -> Double { 3 }

      func page(_ evidence: Evidence) -> some Drawing {
        Text("top \(evidence.heights[0])").foregroundStyle(tone)
      }

      private func label(_ x: Double) -> some Drawing { Text("a } \" {") }
      static func + (a: Hill, b: Hill) -> Int { 4 }

      var claims: [Claim<Evidence>] { Claim("t", atLeast: 1) { $0.heights[0] } }
    }

    extension Double { fileprivate var twice: Double { 2 * self } }
    """#

  private func computing(_ change: (String, String)? = nil) throws -> [String] {
    var source = Self.source
    if let change {
      #expect(source.contains(change.0), "nothing to change")
      source = source.replacingOccurrences(of: change.0, with: change.1)
    }
    return try #require(ScriptSource(source, name: "Hill")).computing
  }

  @Test(arguments: [
    ("foregroundStyle(tone)", "foregroundStyle(.teal)"), ("Tone.orange", "Tone.teal"),
    ("A hill", "The hill"), ("atLeast: 1", "atLeast: 2"), ("a } ", "b "), ("{ 3 }", "{ 4 }"),
    ("// half of \"it\"", ""), ("/// What it shows.", "/* What /* it */ \" shows. */"),
    ("  private var deep", "\n\n private   var deep"), ("lab.progress(0.5)", "lab . progress(0.5)"),
    ("private func label(_ x: Double) ->", "func label(_ x: Double, _ y: Double) ->"),
  ])
  func whatOnlyDrawsDoesNotCount(_ old: String, _ new: String) throws {
    #expect(try computing((old, new)) == computing())
  }

  @Test(arguments: [
    ("lab.progress(0.5)", "lab.progress(0.4)"), ("x * rate", "x / rate"), ("{ 2 }", "{ 2.5 }"),
    ("[1.0, 2]", "[1.0, 3]"), ("ends = [3.0]", "ends = [4.0]"),
    ("var rate = 0.5", "var rate = 0.6"),
    ("from \\(where_", "to \\(where_"), ("var heights: [Double]", "var heights: [Float]"),
    ("{ 4 }", "{ 5 }"), ("2 * self", "3 * self"), ("import Lantern", "import Learning"),
  ])
  func whatComputesCounts(_ old: String, _ new: String) throws {
    #expect(try computing((old, new)) != computing())
  }

  @Test func namesInInterpolationsAreUsed() throws {
    let script = try #require(ScriptSource(Self.source, name: "Hill"))
    #expect(script.computingNames.isSuperset(of: ["climb", "deep", "where_", "rate", "Evidence"]))
    #expect(script.computingNames.isDisjoint(with: ["unused", "tone", "Tone", "claims", "page"]))
  }

  @Test func aFilesWordsAreKnownWithoutItsComments() throws {
    let script = try #require(
      ScriptSource("struct Hill: Figure { let a = 1 /* b */ }", name: "Hill"))
    #expect(script.tokens == ["struct", "Hill", ":", "Figure", "{", "let", "a", "=", "1", "}"])
  }

  @Test func onlyFiguresAndScenesOfThatNameAreScripts() {
    #expect(ScriptSource(Self.source, name: "Valley") == nil)
    #expect(ScriptSource("struct Hill: Sendable {}", name: "Hill") == nil)
    #expect(ScriptSource("struct Hill: Figure", name: "Hill") == nil)
    #expect(ScriptSource("", name: "Hill") == nil)
    #expect(
      ScriptSource("public struct Hill: Sendable, Scene { func compute() {} }", name: "Hill") != nil
    )
  }

  @Test(arguments: [
    "struct Hill: Figure {", "struct Hill: Figure { \"", "struct Hill: Figure { /*",
    "struct Hill: Figure { \"\\(", "struct Hill: Figure { #\"\"\"", "struct Hill: Figure { func",
    "struct Hill: Figure { }}}}", "struct Hill: Figure { @ @ , . static }",
  ])
  func brokenSourceIsTakenAsFarAsItGoes(_ source: String) {
    #expect(ScriptSource(source, name: "Hill") != nil)
  }

  @Test func modulesSayWhatTheyDeclare() {
    let source = """
      public struct Chart { public static func plot() {}; var hidden: Int; public final class Inner {} }
      enum Secret { case one }
      """
    #expect(ScriptSource.declaredNames(in: source, isPublic: true) == ["Chart", "plot", "Inner"])
    #expect(
      ScriptSource.declaredNames(in: source, isPublic: false)
        == ["Chart", "plot", "hidden", "Inner", "Secret", "one"])
  }
}
