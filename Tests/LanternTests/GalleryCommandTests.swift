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
    try expectOnlyWholeFiles()
  }

  /// Thirty runs are killed at random times, some of them while they write over what is there.
  @Test func aGalleryThatIsKilledLeavesOnlyWholeFilesAndGoesOn() throws {
    let scripts = ["2.2", "3.3", "3.8", "5.11", "6.4", "6.5", "10.6", "19.10"]
    let cache = ["LANTERN_CACHE": folder.file(".cache")]
    var moments = Key(seed: 30).uniform(count: 30)
    while let moment = moments.popLast() {
      let again = moments.count.isMultiple(of: 2) ? ["--no-cache"] : []
      try Program.kill(
        ["gallery"] + scripts + again + ["--jobs", "2", "-o", folder.file("out")],
        after: 5 + Int(moment * moment * 1200), environment: cache)
      try expectOnlyWholeFiles()
    }
    let rest = try Program.run(
      ["gallery"] + scripts + ["-o", folder.file("out")], environment: cache)
    #expect(rest.status == 0 && rest.error.contains("0 failed"), "\(rest.error)")
    try expectOnlyWholeFiles()
    let pages = folder.files.filter { $0.hasSuffix(".html") }
    // Each has its page; beside them are the index and the table of times.
    #expect(pages.count == scripts.count + 2, "\(pages)")
    let kept = try Program.run(
      ["gallery"] + scripts + ["-o", folder.file("out")], environment: cache)
    #expect(kept.error.contains("0 made, \(scripts.count) kept"), "\(kept.error)")
  }

  @Test(.enabled(if: !Scenes.scripts.isEmpty, "there are no scenes yet"), arguments: [300, 1500])
  func aFilmThatIsKilledIsNotThere(_ milliseconds: Int) throws {
    let scene = try #require(Scenes.scripts.first?.entry.id)
    try Program.kill(
      ["animate", scene, "--size", "640x360", "-o", folder.path], after: milliseconds)
    try expectOnlyWholeFiles()
  }

  /// Every file with a name must be whole; what was being written has none.
  private func expectOnlyWholeFiles() throws {
    for name in folder.files { try expectWhole(folder.file(name)) }
  }
}
