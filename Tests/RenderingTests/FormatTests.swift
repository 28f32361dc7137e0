import Drawing
import Foundation
import Geometry
import Rendering
import Testing

private let size = PixelSize(320, 180)
private let colors = [0xd18362, 0x68a1c9, 0x3b1f2b, 0xf3e9d2].map { Color(hex: $0) }
/// The middles of four areas, in pixels.
private let places = [(80, 45), (240, 45), (80, 135), (240, 135)]

/// Four areas whose colours go round by one place every frame; the last one may be missing.
private func areas(_ index: Int, hole: Bool = false) -> Picture {
  let corners = [(0, 0), (80, 0), (0, 45), (80, 45)]
  let commands = corners.enumerated().compactMap { place, corner -> Picture.Command? in
    if hole && place == 3 { return nil }
    let rect = Rect(x: Double(corner.0), y: Double(corner.1), width: 80, height: 45)
    return .fill(Path(rect: rect), colors[(place + index) % 4])
  }
  return Picture(size: Size(160, 90), background: hole ? .white : nil, commands: commands)
}

private func rgb(_ color: Color) -> [Double] {
  [color.red, color.green, color.blue].map { $0 * 255 }
}

/// How long each image of a moving PNG file is seen, in seconds, from its frame controls (PNG
/// Specification, third edition, 11.3.4.2): libav tells no duration.
private func delays(ofAPNG path: String) throws -> [Double] {
  let bytes = try bytes(of: path)
  func number(_ place: Int, _ count: Int) -> Int {
    bytes[place..<(place + count)].reduce(0) { $0 << 8 | Int($1) }
  }
  var delays: [Double] = []
  var place = 8
  while place + 12 <= bytes.count {
    if bytes[(place + 4)..<(place + 8)].elementsEqual("fcTL".utf8) {
      delays.append(Double(number(place + 28, 2)) / Double(number(place + 30, 2)))
    }
    place += 12 + number(place, 4)
  }
  return delays
}

