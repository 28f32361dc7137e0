import BrowserDriver
import Drawing
import Foundation
import Gallery
import Lantern
import Testing

/// The gallery's pages as a reader meets them, opened from the file system.
@Suite(.enabled(if: Browser.path != nil, "install the Debian package chromium"))
struct SitePagesTests {
  private let folder: TemporaryFolder
  private let browser: Browser

  init() throws {
    folder = try TemporaryFolder()
    let library = ScriptLibrary([registration(Sample.self), registration(Turned.self)])
    _ = try GalleryBuilder(library: library, folder: folder.path, jobs: 2)
      .build(library.scripts) { _ in }
    browser = try Browser()
  }

  private func open(_ name: String) throws { try browser.open(file: folder.file(name)) }

  private func shownCards() throws -> [String] {
    try browser.value(
      """
      [...document.querySelectorAll('.card')].filter((card) => card.checkVisibility())
        .map((card) => card.querySelector('a').getAttribute('href'))
      """, as: [String].self)
  }

  @Test func theIndexIsSearchedAndFiltered() throws {
    try open("index.html")
    #expect(try shownCards() == ["1.2.html", "2.1.html"])
    try browser.press("/")
    #expect(try browser.value("document.activeElement.id") == "search")
    try browser.type("TURNS disc")
    #expect(try shownCards() == ["2.1.html"])
    #expect(try browser.value("document.querySelector('#count').textContent") == "1 of 2")
    #expect(
      try browser.value("document.querySelector('#chapter-1').checkVisibility()") == "false")
    try browser.press("Escape")
    #expect(try shownCards().count == 2)
    try browser.click("[name=treatment][value=diagram] + span")
    #expect(try shownCards() == ["2.1.html"])
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func whatMatchesNothingSaysSo() throws {
    try open("index.html")
    try browser.click("#search")
    try browser.type("zebra")
    #expect(try shownCards().isEmpty)
    #expect(try browser.value("document.querySelector('.nothing').checkVisibility()") == "true")
  }

  @Test func theTableOfTimesIsSorted() throws {
    try open("times.html")
    let titles = "[...document.querySelectorAll('#times tbody a')].map((a) => a.textContent)"
    let times = """
      [...document.querySelectorAll('#times tbody td:nth-child(4)')].map((c) => +c.dataset.value)
      """
    let before = try browser.value(titles, as: [String].self)
    try browser.click("#times th:nth-child(4) button")
    let slowest = try browser.value(times, as: [Double].self)
    #expect(slowest.count == 2 && slowest == slowest.sorted(by: >))
    try browser.click("#times th:nth-child(4) button")
    #expect(try browser.value(times, as: [Double].self) == slowest.reversed())
    try browser.click("#times th:nth-child(1) button")
    #expect(try browser.value(titles, as: [String].self) == before)
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  /// The picture itself changes, not only the page around it, and the choice is kept.
  @Test func lightAndDark() throws {
    let source = "document.querySelector('#picture img').currentSrc.split('/').pop()"
    try browser.setColorScheme(.light)
    try open("1.2.html")
    let ground = "getComputedStyle(document.body).backgroundColor"
    let light = try browser.value(ground)
    #expect(try browser.value(source) == "1.2.svg")
    try browser.click("#theme")
    #expect(try browser.value(ground) != light)
    try browser.wait(for: "\(source) === '1.2-dark.svg'")
    try browser.reload()
    try browser.wait(for: "\(source) === '1.2-dark.svg'")
    #expect(try browser.value(ground) != light)
    _ = try browser.value("localStorage.clear()")
    try browser.setColorScheme(.dark)
    try browser.reload()
    try browser.wait(for: "\(source) === '1.2-dark.svg'")
    try browser.click("#theme")
    #expect(try browser.value(ground) == light)
    try browser.wait(for: "\(source) === '1.2.svg'")
  }

  @Test func aSliderShowsAnotherPictureAndSaysItsValue() throws {
    try browser.setColorScheme(.light)
    try open("2.1.html")
    let source = "document.querySelector('#picture img').currentSrc.split('/').pop()"
    let width = "document.querySelector('#picture img').naturalWidth > 0"
    _ = try browser.value("document.querySelector('#slider-size').focus()")
    try browser.press("ArrowRight")
    try browser.wait(for: "\(source) === '2.1-size-3.svg' && \(width)")
    #expect(try browser.value("document.querySelector('.slider output').textContent") == "60")
    try browser.press("Home")
    try browser.wait(for: "\(source) === '2.1-size-1.svg' && \(width)")
    #expect(
      try browser.value("document.querySelector('#slider-size').getAttribute('aria-valuetext')")
        == "20")
    // Pictures are of one parameter at a time.
    _ = try browser.value("document.querySelector('#slider-turn').focus()")
    try browser.press("End")
    try browser.wait(for: "\(source) === '2.1-turn-3.svg' && \(width)")
    #expect(try browser.value("document.querySelector('#slider-size').value") == "1")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func aPictureIsEnlargedByKeysAndMouse() throws {
    try open("1.2.html")
    try browser.press("z")
    try browser.wait(for: "document.querySelector('#zoom').open")
    let width = "document.querySelector('.zoom-stage img').offsetWidth"
    try browser.wait(for: "\(width) > 200")
    let fitting = try browser.value(width, as: Int.self)
    #expect(
      try browser.value("document.querySelector('.zoom-tools output').textContent") == "100 %")
    try browser.press("+")
    #expect(try browser.value(width, as: Int.self) > fitting)
    try browser.click("[data-zoom=fit]")
    #expect(try browser.value(width, as: Int.self) == fitting)
    try browser.press("Escape")
    try browser.wait(for: "!document.querySelector('#zoom').open")
    try browser.wait(for: "document.activeElement.id === 'enlarge'")
    try browser.click("#picture")
    try browser.wait(for: "document.querySelector('#zoom').open")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func arrowKeysTurnThePages() throws {
    try open("1.2.html")
    try browser.press("ArrowRight")
    try browser.wait(
      for: "location.pathname.endsWith('/2.1.html') && document.readyState === 'complete'")
    try browser.press("ArrowLeft")
    try browser.wait(for: "location.pathname.endsWith('/1.2.html')")
  }

