import Foundation
import Gallery
import Lantern
import Testing

/// Packages of a user's own. `Hello` and `HelloMoves` beside this file are the scripts that they
/// begin with.
@Suite struct NewPackageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(_ name: String, _ source: NewPackage.Source) throws -> String {
    _ = try NewPackage(name: name, source: source).write(to: folder.file(name))
    return try String(contentsOfFile: folder.file("\(name)/Package.swift"), encoding: .utf8)
  }

  @Test func theFirstScriptsRunAndHoldWhatTheyClaim() throws {
    guard case .figure(let figure) = try registration(Hello.self).run() else { return }
    for claim in try figure.claims() { #expect(claim.holds, "\(claim)") }
    for theme in Theme.all { _ = try figure.picture(theme: theme) }
    guard case .scene(let scene) = try registration(HelloMoves.self).run() else { return }
    let timeline = scene.timeline(frameRate: 2)
    for frame in 0..<timeline.frameCount {
      _ = try timeline.frame(frame, aspectRatio: 16 / 9, theme: .lecture)
    }
  }

  @Test func aPackageDependsOnLanternByFolderOrAddress() throws {
    let near = try write("near", .init("../lan\"tern"))
    #expect(near.contains(#".package(name: "Lantern", path: "../lan\"tern")"#))
    #expect(near.contains(#".product(name: "Lantern", package: "Lantern")"#))
    for address in [
      "https://example.org/a/Lantern.git", "git@example.org:Lantern", "file:///x/Lantern",
    ] {
      let far = try write("far\(address.count)", .init(address))
      #expect(far.contains(".package(url: \"\(address)\", branch: \"main\")"))
      #expect(far.contains(#"plugin(name: "ScriptRegistry", package: "Lantern")"#))
    }
  }

  @Test func everyPlaceHolderIsFilled() throws {
    let text = try write("demo", .init("../Lantern"))
    #expect(text.contains(#"name: "demo""#))
    let names = try FileManager.default.subpathsOfDirectory(atPath: folder.file("demo")).sorted()
    #expect(
      names == [
        ".gitignore", "Command", "Command/main.swift", "Package.swift", "Pictures",
        "Pictures/Hello.swift", "Pictures/HelloMoves.swift", "README.md", "Tests",
        "Tests/HelloTests.swift",
      ])
    for name in names where name.contains(".") {
      let text = try String(contentsOfFile: folder.file("demo/\(name)"), encoding: .utf8)
      #expect(!text.contains("{{") && text.hasSuffix("\n"), "\(name)")
    }
  }

  @Test(arguments: ["", "1st", "a b", "../a", "a/b", "é", "-a", "Lantern", "pictures", "a\n"])
  func aNameThatIsNoneIsExplained(_ name: String) {
    let text = message { _ = try NewPackage(name: name, source: .folder("..")) }
    #expect(text.contains("can't name a package"), "\(text)")
  }

  @Test func nothingIsWrittenOver() throws {
    _ = try write("demo", .init(".."))
    let text = message { _ = try write("demo", .init("../..")) }
    #expect(text.contains("there is a \(folder.file("demo")) already"))
    #expect(
      try String(contentsOfFile: folder.file("demo/Package.swift"), encoding: .utf8)
        .contains("path: \"..\""))
  }

  @Test func foldersAreNamedAsSeenFromThePackage() {
    let path = { NewPackage.relativePath(to: $0, from: $1) }
    #expect(path("/a/lantern", "/a/demo") == "../lantern")
    #expect(path("/lantern", "/a/b/demo") == "../../../lantern")
    #expect(path("/a/lantern", "/a/lantern/demo") == "..")
  }

  @Test func theCommandFindsLanternByItself() throws {
    let run = try Program.run(["new", "demo"], in: folder.path)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output == "cd demo && swift run -c release demo render hello\n")
    let manifest = try String(contentsOfFile: folder.file("demo/Package.swift"), encoding: .utf8)
    let match = try #require(manifest.firstMatch(of: /path: "([^"]*)"/))
    let found = URL(filePath: folder.file("demo/\(match.1)/Package.swift"))
    #expect(try String(contentsOf: found, encoding: .utf8).contains("name: \"Lantern\""))
    let again = try Program.run(["new", "demo"], in: folder.path)
    #expect(again.status == 1 && again.errorLines.count == 1)
    let nowhere = try Program.run(["new", "other", "--lantern", "nowhere"], in: folder.path)
    #expect(nowhere.status == 1 && nowhere.error.contains("nowhere has no Package.swift"))
    #expect(try folder.contents == ["demo"])
  }
}
