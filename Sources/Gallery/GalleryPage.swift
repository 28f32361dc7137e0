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
      @media (max-width: 26rem) { .grid { grid-template-columns: 1fr; } }
      </style>
      </head>
      <body>
      <h1>Lantern</h1>
      <p>Figures and animations of <cite>Understanding Deep Learning</cite>, computed from source.</p>
      \(section("Scenes", scenes))
      \(section("Figures", figures))
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
