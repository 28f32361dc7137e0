import Drawing
import Lantern
import Rendering

@_exported import enum Rendering.MovieFormat
@_exported import struct Rendering.PixelSize

/// The formats of one moment of a scene.
public enum StillFormat: String, CaseIterable, Sendable { case png, pdf, svg }

/// A file that an export has left, or a folder of them.
public struct SceneFile: Hashable, Sendable {
  public var path: String
  /// `mp4`, `vtt`, `html`, `sections`, ….
  public var kind: String
  /// Of a film.
  public var film: Film?

  /// What a film came to.
  public struct Film: Hashable, Sendable {
    public var size: PixelSize
    public var frameRate: Int
    public var frameCount: Int
    /// Frames that had to be drawn: the others equal the one before.
    public var drawnCount: Int
    /// One hash of all raw frames, the same in all formats that hold the same frames.
    public var frameHash: String

    /// Seconds.
    public var duration: Double { Double(frameCount) / Double(frameRate) }
  }
}

/// Runs a scene and writes it as films.
public struct SceneExporter: Sendable {
  let script: ScriptRegistration
  let settings: [String: String]
  let theme: Theme
  private let size: PixelSize?
  private let frameRate: Int?
  let isTransparent: Bool
  let jobs: Int
  let store: (any EvidenceStore)?
  let circumstances: Provenance.Circumstances?

  /// - Parameters:
  ///   - size, frameRate: of the films; by default 1920 × 1080 at 60 frames a second, of GIF and
  ///     APNG files 640 × 360 at 25.
  ///   - isTransparent: whether the ground is left out, where the format allows it.
  ///   - jobs: how many threads draw.
  ///   - store: where evidence is kept between runs; `nil` computes anew.
  ///   - circumstances: what files say of the run; `nil` for what is true of it.
  public init(
    script: ScriptRegistration, settings: [String: String] = [:], theme: Theme = .lecture,
    size: PixelSize? = nil, frameRate: Int? = nil, isTransparent: Bool = false, jobs: Int = 1,
    store: (any EvidenceStore)? = nil, circumstances: Provenance.Circumstances? = nil
  ) {
    self.script = script
    self.settings = settings
    self.theme = theme
    self.size = size
    self.frameRate = frameRate
    self.isTransparent = isTransparent
    self.jobs = jobs
    self.store = store
    self.circumstances = circumstances
  }

  /// What comes beside whole films.
  public struct Extras: OptionSet, Hashable, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// A still, `NAME.png`.
    public static let poster = Extras(rawValue: 1)
    /// The narration, `NAME.vtt`, if there is any.
    public static let captions = Extras(rawValue: 2)
    /// A folder `NAME.sections` with a clip and a poster for each shot, and a list of them.
    public static let sections = Extras(rawValue: 4)
    /// A page `NAME.slides.html` that plays a shot per key press.
    public static let slides = Extras(rawValue: 8)
  }

  /// Runs the models once and writes a file a format, and what else is asked for.
  ///
  /// - Parameters:
  ///   - formats: of the whole film, or with sections of each clip.
  ///   - progress: told how much is done, from 0 to 1; what it throws ends the work, and what is
  ///     not whole is not left behind.
  @discardableResult
  public func export(
    _ formats: [MovieFormat], extras: Extras = [], to folder: String,
    progress: @escaping @Sendable (Double) throws -> Void = { _ in }
  ) throws -> [SceneFile] {
    for format in formats { try check(format) }
    if extras.contains(.slides) { try check(.mp4) }
    let film = try prepare(progress)
    let base = "\(folder)/\(film.id)"
    var files: [SceneFile] = []
    let isWhole = extras.isDisjoint(with: [.sections, .slides])
    let works = (isWhole || extras.contains(.sections) ? formats.count : 0)
      + (extras.contains(.slides) ? 1 : 0)
    // The models' share of the work is not known; a tenth is a fair guess.
    func share(_ index: Int) -> @Sendable (Double) throws -> Void {
      { try progress(0.1 + 0.9 * (Double(index) + $0) / Double(max(works, 1))) }
    }
    if isWhole {
      for (index, format) in formats.enumerated() {
        let path = "\(base).\(format.rawValue)"
        files.append(
          SceneFile(
            path: path, kind: format.rawValue,
            film: try film.write(format, to: path, progress: share(index))))
      }
    }
    if extras.contains(.sections) {
      files.append(try film.writeSections(formats, to: "\(base).sections", progress: share))
    }
    if extras.contains(.slides) {
      files.append(try film.writeDeck(to: "\(base).slides.html", progress: share(works - 1)))
    }
    if extras.contains(.captions), let text = film.timeline(for: .mp4).webVTT {
      try AtomicFile.write(Array(text.utf8), to: "\(base).vtt")
      files.append(SceneFile(path: "\(base).vtt", kind: "vtt"))
    }
    if extras.contains(.poster) {
      let timeline = film.timeline(for: .mp4)
      let path = "\(base).png"
      try film.writeStill(timeline.frameCount * 2 / 3, of: timeline, as: .png, to: path)
      files.append(SceneFile(path: path, kind: "png"))
    }
    return files
  }

  /// Runs the models and writes the frame at a time, as one file a format.
  ///
  /// - Parameter seconds: the time since the start of the scene.
  public func stills(
    _ formats: [StillFormat], at seconds: Double, to folder: String,
    progress: @escaping @Sendable (Double) throws -> Void = { _ in }
  ) throws -> [SceneFile] {
    let film = try prepare(progress)
    let timeline = film.timeline(for: .mp4)
    guard seconds <= timeline.duration else {
      throw ScriptError(
        "the scene \(film.id) lasts \(timeline.duration.formatted(decimals: 1)) s;"
          + " choose an earlier time than \(seconds.formatted(decimals: 1)) s")
    }
    let frame = min(Int(seconds * Double(timeline.frameRate)), timeline.frameCount - 1)
    return try formats.map { format in
      let path = "\(folder)/\(film.id).\(format.rawValue)"
      try film.writeStill(frame, of: timeline, as: format, to: path)
      return SceneFile(path: path, kind: format.rawValue)
    }
  }

  /// Throws if there can be no such film, before any work is done.
  public func check(_ format: MovieFormat) throws {
    try movie(format, metadata: Metadata()).check()
  }

  /// What a film of a format is to be like.
  func movie(_ format: MovieFormat, metadata: Metadata) -> MovieSettings {
    let isSmall = format == .gif || format == .apng
    var movie = MovieSettings(
      format, size: size ?? (isSmall ? PixelSize(640, 360) : PixelSize(1920, 1080)),
      frameRate: frameRate ?? (isSmall ? 25 : 60), metadata: metadata)
    movie.isTransparent = isTransparent
    return movie
  }

  /// Runs the models.
  func prepare(
    _ progress: @escaping @Sendable (Double) throws -> Void
  ) throws -> SceneFilm {
    let result = try script.run(
      settings: settings, store: store, report: { try? progress($0 * 0.1) })
    guard case .scene(let run) = result else {
      throw ScriptError("\(script.entry.id) is no scene; render it instead")
    }
    try progress(0.1)
    return SceneFilm(exporter: self, run: run)
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
      throw ScriptError(
        "--size \(text) is odd; both numbers must be even: choose "
          + "\(width + width % 2)x\(height + height % 2)")
    }
    self.init(width, height)
  }
}
