import Drawing
import Lantern

/// The page of a figure or a scene.
struct ScriptPage {
  let site: Site
  let item: Site.Item
  let previous: Site.Item?
  let next: Site.Item?

  private var entry: Entry { item.entry }
  private var facts: Facts { item.facts }
  private var parameters: [ParameterDescription] { item.script.parameters }

  var html: String {
    site.frame(
      title: item.number.map { "\($0) \(entry.title)" } ?? entry.title, summary: summary,
      name: "script"
    ) {
      trail
    } content: {
      Tag.article {
        heading
        item.isFigure ? figure : film
        Tag.div(["class": "columns"]) {
          Tag.div(["class": "story"]) {
            if !facts.shots.isEmpty { shots }
            description
            if !facts.claims.isEmpty || facts.claimFailure != nil { claims }
          }
          Tag.aside(["class": "facts", "aria-label": "How it was made"]) {
            making
            if !parameters.isEmpty { parameterList }
          }
        }
        command
        if !item.script.source.isEmpty { source }
      }
      turning
      if item.isFigure { enlargement }
    }
  }

  /// The caption, or the title of a script that has none.
  private var summary: String { item.script.caption.isEmpty ? entry.title : item.script.caption }

  // MARK: The head

  private var chapter: Site.Chapter? {
    site.chapters.first { $0.items.contains { $0.id == item.id } }
  }

  private var trail: HTML? {
    chapter.map { chapter in
      Tag.a(["href": "index.html#\(chapter.anchor)"]) {
        chapter.number.map(site.book.name(ofChapter:)) ?? chapter.title
      }
    }
  }

  private var heading: HTML {
    Tag.header(["class": "heading"]) {
      Tag.p(["class": "eyebrow"]) {
        item.isFigure ? "Figure" : "Film"
        if let number = item.number { " \(number)" }
        if item.number != nil, let title = chapter?.title, !title.isEmpty {
          Tag.span(["class": "of"]) { title }
        }
      }
      Tag.h1 { entry.title }
    }
  }

  // MARK: The picture

  private var figure: HTML {
    let sliders = parameters.map { GallerySlider($0, of: item.id) }.filter { !$0.values.isEmpty }
    return Tag.figure(["class": "plate", "style": "--width: \(Int(facts.width.rounded()))"]) {
      Tag.div(["class": "picture", "id": "picture"]) {
        site.image(
          light: "\(item.id).svg", dark: GalleryFigure.darkName(of: item.id), alt: entry.alt,
          size: (facts.width, facts.height))
      }
      if !sliders.isEmpty {
        Tag.div(["class": "sliders needs-script", "role": "group", "aria-label": "Parameters"]) {
          for slider in sliders { control(slider) }
        }
      }
      Tag.figcaption { caption }
      downloads(
        [
          ("PNG", "\(item.id).png"), ("PDF", "\(item.id).pdf"), ("SVG", "\(item.id).svg"),
          ("SVG, dark", GalleryFigure.darkName(of: item.id)),
        ])
    }
  }

  private func control(_ slider: GallerySlider) -> HTML {
    let name = slider.parameter.name
    return Tag.div(["class": "slider"]) {
      Tag.label(["for": "slider-\(name)"]) { slider.parameter.label }
      Tag.input([
        "type": "range", "id": "slider-\(name)", "min": "0", "max": "\(slider.values.count - 1)",
        "step": "1", "value": "\(slider.defaultIndex)", "data-default": "\(slider.defaultIndex)",
        "data-values": slider.values.map(\.asShownNumber).joined(separator: " "),
        "data-pictures": slider.pictures.joined(separator: " "), "autocomplete": "off",
      ])
      Tag.output(["for": "slider-\(name)"]) { slider.parameter.defaultValue.asShownNumber }
    }
  }

  private var film: HTML {
    Tag.figure(["class": "plate film"]) {
      Tag.video([
        "id": "film", "src": "\(item.id).mp4", "poster": "\(item.id).png", "controls": "",
        "muted": "", "loop": "", "playsinline": "", "preload": "metadata",
        "aria-label": entry.alt, "width": "1920", "height": "1080",
      ]) {
        narration
      }
      Tag.figcaption { caption }
      downloads(
        [("MP4", "\(item.id).mp4"), ("Poster, PNG", "\(item.id).png")]
          + (facts.narration == nil ? [] : [("Narration, VTT", "\(item.id).vtt")]))
    }
  }

  private var caption: HTML {
    Tag.p(["class": "caption"]) {
      if let number = item.number { Tag.strong { "\(number) " } }
      summary
    }
  }

  private func downloads(_ files: [(name: String, file: String)]) -> HTML {
    Tag.p(["class": "tools"]) {
      if item.isFigure {
        Tag.button(["type": "button", "class": "needs-script", "id": "enlarge"]) { "Enlarge" }
      }
      for (name, file) in files {
        Tag.a(["href": file, "download": ""]) { name }
      }
    }
  }

  private var enlargement: HTML {
    Tag.dialog(["id": "zoom", "aria-label": "\(entry.title), enlarged"]) {
      Tag.div(["class": "zoom-tools"]) {
        Tag.button(["type": "button", "data-zoom": "out", "aria-label": "Smaller"]) { "−" }
        Tag.output(["aria-label": "Size"]) { "100 %" }
        Tag.button(["type": "button", "data-zoom": "in", "aria-label": "Larger"]) { "+" }
        Tag.button(["type": "button", "data-zoom": "fit"]) { "Fit" }
        Tag.button(["type": "button", "data-zoom": "close"]) { "Close" }
      }
      Tag.div([
        "class": "zoom-stage", "tabindex": "0", "role": "region", "aria-label": "The picture",
      ])
    }
  }

  // MARK: Previous and next

  private var turning: HTML {
    Tag.nav(["class": "turning", "aria-label": "Previous and next"]) {
      for (item, relation, word) in [(previous, "prev", "Previous"), (next, "next", "Next")] {
        if let item {
          Tag.a(["href": item.pageName, "rel": relation]) {
            Tag.span(["class": "word"]) { word }
            Tag.span(["class": "where"]) {
              if let number = item.number { Tag.span(["class": "number"]) { number + " " } }
              item.entry.title
            }
          }
        }
      }
    }
  }
}
