import Drawing
import Lantern
import Rendering

/// The formats of a figure.
public enum FigureFormat: String, CaseIterable, Sendable {
  case png, pdf, svg
  /// The picture's commands and the numbers of the evidence.
  case json
}

/// Runs a figure and writes it in some formats.
public struct FigureExporter: Sendable {
  let script: ScriptRegistration
  let settings: [String: String]
  let theme: Theme
  let pixelWidth: Int?
  let store: (any EvidenceStore)?
  let circumstances: Provenance.Circumstances?

  /// What an export has made, and how long it took.
  public struct Export: Sendable {
    /// The paths of the files, in the order of the formats.
    public let paths: [String]
    /// How long the models ran when they ran last, in seconds.
    public let computeSeconds: Double
    /// How long drawing and writing took, in seconds.
    public let drawSeconds: Double
  }

  /// Pixels per point of a PNG file whose width nobody chose: 216 to the inch.
  public static let defaultScale = 3.0

  /// - Parameters:
  ///   - pixelWidth: the width of PNG files; `nil` for three pixels a point.
  ///   - store: where evidence is kept between runs; `nil` computes anew.
  ///   - circumstances: what files say of the run; `nil` for what is true of it.
  public init(
    script: ScriptRegistration, settings: [String: String] = [:], theme: Theme = .book,
    pixelWidth: Int? = nil, store: (any EvidenceStore)? = nil,
    circumstances: Provenance.Circumstances? = nil
  ) {
    self.script = script
    self.settings = settings
    self.theme = theme
    self.pixelWidth = pixelWidth
    self.store = store
    self.circumstances = circumstances
  }

  /// Runs the models, unless their evidence is kept, and writes a file a format.
  @discardableResult
  public func export(
    _ formats: [FigureFormat], to folder: String,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> Export {
    let result = try script.run(settings: settings, store: store, report: progress)
    guard case .figure(let run) = result else {
      throw ScriptError("\(script.entry.id) is no figure; animate it instead")
    }
    let started = ContinuousClock.now
    let paths = try write(run, formats, to: folder)
    return Export(
      paths: paths, computeSeconds: run.computeSeconds,
      drawSeconds: (ContinuousClock.now - started) / .seconds(1))
  }

  /// Draws a run of the script and writes a file a format.
  func write(_ run: FigureRun, _ formats: [FigureFormat], to folder: String) throws -> [String] {
    let picture = try run.picture(theme: theme)
    return try formats.map { format in
      let path = "\(folder)/\(script.entry.id).\(format.rawValue)"
      let bytes =
        if let file = PictureFile.Format(rawValue: format.rawValue) {
          try bytes(of: picture, run, as: file)
        } else {
          try Self.json(picture, run)
        }
      try AtomicFile.write(bytes, to: path)
      return path
    }
  }

  /// A picture of a run as a file that says where it comes from.
  func bytes(
    of picture: Picture, _ run: FigureRun, as format: PictureFile.Format
  ) throws -> [UInt8] {
    let scale = pixelWidth.map { Double($0) / picture.size.width } ?? Self.defaultScale
    let provenance = Provenance(
      script: script, parameters: run.parameters, theme: theme,
      view: .page(scale: format == .png ? scale : nil),
      circumstances: circumstances
        ?? Provenance.Circumstances(computeSeconds: run.computeSeconds))
    return try picture.bytes(
      as: format, scale: scale, metadata: provenance.metadata(for: script.entry))
  }

  private static func json(_ picture: Picture, _ run: FigureRun) throws -> [UInt8] {
    var json = JSONWriter()
    try json.object { json in
      json.member("number", run.entry.id)
      json.member("title", run.entry.title)
      json.member("parameters") { json in
        json.object {
          for parameter in run.parameters { $0.member(parameter.name, parameter.value) }
        }
      }
      json.member("evidence") { $0.evidence(run.evidence) }
      try json.member("picture") { try picture.write(to: &$0) }
    }
    return json.bytes + [0x0a]
  }
}
