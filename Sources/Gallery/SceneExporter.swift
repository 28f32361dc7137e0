import Drawing
import Lantern
import Rendering

@_exported import struct Rendering.PixelSize

/// The formats of a scene.
public enum SceneFormat: String, CaseIterable, Sendable { case mp4 }

/// Runs a scene and writes it as a film.
public struct SceneExporter: Sendable {
  let script: ScriptRegistration
  let settings: [String: String]
  let theme: Theme
  let size: PixelSize
  let frameRate: Int
  let jobs: Int

  public init(
    script: ScriptRegistration, settings: [String: String] = [:], theme: Theme = .lecture,
    size: PixelSize = PixelSize(1920, 1080), frameRate: Int = 60, jobs: Int = 1
  ) {
    self.script = script
    self.settings = settings
    self.theme = theme
    self.size = size
    self.frameRate = frameRate
    self.jobs = jobs
  }

  /// Runs the models once and writes a file a format, and a poster if asked.
  ///
  /// - Returns: the paths of the files.
  @discardableResult
  public func export(
    _ formats: [SceneFormat], poster: Bool = false, to folder: String,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> [String] {
    // The models' share of the work is not known; a tenth is a fair guess.
    guard
      case .scene(let run) = try script.run(settings: settings, report: { progress($0 * 0.1) })
    else { throw ScriptError("\(script.entry.id) is no scene; render it instead") }
    let timeline = run.timeline(frameRate: frameRate)
    let metadata = Metadata(script: script, parameters: run.parameters, theme: theme)
    let (theme, aspectRatio) = (theme, Double(size.width) / Double(size.height))
    var paths: [String] = []
    for format in formats {
      let path = "\(folder)/\(script.entry.id).\(format.rawValue)"
      _ = try Movie.write(
        to: path, size: size, frameRate: frameRate, frameCount: timeline.frameCount, jobs: jobs,
        metadata: metadata, progress: { progress(0.1 + 0.9 * Double($0) / Double(timeline.frameCount)) }
      ) { index in try timeline.frame(index, aspectRatio: aspectRatio, theme: theme) }
      paths.append(path)
    }
    if poster {
      let frame = try timeline.frame(
        timeline.frameCount * 2 / 3, aspectRatio: aspectRatio, theme: theme)
      let path = "\(folder)/\(script.entry.id).png"
      let scale = Double(size.width) / frame.size.width
      try AtomicFile.write(try frame.png(scale: scale, metadata: metadata), to: path)
      paths.append(path)
    }
    return paths
  }
}

extension PixelSize {
  /// A size as it is written on the command line: `1920x1080`.
  ///
  /// - Throws: a `ScriptError` if the text is no size, or too small or large for a film.
  public init(parsing text: String) throws {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let width = numbers[0], let height = numbers[1] else {
      throw ScriptError("--size needs WIDTHxHEIGHT, as in 1920x1080; it got \"\(text)\"")
    }
    guard (16...7680).contains(width), (16...7680).contains(height) else {
      throw ScriptError("--size \(text) is out of range; choose 16 to 7680 pixels a side")
    }
    self.init(width, height)
  }
}
