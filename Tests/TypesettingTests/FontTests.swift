import Testing
import Typesetting

@Suite("Fonts")
struct FontTests {
  @Test("A missing font names its file and package")
  func missing() {
    let message = FontLibrary.missing(.math).description
    #expect(message.contains("latinmodern-math"))
    #expect(message.contains("fonts-lmodern"))
    #expect(!message.contains("\n"))
  }

  @Test("The files of all faces that Debian's package has are found")
  func files() throws {
    for face in FontFace.allCases where face.rawValue.hasPrefix("lm") {
      #expect(try FontLibrary.file(for: face).hasSuffix("\(face.rawValue).otf"))
    }
  }

  @Test("Threads may set type at the same time")
  func threads() async throws {
    let strings = (0..<200).map { #"Step \#($0): $\frac{\partial L}{\partial \phi_{\#($0)}}$"# }
    let expected = try strings.map { try Typesetter.label($0, style: TextStyle(size: 7)) }
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          zip(strings, expected).allSatisfy { string, text in
            // A size of its own for each round defeats the cache.
            let size = Double.random(in: 5...50)
            let label = try? Typesetter.label(string, style: TextStyle(size: size))
            return abs((label?.width ?? 0) / size - text.width / 7) < 1e-9
          }
        }
      }
      for await same in group { #expect(same) }
    }
  }
}
