import Foundation
import Lantern
import Scenes
import Testing

@Suite struct GalleryCommandTests {
  private let folder: TemporaryFolder
  /// Figures that take no time to compute.
  private let scripts = ["3.8", "6.4", "10.6", "19.10"]

  init() throws { folder = try TemporaryFolder() }

  @Test func aGalleryIsMadeOnceAndThenKept() throws {
    let first = try Program.run(["gallery"] + scripts + ["-o", folder.path])
    #expect(first.status == 0, "\(first.error)")
    #expect(first.output == folder.file("index.html") + "\n")
    #expect(first.error.contains("\(scripts.count) made, 0 kept, 0 failed"))
    let second = try Program.run(["gallery"] + scripts + ["-o", folder.path])
    #expect(second.error.contains("0 made, \(scripts.count) kept, 0 failed"), "\(second.error)")
    for name in try folder.contents where !name.hasPrefix(".") {
      try expectWhole(folder.file(name))
    }
  }

  @Test(arguments: [5, 20, 40, 80, 120, 200, 300])
  func aGalleryThatIsKilledLeavesOnlyWholeFilesAndGoesOn(_ milliseconds: Int) throws {
    try Program.kill(["gallery"] + scripts + ["--jobs", "2", "-o", folder.path], after: milliseconds)
    try expectOnlyWholeFiles()
    let rest = try Program.run(["gallery"] + scripts + ["-o", folder.path])
    #expect(rest.status == 0 && rest.error.contains("0 failed"), "\(rest.error)")
    let names = try folder.contents.filter { !$0.hasPrefix(".") }
    #expect(names.count == 3 * scripts.count + 1, "\(names)")
  }

  @Test(.enabled(if: !Scenes.scripts.isEmpty, "there are no scenes yet"), arguments: [300, 1500])
  func aFilmThatIsKilledIsNotThere(_ milliseconds: Int) throws {
    let scene = try #require(Scenes.scripts.first?.entry.id)
    try Program.kill(["animate", scene, "--size", "640x360", "-o", folder.path], after: milliseconds)
    try expectOnlyWholeFiles()
  }

  /// Every file with a name must be whole; what was being written has none.
  private func expectOnlyWholeFiles() throws {
    for name in (try? folder.contents) ?? [] where !name.hasPrefix(".") {
      try expectWhole(folder.file(name))
    }
  }
}
