/// Lays out a label's lines, text and formulas on common baselines.
struct LabelLayout {
  let source: MathSource
  let style: TextStyle

  /// Distance between baselines, and the least gap between the boxes of lines, in em.
  private static let lineSpacing = 1.2
  private static let leastGap = 0.1

  func text(_ alignment: Typesetter.Alignment) throws(TypesettingError) -> TypesetText {
    var lines: [Box] = []
    for segments in try LabelScanner(source: source).lines() {
      lines.append(try line(segments))
    }
    let strut = try strut()
    let width = lines.map(\.width).max() ?? 0
    var block = Box()
    var baseline = 0.0
    var last = Box()
    for (index, line) in lines.enumerated() {
      var line = line
      line.height = max(line.height, strut.height)
      line.depth = max(line.depth, strut.depth)
      if index == 0 {
        block.height = line.height
      } else {
        baseline += max(Self.lineSpacing, last.depth + Self.leastGap + line.height)
      }
      let slack = width - line.width
      let x =
        switch alignment {
        case .leading: 0.0
        case .center: slack / 2
        case .trailing: slack
        }
      block.place(line, x: x, y: baseline)
      last = line
    }
    block.width = width
    block.depth = baseline + last.depth
    return try TypesetText(
      block, scale: style.size, ascent: block.height, descent: block.depth)
  }

  private func line(_ segments: [LabelScanner.Segment]) throws(TypesettingError) -> Box {
    var box = Box()
    for segment in segments {
      switch segment {
      case .text(let string, let start):
        try source.checkCharacters(of: string, from: start, face: style.face)
        box.append(try TextShaper.box(string, face: style.face))
      case .formula(let range):
        var parser = MathParser(source, range: range)
        box.append(try MathLayout().formula(try parser.formula(), display: false))
      }
    }
    return box
  }

  /// The reach of the brackets, which every line of this style has at least.
  private func strut() throws(TypesettingError) -> Box {
    let font = try FontLibrary.font(style.face)
    guard let bracket = font.glyph(for: "(") else { return Box() }
    let metrics = font.metrics(of: bracket)
    return Box(height: metrics.height, depth: metrics.depth)
  }
}
