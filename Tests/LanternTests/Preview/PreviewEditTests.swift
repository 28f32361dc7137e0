import BrowserDriver
import Foundation
import Testing

/// Editing a script while the preview runs. It builds, which a test that `swift test` runs can't,
/// and takes a script into the package for a while: `make check-preview` does it.
@Suite(
  .serialized,
  .enabled(
    if: ProcessInfo.processInfo.environment["LANTERN_CHECK_PREVIEW"] != nil && Browser.path != nil,
    "`make check-preview` runs it, with the Debian package chromium"))
struct PreviewEditTests {
  private let package = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

  private func source(title: String, body: String = "Text(\"a trial\")") -> String {
    """
    import Lantern

    struct PreviewTrial: Figure {
      static let entry = Entry("0.1", "\(title)", alt: "Nothing.")
      func compute(in lab: Lab) throws -> Int { 0 }
      func page(_ evidence: Int) -> some Drawing { \(body) }
    }

    """
  }

  @Test func anEditShowsAndAnErrorComesAndGoes() throws {
    let path = package + "/figures/PreviewTrial.swift"
    func save(_ text: String) throws -> ContinuousClock.Instant {
      try Data(text.utf8).write(to: URL(filePath: path))
      return .now
    }
    defer { try? FileManager.default.removeItem(atPath: path) }
    let preview = try PreviewProgram(in: package)
    let browser = try Browser()
    browser.patience = 120
    try browser.open(preview.url("/view/0.1"))
    try browser.wait(for: "build.dataset.phase === 'current'")
    _ = try save(source(title: "First"))
    try browser.wait(for: "document.getElementById('title').textContent === 'First'")

    var seconds: [Double] = []
    for title in ["Second", "Third", "Fourth"] {
      let saved = try save(source(title: title))
      try browser.wait(
        for: "document.getElementById('title').textContent === '\(title)'"
          + " && document.body.dataset.state === 'ready'")
      seconds.append((.now - saved) / .seconds(1))
    }
    print("saved to seen, in ms:", seconds.map { Int($0 * 1000) })

    let broken = try save(source(title: "Fifth", body: "Text(misspelt)"))
    try browser.wait(for: "!document.getElementById('errors').hidden")
    print("saved to error, in ms:", Int((.now - broken) / .milliseconds(1)))
    let text = try browser.value("document.getElementById('errors').textContent")
    #expect(text.contains("figures/PreviewTrial.swift:6:") && text.contains("misspelt"))
    #expect(try browser.value("document.getElementById('title').textContent") == "Fourth")
    try browser.screenshot(to: NSTemporaryDirectory() + "lantern-preview-error.png")

    _ = try save(source(title: "Sixth"))
    try browser.wait(for: "document.getElementById('title').textContent === 'Sixth'")
    #expect(try browser.value("document.getElementById('errors').hidden") == "true")

    // A script that crashes ends its worker and nothing else.
    _ = try save(source(title: "Seventh", body: "Text(\"\\([Int]()[evidence])\")"))
    try browser.wait(for: "document.getElementById('title').textContent === 'Seventh'")
    try browser.wait(for: "document.body.dataset.state === 'failed'")
    #expect(try browser.value("document.getElementById('failure').textContent").contains("range"))
    _ = try save(source(title: "Eighth"))
    try browser.wait(
      for: "document.getElementById('title').textContent === 'Eighth'"
        + " && document.body.dataset.state === 'ready'")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }
}
