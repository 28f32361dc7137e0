import Foundation
import Lantern
import Rendering

/// Films, end to end, beside libx264 alone on the same frames.
enum Films {
  private static let size = PixelSize(1920, 1080)
  private static let frameCount = 600

  /// - Parameter runs: each row is the median of so many runs, which take turns.
  static func measure(runs: Int) throws {
    let scene = DescentScene()
    let folder = NSTemporaryDirectory() + "lantern-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let ready = try ReadyFrames(count: frameCount, size: size, scene.picture)

    func lantern(
      _ name: String, preset: String, quality: Double,
      frame: @escaping @Sendable (Int) throws -> Picture
    ) throws -> MovieReport {
      var settings = MovieSettings(.mp4, size: size, frameRate: 60)
      (settings.preset, settings.quality) = (preset, quality)
      return try Movie.write(
        to: "\(folder)/\(name).mp4", settings, frameCount: frameCount, frame: frame)
    }
    let standard = MovieSettings(size: size, frameRate: 60)
    let tasks: [(String, () throws -> Void)] = [
      (
        "libx264 medium, crf 18, alone",
        { try ready.encode(to: folder + "/x.mp4", options: "preset=medium,crf=18", rate: 60) }
      ),
      (
        "Lantern, medium, crf 18",
        { _ = try lantern("medium", preset: "medium", quality: 18, frame: scene.picture) }
      ),
      (
        "libx264 veryfast, crf 18, alone",
        { try ready.encode(to: folder + "/x.mp4", options: "preset=veryfast,crf=18", rate: 60) }
      ),
      (
        "Lantern, as it comes",
        {
          _ = try lantern(
            "standard", preset: standard.preset, quality: standard.quality, frame: scene.picture)
        }
      ),
      (
        "Lantern, medium, four frames of five repeated",
        {
          _ = try lantern("repeated", preset: "medium", quality: 18) {
            try scene.picture($0 / 5 * 5)
          }
        }
      ),
      (
        "drawing alone, one thread",
        { try Movie.draw(frameCount: frameCount, size: size, frame: scene.picture) }
      ),
    ]
    var walls = tasks.map { _ in [Double]() }
    var cpus = walls
    for _ in 0..<runs {
      for (index, task) in tasks.enumerated() {
        let (wall, cpu) = (ProcessInfo.processInfo.systemUptime, cpuSeconds())
        try task.1()
        walls[index].append(ProcessInfo.processInfo.systemUptime - wall)
        cpus[index].append(cpuSeconds() - cpu)
      }
    }
    let rates = walls.map { Double(frameCount) / median($0) }
    let costs = cpus.map { 1000 * median($0) / Double(frameCount) }
    print("| 600 frames 1920×1080 | frames/s | CPU ms a frame |")
    print("|---|---|---|")
    for (index, task) in tasks.enumerated() {
      print("| \(task.0) | \(rates[index].rounded()) | \((100 * costs[index]).rounded() / 100) |")
    }
    func share(_ a: Double, _ b: Double) -> String { "\((100 * a / b).rounded() / 100)" }
    print(
      """

      medium: \(share(rates[1], rates[0])) of libx264 alone (wanted 0.9), \
      \(share(costs[0], costs[1])) by CPU time
      as it comes: \(share(rates[3], rates[2])) of libx264 veryfast alone (wanted 0.75), \
      \(share(costs[2], costs[3])) by CPU time
      repeated frames: \(share(rates[4], rates[1])) times the frames/s of medium (wanted 2)
      drawing alone: \(rates[5].rounded()) frames/s (wanted 400)
      """)
    for name in ["medium", "standard"] {
      let path = "\(folder)/\(name).mp4"
      let similarity = try ready.similarity(of: path, rate: 60)
      print("\(name): \(fileSize(path)) bytes, SSIM \((1e5 * similarity).rounded() / 1e5)")
    }
    try measureGIF(scene, runs: runs, folder)
  }

