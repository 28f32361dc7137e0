import Foundation
import Gallery
import Testing

/// What the preview knows of the package whose scripts it follows.
@Suite struct ScriptPackageTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    for name in ["figures/01", "scenes", ".build/release", "elsewhere/deep"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    try Data().write(to: URL(filePath: folder.file("Package.swift")))
    try Data().write(to: URL(filePath: folder.file(".build/release/demo")))
  }

  @Test func aPackageIsFoundFromEveryFolderInIt() throws {
    let program = folder.file(".build/release/demo")
    for place in ["", "/figures/01", "/elsewhere/deep"] {
      let package = try #require(ScriptPackage(around: folder.path + place, program: program))
      #expect(package.folder.split(separator: "/").last == folder.path.split(separator: "/").last)
      #expect(package.product == "demo" && package.program.hasSuffix("/.build/release/demo"))
    }
    let other = try #require(ScriptPackage(around: folder.path, program: "/usr/bin/demo"))
    #expect(other.program == folder.path + "/.build/release/demo")
    #expect(ScriptPackage(around: "/usr", program: program) == nil)
  }

  @Test func errorsAreTakenFromWhatTheCompilerPrints() {
    let output = """
      [1/4] Compiling Figures A.swift
      /p/figures/A.swift:6:22: error: cannot find 'misspelt' in scope
      4 |   func page() {
      6 |     Text(misspelt)
        |          `- error: cannot find 'misspelt' in scope
      7 |   }

      /p/figures/A.swift:9:1: warning: never used
      9 | let x = 1
      [2/4] Compiling Figures B.swift
      /p/figures/A.swift:6:22: error: cannot find 'misspelt' in scope
      6 |     Text(misspelt)
      /elsewhere/B.swift:1:2: error: expected ':' after type: here
      error: fatalError

      """
    let errors = CompilerMessage.errors(in: output, folder: "/p")
    #expect(errors.count == 2)
    guard errors.count == 2 else { return }
    #expect(errors.map(\.file) == ["figures/A.swift", "/elsewhere/B.swift"])
    #expect(errors.map(\.line) == [6, 1] && errors.map(\.column) == [22, 2])
    #expect(errors[0].text == "cannot find 'misspelt' in scope")
    #expect(errors[1].text == "expected ':' after type: here")
    #expect(errors[0].excerpt.hasPrefix("4 |") && errors[0].excerpt.hasSuffix("7 |   }"))
    #expect(errors[1].excerpt.isEmpty)
    #expect(CompilerMessage.errors(in: "Build complete!", folder: "/p").isEmpty)
  }
}
