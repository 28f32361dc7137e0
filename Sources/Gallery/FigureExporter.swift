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

  /// Pixels per point of a PNG file whose width nobody chose: 216 to the inch.
  public static let defaultScale = 3.0

  /// - Parameter pixelWidth: the width of PNG files; `nil` for three pixels a point.
  public init(
    script: ScriptRegistration, settings: [String: String] = [:], theme: Theme = .book,
    pixelWidth: Int? = nil
  ) {
    self.script = script
    self.settings = settings
    self.theme = theme
    self.pixelWidth = pixelWidth
  }

  /// Runs the models once and writes a file a format.
  ///
  /// - Returns: the paths of the files.
  @discardableResult
  public func export(
    _ formats: [FigureFormat], to folder: String,
    progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> [String] {
    guard case .figure(let run) = try script.run(settings: settings, report: progress) else {
      throw ScriptError("\(script.entry.id) is no figure; animate it instead")
    }
    let picture = try run.picture(theme: theme)
    let metadata = Metadata(script: script, parameters: run.parameters, theme: theme)
    return try formats.map { format in
      let path = "\(folder)/\(script.entry.id).\(format.rawValue)"
      let bytes: [UInt8] =
        switch format {
        case .png:
          try picture.png(
            scale: pixelWidth.map { Double($0) / picture.size.width } ?? Self.defaultScale,
            metadata: metadata)
        case .pdf: try picture.pdf(metadata: metadata)
        case .svg: try picture.svg(metadata: metadata)
        case .json: try Self.json(picture, run)
        }
      try AtomicFile.write(bytes, to: path)
      return path
    }
  }

  private static func json(_ picture: Picture, _ run: FigureRun) throws -> [UInt8] {
    var json = JSONWriter()
    try json.object { json in
      json.member("number", run.entry.id)
      json.member("title", run.entry.title)
      json.member("parameters") { json in
        json.object { for parameter in run.parameters { $0.member(parameter.name, parameter.value) } }
      }
      json.member("evidence") { $0.evidence(run.evidence) }
      try json.member("picture") { try picture.write(to: &$0) }
    }
    return json.bytes + [0x0a]
  }
}

extension Metadata {
  /// What a file says of the script that made it.
  init(script: ScriptRegistration, parameters: [ParameterDescription], theme: Theme) {
    let entry = script.entry
    let settings = parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")
    self.init(
      title: entry.title, summary: entry.alt,
      entries: [
        Entry("Script", entry.id), Entry("Parameters", settings), Entry("Theme", theme.name),
        Entry("Fingerprint", script.fingerprint), Entry("Software", "Lantern"),
      ])
  }
}
