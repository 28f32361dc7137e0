import CVideo
import Drawing
import Foundation
import Geometry
import Rendering
import Testing

private let size = PixelSize(320, 180)

@Suite struct MovieTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func write(
    _ name: String, frames: Int = 20, jobs: Int = 2,
    frame: @escaping @Sendable (Int) throws -> Picture = { everything(at: Double($0) * 0.1) }
  ) throws -> MovieReport {
    try Movie.write(
      to: folder.file(name),
      MovieSettings(
        size: size, frameRate: 30,
        metadata: Metadata(title: "Test", entries: [.init("Seed", "7\\\n8")])),
      frameCount: frames, jobs: jobs, frame: frame)
  }

  @Test func theFileSaysWhatItIs() throws {
    let report = try write("a.mp4")
    let info = try MovieInfo.read(folder.file("a.mp4"))
    #expect(info.size == size)
    #expect(info.frameCount == 20)
    #expect(abs(info.duration - 20.0 / 30) < 1e-6)
    #expect(info.frameRate == 30)
    #expect(info.codec == "h264")
    #expect(info.profile == "High")
    #expect(info.pixelFormat == "yuv420p")
    #expect(info.colorPrimaries == "bt709")
    #expect(info.colorTransfer == "bt709")
    #expect(info.colorMatrix == "bt709")
    #expect(info.colorRange == "tv")
    #expect(info.metadata.title == "Test")
    #expect(
      info.metadata.entries == [
        .init("Seed", "7\\\n8"), .init(MovieReport.hashKey, report.frameHash),
      ])
    #expect(report.frameHash.count == 16)
    #expect(try folder.contents == ["a.mp4"])
    // The index is at the front, so that a browser can start at once.
    let file = try Data(contentsOf: URL(filePath: folder.file("a.mp4")))
    let index = try #require(file.range(of: Data("moov".utf8)))
    let media = try #require(file.range(of: Data("mdat".utf8)))
    #expect(index.lowerBound < media.lowerBound)
  }

  @Test func framesAreThePictures() throws {
    try write("a.mp4")
    let reader = try MovieReader(folder.file("a.mp4"))
    var count = 0
    while let frame = try reader.nextFrame() {
      let still = try Movie.still(of: everything(at: Double(count) * 0.1), size: size)
      #expect(frame.meanDifference(from: still) < 3)
      count += 1
    }
    #expect(count == 20)
  }

  @Test func flatColoursSurvive() throws {
    let colors = [0xd18362, 0x68a1c9, 0x3b1f2b, 0xf3e9d2].map { Color(hex: $0) }
    let areas = [(0, 0), (80, 0), (0, 45), (80, 45)].map { (x: Double, y: Double) in
      Path(rect: Rect(x: x, y: y, width: 80, height: 45))
    }
    try write("a.mp4", frames: 10) { index in
      // The colours go round by one place every frame.
      Picture(
        size: Size(160, 90),
        commands: (0..<4).map { .fill(areas[$0], colors[($0 + index) % 4]) })
    }
    let reader = try MovieReader(folder.file("a.mp4"))
    var index = 0
    while let frame = try reader.nextFrame() {
      for (place, (x, y)) in [(80, 45), (240, 45), (80, 135), (240, 135)].enumerated() {
        let color = colors[(place + index) % 4]
        for (seen, given) in zip(frame[x, y], [color.red, color.green, color.blue]) {
          #expect(abs(Double(seen) - given * 255) <= 3)
        }
      }
      index += 1
    }
    #expect(index == 10)
  }

  /// Frames that share much and change inside clips and layers, and frames that share nothing.
  static let films: [@Sendable (Int) -> Picture] = [
    { everything(at: Double($0) * 0.1) },
    { index in
      var picture = everything()
      let dot = Path(circle: Point(20 + 10 * Double(index), 40), radius: 8)
      picture.commands += [
        .pushClip(Path(circle: Point(60, 45), radius: 40)), .fill(dot, red), .pushOpacity(0.4),
        .fill(dot.offset(by: Point(0, 5)), blue), .pop, .pop,
      ]
      return picture
    },
    { Picture(size: Size(160, 90), background: Color(white: Double($0) / 8)) },
  ]

  @Test(arguments: films.indices) func aFrameAloneIsThatFrameOfTheRun(film: Int) throws {
    let frame = MovieTests.films[film]
    let run = try write("run.mp4", frames: 8, frame: frame)
    for index in 0..<8 {
      let alone = try write("alone.mp4", frames: 1) { _ in frame(index) }
      #expect(alone.frameHashes == [run.frameHashes[index]])
    }
    #expect(Set(run.frameHashes).count == 8)
    // The film's hash is that of its frames' hashes.
    var hash: UInt64 = 0
    for frameHash in run.frameHashes {
      let bytes = (0..<8).map { UInt8(truncatingIfNeeded: frameHash >> (8 * $0)) }
      hash = cvideo_hash(bytes, 8, hash)
    }
    #expect(UInt64(run.frameHash, radix: 16) == hash)
  }

  @Test func theNumberOfThreadsDoesNotMatter() throws {
    let one = try write("one.mp4", jobs: 1)
    let four = try write("four.mp4", jobs: 4)
    #expect(one.frameHash == four.frameHash)
    #expect(try bytes(of: folder.file("one.mp4")) == bytes(of: folder.file("four.mp4")))
  }

  @Test func equalPicturesAreDrawnOnce() throws {
    let report = try write("a.mp4", frames: 30) { everything(at: Double($0 / 10)) }
    #expect(report.drawnCount == 3)
    // Each is stored once, and the last frames of the film in any case.
    let reader = try MovieReader(folder.file("a.mp4"))
    #expect(reader.info.frameCount == 6 && abs(reader.info.duration - 1) < 1e-6)
    // Equal frames decode to nearly equal pixels.
    func frame(_ index: Int) throws -> Bitmap { try reader.frame(at: Double(index) / 30) }
    #expect(try frame(12).largestDifference(from: frame(18)) < 40)
    #expect(try frame(8).largestDifference(from: frame(12)) > 100)
  }

  @Test func oddSizesAreRefused() throws {
    let error = #expect(throws: RenderingError.self) {
      try Movie.write(
        to: folder.file("a.mp4"), MovieSettings(size: PixelSize(321, 181), frameRate: 30),
        frameCount: 1
      ) { _ in everything() }
    }
    #expect(error?.description.contains("use 322x182") == true)
    #expect(try folder.contents.isEmpty)
  }

  @Test func picturesOfOtherProportionsAreRefused() throws {
    #expect(throws: RenderingError.self) {
      try write("a.mp4") { _ in Picture(size: Size(100, 100)) }
    }
    #expect(try folder.contents.isEmpty)
  }

  @Test func aFailingFrameLeavesNothing() throws {
    struct Diverged: Error, Equatable { var frame: Int }
    for jobs in [1, 3] {
      // The first frame that fails is the one reported, whichever thread is quicker.
      #expect(throws: Diverged(frame: 7)) {
        try write("a.mp4", jobs: jobs) { index in
          if index >= 7 { throw Diverged(frame: index) }
          return everything(at: Double(index))
        }
      }
      #expect(try folder.contents.isEmpty)
    }
  }

  @Test func aCancelledRunLeavesWhatWasThere() async throws {
    try write("a.mp4", frames: 1)
    let before = try bytes(of: folder.file("a.mp4"))
    struct Enough: Error {}
    #expect(throws: Enough.self) {
      try Movie.write(
        to: folder.file("a.mp4"), MovieSettings(size: size, frameRate: 30), frameCount: 1000,
        progress: { if $0 == 5 { throw Enough() } }
      ) { everything(at: Double($0)) }
    }
    let path = folder.file("a.mp4")
    let task = Task {
      try Movie.write(
        to: path, MovieSettings(size: size, frameRate: 30), frameCount: 1000,
        progress: { done in if done == 5 { withUnsafeCurrentTask { $0?.cancel() } } }
      ) { everything(at: Double($0)) }
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(try bytes(of: folder.file("a.mp4")) == before)
    #expect(try folder.contents == ["a.mp4"])
  }

  @Test func unwritablePlacesAreNamed() throws {
    let error = #expect(throws: FileError.self) { try write("no/such/a.mp4") }
    #expect(error?.description.contains("the folder does not exist") == true)
    #if os(Linux)
      let full = #expect(throws: FileError.self) {
        try Movie.write(
          to: "/dev/full", MovieSettings(size: size, frameRate: 30), frameCount: 3
        ) { _ in everything() }
      }
      #expect(full?.description.contains("the disk is full") == true)
    #endif
  }

  #if os(Linux)
    /// A process that may write no file beyond 20 kB stands for a disk that fills up half-way.
    @Test func aFileThatCannotGrowLeavesNothing() async throws {
      await #expect(processExitsWith: .success) {
        signal(SIGXFSZ, SIG_IGN)
        var limit = rlimit(rlim_cur: 20_000, rlim_max: 20_000)
        try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        let folder = try TemporaryFolder()
        let error = #expect(throws: FileError.self) {
          try Movie.write(
            to: folder.file("a.mp4"), MovieSettings(size: size, frameRate: 30), frameCount: 300
          ) { everything(at: Double($0)) }
        }
        #expect(error?.code == EFBIG)
        #expect(throws: FileError.self) {
          try AtomicFile.write([UInt8](repeating: 0, count: 30_000), to: folder.file("b.png"))
        }
        #expect(try folder.contents.isEmpty)
      }
    }
  #endif

  @Test func theEncoderIsNamed() throws {
    #expect(try Movie.encoderVersion().contains("with libx264"))
  }

  @Test func unreadableFilesAreNamed() throws {
    let error = #expect(throws: FileError.self) { try MovieInfo.read(folder.file("none.mp4")) }
    #expect(error?.description.hasSuffix("none.mp4: there is no such file") == true)
    try AtomicFile.write(Array("no film".utf8), to: folder.file("text.mp4"))
    #expect(throws: RenderingError.self) { try MovieInfo.read(folder.file("text.mp4")) }
  }
}

