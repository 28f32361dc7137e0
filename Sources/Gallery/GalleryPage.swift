import Foundation
import Lantern

/// The page that shows what a gallery's folder holds: every picture with its title.
struct GalleryPage {
  let library: ScriptLibrary
  let folder: String

  var html: String {
    let made = library.scripts.map(\.entry).filter { entry in
      let ending = entry.kind == .figure ? "svg" : "mp4"
      return FileManager.default.fileExists(atPath: "\(folder)/\(entry.id).\(ending)")
    }
    let scenes = made.filter { $0.kind == .scene }
    let figures = made.filter { $0.kind == .figure }
    let timed = library.scripts.filter { script in figures.contains { $0.id == script.entry.id } }
    return """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Lantern: figures of Understanding Deep Learning</title>
      <style>
      :root { color-scheme: light dark; }
      body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
      h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2.5rem; }
      .grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(22rem, 1fr)); gap: 1.5rem; }
      figure { margin: 0; }
      figure img, figure video { width: 100%; background: #fff; border: 1px solid #8884; border-radius: 6px; }
      figure img { padding: 10px; box-sizing: border-box; }
      figcaption a { margin-right: .6em; }
      table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
      th, td { padding: .15em .9em .15em 0; text-align: left; vertical-align: top; }
      .seconds { text-align: right; white-space: nowrap; }
      tfoot { border-top: 1px solid #8888; }
      @media (max-width: 26rem) { .grid { grid-template-columns: 1fr; } }
      </style>
      </head>
      <body>
      <h1>Lantern</h1>
      <p>Figures and animations of <cite>Understanding Deep Learning</cite>, computed from source.</p>
      \(section("Scenes", scenes))
      \(section("Figures", figures))
      \(timeTable(timed))
      </body>
      </html>

      """
  }

  private func section(_ title: String, _ entries: [Entry]) -> String {
    guard !entries.isEmpty else { return "" }
    return """
      <h2>\(title)</h2>
      <div class="grid">
      \(entries.map(card).joined(separator: "\n"))
      </div>
      """
  }

  /// How long each figure's models ran and its drawing took.
  private func timeTable(_ figures: [ScriptRegistration]) -> String {
    let rows = figures.compactMap { script in
      Stamp(folder: folder, script: script).times.map { (entry: script.entry, times: $0) }
    }
    guard !rows.isEmpty else { return "" }
    let sum = rows.reduce(into: Stamp.Times(compute: 0, draw: 0)) { sum, row in
      sum.compute += row.times.compute
      sum.draw += row.times.draw
    }
    let cells = { (times: Stamp.Times) in
      [times.compute, times.draw].map {
        "<td class=\"seconds\">\($0.formatted(decimals: 2))</td>"
      }.joined()
    }
    let body = rows.map { row in
      let (id, title) = (row.entry.id, Self.escaped(row.entry.title))
      return "<tr><td><a href=\"#\(id)\">\(id)</a></td><td>\(title)</td>\(cells(row.times))</tr>"
    }
    return """
      <h2>Time</h2>
      <p>Seconds that the models of each figure ran when they ran last, and that drawing it and \
      writing its files took.</p>
      <table>
      <thead><tr><th>Figure</th><th></th><th class="seconds">compute</th><th class="seconds">draw</th>\
      </tr></thead>
      <tbody>
      \(body.joined(separator: "\n"))
      </tbody>
      <tfoot><tr><td>All</td><td></td>\(cells(sum))</tr></tfoot>
      </table>
      """
  }

  private func card(_ entry: Entry) -> String {
    let (id, title, alt) = (entry.id, Self.escaped(entry.title), Self.escaped(entry.alt))
    let links = { (endings: [String]) in
      endings.map { "<a href=\"\(id).\($0)\">\($0.uppercased())</a>" }.joined()
    }
    switch entry.kind {
    case .figure:
      return """
        <figure id="\(id)"><a href="\(id).svg"><img src="\(id).svg" alt="\(alt)" loading="lazy"></a>
        <figcaption><strong>\(id)</strong> \(title)<br>\(links(["png", "pdf", "svg"]))</figcaption></figure>
        """
    case .scene:
      return """
        <figure id="\(id)"><video src="\(id).mp4" poster="\(id).png" controls muted loop playsinline \
        preload="none" aria-label="\(alt)"></video>
        <figcaption>\(title)<br>\(links(["mp4", "png"]))</figcaption></figure>
        """
    }
  }

  static func escaped(_ text: String) -> String {
    text.replacingOccurrences(of: "&", with: "&amp;")
      .replacingOccurrences(of: "<", with: "&lt;")
      .replacingOccurrences(of: ">", with: "&gt;")
      .replacingOccurrences(of: "\"", with: "&quot;")
  }
}