  /// From the start of a page the first step of the keyboard leads past its head.
  @Test func theKeyboardReachesEverythingVisibly() throws {
    try open("2.1.html")
    try browser.press("Tab")
    #expect(try browser.value("document.activeElement.className") == "skip")
    var seen: Set<String> = []
    for _ in 0..<40 {
      try browser.press("Tab")
      let name = try browser.value("document.activeElement.tagName + document.activeElement.id")
      guard name != "BODY" else { break }
      seen.insert(name)
      #expect(
        try browser.value("getComputedStyle(document.activeElement).outlineStyle") != "none",
        "\(name)")
    }
    for name in ["BUTTONtheme", "BUTTONenlarge", "INPUTslider-size", "INPUTslider-turn"] {
      #expect(seen.contains(name), "\(seen)")
    }
  }

  @Test(arguments: [(390, true), (320, true), (768, false), (1440, false)])
  func nothingIsWiderThanTheWindow(_ width: Int, _ isMobile: Bool) throws {
    try browser.setViewport(width: width, height: 844, isMobile: isMobile)
    for name in ["index.html", "1.2.html", "2.1.html", "times.html"] {
      try open(name)
      #expect(
        try browser.value("document.documentElement.scrollWidth", as: Int.self) <= width, "\(name)")
    }
  }

  @Test func aFilmPlaysItsShotsAndHasCaptions() throws {
    let library = ScriptLibrary([registration(Spoken.self)])
    let summary = try GalleryBuilder(library: library, folder: folder.path, jobs: 2)
      .build(library.scripts) { _ in }
    #expect(summary.failed.isEmpty)
    try open("spoken.html")
    let film = "document.querySelector('#film')"
    try browser.wait(for: "\(film).readyState >= 2")
    #expect(try browser.value("\(film).videoWidth") == "1920")
    #expect(try browser.value("\(film).duration", as: Double.self) == 1.5)
    _ = try browser.value("\(film).loop = false")
    try browser.click("li:nth-child(2) > [data-seconds]")
    try browser.wait(for: "\(film).currentTime > 0.6")
    try browser.wait(
      for: "document.querySelector('.shots li:nth-child(2)').hasAttribute('aria-current')")
    try browser.wait(for: "\(film).ended")
    _ = try browser.value("\(film).textTracks[0].mode = 'showing'")
    let cues = "\(film).textTracks[0].cues"
    try browser.wait(for: "\(cues)?.length === 1")
    #expect(try browser.value("\(cues)[0].text") == "Now &amp; then")
    #expect(try browser.value("\(cues)[0].startTime") == "0.5")
    #expect(browser.complaints.isEmpty, "\(browser.complaints)")
  }

  @Test func nothingIsAskedOfTheNetwork() throws {
    for name in ["index.html", "1.2.html", "2.1.html", "times.html"] { try open(name) }
    let strange = browser.requests.filter { !$0.hasPrefix("file://") && !$0.hasPrefix("data:") }
    #expect(strange.isEmpty, "\(strange)")
    #expect(browser.requests.contains { $0.hasSuffix("lmroman10-regular.otf") })
  }
}

/// A figure with two sliders.
private struct Turned: Figure {
  static let entry = Entry(
    "2.1", "Something turns", alt: "A disc and a bar.", treatment: .diagram, width: .half)
  @Parameter("Size", in: 20...60, gallery: 3) var size = 40.0
  @Parameter("Turn", in: 0...2, gallery: 3) var turn = 1
  func compute(in lab: Lab) throws -> Double { size + 10 * Double(turn) }
  func page(_ evidence: Double) -> some Drawing {
    Circle().fill(.orange).frame(width: evidence, height: evidence)
  }
}

/// A film of two shots, of which one is spoken to.
private struct Spoken: Scene {
  static let entry = Entry(scene: "spoken", "A film", alt: "Two discs.")
  func compute(in lab: Lab) throws -> Int { 0 }
  func shots(_ evidence: Int) -> [Shot] {
    Shot("One", lasting: .milliseconds(500)) { _ in Circle().fill(.orange) }
    Shot("Two", lasting: .seconds(1), narration: "Now & then") { _ in Circle().fill(.teal) }
  }
}
