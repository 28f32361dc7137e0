import Lantern

/// The page that says, in a table, how long each picture took to compute and to draw.
struct TimesPage {
  let site: Site

  /// The file, in the gallery's folder.
  static let fileName = "times.html"

  var html: String {
    site.frame(
      title: "How long it took", summary: "Compute and draw time of each figure and film.",
      name: "times"
    ) {
      Tag.header(["class": "heading"]) { Tag.h1 { "How long it took" } }
      Tag.p(["class": "lead"]) {
        """
        Computing is running the models; drawing includes writing all files of a figure, and all \
        frames of a film. Times are those of the run that made the picture, on \(Machine.name), \
        beside whatever else ran there.
        """
      }
      Tag.div(["class": "wide", "role": "region", "aria-label": "Times", "tabindex": "0"]) {
        table
      }
    }
  }

  private var table: HTML {
    Tag.table(["id": "times"]) {
      Tag.thead {
        Tag.tr {
          header("Picture", order: "ascending")
          header("Models trained", isNumber: true)
          header("Computed in", isNumber: true)
          header("Drawn in", isNumber: true)
          header("Claims that hold", isNumber: true)
        }
      }
      Tag.tbody {
        for (place, item) in site.items.enumerated() { row(item, place) }
      }
      Tag.tfoot {
        Tag.tr {
          Tag.th(["scope": "row"]) { "Together" }
          cell(site.items.reduce(0) { $0 + $1.models })
          time(site.items.reduce(0) { $0 + $1.facts.computeSeconds })
          time(site.items.reduce(0) { $0 + $1.facts.drawSeconds })
          claims(site.items.flatMap(\.facts.claims))
        }
      }
    }
  }

  /// A column's head, which a script makes a button that sorts.
  private func header(_ title: String, order: String? = nil, isNumber: Bool = false) -> HTML {
    Tag.th(["scope": "col", "aria-sort": order, "class": isNumber ? "numeric" : nil]) { title }
  }

  private func row(_ item: Site.Item, _ place: Int) -> HTML {
    Tag.tr {
      Tag.th(["scope": "row", "data-value": "\(place)"]) {
        Tag.a(["href": item.pageName]) {
          if let number = item.number { Tag.span(["class": "number"]) { number + " " } }
          item.entry.title
        }
      }
      cell(item.models)
      time(item.facts.computeSeconds)
      time(item.facts.drawSeconds)
      claims(item.facts.claims)
    }
  }

  private func cell(_ count: Int) -> HTML {
    Tag.td(["data-value": "\(count)"]) { count == 0 ? "–" : count.grouped }
  }

  private func time(_ seconds: Double) -> HTML {
    Tag.td(["data-value": "\(seconds)"]) { seconds.asDuration }
  }

  private func claims(_ claims: [Facts.Claim]) -> HTML {
    let good = claims.count(where: \.holds)
    return Tag.td(["data-value": "\(claims.isEmpty ? -1 : good)"]) {
      claims.isEmpty ? "–" : "\(good) of \(claims.count)"
    }
  }
}

extension Site.Item {
  /// How many models were trained for it.
  fileprivate var models: Int { facts.trainings.reduce(0) { $0 + $1.count } }
}
