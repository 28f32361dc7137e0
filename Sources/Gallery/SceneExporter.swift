import Drawing
import Lantern
import Rendering

@_exported import struct Rendering.PixelSize

/// The formats of a scene.
public enum SceneFormat: String, CaseIterable, Sendable { case mp4 }

/// The formats of one moment of a scene.
public enum StillFormat: String, CaseIterable, Sendable { case png, pdf, svg }

/// Runs a scene and writes it as a film.
public struct SceneExporter: Sendable {
  let script: ScriptRegistration
  let settings: [String: String]
  let theme: Theme
  let size: PixelSize
  let frameRate: Int
  let jobs: Int
  let store: (any EvidenceStore)?

  /// - Parameter store: where evidence is kept between runs; `nil` computes anew.
  public init(
    script: ScriptRegistration, settings: [String: String] = [:], theme: Theme = .lecture,
    size: PixelSize = PixelSize(1920, 1080), frameRate: Int = 60, jobs: Int = 1,
    store: (any EvidenceStore)? = nil
  ) {
    self.script = script
    self.settings = settings
    self.theme = theme
    self.size = size
    self.frameRate = frameRate
    self.jobs = jobs
    self.store = store
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
    let run = try run { progress($0 * 0.1) }
    let timeline = run.timeline(frameRate: frameRate)
    let metadata = Metadata(script: script, parameters: run.parameters, theme: theme)
    let (theme, aspectRatio) = (theme, aspectRatio)
    var paths: [String] = []
    for format in formats {
      let path = "\(folder)/\(script.entry.id).\(format.rawValue)"
      _ = try Movie.write(
        to: path, size: size, frameRate: frameRate, frameCount: timeline.frameCount, jobs: jobs,
        metadata: metadata,
        progress: { progress(0.1 + 0.9 * Double($0) / Double(timeline.frameCount)) }
      ) { index in try timeline.frame(index, aspectRatio: aspectRatio, theme: theme) }
      paths.append(path)
    }
    if poster {
      let frame = timeline.frameCount * 2 / 3
      paths.append(try writeStill(frame, of: timeline, as: .png, run: run, to: folder))
    }
    return paths
  }

  /// Runs the models and writes the frame at a time, as one file a format.
  ///
  /// - Parameter seconds: the time since the start of the scene.
  /// - Returns: the paths of the files.
  public func stills(
    _ formats: [StillFormat], at seconds: Double, to folder: String,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> [String] {
    let run = try run(report: progress)
    let timeline = run.timeline(frameRate: frameRate)
    guard seconds <= timeline.duration else {
      throw ScriptError(
        "the scene \(script.entry.id) lasts \(timeline.duration.formatted(decimals: 1)) s;"
          + " choose an earlier time than \(seconds.formatted(decimals: 1)) s")
    }
    let frame = min(Int(seconds * Double(frameRate)), timeline.frameCount - 1)
    return try formats.map { try writeStill(frame, of: timeline, as: $0, run: run, to: folder) }
  }

  private var aspectRatio: Double { Double(size.width) / Double(size.height) }

  private func run(report: @escaping @Sendable (Double) -> Void) throws -> SceneRun {
    let result = try script.run(settings: settings, store: store, report: report)
    guard case .scene(let run) = result else {
      throw ScriptError("\(script.entry.id) is no scene; render it instead")
    }
    return run
  }

  private func writeStill(
    _ index: Int, of timeline: Timeline, as format: StillFormat, run: SceneRun, to folder: String
  ) throws -> String {
    let frame = try timeline.frame(index, aspectRatio: aspectRatio, theme: theme)
    let path = "\(folder)/\(script.entry.id).\(format.rawValue)"
    let metadata = Metadata(script: script, parameters: run.parameters, theme: theme)
    let bytes =
      switch format {
      case .png:
        try frame.png(scale: Double(size.width) / frame.size.width, metadata: metadata)
      case .pdf: try frame.pdf(metadata: metadata)
      case .svg: try frame.svg(metadata: metadata)
      }
    try AtomicFile.write(bytes, to: path)
    return path
  }
}

extension PixelSize {
  /// A size as it is written on the command line: `1920x1080`.
  ///
  /// - Throws: a `ScriptError` if the text is no size, or odd, too small or too large for a film.
  public init(parsing text: String) throws {
    let numbers = text.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let width = numbers[0], let height = numbers[1] else {
      throw ScriptError("--size needs WIDTHxHEIGHT, as in 1920x1080; it got \"\(text)\"")
    }
    guard (16...7680).contains(width), (16...7680).contains(height) else {
      throw ScriptError("--size \(text) is out of range; choose 16 to 7680 pixels a side")
    }
    guard width.isMultiple(of: 2), height.isMultiple(of: 2) else {
      throw ScriptError("--size \(text) is odd; both numbers must be even")
    }
    self.init(width, height)
  }
}
