import BrowserDriver
import Foundation
import Testing

/// The driver itself: what tests of pages rely on.
@Suite(.enabled(if: Browser.path != nil, "install the Debian package chromium"))
struct BrowserTests {
  private let folder: TemporaryFolder
  private let browser: Browser

  init() throws {
    folder = try TemporaryFolder()
    let page = """
      <!doctype html><meta charset="utf-8"><title>Pâté</title>
      <meta name="viewport" content="width=device-width">
      <style>
      body { margin: 0; background: white; height: 3000px }
      @media (prefers-color-scheme: dark) { body { background: black } }
      @media (max-width: 400px) { button { color: red } }
      #cover { position: absolute; top: 50px; left: 290px; width: 50px; height: 99px }
      </style>
      <button onclick="this.textContent = ++window.clicks">press</button>
      <input type="range" min="0" max="10" value="5"><input id="text">
      <a href="#" style="position: absolute; top: 60px; left: 300px">below</a><div id="cover"></div>
      <script>window.clicks = 0</script>
      """
    try Data(page.utf8).write(to: URL(filePath: folder.file("page.html")))
    browser = try Browser()
    try browser.open(file: folder.file("page.html"))
  }

  @Test func readersClickTypeAndDrag() throws {
    #expect(try browser.value("document.title") == "Pâté")
    try browser.click("button")
    try browser.press("Enter")
    #expect(try browser.value("document.querySelector('button').textContent") == "2")
    try browser.press("Tab")
    try browser.press("ArrowRight")
    let slider = "document.querySelector('[type=range]').value"
    #expect(try browser.value(slider) == "6")
    try browser.drag("[type=range]", through: [(10, 0), (300, 0)])
    #expect(try browser.value(slider) == "10")
    try browser.press("Tab")
    try browser.type("a \"b\"")
    try browser.press("c")
    #expect(try browser.value("document.querySelector('#text').value") == "a \"b\"c")
    #expect(throws: Browser.Failure.self) { try browser.click("a") }
    #expect(throws: Browser.Failure.self) { try browser.click("#nowhere") }
  }

  @Test func theWindowIsWhatTestsWant() throws {
    let colours = "getComputedStyle(document.body).backgroundColor"
    #expect(try browser.value(colours) == "rgb(255, 255, 255)")
    try browser.setColorScheme(.dark)
    #expect(try browser.value(colours) == "rgb(0, 0, 0)")
    try browser.setViewport(width: 390, height: 844, isMobile: true)
    #expect(
      try browser.value("getComputedStyle(document.querySelector('button')).color")
        == "rgb(255, 0, 0)")
    for (isWhole, height) in [(false, 1688), (true, 6000)] {
      try browser.screenshot(to: folder.file("page.png"), isWhole: isWhole)
      let header = try bytes(of: folder.file("page.png"))[16..<24].map(Int.init)
      #expect(header[2] << 8 + header[3] == 780 && header[6] << 8 + header[7] == height)
    }
  }

  @Test func valuesAndErrorsComeBack() throws {
    #expect(try browser.value("[1, new Promise(f => setTimeout(f, 5, 2))][0]") == "1")
    #expect(
      try browser.value("new Promise(f => setTimeout(f, 5, [1, 2]))", as: [Int].self) == [1, 2])
    #expect(throws: Browser.Failure.self) { try browser.value("nothing.at.all") }
    #expect(throws: Browser.Failure.self) {
      browser.patience = 0.2
      try browser.wait(for: "false")
    }
    #expect(browser.complaints.isEmpty)
    browser.patience = 30
    _ = try browser.value("console.error('trouble')")
    _ = try browser.value("setTimeout(() => { throw new Error('late') })")
    try browser.wait(for: "true")
    try browser.reload()
    #expect(browser.complaints.count == 2 && browser.complaints.last?.contains("late") == true)
    #expect(browser.requests.allSatisfy { $0.hasPrefix("file:") } && browser.requests.count == 2)
  }
}
