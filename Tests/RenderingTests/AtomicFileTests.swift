import Foundation
import Rendering
import Testing

@Suite struct AtomicFileTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func aFileIsWrittenAndReplaced() throws {
    let path = folder.file("a.txt")
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(try bytes(of: path) == [1, 2, 3])
    try AtomicFile.write([4], to: path)
    #expect(try bytes(of: path) == [4])
    #expect(try folder.contents == ["a.txt"])
  }

  @Test func nothingIsThereBeforeCommit() throws {
    let path = folder.file("a.txt")
    try AtomicFile.write([9], to: path)
    do {
      let file = try AtomicFile(path)
      try file.write([1, 2])
      try file.write([3])
      #expect(try bytes(of: path) == [9])
    }
    #expect(try bytes(of: path) == [9])
    #expect(try folder.contents == ["a.txt"])
  }

  @Test func anotherWriterMayOpenTheWorkingPath() throws {
    let path = folder.file("a.txt")
    let file = try AtomicFile(path)
    let handle = try #require(FileHandle(forWritingAtPath: file.workingPath))
    handle.write(Data([5, 6]))
    try handle.close()
    try file.commit()
    #expect(try bytes(of: path) == [5, 6])
  }

  @Test func linksAreFollowed() throws {
    let (real, link) = (folder.file("real"), folder.file("link"))
    try AtomicFile.write([1], to: real)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: real)
    try AtomicFile.write([2], to: link)
    #expect(try bytes(of: real) == [2])
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link) == real)
  }

  @Test func errorsNameTheRemedy() throws {
    func message(_ path: String) -> String {
      do {
        try AtomicFile.write([UInt8](repeating: 1, count: 100), to: path)
        return "no error"
      } catch {
        return "\(error)"
      }
    }
    let missing = folder.file("no/such/a.png")
    #expect(
      message(missing)
        == "cannot write \(missing): the folder does not exist; make it with mkdir -p or choose "
        + "another with -o")
    #expect(message(folder.path).contains("a folder has that name"))
    #expect(message("/proc/a.png").hasPrefix("cannot write /proc/a.png: "))
    let inFile = folder.file("file/a.png")
    try AtomicFile.write([1], to: folder.file("file"))
    #expect(message(inFile).contains("is a file, not a folder"))
    #if os(Linux)
      #expect(
        message("/dev/full")
          == "cannot write /dev/full: the disk is full; make room or choose another folder with -o")
      // A device is never replaced.
      let facts = try FileManager.default.attributesOfItem(atPath: "/dev/full")
      #expect(facts[.type] as? FileAttributeType == .typeCharacterSpecial)
    #endif
  }
}

@Suite struct AtomicFolderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func make(_ path: String) throws {
    let made = try AtomicFolder(path)
    try AtomicFile.write([1], to: made.workingPath + "/new")
    try made.commit()
  }

  private func leave(_ name: String, _ file: String) throws {
    try Folder.make(folder.file(name))
    try AtomicFile.write([7], to: folder.file("\(name)/\(file)"))
  }

  @Test func whatKilledRunsLeftIsSwept() throws {
    for name in [".a.frames.1k2", ".a.frames.3zzz", ".a.frames.9.old"] { try leave(name, "half") }
    // Other names, and what is no such folder's, are not touched.
    let others = [".a.frames.not-one", ".a.frames.", ".aa.frames.1k2", ".b.frames.1k2", "a.frames"]
    for name in others { try leave(name, "kept") }
    try make(folder.file("a.frames"))
    #expect(try folder.contents == others.sorted())
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.file("a.frames")) == ["new"])
  }

  /// Killed between two renames: only the old folder is whole.
  @Test func theOldFolderComesBack() throws {
    try leave(".a.frames.9.old", "before")
    do { _ = try AtomicFolder(folder.file("a.frames")) }
    #expect(try folder.contents == ["a.frames"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("a.frames")) == ["before"])
  }

  @Test func aRunThatIsUnderWayIsLeftAlone() throws {
    let first = try AtomicFolder(folder.file("a.frames"))
    try make(folder.file("a.frames"))
    try AtomicFile.write([2], to: first.workingPath + "/first")
    try first.commit()
    #expect(try folder.contents == ["a.frames"])
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: folder.file("a.frames")) == ["first"])
  }
}
