/// Rows and columns: matrices, cases and aligned equations.
struct Table: Sendable {
  enum Alignment: Sendable { case left, center, right }

  struct Row: Sendable {
    var cells: [[MathItem]]
    /// Extra space below, in em, as in `\\[5pt]`.
    var extra = 0.0
    /// What `\vspace` in the row moves the following ones by.
    var skip = 0.0
  }

  struct Column: Sendable {
    var alignment: Alignment
    /// The space before the column.
    var gap: Double
    /// Whether a rule stands in the middle of that space.
    var hasRule = false
  }

  var rows: [Row]
  /// The last ones are repeated if there are more columns in the rows.
  var columns: [Column]
  var repeats = 1
  var trailing = 0.0
  var trailingRule = false
  var level = MathStyle.Level.text
  /// Columns that are there even if no row reaches them.
  var leastColumns = 0
  /// The least height and depth of a row, in em of the formula's size.
  var strut: (height: Double, depth: Double) = (0.84, 0.36)
  /// TeX's rule for rows: the baselines are `baselineSkip` apart, unless that leaves less than
  /// `lineSkipLimit` between the rows; then `lineSkip` is left. By default the rows just touch.
  var baselineSkip = 0.0
  var lineSkipLimit = 0.0
  var lineSkip = 0.0
  var delimiters: (DelimiterSymbol, DelimiterSymbol)?
}

extension MathLayout {
  func table(_ table: Table, style: MathStyle, ink: Ink) throws(TypesettingError) -> Box {
    let inner = MathStyle(level: table.level)
    var cells: [[Box]] = []
    for row in table.rows {
      var boxes: [Box] = []
      for (index, items) in row.cells.enumerated() {
        boxes.append(try cell(items, isContinued: table.level == .display && index % 2 == 1, inner))
      }
      cells.append(boxes)
    }
    let count = max(cells.map(\.count).max() ?? 0, table.leastColumns)
    let widths = (0..<count).map { column in
      cells.map { $0.indices.contains(column) ? $0[column].width : 0 }.max() ?? 0
    }

    var block = Box()
    var rules: [Double] = []
    var lefts: [Double] = []
    for (index, width) in widths.enumerated() {
      let column = table.column(index)
      if column.hasRule { rules.append(block.width + (index == 0 ? 0 : column.gap / 2)) }
      block.width += column.gap
      lefts.append(block.width)
      block.width += width
    }
    block.width += table.trailing
    if table.trailingRule { rules.append(block.width) }

    // The rows below each other, the first one's top at zero.
    var y = 0.0
    var above: Double?
    for (row, boxes) in cells.enumerated() {
      let height = max(table.strut.height, boxes.map(\.height).max() ?? 0)
      let extra = table.rows[row].extra
      var depth = max(table.strut.depth, boxes.map(\.depth).max() ?? 0)
      if let above {
        let gap = table.baselineSkip - above - height
        // The tolerance is for sums of lengths that are exact in decimals only.
        y += above + height + (gap >= table.lineSkipLimit - 1e-9 ? gap : table.lineSkip)
      } else {
        y = height
      }
      for (index, box) in boxes.enumerated() {
        let slack = widths[index] - box.width
        let x =
          switch table.column(index).alignment {
          case .left: 0.0
          case .center: slack / 2
          case .right: slack
          }
        block.place(box, x: lefts[index] + x, y: y)
      }
      if extra > 0 { depth = max(depth, table.strut.depth + extra) }
      above = depth + min(extra, 0) + table.rows[row].skip
    }
    y += above ?? 0
    let thickness = font.constants.fractionRuleThickness
    for x in rules {
      block.place(.rule(width: thickness, height: y, ink: ink), x: x - thickness / 2, y: y)
    }
    block.depth = y

    block = centered(block, style: style)
    guard let (open, close) = table.delimiters else { return block }
    let extent = delimiterExtent(height: block.height, depth: block.depth, style: style)
    var row = delimiter(open, extent: extent, style: style, ink: ink)
    row.append(block)
    row.append(delimiter(close, extent: extent, style: style, ink: ink))
    return row
  }

  /// A cell; the second of a pair in an alignment starts after an empty atom, so that `&=` keeps
  /// its space.
  private func cell(
    _ items: [MathItem], isContinued: Bool, _ style: MathStyle
  ) throws(TypesettingError) -> Box {
    guard isContinued else { return try list(items, style: style) }
    return try list([.atom(Atom(nucleus: .empty, atomClass: .ordinary))] + items, style: style)
  }
}

extension Table {
  fileprivate func column(_ index: Int) -> Column {
    if columns.indices.contains(index) { return columns[index] }
    guard repeats > 0, columns.count >= repeats else { return Column(alignment: .center, gap: 1) }
    return columns[columns.count - repeats + (index - columns.count) % repeats]
  }
}
