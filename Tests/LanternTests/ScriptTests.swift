import Drawing
import Gallery
import Lantern
import Testing

@Suite struct ScriptTests {
  @Test(arguments: [
    ("6.5", "6"), ("19.10", "19"), ("C.1", "C"),
  ])
  func aFiguresNumberNamesItsChapter(_ number: String, _ chapter: String) {
    #expect(Entry(number, "t", alt: "a").chapter == chapter)
  }

  @Test func anExcerptEndsWhereItsDeclarationDoes() {
    let source = """
      struct A {
        func one() {
          if true { }
        }

        let two = 2
      }
      """
    #expect(source.excerpt(from: "func one") == "  func one() {\n    if true { }\n  }")
    #expect(source.excerpt(from: "let two") == "  let two = 2")
    #expect(source.excerpt(from: "struct A") == source)
    #expect(source.excerpt(from: "three") == "" && "".excerpt(from: "x") == "")
  }

  @Test func entriesKnowWhatTheyAre() {
    let scene = Entry(scene: "valley", "t", alt: "a")
    #expect(scene.kind == .scene && scene.chapter == nil && scene.width.points == 640)
    let figure = Entry("6.5", "t", alt: "a", treatment: .analog)
    #expect(figure.kind == .figure && figure.treatment == .analog && figure.width.points == 410)
    #expect(Entry.Width.half.points == 189 && Entry.Width.points(12).points == 12)
  }
}

@Suite struct ScriptLibraryTests {
  private struct Numbered {
    static func script(_ id: String) -> ScriptRegistration {
      // Registrations carry types, so each number needs one of its own.
      switch id {
      case "1.2": registration(Sample.self)
      case "1.10": registration(Tenth.self)
      case "11.1": registration(Eleventh.self)
      case "C.1": registration(Appendix.self)
      default: registration(Turning.self)
      }
    }
  }

  private let library = ScriptLibrary(
    ["turning", "C.1", "11.1", "1.10", "1.2"].map(Numbered.script))

  @Test func scriptsStandInTheOrderOfTheBookWithScenesLast() {
    #expect(library.scripts.map(\.entry.id) == ["1.2", "1.10", "11.1", "C.1", "turning"])
  }

  @Test func selectorsAreChaptersNumbersAndNames() throws {
    func select(_ names: String...) throws -> [String] { try library.select(names).map(\.entry.id) }
    #expect(try select("1") == ["1.2", "1.10"])
    #expect(try select("turning", "1.10", "1") == ["1.2", "1.10", "turning"])
    #expect(try select("C") == ["C.1"])
    #expect(try library.select([]).count == 5)
  }

  @Test(arguments: [("1.11", "1.10"), ("truning", "turning"), ("c.1", "C.1")])
  func anUnknownScriptBringsASuggestion(_ typed: String, _ meant: String) {
    let text = message { _ = try library.select([typed]) }
    #expect(text.contains("\"\(typed)\"") && text.contains("did you mean \(meant)?"), "\(text)")
  }

  @Test func onlyWhatIsNearAndOfUseIsSuggested() {
    for typed in ["nope", "9.9", "x", "", "turn"] {
      let text = message { _ = try library.select([typed], suggesting: .figure) }
      #expect(text.contains("no figure \"\(typed)\"") && !text.contains("did you mean"), "\(text)")
    }
    for typed in ["turni", "turnng", "Turning"] {
      let text = message { _ = try library.select([typed], suggesting: .scene) }
      #expect(text.contains("no scene") && text.contains("did you mean turning?"), "\(text)")
    }
    #expect(!message { _ = try library.select(["1.11"], suggesting: .scene) }.contains("mean"))
  }

  @Test func anEmptyLibrarySuggestsNothing() {
    let text = message { _ = try ScriptLibrary([]).script("6.5") }
    #expect(text.contains("6.5") && !text.contains("did you mean"))
  }
}

private struct Tenth: Figure {
  static let entry = Entry("1.10", "t", alt: "a")
  func compute(in lab: Lab) throws -> Int { 0 }
  func page(_ evidence: Int) -> some Drawing { EmptyDrawing() }
}

private struct Eleventh: Figure {
  static let entry = Entry("11.1", "t", alt: "a")
  func compute(in lab: Lab) throws -> Int { 0 }
  func page(_ evidence: Int) -> some Drawing { EmptyDrawing() }
}

private struct Appendix: Figure {
  static let entry = Entry("C.1", "t", alt: "a")
  func compute(in lab: Lab) throws -> Int { 0 }
  func page(_ evidence: Int) -> some Drawing { EmptyDrawing() }
}
