import Drawing
import Foundation
import Gallery
import Lantern
import Testing

/// The gallery's pages: well-formed, complete, usable without eyes or mouse, without network.
@Suite struct SiteTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func build(_ scripts: [ScriptRegistration], book: Book) throws {
    let library = ScriptLibrary(scripts)
    let summary = try GalleryBuilder(
      library: library, folder: folder.path, book: book, program: "demo", jobs: 2
    ).build(library.scripts) { _ in }
    #expect(summary.failed.isEmpty)
  }

  private static let book = Book(
    title: "Tests <&>", author: "Somebody", chapters: ["1": "One & two"])
  private static let scripts = [
    registration(Sample.self), registration(Awkward.self), registration(Sliding.self),
  ]

  @Test func everyPageKeepsTheRulesOfAccessibility() throws {
    try build(Self.scripts, book: Self.book)
    let pages = folder.files.filter { $0.hasSuffix(".html") }
    #expect(pages == ["1.2.html", "1.6.html", "1.7.html", "index.html", "times.html"])
    for name in pages {
      let page = try PageElements(folder.file(name))
      #expect(page.root.name == "html" && page.root["lang"] == "en", "\(name)")
      #expect(page.all("title").map(\.text).first?.isEmpty == false)
      #expect(page.all("h1").count == 1 && page.all("main").count == 1, "\(name)")
      let levels = page.elements.compactMap { element in
        element.name.count == 2 && element.name.first == "h" ? Int(element.name.dropFirst()) : nil
      }
      #expect(levels.first == 1 && zip(levels, levels.dropFirst()).allSatisfy { $1 <= $0 + 1 })
      let ids = page.elements.compactMap { $0["id"] }
      #expect(Set(ids).count == ids.count, "\(name)")
      for image in page.all("img") { #expect(image["alt"] != nil && image["width"] != nil) }
      for link in page.all("a") { #expect(link["href"] != nil && !link.text.isBlank, "\(name)") }
      for button in page.all("button") {
        #expect(!button.text.isBlank || button["aria-label"]?.isBlank == false, "\(name)")
      }
      let labelled = Set(page.all("label").compactMap { $0["for"] })
      for input in page.all("input") where input["type"] != "radio" {
        #expect(labelled.contains(input["id"] ?? ""), "\(name): \(input)")
      }
      for element in page.elements {
        #expect(element["tabindex"].map { $0 == "0" || $0 == "-1" } ?? true)
        if let id = element["aria-labelledby"] { #expect(ids.contains(id)) }
      }
    }
  }

  /// Every link leads to a file that is there, and to a place in it; none leaves the folder.
  @Test func nothingIsMissingAndNothingComesFromTheNetwork() throws {
    try build(Self.scripts, book: Self.book)
    for name in folder.files where name.hasSuffix(".html") {
      let page = try PageElements(folder.file(name))
      for element in page.elements {
        for key in ["href", "src", "srcset", "poster"] {
          guard let target = element[key], !target.hasPrefix("data:") else { continue }
          let parts = target.split(separator: "#", omittingEmptySubsequences: false)
          let file = parts[0].isEmpty ? name : String(parts[0])
          #expect(folder.files.contains(file), "\(name) needs \(target)")
          guard parts.count == 2, file.hasSuffix(".html") else { continue }
          let other = try PageElements(folder.file(file))
          #expect(other.elements.contains { $0["id"] == String(parts[1]) }, "\(name): \(target)")
        }
      }
    }
    for name in ["site/site.css", "site/site.js"] {
      let text = try String(contentsOfFile: folder.file(name), encoding: .utf8)
      #expect(!text.contains("http:") && !text.contains("https:"), "\(name)")
      for match in text.matches(of: /url\("([^"]*)"\)/) {
        #expect(folder.files.contains("site/\(match.1)"), "\(name) needs \(match.1)")
      }
    }
  }

  @Test func whatScriptsSayIsTextAndNeverMarkup() throws {
    try build(Self.scripts, book: Self.book)
    let page = try PageElements(folder.file("1.6.html"))
    #expect(page.all("h1").map(\.text) == ["Loss <b> & \"more\""])
    #expect(page.all("img").map { $0["alt"] } == ["<b> & \"\" '</p>\u{FFFD}"])
    #expect(page.all("b").isEmpty && page.all("i").isEmpty)
    let index = try PageElements(folder.file("index.html"))
    #expect(index.all("cite").map(\.text) == ["Tests <&>"])
    #expect(index.all("h2").map(\.text) == ["Chapter 1 One & two"])
  }

  @Test func theScriptIsShownAsItIs() throws {
    let source = ####"""
      // <é>
      /// First line
      /// goes on.
      ///
      /// More.
      struct Sample: Figure {
        let a = #"""
          "x" & <y>
          """#
      }

      """####
    let script = ScriptRegistration(
      Sample.self, fingerprint: "1", file: "figures/Sample.swift", source: source)
    #expect(script.caption == "First line goes on.")
    try build([script], book: Self.book)
    let page = try PageElements(folder.file("1.2.html"))
    let code = try #require(page.elements.first { $0["id"] == "source" })
    #expect(code.text == source)
    #expect(
      page.elements.contains { $0["class"] == "caption" && $0.text == "1.2 First line goes on." })
    #expect(page.all("code").contains { $0.text == "figures/Sample.swift" })
    #expect(page.all("code").contains { $0.text == "demo render 1.2 --format png,pdf,svg" })
  }

  @Test func aPageTellsParametersAndClaims() throws {
    try build(Self.scripts, book: Self.book)
    let page = try PageElements(folder.file("1.2.html"))
    let code = page.all("code").map(\.text)
    for setting in ["slope=1.0", "points=8", "shade=dark", "seed=3"] {
      #expect(code.contains(setting))
    }
    #expect(
      page.elements.contains {
        $0["class"] == "measure" && $0.text.contains("Measured 7; needed 0.1 to 100")
      })
    #expect(page.elements.filter { $0["class"] == "holds" }.count == 2)
  }

  @Test func previousAndNextLeadThroughAllPages() throws {
    try build(Self.scripts, book: Self.book)
    var (name, seen) = (Optional("1.2.html"), [String]())
    while let current = name, seen.count < 9 {
      seen.append(current)
      name = try PageElements(folder.file(current)).all("a").first { $0["rel"] == "next" }?["href"]
    }
    #expect(seen == ["1.2.html", "1.6.html", "1.7.html"])
  }

  @Test func aSliderHasAPictureForEachValue() throws {
    try build(Self.scripts, book: Self.book)
    let page = try PageElements(folder.file("1.7.html"))
    let slider = try #require(page.all("input").first)
    #expect(slider["data-values"] == "1 4.64 50 100" && slider["value"] == "2")
    let pictures = (slider["data-pictures"] ?? "").split(separator: " ").map(String.init)
    #expect(pictures == ["states/1.7-size-1", "states/1.7-size-2", "1.7", "states/1.7-size-4"])
    for ending in [".svg", "-dark.svg"] {
      let files = try pictures.map { try bytes(of: folder.file($0 + ending)) }
      #expect(Set(files).count == 4)
    }
  }

  @Test func theTableOfTimesHasARowForEachPicture() throws {
    try build(Self.scripts, book: Self.book)
    let page = try PageElements(folder.file("times.html"))
    let links = page.all("a").compactMap { $0["href"] }
    #expect(links.filter { $0.first?.isNumber == true } == ["1.2.html", "1.6.html", "1.7.html"])
    // Five columns in each row and in the sum below.
    let cells = page.all("td").compactMap { $0["data-value"].flatMap(Double.init) }
    #expect(page.all("tr").count == 5 && cells.count == 4 * 4)
    for column in [1, 2] {
      let times = stride(from: column, to: 12, by: 4).map { cells[$0] }
      #expect(times.allSatisfy { $0 >= 0 } && times.contains { $0 > 0 })
      #expect(abs(times.reduce(0, +) - cells[12 + column]) < 1e-9)
    }
    #expect(page.all("a").contains { $0["href"] == "index.html" })
    let index = try PageElements(folder.file("index.html"))
    #expect(index.all("a").contains { $0["href"] == "times.html" })
  }

  // MARK: The look

  private static let themes = ["light", "dark"]

  /// The colours that the style sheet declares for a theme.
  private func colors(_ theme: String) throws -> [String: Color] {
    try build([], book: Self.book)
    let css = try String(contentsOfFile: folder.file("site/site.css"), encoding: .utf8)
    var colors: [String: Color] = [:]
    for match in css.matches(of: /--([a-z]+): light-dark\(#([0-9a-f]{6}), #([0-9a-f]{6})\);/) {
      let digits = theme == "dark" ? match.3 : match.2
      colors[String(match.1)] = UInt32(digits, radix: 16).map { Color(hex: $0) }
    }
    return colors
  }

  /// Text has the contrast that WCAG 2.1 wants (success criterion 1.4.3), borders of controls that
  /// of 1.4.11.
  @Test(arguments: themes)
  func everyTextStandsOutFromItsGround(_ theme: String) throws {
    let colors = try colors(theme)
    for ground in ["ground", "plate", "wash"] {
      let back = try #require(colors[ground])
      for text in ["ink", "soft", "accent", "warm"] {
        let contrast = try #require(colors[text]).contrast(to: back)
        #expect(contrast >= 4.5, "\(text) on \(ground): \(contrast)")
      }
      let edge = try #require(colors["edge"]).contrast(to: back)
      #expect(edge >= 3, "edge on \(ground): \(edge)")
    }
  }

  @Test func theFocusIsAlwaysVisible() throws {
    try build([], book: Self.book)
    let css = try String(contentsOfFile: folder.file("site/site.css"), encoding: .utf8)
    #expect(css.contains(":focus-visible { outline: 3px solid"))
    // The main part takes the focus from the link that skips to it, and has none of its own.
    #expect(css.components(separatedBy: "outline: none").count == 2)
    #expect(css.contains("main:focus { outline: none; }"))
  }
}

extension String {
  fileprivate var isBlank: Bool { allSatisfy(\.isWhitespace) }
}

/// A figure whose words look like markup.
private struct Awkward: Figure {
  static let entry = Entry(
    "1.6", "Loss <b> & \"more\"", alt: "<b> & \"\" '</p>\u{1}", treatment: .analog, width: .half)
  func compute(in lab: Lab) throws -> Int { 0 }
  func page(_ evidence: Int) -> some Drawing { Text("a") }
}

/// A figure with a slider in the gallery.
private struct Sliding: Figure {
  static let entry = Entry("1.7", "Sizes", alt: "A disc.", width: .half)
  @Parameter("Size", in: 1...100, scale: .logarithmic, gallery: 4) var size = 50.0
  func compute(in lab: Lab) throws -> Double { size }
  func page(_ evidence: Double) -> some Drawing {
    Circle().fill(.orange).frame(width: evidence, height: evidence)
  }
}
