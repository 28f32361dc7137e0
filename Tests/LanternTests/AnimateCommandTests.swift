import Foundation
import Rendering
import Testing

/// The command animate as people call it.
@Suite struct AnimateCommandTests {
  private let folder: TemporaryFolder
  private let small = ["--size", "160x90", "--fps", "5"]

  init() throws { folder = try TemporaryFolder() }

  @Test func theListOfFilesSaysWhatTheyHold() throws {
    let run = try Program.run(
      ["animate", "penguin-learns", "--format", "mp4,gif,apng,webm,frames", "--json", "-o"]
        + [folder.path] + small)
    #expect(run.status == 0, "\(run.error)")
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    let kinds = ["mp4", "gif", "apng", "webm", "frames", "vtt"]
    #expect(list.map { $0["kind"] as? String } == kinds)
    #expect(list.map { $0["file"] as? String } == kinds.map { folder.file("penguin-learns.\($0)") })
    let hashes = list.compactMap { $0["frameHash"] as? String }
    #expect(hashes.count == 5 && Set(hashes).count == 1 && hashes[0].count == 16)
    let count = try #require(list[0]["frames"] as? Int)
    let duration = try MovieInfo.read(folder.file("penguin-learns.mp4")).duration
    #expect(Int((5 * duration).rounded()) == count)
    // Frames are numbered files, with a text that tells of them.
    let frames = try FileManager.default.contentsOfDirectory(
      atPath: folder.file("penguin-learns.frames"))
    #expect(frames.count == count + 1)
    let again = try Program.run(
      ["animate", "penguin-learns", "--jobs", "1", "-o", folder.file("one")] + small)
    #expect(again.status == 0)
    #expect(
      try bytes(of: folder.file("penguin-learns.mp4"))
        == bytes(of: folder.file("one/penguin-learns.mp4")))
  }

  @Test func aMomentIsAStillInAnyFormat() throws {
    let run = try Program.run(
      ["animate", "penguin-learns", "--at", "3.2s", "--format", "png,pdf,svg", "-o", folder.path])
    #expect(run.status == 0, "\(run.error)")
    #expect(
      try folder.contents == ["pdf", "png", "svg"].map { "penguin-learns.\($0)" })
    for name in try folder.contents { try expectWhole(folder.file(name)) }
  }

  @Test func anInterruptedRunLeavesNothing() throws {
    for format in ["frames", "mp4", "gif", "apng", "webm"] {
      let place = folder.file(format)
      let process = Process()
      process.executableURL = URL(filePath: Program.path)
      // More than can be done in the time.
      process.arguments = [
        "animate", "regions-while-learning", "--format", format, "--fps",
        format == "gif" ? "50" : "60", "--size", "1280x720", "-o", place,
      ]
      process.standardError = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      try process.run()
      // Once the folder has something, or in any case when frames are being made.
      for _ in 0..<60 where process.isRunning {
        Thread.sleep(forTimeInterval: 0.05)
        let hasBegun = try? FileManager.default.contentsOfDirectory(atPath: place).isEmpty == false
        if format == "frames", hasBegun == true { break }
      }
      #expect(process.isRunning, "\(format): too quick to be interrupted")
      process.interrupt()
      process.waitUntilExit()
      #expect(process.terminationStatus == 130, "\(format)")
      let left = try FileManager.default.contentsOfDirectory(atPath: place)
      #expect(left.isEmpty, "\(format): \(left)")
    }
  }

  /// Nothing can be done by a process that is killed; the next one clears up.
  @Test func theNextRunSweepsWhatAKilledOneLeft() throws {
    let process = Process()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = [
      "animate", "penguin-learns", "--format", "frames", "--size", "1280x720", "-o", folder.path,
    ]
    process.standardError = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    for _ in 0..<200 where process.isRunning {
      Thread.sleep(forTimeInterval: 0.05)
      if try !folder.contents.isEmpty { break }
    }
    #expect(process.isRunning, "too quick to be killed")
    kill(process.processIdentifier, SIGKILL)
    process.waitUntilExit()
    let left = try folder.contents
    #expect(left.count == 1 && left[0].hasPrefix(".penguin-learns.frames."), "\(left)")
    let run = try Program.run(
      ["animate", "penguin-learns", "--format", "frames", "-o", folder.path] + small)
    #expect(run.status == 0, "\(run.error)")
    #expect(try folder.contents == ["penguin-learns.frames"])
  }

  /// A reader that goes away ends the program, and leaves whole files only.
  @Test func aBrokenPipeLeavesWholeFiles() throws {
    let run = try Program.shell(
      "\"$LANTERN\" animate penguin-learns --json --format gif -o \(folder.path) "
        + small.joined(separator: " ") + " | true")
    #expect(run.status == 0)
    for name in try folder.contents {
      #expect(name == "penguin-learns.gif")
      let file = try bytes(of: folder.file(name))
      #expect(file.last == 0x3b)
    }
  }
}
