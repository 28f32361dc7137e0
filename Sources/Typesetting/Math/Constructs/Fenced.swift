/// `\left( … \middle| … \right)`: delimiters that grow with what they hold.
struct Fenced: Sendable {
  /// The stretches between the delimiters.
  var segments: [[MathItem]]
  /// One more than the segments.
  var delimiters: [DelimiterSymbol]
}

extension MathParser {
  mutating func fenced(at start: Int) throws(TypesettingError) -> Atom {
    let saved = declarations
    defer { declarations = saved }
    var delimiters = [try delimiterSymbol(after: "left")]
    var segments: [[MathItem]] = []
    while true {
      segments.append(try list())
      switch peek() {
      case .command("middle"):
        _ = next()
        delimiters.append(try delimiterSymbol(after: "middle"))
      case .command("right"):
        _ = next()
        delimiters.append(try delimiterSymbol(after: "right"))
        return Atom(
          nucleus: .fenced(Fenced(segments: segments, delimiters: delimiters)), atomClass: .inner,
          ink: saved.ink)
      default: throw error("the \\left has no \\right", at: start)
      }
    }
  }
}

extension MathLayout {
  func fenced(_ fenced: Fenced, style: MathStyle, ink: Ink) throws(TypesettingError) -> Box {
    var segments: [[Entry]] = []
    for items in fenced.segments { segments.append(try entries(items, style: style)) }
    let boxes = segments.joined().map(\.box)
    let extent = delimiterExtent(
      height: boxes.map(\.height).max() ?? 0, depth: boxes.map(\.depth).max() ?? 0, style: style)

    var row: [Entry] = []
    for (index, symbol) in fenced.delimiters.enumerated() {
      let box = delimiter(symbol, extent: extent, style: style, ink: ink)
      var entry = Entry(box: box, atomClass: index == 0 ? .opening : .closing, style: style)
      if index > 0 && index < segments.count { entry.classForNext = .opening }
      row.append(entry)
      if index < segments.count { row += segments[index] }
    }
    resolveBinaries(&row)
    return assemble(row)
  }
}