@Suite struct PixelTests {
  /// The values of ITU-R BT.709 in limited range, rounded.
  @Test(
    arguments: [
      ([255, 255, 255], [235, 128, 128]), ([0, 0, 0], [16, 128, 128]),
      ([128, 128, 128], [126, 128, 128]), ([255, 0, 0], [63, 102, 240]),
      ([0, 255, 0], [173, 42, 26]), ([0, 0, 255], [32, 240, 118]),
    ] as [([UInt8], [UInt8])])
  func colours(rgb: [UInt8], yuv: [UInt8]) {
    let cairo = [[UInt8]](repeating: [rgb[2], rgb[1], rgb[0], 255], count: 4).flatMap { $0 }
    var y = [UInt8](repeating: 0, count: 4)
    var (u, v): (UInt8, UInt8) = (0, 0)
    cvideo_to_yuv420(cairo, 8, &y, 2, &u, &v, 1, 2, 2)
    #expect(y == [UInt8](repeating: yuv[0], count: 4))
    #expect([u, v] == Array(yuv[1...]))
    var rgba = [UInt8](repeating: 0, count: 16)
    cvideo_from_yuv420(y, 2, &u, &v, 1, &rgba, 2, 2)
    for (back, given) in zip(rgba, rgb) { #expect(abs(Int(back) - Int(given)) <= 2) }
  }

  @Test func chromaIsTheMeanOfFourPixels() {
    // Two red and two blue pixels: the colour of their mean.
    let (r, b): ([UInt8], [UInt8]) = ([0, 0, 255, 255], [255, 0, 0, 255])
    var y = [UInt8](repeating: 0, count: 4)
    var (u, v): (UInt8, UInt8) = (0, 0)
    cvideo_to_yuv420(r + b + b + r, 8, &y, 2, &u, &v, 1, 2, 2)
    #expect(y == [63, 32, 32, 63])
    #expect([u, v] == [171, 179])
  }

  /// Vectors of the reference implementation.
  @Test func hashes() {
    func hash(_ text: String, _ seed: UInt64 = 0) -> UInt64 {
      let bytes = Array(text.utf8)
      return cvideo_hash(bytes, bytes.count, seed)
    }
    #expect(hash("") == 0xef46_db37_51d8_e999)
    #expect(hash("a") == 0xd24e_c4f1_a98c_6e5b)
    #expect(hash("abc") == 0x44bc_2cf5_ad77_0999)
    #expect(
      hash("Nobody inspects the spammish repetition") == 0xfbce_a83c_8a37_8bf1)
  }
}
