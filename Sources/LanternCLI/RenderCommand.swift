import ArgumentParser
import Gallery
import Lantern

struct RenderCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render", abstract: "Render figures.",
    discussion: "Example: lantern render 6.5 --format png,pdf --set seed=9 -o figures")

  @Argument(help: ArgumentHelp("Numbers of figures, or of whole chapters.", valueName: "figure"))
  var figures: [String]

  @Option(help: "Formats, separated by commas: png, pdf, svg, json.")
  var format = "png"

  @Option(help: "The width of PNG files in pixels.")
  var width: Int?

  @OptionGroup var output: OutputOptions

  @OptionGroup var caching: CacheOptions

  func run() throws {
    let formats = try parsedFormats(format, as: FigureFormat.self)
    let theme = try output.parsedTheme(default: .book)
    let settings = try output.parsedSettings()
    if let width, !(16...20_000).contains(width) {
      throw ScriptError("--width \(width) is out of range; choose 16 to 20000 pixels")
    }
    let scripts = try LanternCommand.library.select(figures)
    if let scene = scripts.first(where: { $0.entry.kind == .scene }) {
      throw ScriptError("\(scene.entry.id) is a scene; use `lantern animate \(scene.entry.id)`")
    }
    try scripts.forEach { _ = try $0.type.with(settings) }
    try output.makeFolder()
    let cache = caching.cache
    let progress = ProgressDisplay(total: scripts.count)
    defer { progress.end() }
    for script in scripts {
      let id = script.entry.id
      let exporter = FigureExporter(
        script: script, settings: settings, theme: theme, pixelWidth: width, store: cache)
      let export = try exporter.export(formats, to: output.folder) {
        progress.update(id, fraction: $0)
      }
      progress.finish(id, line: export.paths.joined(separator: "\n"))
    }
  }
}