  /// 10 s at 25 frames a second, and what the program ffmpeg makes of the same frames.
  private static func measureGIF(_ scene: DescentScene, runs: Int, _ folder: String) throws {
    let size = PixelSize(640, 360)
    let frame: @Sendable (Int) throws -> Picture = { try scene.picture($0 * 600 / 249) }
    var times: [Double] = []
    for _ in 0..<runs {
      let start = ProcessInfo.processInfo.systemUptime
      _ = try Movie.write(
        to: folder + "/a.gif", MovieSettings(.gif, size: size, frameRate: 25), frameCount: 250,
        frame: frame)
      times.append(ProcessInfo.processInfo.systemUptime - start)
    }
    let own = fileSize(folder + "/a.gif")
    print(
      "\nGIF, 640×360, 250 frames: \((100 * median(times)).rounded() / 100) s (wanted 2), "
        + "\(own) bytes")
    _ = try Movie.write(
      to: folder + "/frames", MovieSettings(.frames, size: size, frameRate: 25), frameCount: 250,
      frame: frame)
    var sizes: [(String, Int)] = []
    for statistics in ["full", "diff"] {
      for dither in ["none", "bayer:bayer_scale=5", "sierra2_4a"] {
        let filter =
          "split[a][b];[a]palettegen=stats_mode=\(statistics)[p];"
          + "[b][p]paletteuse=dither=\(dither):diff_mode=rectangle"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [
          "ffmpeg", "-y", "-loglevel", "error", "-framerate", "25", "-i",
          folder + "/frames/%05d.png", "-vf", filter, folder + "/f.gif",
        ]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { continue }
        sizes.append(("\(statistics), \(dither)", fileSize(folder + "/f.gif")))
      }
    }
    guard let best = sizes.min(by: { $0.1 < $1.1 }) else {
      return print("the program ffmpeg is not installed: its GIFs are not compared")
    }
    let ratio = (1000 * Double(own) / Double(best.1)).rounded() / 1000
    print("best of ffmpeg's palettes (\(best.0)): \(best.1) bytes; ours is \(ratio) of it (wanted 1.2)")
  }

  /// Drawing alone, in CPU time of one thread: of pictures that are made before, of making them, and
  /// of both.
  static func measureDrawing() throws {
    let scene = DescentScene()
    let pictures = try (0..<frameCount).map(scene.picture)
    for (name, task) in [
      ("drawing", { try Movie.draw(frameCount: frameCount, size: size) { pictures[$0] } }),
      ("making pictures", { for index in 0..<frameCount { _ = try scene.picture(index) } }),
      ("both", { try Movie.draw(frameCount: frameCount, size: size, frame: scene.picture) }),
    ] as [(String, () throws -> Void)] {
      let start = cpuSeconds()
      try task()
      print("\(name): \((1e6 * (cpuSeconds() - start) / Double(frameCount)).rounded()) µs a frame")
    }
  }

  /// What options of libx264 come to on the film's frames, to choose by.
  static func compare(_ options: [String]) throws {
    let ready = try ReadyFrames(count: frameCount, size: size, DescentScene().picture)
    let path = NSTemporaryDirectory() + "lantern-bench-\(UUID().uuidString).mp4"
    defer { try? FileManager.default.removeItem(atPath: path) }
    print("| options | CPU ms a frame | bytes | SSIM |\n|---|---|---|---|")
    for options in options {
      let start = cpuSeconds()
      try ready.encode(to: path, options: options, rate: 60)
      let cost = 1000 * (cpuSeconds() - start) / Double(frameCount)
      let similarity = try ready.similarity(of: path, rate: 60)
      print(
        "| \(options) | \((100 * cost).rounded() / 100) | \(fileSize(path)) "
          + "| \((1e5 * similarity).rounded() / 1e5) |")
    }
  }

  /// Memory over many frames, which must not grow.
  static func measureMemory() throws {
    let scene = DescentScene()
    let folder = NSTemporaryDirectory() + "lantern-bench-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var report: [String] = []
    _ = try Movie.write(
      to: folder + "/long.mp4", MovieSettings(size: size, frameRate: 60), frameCount: 10_000,
      progress: { done in
        if [500, 1000, 2500, 5000, 10_000].contains(done) {
          report.append("\(done): \(residentMegabytes) MB")
        }
      }
    ) { try scene.picture($0 % 600) }
    print("\nmemory after so many frames of 1920×1080: " + report.joined(separator: ", "))
  }

  private static var residentMegabytes: Int {
    let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
    let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return pages * 4096 / 1_000_000
  }

  private static func median(_ values: [Double]) -> Double { values.sorted()[values.count / 2] }

  private static func fileSize(_ path: String) -> Int {
    let attributes = try? FileManager.default.attributesOfItem(atPath: path)
    return (attributes?[.size] as? NSNumber)?.intValue ?? 0
  }
}
