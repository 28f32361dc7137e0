import Drawing
import Foundation
import Geometry
import Rendering
import Testing

private let size = PixelSize(320, 180)
private let rate = 30

/// A patch that moves for a second, rests for ten, jumps, moves, rests, and jumps in the last frame.
private func patch(_ index: Int) -> Int {
  switch index {
  case ..<30: index
  case ..<330: 30
  case ..<400: 40 + index % 20
  case ..<449: 12
  default: 55
  }
}

private func picture(_ index: Int) -> Picture {
  let place = Double(patch(index))
  return Picture(
    size: Size(160, 90), background: Color(hex: 0xf3e9d2),
    commands: [
      .fill(Path(rect: Rect(x: 2 * place, y: 20, width: 24, height: 24)), Color(hex: 0x3b1f2b)),
      .fill(Path(rect: Rect(x: 100, y: 60, width: 40, height: 20)), Color(hex: 0x68a1c9)),
    ])
}

/// Films of pictures that rest: frames that are not stored are seen all the same.
@Suite struct HoldTests {
  private let frameCount = 450
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func write(
    _ format: MovieFormat, _ name: String, jobs: Int = 2, preset: String = "veryfast"
  ) throws -> MovieReport {
    var settings = MovieSettings(format, size: size, frameRate: rate)
    settings.preset = preset
    settings.isTransparent = format.allowsTransparency && name.contains("clear")
    return try Movie.write(
      to: folder.file(name), settings, frameCount: frameCount, jobs: jobs, frame: picture)
  }

  /// MP4 with the encoder's own order of decoding, two ways, and WebM with its hidden frames and without.
  static let films = [
    (MovieFormat.mp4, "a.mp4", "veryfast"), (.mp4, "a.mp4", "medium"), (.webm, "a.webm", ""),
    (.webm, "clear.webm", ""),
  ]

  @Test(arguments: films)
  func anyMomentShowsItsFrame(_ format: MovieFormat, _ name: String, _ preset: String) throws {
    let report = try write(format, name, preset: preset)
    #expect(report.frameCount == frameCount && report.drawnCount == 103)
    let path = folder.file(name)
    let reader = try MovieReader(path)
    // Inside rests, at their ends, at jumps, in the last frame, and in no order.
    let indices = [
      0, 449, 200, 29, 30, 31, 100, 299, 328, 329, 330, 331, 45, 329, 370, 399, 400, 420, 448, 1,
    ]
    for index in indices {
      // A moment within the frame, not its beginning.
      let frame = try reader.frame(at: (Double(index) + 0.4) / Double(rate))
      let still = try Movie.still(of: picture(index), size: size)
      let left = 4 * patch(index)
      for (x, y) in [(left + 24, 64), (left + 12, 76), (240, 140), (300, 20), (20, 170)] {
        for (seen, drawn) in zip(frame[x, y], still[x, y]).prefix(3) where frame[x, y][3] != 0 {
          #expect(abs(Int(seen) - Int(drawn)) <= 2, "\(name), frame \(index) at \(x), \(y)")
        }
      }
    }
  }

  @Test(arguments: films)
  func equalFramesAreStoredTwiceASecond(
    _ format: MovieFormat, _ name: String, _ preset: String
  ) throws {
    _ = try write(format, name, preset: preset)
    let reader = try MovieReader(folder.file(name))
    // The length is exact, though most frames are not there.
    #expect(abs(reader.info.duration - Double(frameCount) / Double(rate)) < 1e-3)
    var stored: [Int] = []
    while try reader.nextFrame() != nil {
      let index = (reader.time * Double(rate)).rounded()
      #expect(abs(reader.time - index / Double(rate)) < 1e-3)
      stored.append(Int(index))
    }
    #expect(stored.first == 0 && stored.last == frameCount - 1)
    #expect(zip(stored, stored.dropFirst()).allSatisfy { $0 < $1 && $1 - $0 <= rate / 2 })
    // Every frame that differs from the one before, 19 and 3 in the rests, and two more at the end.
    let changes = (0..<frameCount).filter { $0 == 0 || patch($0) != patch($0 - 1) }
    #expect(Set(changes).isSubset(of: stored))
    #expect(stored.count == changes.count + 19 + 3 + 2)
    if format == .mp4 {
      #expect(reader.info.frameCount == stored.count)
      let mean = Double(stored.count * rate) / Double(frameCount)
      #expect(abs(reader.info.frameRate - mean) < 0.01)
    }
  }

  /// A player that goes to a moment starts from a frame at most so far before, not at the beginning.
  @Test(arguments: films)
  func keyFramesAreTwoSecondsApart(
    _ format: MovieFormat, _ name: String, _ preset: String
  ) throws {
    _ = try write(format, name, preset: preset)
    let reader = try MovieReader(folder.file(name))
    for second in 1...14 {
      let start = try reader.keyFrameTime(before: Double(second))
      #expect(start <= Double(second) && start > Double(second) - 2.6, "\(second) s: \(start) s")
    }
  }

  @Test(arguments: [MovieFormat.mp4, .webm])
  func theNumberOfThreadsDoesNotMatter(_ format: MovieFormat) throws {
    let reports = try [1, 4].map { try write(format, "\($0)", jobs: $0) }
    #expect(reports[0].frameHash == reports[1].frameHash)
    #expect(try bytes(of: folder.file("1")) == bytes(of: folder.file("4")))
    // The hash is of all frames, stored or not.
    #expect(reports[0].frameHashes.count == frameCount)
    #expect(reports[0].frameHashes[31] == reports[0].frameHashes[329])
  }

  /// Pictures that differ may come to the same pixels: what lies outside of the page does not show.
  @Test func equalPixelsAreStoredOnce() throws {
    let report = try Movie.write(
      to: folder.file("a.mp4"), MovieSettings(size: size, frameRate: rate), frameCount: 12
    ) { index in
      let far = Rect(x: 200 + Double(index), y: 0, width: 10, height: 10)
      return Picture(size: Size(160, 90), commands: [.fill(Path(rect: far), red)])
    }
    #expect(report.drawnCount == 12 && Set(report.frameHashes).count == 1)
    let info = try MovieInfo.read(folder.file("a.mp4"))
    #expect(info.frameCount == 4 && abs(info.duration - 0.4) < 1e-6)
  }

  /// Films that are shorter than what is stored in any case.
  @Test(arguments: [1, 2, 3, 4])
  func shortFilmsLast(_ count: Int) throws {
    for format in [MovieFormat.mp4, .webm] {
      let path = folder.file("a.\(format.rawValue)")
      _ = try Movie.write(
        to: path, MovieSettings(format, size: size, frameRate: rate), frameCount: count
      ) { _ in picture(0) }
      #expect(abs(try MovieInfo.read(path).duration - Double(count) / Double(rate)) < 1e-3)
    }
  }
}
