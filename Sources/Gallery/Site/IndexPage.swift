import Lantern

/// The page that shows everything there is, by chapter, with search.
struct IndexPage {
  let site: Site

  var html: String {
    let book = site.book
    return site.frame(
      title: "Lantern: \(book.title)",
      summary: "Figures and animations of \(book.title), computed from source.", name: "index"
    ) {
      Tag.div(["class": "hero"]) {
        Tag.h1 {
          "The figures of "
          Tag.cite { book.title }
        }
        if !book.author.isEmpty { Tag.p(["class": "author"]) { "after \(book.author)" } }
        Tag.p(["class": "lead"]) { lead }
      }
      filters
      Tag.div(["class": "shelf"]) {
        contents
        Tag.div(["class": "chapters"]) {
          for chapter in site.chapters { section(chapter) }
          Tag.p(["class": "nothing", "hidden": ""]) { "Nothing here has that." }
        }
      }
    }
  }

  /// What there is, in a sentence.
  private var lead: HTML {
    let figures = site.items.count(where: \.isFigure)
    let scenes = site.items.count - figures
    let claims = site.items.reduce(0) { $0 + $1.facts.claims.count }
    let seconds = site.items.reduce(0) { $0 + $1.facts.computeSeconds }
    let counts = [(figures, "figure"), (scenes, "film")].filter { $0.0 > 0 }
      .map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    let measured = claims > 0 ? ", and \(claims) of its claims were measured" : ""
    return HTML([
      HTML(
        """
        \(counts.isEmpty ? "Nothing yet" : counts.joined(separator: " and ")), each from a short \
        script that runs the real model. All of it was
        """), HTML(" "),
      Tag.a(["href": TimesPage.fileName]) { "computed in \(seconds.asDuration)" },
      HTML("\(measured)."),
    ])
  }

  // MARK: Search

  private var filters: HTML {
    Tag.div(["class": "filters needs-script", "role": "search"]) {
      Tag.label(["class": "hidden", "for": "search"]) { "Search titles, captions and descriptions" }
      Tag.input([
        "type": "search", "id": "search", "placeholder": "Search", "autocomplete": "off",
        "spellcheck": "false", "aria-keyshortcuts": "/",
      ])
      choice("kind", "Kind", [("", "All"), ("figure", "Figures"), ("scene", "Films")])
      choice(
        "treatment", "Treatment",
        [("", "Any treatment")]
          + [Entry.Treatment.same, .analog, .diagram].map { ($0.rawValue, $0.name) })
      Tag.output(["id": "count", "for": "search"])
    }
  }

  /// A few values of which one holds.
  private func choice(
    _ name: String, _ title: String, _ values: [(value: String, text: String)]
  ) -> HTML {
    Tag.fieldset(["class": "choice"]) {
      Tag.legend(["class": "hidden"]) { title }
      for (value, text) in values {
        Tag.label {
          Tag.input([
            "type": "radio", "name": name, "value": value, "checked": value.isEmpty ? "" : nil,
          ])
          Tag.span { text }
        }
      }
    }
  }

  // MARK: Contents

  private var contents: HTML {
    Tag.nav(["class": "contents", "aria-label": "Chapters"]) {
      Tag.ol {
        for chapter in site.chapters {
          Tag.li {
            Tag.a(["href": "#\(chapter.anchor)"]) {
              Tag.span(["class": "number"]) { chapter.number ?? "" }
              Tag.span { chapter.title.isEmpty ? name(chapter) : chapter.title }
            }
          }
        }
      }
    }
  }

  private func name(_ chapter: Site.Chapter) -> String {
    chapter.number.map(site.book.name(ofChapter:)) ?? chapter.title
  }

  private func section(_ chapter: Site.Chapter) -> HTML {
    Tag.section(["class": "chapter", "aria-labelledby": chapter.anchor]) {
      Tag.h2(["id": chapter.anchor]) {
        if let number = chapter.number, !chapter.title.isEmpty {
          Tag.span(["class": "number"]) {
            Tag.span(["class": "hidden"]) { Int(number) == nil ? "Appendix" : "Chapter" }
            " \(number) "
          }
          chapter.title
        } else {
          name(chapter)
        }
      }
      Tag.ol(["class": "cards"]) {
        for item in chapter.items { card(item) }
      }
    }
  }

  private func card(_ item: Site.Item) -> HTML {
    let (entry, script) = (item.entry, item.script)
    let words = [entry.id, entry.title, script.caption, entry.alt, script.file]
    return Tag.li([
      "class": "card", "data-kind": entry.kind.rawValue, "data-treatment": entry.treatment.rawValue,
      "data-words": words.joined(separator: " ").lowercased(),
    ]) {
      Tag.a(["href": item.pageName]) {
        Tag.div(["class": item.isFigure ? "plate" : "plate film"]) {
          preview(item)
        }
        Tag.p(["class": "name"]) {
          if let number = item.number { Tag.span(["class": "number"]) { number + " " } }
          entry.title
        }
      }
    }
  }

  /// The small picture; the title beside it says what it is.
  private func preview(_ item: Site.Item) -> HTML {
    guard item.isFigure else {
      return Tag.video([
        "poster": item.thumbnail(isDark: false), "src": "\(item.id).mp4", "preload": "none",
        "muted": "", "loop": "", "playsinline": "", "tabindex": "-1", "aria-hidden": "true",
      ])
    }
    return site.image(
      light: item.thumbnail(isDark: false), dark: item.thumbnail(isDark: true), alt: "",
      size: (item.facts.width, item.facts.height), isLazy: true)
  }
}

extension Entry.Treatment {
  /// What the index calls it.
  var name: String {
    switch self {
    case .same: "As in the book"
    case .analog: "Analogue"
    case .diagram: "Diagram"
    }
  }

  /// What it means, for a reader of the figure.
  var explanation: String {
    switch self {
    case .same: "Regenerated from its definition."
    case .analog:
      "The book shows photographs or a model too large to train here; this shows the same phenomenon"
        + " with a small model that was really trained, on data that Lantern makes itself."
    case .diagram: "A schematic, drawn from real values wherever there is one."
    }
  }
}
