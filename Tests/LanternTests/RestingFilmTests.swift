import BrowserDriver
import Foundation
import Gallery
import Lantern
import Rendering
import Testing

/// Films whose pictures rest, in a browser: most of their frames are not stored.
@Suite struct RestingFilmTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A page that goes to a time when it is asked to and tells the colour that it sees then, in the middle.
  private func page(_ film: String, _ type: String) throws -> String {
    let data = Data(try bytes(of: film)).base64EncodedString()
    return """
      <!doctype html><html><head><meta charset="utf-8"><title>t</title></head><body>
      <video muted preload="auto"></video><canvas width="320" height="180"></canvas><script>
      const video = document.querySelector("video"), seen = document.body.dataset;
      video.src = URL.createObjectURL(new Blob(
        [Uint8Array.from(atob("\(data)"), (c) => c.charCodeAt(0))], { type: "\(type)" }));
      video.onloadeddata = () => { seen.length = video.duration.toFixed(3); };
      video.onended = () => { seen.ended = video.currentTime.toFixed(2); };
      function go(time) {
        delete seen.color;
        video.onseeked = () => requestAnimationFrame(() => {
          const canvas = document.querySelector("canvas").getContext("2d", { willReadFrequently: true });
          canvas.drawImage(video, 0, 0);
          seen.color = [...canvas.getImageData(160, 90, 1, 1).data].slice(0, 3).join(" ");
        });
        video.currentTime = time;
        return "";
      }
      </script></body></html>
      """
  }

  @Test(
    .enabled(if: Browser.path != nil, "install the Debian package chromium"),
    arguments: [MovieFormat.mp4, .webm])
  func aJumpIntoARestShowsItsPicture(_ format: MovieFormat) throws {
    let exporter = SceneExporter(
      script: registration(Resting.self), size: PixelSize(320, 180), frameRate: 30, jobs: 2)
    let film = try #require(try exporter.export([format], to: folder.path).first?.path)
    #expect(try stored(film) < 60)
    try AtomicFile.write(
      Array(try page(film, "video/\(format.rawValue)").utf8), to: folder.file("page.html"))

    let browser = try Browser()
    try browser.open(file: folder.file("page.html"))
    try browser.wait(for: "document.body.dataset.length !== undefined")
    #expect(try browser.value("document.body.dataset.length") == "11.000")
    // Into rests, near their ends, and back: the colours of the four stretches in turn.
    for (time, stretch) in [
      (3.3, 0), (4.9, 0), (5.9, 1), (8.9, 1), (9.05, 2), (1.1, 0), (10.9, 2), (5.05, 1), (0.02, 0),
    ] {
      _ = try browser.value("go(\(time))")
      try browser.wait(for: "document.body.dataset.color !== undefined")
      let seen = try browser.value("document.body.dataset.color").split(separator: " ")
        .compactMap { Double($0) }
      let color = Resting.colors[stretch]
      let drawn = [color.red, color.green, color.blue].map { $0 * 255 }
      #expect(
        zip(seen, drawn).allSatisfy { abs($0 - $1) <= 4 } && seen.count == 3,
        "\(format) at \(time) s: \(seen), not \(drawn)")
    }
    // Played from inside the last rest it ends when it should.
    _ = try browser.value("(go(10.2), video.play(), '')")
    try browser.wait(for: "document.body.dataset.ended !== undefined")
    #expect(try browser.value("document.body.dataset.ended") == "11.00")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  private func stored(_ film: String) throws -> Int {
    let reader = try MovieReader(film)
    var count = 0
    while try reader.nextFrame() != nil { count += 1 }
    return count
  }
}

/// A scene of three colours, each of which stays for seconds.
struct Resting: Scene {
  static let entry = Entry(scene: "resting", "Resting", alt: "A page changes its colour twice.")
  static let colors = [0xd18362, 0x68a1c9, 0xf3e9d2].map { Color(hex: $0) }

  func compute(in lab: Lab) throws -> [Duration] { [.seconds(5), .seconds(4), .seconds(2)] }

  func shots(_ evidence: [Duration]) -> [Shot] {
    for (length, color) in zip(evidence, Resting.colors) {
      Shot("Rest", lasting: length) { _ in Rectangle().fill(Tone(color)) }
    }
  }
}
