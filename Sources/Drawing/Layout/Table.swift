import Geometry

/// Rows and columns of drawings between rules, as a book sets a table: a heavy rule above and
/// below, a thin one under the heads, none between columns.
///
///     Table(["Domain", "Distribution"]) {
///       TableRow { Text("…"); Text("…") }
///     }
///
/// Columns take the width they need. Where that is more than there is, those of text share what the
/// others leave so that the table becomes as low as it can, and break their lines.
public struct Table: Drawing {
  private let heads: [String]
  private let rows: [TableRow]
  private let columnSpacing: Double
  private let rowSpacing: Double
  private let ruledRows: Bool
  private let bandedRows: Bool

  /// - Parameters:
  ///   - heads: the heads of the columns, text with formulas between dollar signs.
  ///   - ruledRows: whether a thin rule stands below each row.
  ///   - bandedRows: whether every other row, from the first on, lies on a grey band.
  ///   - rows: rows with a drawing for each column; other drawings are rows of one cell.
  public init(
    _ heads: [String], columnSpacing: Double = 12, rowSpacing: Double = 5, ruledRows: Bool = false,
    bandedRows: Bool = false, @DrawingBuilder rows: () -> Group
  ) {
    self.heads = heads
    self.columnSpacing = columnSpacing
    self.rowSpacing = rowSpacing
    self.ruledRows = ruledRows
    self.bandedRows = bandedRows
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
    return place([heads] + cells, widths, environment.theme)
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
    let spaces = columnSpacing * Double(widths.count - 1) + 2 * margin
    var excess = widths.reduce(spaces, +) - room
    guard excess > 0.01 else { return widths }
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
    return try lowest(widths, isText.indices.filter { isText[$0] }, heads, environment)
  }

  /// The widths after columns of text have given room to each other for as long as that makes the
  /// table lower.
  private func lowest(
    _ widths: [Double], _ columns: [Int], _ heads: [LaidOut], _ environment: DrawingEnvironment
  ) throws -> [Double] {
    var heights: [Column: [Double]] = [:]
    func heightOfRows(_ widths: [Double]) throws -> Double {
      let all = try widths.enumerated().map { index, width in
        let column = Column(index: index, width: width)
        if let known = heights[column] { return known }
        let own = try rows.map { row in
          let size = try row.cells[index].layOut(ProposedSize(width: width), in: environment).size
          // Words that are too long would lie on the next column.
          return size.width > width + 0.01 ? .infinity : size.height
        }
        heights[column] = own
        return own
      }
      return rows.indices.reduce(0) { sum, row in sum + (all.map { $0[row] }.max() ?? 0) }
    }
    var best = (widths: widths, height: try heightOfRows(widths))
    while true {
      let previous = best.height
      let current = best.widths
      for giver in columns {
        for taker in columns where taker != giver {
          for step in stride(from: 4.0, through: 24, by: 4) {
            var widths = current
            widths[giver] -= step
            widths[taker] += step
            guard widths[giver] >= max(heads[giver].size.width, 40) else { break }
            let height = try heightOfRows(widths)
            if height < best.height - 0.01 { best = (widths, height) }
          }
        }
      }
      if best.height == previous { return best.widths }
    }
  }

  private struct Column: Hashable {
    var index: Int
    var width: Double
  }

  /// The room at both ends of rows that lie on bands.
  private var margin: Double { bandedRows ? 5 : 0 }

  private func place(
    _ cells: [[LaidOut]], _ widths: [Double], _ theme: Theme
  ) -> LaidOut {
    let heavy = 0.9 * theme.lineScale
    let thin = 0.5 * theme.lineScale
    let xs = widths.indices.map { column in
      widths[..<column].reduce(margin + columnSpacing * Double(column), +)
    }
    let width = (xs.last ?? 0) + (widths.last ?? 0) + margin
    var bands: [Rect] = []
    var placed: [(LaidOut, Point)] = []
    var rules: [(y: Double, width: Double)] = [(heavy / 2, heavy)]
    var y = heavy
    for (index, row) in cells.enumerated() {
      let rowTop = y
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
      if bandedRows, index.isMultiple(of: 2) == false {
        bands.append(Rect(x: 0, y: rowTop, width: width, height: y - rowTop))
      }
      let isLast = index == cells.count - 1
      if index == 0 || isLast || ruledRows {
        let rule = isLast ? heavy : thin
        rules.append((y + rule / 2, rule))
        y += rule
      }
    }
    return LaidOut(size: Size(width, y)) { origin, canvas in
      let band = try theme.color(.ink.opacity(0.1))
      for rect in bands { canvas.fill(Path(rect: rect.offset(by: origin)), band) }
      let ink = try theme.color(.ink)
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
