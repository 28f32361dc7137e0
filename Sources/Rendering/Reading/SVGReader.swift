/// Reads what an SVG file of ours says of itself.
struct SVGReader {
  private let text: String

  /// - Throws: a `DamagedFile` if the end is missing.
  init(_ bytes: [UInt8]) throws {
    let tail = String(decoding: bytes.suffix(64), as: UTF8.self)
    guard tail.reversed().drop(while: \.isWhitespace).starts(with: "</svg>".reversed()) else {
      throw DamagedFile.cutOff
    }
    // Everything of interest comes before the drawing.
    text = String(decoding: bytes.prefix(1 << 16), as: UTF8.self)
  }

  var metadata: Metadata {
    Metadata(
      title: content(of: "title") ?? "", summary: content(of: "desc") ?? "",
      entries: Metadata.entries(fromText: content(of: "metadata") ?? ""))
  }

  /// The text of the first element of that name.
  private func content(of name: String) -> String? {
    guard let start = text.firstRange(of: "<\(name)"),
      let open = text[start.upperBound...].firstIndex(of: ">"),
      let end = text[open...].firstRange(of: "</\(name)>")
    else { return nil }
    var result = String(text[text.index(after: open)..<end.lowerBound])
    for (entity, character) in [("lt", "<"), ("gt", ">"), ("quot", "\""), ("amp", "&")] {
      result = result.replacing("&\(entity);", with: character)
    }
    return result
  }
}
