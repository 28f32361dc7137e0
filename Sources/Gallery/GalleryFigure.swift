import Drawing
import Lantern
import Rendering

/// A figure's files in the gallery: those that `render` writes, the picture for dark pages, small
/// ones for the index, and one for each value of a slider.
struct GalleryFigure {
  let script: ScriptRegistration
  let folder: String
  let store: (any EvidenceStore)?

  /// Runs the figure's models and writes the files.
  ///
  /// - Returns: their paths from the folder, and what the figure's page says of the run.
  func make(
    progress: @escaping @Sendable (Double) -> Void
  ) throws -> (files: [String], facts: Facts) {
    let sliders = script.parameters.map { GallerySlider($0, of: script.entry.id) }
    let runs = 1 + sliders.reduce(0) { $0 + $1.drawn.count }
    let run = try run([:]) { progress($0 / Double(runs)) }
    let started = ContinuousClock.now
    var files = try FigureExporter(script: script).write(run, [.png, .pdf, .svg], to: folder)
      .map { String($0.dropFirst(folder.count + 1)) }
    let page = try run.picture(theme: .book)
    for theme in Theme.all { files.append(try writeThumbnail(run, theme)) }
    files.append(try writeSVG(run, .lecture, named: Self.darkName(of: script.entry.id)))
    let drawSeconds = (ContinuousClock.now - started) / .seconds(1)
    var done = 1.0
    for slider in sliders {
      for (setting, name) in slider.drawn {
        let base = done
        let state = try self.run([slider.parameter.name: setting]) {
          progress((base + $0) / Double(runs))
        }
        files.append(try writeSVG(state, .book, named: "\(name).svg"))
        files.append(try writeSVG(state, .lecture, named: "\(name)-dark.svg"))
        done += 1
      }
    }
    var facts = Facts(
      computeSeconds: run.computeSeconds, drawSeconds: drawSeconds, width: page.size.width,
      height: page.size.height, trainings: run.trainings)
    // A picture whose claims can't be measured is still one; its page says so.
    do { facts.claims = try run.claims().map(Facts.Claim.init) } catch {
      facts.claimFailure = "\(error)"
    }
    return (files, facts)
  }

  /// The name of the picture that dark pages show.
  static func darkName(of id: String) -> String { "\(id)-dark.svg" }

  /// The name of the small picture for the index.
  static func thumbnailName(of id: String, isDark: Bool) -> String {
    "thumbnails/\(id)\(isDark ? "-dark" : "").png"
  }

  private func run(
    _ settings: [String: String], report: @escaping @Sendable (Double) -> Void
  ) throws -> FigureRun {
    guard case .figure(let run) = try script.run(settings: settings, store: store, report: report)
    else { throw ScriptError("\(script.entry.id) is no figure; animate it instead") }
    return run
  }

  private func writeSVG(_ run: FigureRun, _ theme: Theme, named name: String) throws -> String {
    let exporter = FigureExporter(script: script, theme: theme)
    let bytes = try exporter.bytes(of: run.picture(theme: theme), run, as: .svg)
    try AtomicFile.write(bytes, to: "\(folder)/\(name)")
    return name
  }

  /// Pixels that a picture of the index fills at most.
  static let thumbnailSize = PixelSize(640, 440)

  private func writeThumbnail(_ run: FigureRun, _ theme: Theme) throws -> String {
    let picture = try run.picture(theme: theme)
    let (limit, size) = (Self.thumbnailSize, picture.size)
    let width = min(Double(limit.width), Double(limit.height) * size.width / size.height)
    let exporter = FigureExporter(script: script, theme: theme, pixelWidth: Int(width))
    let name = Self.thumbnailName(of: script.entry.id, isDark: theme == .lecture)
    try AtomicFile.write(try exporter.bytes(of: picture, run, as: .png), to: "\(folder)/\(name)")
    return name
  }
}

/// A parameter whose values the gallery shows without a run: each has a picture of its own.
struct GallerySlider {
  let parameter: ParameterDescription
  /// The values in order.
  let values: [String]
  private let id: String

  init(_ parameter: ParameterDescription, of id: String) {
    self.parameter = parameter
    self.id = id
    values = parameter.galleryValues
  }

  /// The place of the default among the values.
  var defaultIndex: Int { values.firstIndex(of: parameter.defaultValue) ?? 0 }

  /// The picture of each value, by its name without an ending; that of the default is the figure's.
  var pictures: [String] {
    values.indices.map {
      $0 == defaultIndex ? id : "states/\(id)-\(parameter.name)-\($0 + 1)"
    }
  }

  /// What must be drawn beside the figure itself: a value and the name of its picture.
  var drawn: [(value: String, name: String)] {
    zip(values, pictures).filter { $0.1 != id }.map { (value: $0.0, name: $0.1) }
  }
}
