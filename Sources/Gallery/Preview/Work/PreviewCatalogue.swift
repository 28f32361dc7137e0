import Drawing
import Foundation
import Lantern

/// What there is to show, as the page is told.
struct PreviewCatalogue: Encodable {
  var themes = Theme.all.map(\.name)
  var scripts: [ScriptListing]

  init(_ library: ScriptLibrary) { scripts = library.scripts.map(ScriptListing.init) }

  /// One line.
  var json: [UInt8] { (try? JSONEncoder().encode(self)).map { Array($0) } ?? [] }
}
