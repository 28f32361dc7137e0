import Geometry

/// Rows and columns of drawings between rules, as a book sets a table: a heavy rule above and
/// below, a thin one under the heads, none between columns.
///
///     Table(["Domain", "Distribution"]) {
///       TableRow { Text("…"); Text("…") }
///     }
///
/// Columns take the width they need. Where that is more than there is, those of text share what the
/// others leave and break their lines.
public struct Table: Drawing {
  private let heads: [String]
  private let rows: [TableRow]
  private let columnSpacing: Double
  private let rowSpacing: Double
  private let ruledRows: Bool

  /// - Parameters:
  ///   - heads: the heads of the columns, text with formulas between dollar signs.
  ///   - ruledRows: whether a thin rule stands below each row.
  ///   - rows: rows with a drawing for each column; other drawings are rows of one cell.
  public init(
    _ heads: [String], columnSpacing: Double = 12, rowSpacing: Double = 5, ruledRows: Bool = false,
    @DrawingBuilder rows: () -> Group
  ) {
    self.heads = heads
    self.columnSpacing = columnSpacing
    self.rowSpacing = rowSpacing
    self.ruledRows = ruledRows
    self.rows = rows().children.map { child in
      (child as? TableRow) ?? TableRow(cells: [child])
    }
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    for (index, row) in rows.enumerated() where row.cells.count != heads.count {
      throw DrawingError(
        "row \(index + 1) of a table with \(heads.count) columns has \(row.cells.count) cells")
    }
    var environment = environment
    environment.textAlignment = .leading
    var headEnvironment = environment
    headEnvironment.font = environment.font.bold()
    let heads = try heads.map { try Text($0).layOut(.ideal, in: headEnvironment) }
    let widths = try columnWidths(heads, proposal, environment)
    let cells = try rows.map { row in
      try zip(row.cells, widths).map { cell, width in
        try cell.layOut(ProposedSize(width: width), in: environment)
      }
    }
    return place([heads] + cells, widths, try environment.theme.color(.ink), environment.theme)
  }

  /// Each column's own width; where the table is too wide for its room, the widest give way first.
  private func columnWidths(
    _ heads: [LaidOut], _ proposal: ProposedSize, _ environment: DrawingEnvironment
  ) throws -> [Double] {
    var widths = heads.map(\.size.width)
    var isText = heads.map { _ in true }
    for row in rows {
      for (column, cell) in row.cells.enumerated() {
        widths[column] = max(widths[column], try cell.layOut(.ideal, in: environment).size.width)
        if !(cell is Text) { isText[column] = false }
      }
    }
    guard let room = proposal.width else { return widths }
    var excess = widths.reduce(columnSpacing * Double(widths.count - 1), +) - room
    while excess > 0.01 {
      let texts = widths.indices.filter { isText[$0] }
      guard let most = texts.map({ widths[$0] }).max(), most > 40 else { break }
      let widest = texts.filter { widths[$0] == most }
      let next = texts.map { widths[$0] }.filter { $0 < most }.max() ?? 40
      let cut = min(excess / Double(widest.count), most - max(next, 40))
      guard cut > 1e-9 else { break }
      for column in widest { widths[column] -= cut }
      excess -= cut * Double(widest.count)
    }
    return widths
  }

  private func place(
    _ cells: [[LaidOut]], _ widths: [Double], _ ink: Color, _ theme: Theme
  ) -> LaidOut {
    let heavy = 0.9 * theme.lineScale
    let thin = 0.5 * theme.lineScale
    let xs = widths.indices.map { column in
      widths[..<column].reduce(columnSpacing * Double(column), +)
    }
    let width = (xs.last ?? 0) + (widths.last ?? 0)
    var placed: [(LaidOut, Point)] = []
    var rules: [(y: Double, width: Double)] = [(heavy / 2, heavy)]
    var y = heavy
    for (index, row) in cells.enumerated() {
      y += rowSpacing
      let height = row.map(\.size.height).max() ?? 0
      // The first lines of text in a row are level.
      let baseline = row.compactMap(\.baseline).max()
      for (cell, x) in zip(row, xs) {
        let top: Double =
          if let baseline, let own = cell.baseline {
            baseline - own
          } else {
            (height - cell.size.height) / 2
          }
        placed.append((cell, Point(x, y + top)))
      }
      y += height + rowSpacing
      let isLast = index == cells.count - 1
      if index == 0 || isLast || ruledRows {
        let rule = isLast ? heavy : thin
        rules.append((y + rule / 2, rule))
        y += rule
      }
    }
    return LaidOut(size: Size(width, y)) { origin, canvas in
      for rule in rules {
        let ends = [origin + Point(0, rule.y), origin + Point(width, rule.y)]
        canvas.stroke(Path(polyline: ends), ink, StrokeStyle(width: rule.width))
      }
      for (cell, place) in placed { try cell.draw(at: origin + place, on: &canvas) }
    }
  }
}

/// One row of a `Table`: a drawing for each column.
public struct TableRow: Drawing {
  let cells: [any Drawing]

  public init(@DrawingBuilder cells: () -> Group) { self.cells = cells().children }

  init(cells: [any Drawing]) { self.cells = cells }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    try HStack { cells }.layOut(proposal, in: environment)
  }
}
