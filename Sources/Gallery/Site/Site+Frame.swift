import Lantern

extension Site {
  /// What all pages have around their content.
  ///
  /// - Parameters:
  ///   - title: what the browser's window is called.
  ///   - summary: the page in a sentence.
  ///   - name: what the style sheet tells the pages by.
  ///   - trail: the way from the index to the page.
  func frame(
    title: String, summary: String, name: String, @HTMLBuilder trail: () -> HTML = { HTML([]) },
    @HTMLBuilder content: () -> HTML
  ) -> String {
    let content = content()
    return HTML.document(["lang": "en"]) {
      Tag.head {
        Tag.meta(["charset": "utf-8"])
        Tag.meta(["name": "viewport", "content": "width=device-width, initial-scale=1"])
        Tag.title { title }
        Tag.meta(["name": "description", "content": summary])
        Tag.meta(["name": "color-scheme", "content": "light dark"])
        Tag.link(["rel": "icon", "href": "data:,"])
        Tag.link(["rel": "stylesheet", "href": "site/site.css"])
        Tag.script(["src": "site/site.js", "defer": ""])
      }
      Tag.body(["class": name]) {
        Tag.a(["class": "skip", "href": "#content"]) { "Skip to the content" }
        Tag.header(["class": "top"]) {
          Tag.nav(["class": "trail", "aria-label": "Where you are"]) {
            Tag.a(["class": "mark", "href": "index.html"]) {
              Self.mark
              "Lantern"
            }
            trail()
          }
          Tag.button(["class": "theme needs-script", "type": "button", "id": "theme"]) {
            Tag.span(["class": "theme-name"]) { "Dark" }
          }
        }
        Tag.main(["id": "content", "tabindex": "-1"]) { content }
        Tag.footer(["class": "colophon"]) {
          Tag.p {
            "Computed and drawn by Lantern \(LanternVersion.current). "
            "Set in Latin Modern, under the GUST Font License."
          }
        }
      }
    }
  }

  /// A magic lantern: a box that throws a cone of light.
  private static let mark = HTML.markup(
    """
    <svg class="lantern" viewBox="0 0 32 24" aria-hidden="true" focusable="false">\
    <path class="beam" d="M15 11 31 3v18L15 14z"/>\
    <path class="box" d="M2 7.5h9.5v10H2zM4.5 7.5V4H9v3.5z\
    M11.5 10.5h3v4h-3zM3.2 17.5h2V20h-2zM8.3 17.5h2V20h-2z"/></svg>
    """)

  /// A picture in the page's own colours, light or dark.
  ///
  /// - Parameters:
  ///   - light: the file for light pages.
  ///   - dark: the file for dark pages; `nil` if the same serves both.
  ///   - size: the width and height, from which browsers keep its place free.
  ///   - isLazy: whether it is loaded only when it comes into view.
  func image(
    light: String, dark: String?, alt: String, size: (width: Double, height: Double),
    isLazy: Bool = false
  ) -> HTML {
    let image = Tag.img([
      "src": light, "alt": alt, "width": "\(Int(size.width.rounded()))",
      "height": "\(Int(size.height.rounded()))", "loading": isLazy ? "lazy" : nil,
    ])
    guard let dark else { return image }
    return Tag.picture {
      Tag.source(["srcset": dark, "media": "(prefers-color-scheme: dark)", "data-dark": ""])
      image
    }
  }
}