@Suite struct FormatTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @discardableResult
  private func write(
    _ format: MovieFormat, _ name: String? = nil, frames: Int = 10, rate: Int = 25, jobs: Int = 2,
    isTransparent: Bool = false, size: PixelSize = size, chapters: [MovieChapter] = [],
    captions: [MovieCaption] = [],
    frame: @escaping @Sendable (Int) throws -> Picture = { areas($0) }
  ) throws -> MovieReport {
    var settings = MovieSettings(
      format, size: size, frameRate: rate,
      metadata: Metadata(title: "Test", entries: [.init("Seed", "7")]))
    settings.isTransparent = isTransparent
    (settings.chapters, settings.captions) = (chapters, captions)
    return try Movie.write(
      to: folder.file(name ?? "a.\(format.rawValue)"), settings, frameCount: frames, jobs: jobs,
      frame: frame)
  }

  /// All frames with their times; of a folder its files in order.
  private func frames(_ name: String) throws -> [(bitmap: Bitmap, time: Double)] {
    var isFolder: ObjCBool = false
    let path = folder.file(name)
    let isThere = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
    try #require(isThere)
    let paths =
      isFolder.boolValue
      ? try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".png") }
        .sorted().map { path + "/" + $0 } : [path]
    return try paths.flatMap { path in
      let reader = try MovieReader(path)
      var frames: [(Bitmap, Double)] = []
      while let frame = try reader.nextFrame() { frames.append((frame, reader.time)) }
      return frames
    }
  }

  @Test(arguments: MovieFormat.allCases)
  func colorsAndTimesSurvive(_ format: MovieFormat) throws {
    let report = try write(format)
    let name = "a.\(format.rawValue)"
    #expect(try folder.contents == [name])
    let seen = try frames(name)
    #expect(seen.count == 10 && report.frameCount == 10 && report.drawnCount == 10)
    for (index, (bitmap, time)) in seen.enumerated() {
      #expect(PixelSize(bitmap.width, bitmap.height) == size)
      if format != .frames { #expect(abs(time - Double(index) / 25) < 1e-3) }
      for (place, (x, y)) in places.enumerated() {
        for (level, given) in zip(bitmap[x, y], rgb(colors[(place + index) % 4])) {
          #expect(
            abs(Double(level) - given) <= 2, "\(format), frame \(index), area \(place)")
        }
        #expect(bitmap[x, y][3] == 255)
      }
    }
    guard format != .frames else { return }
    let info = try MovieInfo.read(folder.file(name))
    #expect(info.size == size)
    if format == .apng {
      #expect(try delays(ofAPNG: folder.file(name)) == Array(repeating: 1.0 / 25, count: 10))
    } else {
      #expect(abs(info.duration - 0.4) < 1e-3 && info.frameRate == 25)
    }
  }

  @Test(arguments: MovieFormat.allCases.filter(\.allowsTransparency))
  func opacitySurvives(_ format: MovieFormat) throws {
    try write(format, isTransparent: true) { areas($0, hole: true) }
    let seen = try frames("a.\(format.rawValue)")
    #expect(seen.count == 10)
    for (index, (bitmap, _)) in seen.enumerated() {
      let (x, y) = places[3]
      #expect(bitmap[x, y][3] <= 2, "\(format), frame \(index)")
      for (place, (x, y)) in places.dropLast().enumerated() {
        for (level, given) in zip(bitmap[x, y], rgb(colors[(place + index) % 4]) + [255]) {
          #expect(abs(Double(level) - given) <= 2, "\(format), frame \(index), area \(place)")
        }
      }
    }
  }

  @Test func softOpacitySurvivesWhereItCan() throws {
    let veil = Picture(
      size: Size(160, 90), background: .white,
      commands: [.fill(Path(rect: Rect(x: 0, y: 0, width: 160, height: 90)), red.opacity(0.4))])
    for format in [MovieFormat.webm, .apng, .frames] {
      try write(format, frames: 2, isTransparent: true) { _ in veil }
      for (bitmap, _) in try frames("a.\(format.rawValue)") {
        let pixel = bitmap[100, 100]
        #expect(abs(Int(pixel[3]) - 102) <= 2 && pixel[0] >= 253 && pixel[1] <= 2, "\(format)")
      }
    }
  }

  @Test func filmsWithoutOpacitySaySo() throws {
    let error = #expect(throws: RenderingError.self) { try write(.mp4, isTransparent: true) }
    #expect(error?.description.contains("choose webm, gif, apng or frames") == true)
    let fast = #expect(throws: RenderingError.self) { try write(.gif, rate: 60) }
    #expect(fast?.description.contains("50 frames a second") == true)
    let odd = #expect(throws: RenderingError.self) {
      try write(.webm, size: PixelSize(321, 180))
    }
    #expect(odd?.description.contains("use 322x180") == true)
    #expect(try folder.contents.isEmpty)
  }

  /// The hash is that of the frames, not of what a format makes of them.
  @Test func allFormatsStateTheSameHash() throws {
    let reports = try MovieFormat.allCases.map { format in
      try write(format) { everything(at: Double($0) * 0.1) }
    }
    #expect(Set(reports.map(\.frameHash)).count == 1)
    for report in reports {
      let path = report.path
      let text =
        path.hasSuffix(".frames") ? try bytes(of: path + "/about.txt") : try bytes(of: path)
      #expect(
        String(decoding: text, as: UTF8.self).contains(report.frameHash), "\(path)")
    }
    let webm = try MovieInfo.read(folder.file("a.webm"))
    #expect(webm.metadata.title == "Test")
    #expect(webm.metadata.entries.last == .init(MovieReport.hashKey, reports[1].frameHash))
  }

  @Test(arguments: MovieFormat.allCases)
  func theNumberOfThreadsDoesNotMatter(_ format: MovieFormat) throws {
    for jobs in [1, 4] {
      try write(format, "\(jobs)", jobs: jobs) { everything(at: Double($0 / 2) * 0.1) }
    }
    if format == .frames {
      let names = try FileManager.default.contentsOfDirectory(atPath: folder.file("1"))
      #expect(names.count == 11)
      for name in names {
        #expect(try bytes(of: folder.file("1/\(name)")) == bytes(of: folder.file("4/\(name)")))
      }
    } else {
      #expect(try bytes(of: folder.file("1")) == bytes(of: folder.file("4")))
    }
  }

  /// Repeated frames lengthen the one before.
  @Test(arguments: [MovieFormat.gif, .apng])
  func repeatedFramesAreStoredOnce(_ format: MovieFormat) throws {
    let report = try write(format, frames: 20) { areas($0 / 5) }
    #expect(report.drawnCount == 4)
    let seen = try frames("a.\(format.rawValue)")
    #expect(seen.count == 4)
    for (index, (_, time)) in seen.enumerated() { #expect(abs(time - 0.2 * Double(index)) < 1e-3) }
    let path = folder.file("a.\(format.rawValue)")
    let duration =
      format == .apng
      ? try delays(ofAPNG: path).reduce(0, +) : try MovieInfo.read(path).duration
    #expect(abs(duration - 0.8) < 1e-3)
  }

  @Test(arguments: [MovieFormat.apng, .frames])
  func losslessFormatsLoseNothing(_ format: MovieFormat) throws {
    try write(format, frames: 8) { everything(at: Double($0) * 0.1) }
    for (index, (bitmap, _)) in try frames("a.\(format.rawValue)").enumerated() {
      let still = try Movie.still(of: everything(at: Double(index) * 0.1), size: size)
      let isSame = bitmap == still
      #expect(isSame)
    }
  }

  /// Noise in few colours fills the table of known strings many times over.
  @Test func gifsOfFewColorsAreExact() throws {
    let palette = (0..<200).map { (k: Int) -> [UInt8] in
      [UInt8(k), UInt8((7 * k) % 256), UInt8((53 * k) % 256), 255]
    }
    let noise = (0..<6).map { (frame: Int) -> Bitmap in
      var state = UInt64(frame + 1)
      var pixels: [UInt8] = []
      for place in 0..<(320 * 180) {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        // Half of each frame is the first frame's.
        let isKept = (place / 7) % 2 == 0
        let draw = isKept ? (place &* 2_654_435_761) >> 7 : Int(state >> 40)
        pixels += palette[draw % (frame % 2 == 0 ? 200 : 3)]
      }
      return Bitmap(width: 320, height: 180, pixels: pixels)
    }
    try write(.gif, frames: 6) { index in
      Picture(
        size: Size(160, 90),
        commands: [.image(noise[index], in: Rect(x: 0, y: 0, width: 160, height: 90), .nearest)])
    }
    let seen = try frames("a.gif")
    #expect(seen.count == 6)
    for (bitmap, expected) in zip(seen.map(\.bitmap), noise) {
      #expect(bitmap.meanDifference(from: expected) < 1.5)
    }
  }

  @Test func gifsKeepFlatColorsExactly() throws {
    try write(.gif, frames: 4) { index in
      var picture = areas(0)
      // A gradient that needs more colours than there are.
      let colors = (0..<128).flatMap { (k: Int) -> [UInt8] in
        [UInt8(k % 64 * 4), 128, UInt8(255 - k % 64 * 4), 255]
      }
      let ramp = Bitmap(width: 64, height: 2, pixels: colors)
      let rect = Rect(x: 40, y: 25 + 5 * Double(index), width: 80, height: 20)
      picture.commands.append(.image(ramp, in: rect, .linear))
      return picture
    }
    for (bitmap, _) in try frames("a.gif") {
      for (place, (x, y)) in [(10, 10), (310, 10), (10, 170), (310, 170)].enumerated() {
        #expect(bitmap[x, y].dropLast().map(Double.init) == rgb(colors[place]).map { $0.rounded() })
      }
    }
  }

  @Test(arguments: [MovieFormat.mp4, .webm])
  func chaptersAndCaptionsCanBeReadBack(_ format: MovieFormat) throws {
    let chapters = [
      MovieChapter("The loss", from: 0, to: 1), MovieChapter("Dünn & schräg", from: 1, to: 3),
      MovieChapter("Ende", from: 3, to: 4),
    ]
    let captions = [
      MovieCaption("Dark valleys, bright ridges.", from: 0, to: 1),
      MovieCaption("Ein “zweiter” Satz", from: 1, to: 2.5), MovieCaption("The end", from: 3, to: 4),
    ]
    try write(format, frames: 100, chapters: chapters, captions: captions)
    let path = folder.file("a.\(format.rawValue)")
    #expect(try MovieInfo.read(path).chapters == chapters)
    #expect(try MovieReader.captions(of: path) == captions)
    #expect(try frames("a.\(format.rawValue)").count == 100)
  }

  @Test(arguments: MovieFormat.allCases)
  func aFailingFrameLeavesWhatWasThere(_ format: MovieFormat) throws {
    struct Diverged: Error, Equatable { var frame: Int }
    try write(format)
    let name = "a.\(format.rawValue)"
    let before = try frames(name).map(\.bitmap)
    #expect(throws: Diverged(frame: 7)) {
      try write(format) { index in
        if index >= 7 { throw Diverged(frame: index) }
        return everything(at: Double(index))
      }
    }
    #expect(try folder.contents == [name])
    #expect(try frames(name).map(\.bitmap) == before)
    // A whole one takes its place.
    try write(format, frames: 3)
    #expect(try folder.contents == [name] && frames(name).count == 3)
  }

  #if os(Linux)
    /// A process that may write no file beyond some size stands for a disk that fills up half-way.
    @Test func filesThatCannotGrowLeaveNothing() async throws {
      await #expect(processExitsWith: .success) {
        signal(SIGXFSZ, SIG_IGN)
        let folder = try TemporaryFolder()
        for (format, limit) in [
          (MovieFormat.webm, 6000), (.gif, 20_000), (.apng, 20_000), (.frames, 2000),
        ] {
          var most = rlimit(rlim_cur: rlim_t(limit), rlim_max: .max)
          try #require(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &most) == 0)
          let error = #expect(throws: FileError.self) {
            try Movie.write(
              to: folder.file("a.\(format.rawValue)"),
              MovieSettings(format, size: PixelSize(320, 180), frameRate: 25), frameCount: 300
            ) { everything(at: Double($0)) }
          }
          #expect(error?.code == EFBIG, "\(format)")
          #expect(try folder.contents.isEmpty, "\(format)")
        }
      }
    }
  #endif
}
