import Foundation
import Lantern
import Rendering
import Typesetting

/// The web pages of a gallery: an index and a page a script, which open from the file system and
/// from any server. What they need beside the pictures lies in `site/`.
struct Site {
  /// A script whose files are in the folder.
  struct Item {
    var script: ScriptRegistration
    var facts: Facts

    var entry: Entry { script.entry }
    var id: String { script.entry.id }
    /// The figure's number, if it has one.
    var number: String? { entry.chapter == nil ? nil : id }
    var isFigure: Bool { script.entry.kind == .figure }
    var pageName: String { "\(id).html" }
    /// The small picture for the index.
    func thumbnail(isDark: Bool) -> String {
      isFigure
        ? GalleryFigure.thumbnailName(of: id, isDark: isDark) : GalleryFilm.thumbnailName(of: id)
    }
  }

  /// A chapter, or the films of the scenes.
  struct Chapter {
    /// The fragment of its place in the index.
    var anchor: String
    /// Its number or letter; none for the films, and for figures without a number.
    var number: String?
    var title: String
    var items: [Item]
  }

  let book: Book
  /// The name of the command that makes the pictures.
  let program: String
  let folder: String
  let items: [Item]
  let chapters: [Chapter]

  init(library: ScriptLibrary, folder: String, book: Book, program: String) {
    self.book = book
    self.program = program
    self.folder = folder
    items = library.scripts.compactMap { script in
      Stamp(folder: folder, script: script).facts.map { Item(script: script, facts: $0) }
    }
    chapters = Self.chapters(items, book)
  }

  /// Figures in the order of their chapters, then the films.
  private static func chapters(_ items: [Item], _ book: Book) -> [Chapter] {
    var chapters: [Chapter] = []
    for item in items where item.isFigure {
      let number = item.entry.chapter
      if chapters.isEmpty || chapters[chapters.count - 1].number != number {
        chapters.append(
          Chapter(
            anchor: number.map { "chapter-\($0)" } ?? "figures", number: number,
            title: number.map { book.chapters[$0] ?? "" } ?? "Figures", items: []))
      }
      chapters[chapters.count - 1].items.append(item)
    }
    let scenes = items.filter { !$0.isFigure }
    guard !scenes.isEmpty else { return chapters }
    return chapters + [Chapter(anchor: "films", number: nil, title: "Films", items: scenes)]
  }

  /// Writes the pages and what they need; a file that would stay the same is left alone.
  ///
  /// - Returns: the path of the index.
  func write() throws -> String {
    try Folder.make(folder + "/site")
    try update(PackageResources.site_css, "site/site.css")
    try update(PackageResources.site_js, "site/site.js")
    for face in Self.faces {
      // Pages are readable without the book's type.
      guard let path = try? FontLibrary.file(for: face),
        let font = FileManager.default.contents(atPath: path)
      else { continue }
      try update([UInt8](font), "site/\(face.rawValue).otf")
    }
    for (index, item) in items.enumerated() {
      let page = ScriptPage(
        site: self, item: item, previous: index > 0 ? items[index - 1] : nil,
        next: index + 1 < items.count ? items[index + 1] : nil)
      try update(Array(page.html.utf8), item.pageName)
    }
    try update(Array(TimesPage(site: self).html.utf8), TimesPage.fileName)
    try update(Array(IndexPage(site: self).html.utf8), "index.html")
    return folder + "/index.html"
  }

  /// The type of the pages.
  private static let faces: [FontFace] = [
    .serif, .serifItalic, .serifBold, .sans, .sansBold, .mono, .monoItalic, .monoBold,
  ]

  private func update(_ bytes: [UInt8], _ name: String) throws {
    let path = "\(folder)/\(name)"
    if let old = FileManager.default.contents(atPath: path), old.elementsEqual(bytes) { return }
    try AtomicFile.write(bytes, to: path)
  }
}
