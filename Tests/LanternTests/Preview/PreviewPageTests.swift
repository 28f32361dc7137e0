import BrowserDriver
import Foundation
import Testing

/// The preview as a reader sees it.
@Suite(.serialized, .enabled(if: Browser.path != nil, "install the Debian package chromium"))
struct PreviewPageTests {
  private let preview: PreviewProgram
  private let browser: Browser

  init() throws {
    preview = try PreviewProgram()
    browser = try Browser()
  }

  private func open(_ path: String) throws {
    try browser.open(preview.url(path))
    try browser.wait(for: ready)
  }

  private let ready = "document.body.dataset.state === 'ready'"
  /// What the picture on the page was asked for.
  private let wish = "document.getElementById('picture').dataset.wish"
  private let address = "location.pathname + location.search"

  /// Whether the picture on the page is of the present state.
  private func shows(_ part: String) -> String { "\(ready) && \(wish).includes('\(part)')" }

  private func expectNoComplaint(sourceLocation: SourceLocation = #_sourceLocation) {
    #expect(browser.complaints.isEmpty, "\(browser.complaints)", sourceLocation: sourceLocation)
    let own = "http://127.0.0.1:\(preview.port)/"
    let foreign = browser.requests.filter { !$0.hasPrefix(own) && !$0.hasPrefix("blob:\(own)") }
    #expect(foreign.isEmpty, "\(foreign)", sourceLocation: sourceLocation)
  }

  @Test func theIndexFindsScripts() throws {
    try open("/")
    let count = "document.querySelectorAll('#chapters li').length"
    let all = try #require(Int(try browser.value(count)))
    #expect(all > 50)
    try browser.press("/")
    try browser.type("gabor loss")
    let few = try #require(Int(try browser.value(count)))
    #expect(few > 0 && few < all)
    try browser.reload()
    try browser.wait(for: ready)
    #expect(try browser.value(count) == "\(few)" && browser.value("search.value") == "gabor loss")
    try browser.click("#chapters a")
    try browser.wait(for: "location.pathname.startsWith('/view/6.') && \(ready)")
    expectNoComplaint()
  }

  @Test func aSliderChangesPictureAndAddress() throws {
    try open("/view/6.5")
    let before = try browser.value("document.getElementById('picture').src")
    try browser.value("document.querySelector('#p-learningRate').focus()")
    for _ in 0..<3 { try browser.press("ArrowRight") }
    try browser.wait(for: shows("learningRate"))
    #expect(try browser.value("document.getElementById('picture').src") != before)
    try browser.wait(for: "\(address) !== '/view/6.5'")
    let there = try browser.value(address)
    let rate = try #require(there.split(separator: "=").last.flatMap { Double($0) })
    #expect(rate > 0.1 && rate < 0.2, "\(there)")
    let code = try browser.value("document.querySelector('.command code').textContent")
    #expect(code.hasSuffix("render 6.5 --set learningRate=\(rate)"))
    // The link gives the same view again.
    let shown = try browser.value(wish)
    try browser.reload()
    try browser.wait(for: shows("learningRate"))
    #expect(try browser.value(wish) == shown && browser.value(address) == there)
    #expect(
      try browser.value("document.querySelector('#p-learningRate').getAttribute('aria-valuetext')")
        == "\(rate)")
    try browser.click("#reset")
    try browser.wait(for: "\(ready) && !\(wish).includes('learningRate')")
    try browser.wait(for: "\(address) === '/view/6.5'")
    expectNoComplaint()
  }

  @Test func draggingShowsWhereTheSliderWasLetGo() throws {
    try open("/view/6.5")
    try browser.drag(
      "#p-learningRate", through: (0..<40).map { (x: Double($0 * 2 - 60), y: 0) })
    try browser.wait(
      for: "\(ready) && JSON.parse(\(wish)).settings.learningRate === "
        + "document.querySelector('#p-learningRate').getAttribute('aria-valuetext')")
    expectNoComplaint()
  }

  @Test func menusSwitchesAndFieldsWork() throws {
    try open("/view/6.5")
    try browser.value("theme.focus()")
    try browser.press("l")
    try browser.wait(for: shows("lecture"))
    try browser.value("size.value = '800', size.dispatchEvent(new Event('change'))")
    try browser.wait(for: shows("\"width\":800"))
    #expect(try browser.value("document.getElementById('picture').naturalWidth") == "800")
    try browser.wait(for: "\(address) === '/view/6.5?page-theme=lecture&page-size=800'")
    let code = "document.querySelector('.command code').textContent"
    #expect(try browser.value(code).hasSuffix("render 6.5 --theme lecture --width 800"))
    // A number out of range is refused beside its field, and nothing else happens.
    let field = "document.querySelector('#p-seed').previousElementSibling"
    try browser.value("\(field).value = '100', \(field).dispatchEvent(new Event('change'))")
    #expect(try browser.value("\(field).getAttribute('aria-invalid')") == "true")
    #expect(try browser.value("document.querySelector('#status').textContent").contains("0 to 99"))
    #expect(try !browser.value(address).contains("seed"))
    expectNoComplaint()
  }

  @Test func aSceneIsScrubbedAndPlayed() throws {
    try open("/view/sgd-leaves-the-valley?page-time=3.2")
    #expect(try browser.value("clock.textContent").hasPrefix("3.2 / "))
    let moment = "[...document.querySelectorAll('.command code')].pop().textContent"
    #expect(try browser.value(moment).hasSuffix("animate sgd-leaves-the-valley --at 3.2s"))
    try browser.value("document.getElementById('frame').focus()")
    try browser.press(" ")
    try browser.wait(for: "Number(document.getElementById('time').value) > 3.8")
    #expect(try browser.value("play.getAttribute('aria-pressed')") == "true")
    try browser.press(" ")
    try browser.wait(for: "\(ready) && play.getAttribute('aria-pressed') === 'false'")
    let time = try #require(Double(try browser.value("view.time")))
    try browser.wait(for: "JSON.parse(\(wish)).time === view.time && \(ready)")
    try browser.value("document.getElementById('time').focus()")
    try browser.press("ArrowRight")
    try browser.wait(for: "\(ready) && JSON.parse(\(wish)).time > \(time)")
    try browser.click("#shots li:last-child button")
    try browser.wait(for: "\(ready) && JSON.parse(\(wish)).time > \(time + 1)")
    expectNoComplaint()
  }

  @Test func everyControlHasANameAndNothingIsTooWide() throws {
    for path in ["/", "/view/6.5", "/view/sgd-leaves-the-valley", "/view/3.8"] {
      for scheme in [Browser.ColorScheme.light, .dark] {
        try browser.setColorScheme(scheme)
        for width in [1280, 390] {
          try browser.setViewport(width: width, height: 844, isMobile: width < 500)
          try open(path)
          #expect(try browser.value("document.documentElement.scrollWidth <= innerWidth") == "true")
        }
      }
      let nameless = try browser.call("Accessibility.getFullAXTree")["nodes"] as? [[String: Any]]
      for node in try #require(nameless) where node["ignored"] as? Bool != true {
        let value = { (key: String) in (node[key] as? [String: Any])?["value"] as? String ?? "" }
        let needsName = [
          "slider", "button", "textbox", "combobox", "link", "radio", "image", "group",
        ]
        if needsName.contains(value("role")) {
          #expect(!value("name").isEmpty, "\(path): \(value("role"))")
        }
      }
    }
    expectNoComplaint()
  }
}
