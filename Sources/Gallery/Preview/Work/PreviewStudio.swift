import Drawing
import Lantern
import Rendering

/// Makes pictures for the preview, and remembers the last few runs, so that another theme, size or
/// moment of a scene computes nothing.
struct PreviewStudio {
  private struct RunKey: Hashable {
    var script: String
    var parameters: [ParameterDescription]
  }

  private let library: ScriptLibrary
  private let store: (any EvidenceStore)?
  /// The latest last.
  private var runs: [(key: RunKey, run: ScriptRun)] = []

  private static let remembered = 4
  /// Frames of a scene per second of its time.
  static let frameRate = 60

  /// - Parameter store: where evidence is kept between runs; `nil` computes anew.
  init(library: ScriptLibrary, store: (any EvidenceStore)?) {
    self.library = library
    self.store = store
  }

  /// - Returns: what there is to say of the picture, and the bytes of its file.
  /// - Throws: what is wrong with the request or the script.
  mutating func picture(
    _ request: PictureRequest, report: @escaping @Sendable (Double) -> Void
  ) throws -> (info: PictureInfo, bytes: [UInt8]) {
    try request.check()
    let script = try library.script(request.script)
    let theme = try Theme.named(request.theme)
    let run = try run(script, request.settings, report)
    let started = ContinuousClock.now
    var (info, bytes) =
      switch run {
      case .figure(let run): try Self.page(run, of: script, theme, width: request.width)
      case .scene(let run): try Self.frame(run, of: script, theme, request)
      }
    info.drawSeconds = (ContinuousClock.now - started) / .seconds(1)
    info.bytes = bytes.count
    return (info, bytes)
  }

  private mutating func run(
    _ script: ScriptRegistration, _ settings: [String: String],
    _ report: @escaping @Sendable (Double) -> Void
  ) throws -> ScriptRun {
    let key = RunKey(
      script: script.entry.id, parameters: try script.type.with(settings).parameters)
    if let index = runs.firstIndex(where: { $0.key == key }) {
      let known = runs.remove(at: index)
      runs.append(known)
      return known.run
    }
    let run = try script.run(settings: settings, store: store, report: report)
    if runs.count == Self.remembered { runs.removeFirst() }
    runs.append((key, run))
    return run
  }

  private static func page(
    _ run: FigureRun, of script: ScriptRegistration, _ theme: Theme, width: Int?
  ) throws -> (PictureInfo, [UInt8]) {
    let picture = try run.picture(theme: theme)
    let info = PictureInfo(
      type: width == nil ? "image/svg+xml" : "image/png", width: picture.size.width,
      height: picture.size.height, computeSeconds: run.computeSeconds, drawSeconds: 0)
    let exporter = FigureExporter(script: script, theme: theme, pixelWidth: width)
    let bytes = try exporter.bytes(of: picture, run, as: width == nil ? .svg : .png)
    return (info, bytes)
  }

  private static func frame(
    _ run: SceneRun, of script: ScriptRegistration, _ theme: Theme, _ request: PictureRequest
  ) throws -> (PictureInfo, [UInt8]) {
    let size = PixelSize(request.width ?? 1280, request.height ?? 720)
    let timeline = run.timeline(frameRate: frameRate)
    let index = min(Int((request.time ?? 0) * Double(frameRate)), timeline.frameCount - 1)
    let frame = try timeline.frame(
      index, aspectRatio: Double(size.width) / Double(size.height), theme: theme)
    let shape = Provenance.Shape(size: size, frameRate: frameRate, isTransparent: false)
    let provenance = Provenance(
      script: script, parameters: run.parameters, theme: theme, view: .still(frame: index, shape),
      circumstances: Provenance.Circumstances(computeSeconds: run.computeSeconds))
    let shots = zip(timeline.shots, timeline.starts).map { shot, start in
      PictureInfo.ShotInfo(
        name: shot.name, start: Double(start) / Double(frameRate), narration: shot.narration)
    }
    let info = PictureInfo(
      type: "image/png", width: frame.size.width, height: frame.size.height,
      computeSeconds: run.computeSeconds, drawSeconds: 0, duration: timeline.duration, shots: shots)
    let bytes = try frame.png(
      scale: Double(size.width) / frame.size.width,
      metadata: provenance.metadata(for: script.entry))
    return (info, bytes)
  }
}
