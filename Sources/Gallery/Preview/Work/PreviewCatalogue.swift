import Drawing
import Foundation
import Lantern

/// What there is to show, as the page is told.
struct PreviewCatalogue: Encodable {
  struct Item: Encodable {
    var id: String
    var kind: String
    var title: String
    var alt: String
    var treatment: String
    var chapter: String?
    var parameters: [Slider]
  }

  struct Slider: Encodable {
    var name: String
    var label: String
    var type: String
    var `default`: String
    var minimum: String?
    var maximum: String?
    var isLogarithmic: Bool
    var choices: [String]?
  }

  var themes = Theme.all.map(\.name)
  var scripts: [Item]

  init(_ library: ScriptLibrary) {
    scripts = library.scripts.map { script in
      let entry = script.entry
      return Item(
        id: entry.id, kind: entry.kind.rawValue, title: entry.title, alt: entry.alt,
        treatment: entry.treatment.rawValue, chapter: entry.chapter,
        parameters: script.parameters.map {
          Slider(
            name: $0.name, label: $0.label, type: $0.type, default: $0.defaultValue,
            minimum: $0.lowerBound, maximum: $0.upperBound, isLogarithmic: $0.isLogarithmic,
            choices: $0.choices)
        })
    }
  }

  /// One line.
  var json: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }
}
