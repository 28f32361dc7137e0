import Geometry

/// Lays drawings out in rows and columns so that their alignment frames line up.
///
/// Stacks are grids of one row or one column. Columns whose drawings have a width of their own take
/// it; the others share what is left so that their *alignment frames* (the plot areas of charts)
/// become equally wide, whatever room each needs for labels around it. Rows work the same way.
struct TrackLayout {
  var rows: [[any Drawing]]
  var alignment: Alignment
  var columnSpacing: Double
  var rowSpacing: Double
  /// The axis along which spacers stretch.
  var stackAxis: Axis?

  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut {
    var environment = environment
    environment[StackAxisKey.self] = stackAxis
    let columnCount = rows.map(\.count).max() ?? 0
    guard columnCount > 0 else { return LaidOut(size: .zero) { _, _ in } }

    // Which tracks stretch
    let flexes = rows.map { $0.map { $0.flexibility(in: environment) } }
    let columnFlexes = (0..<columnCount).map { c in
      proposal.width != nil
        && flexes.contains { $0.indices.contains(c) && $0[c].contains(.horizontal) }
    }
    let rowFlexes = flexes.map { $0.contains { proposal.height != nil && $0.contains(.vertical) } }

    // Lay out at trial sizes to learn natural sizes and margins
    let trialWidth = proposal.width.map { $0 / Double(max(columnFlexes.count { $0 }, 1)) }
    let trialHeight = proposal.height.map { $0 / Double(max(rowFlexes.count { $0 }, 1)) }
    var cells = try rows.indices.map { r in
      try rows[r].indices.map { c in
        let width = columnFlexes[c] ? trialWidth : (columnCount == 1 ? proposal.width : nil)
        let height = rowFlexes[r] ? trialHeight : (rows.count == 1 ? proposal.height : nil)
        return try rows[r][c].layOut(ProposedSize(width: width, height: height), in: environment)
      }
    }

    // Columns: stretch, then measure
    if let width = proposal.width, columnFlexes.contains(true) {
      let tracks = (0..<columnCount).map { c in column(c, of: cells) }
      let core = Self.sharedCore(
        of: width - columnSpacing * Double(columnCount - 1), tracks: tracks, stretch: columnFlexes)
      for r in cells.indices {
        for c in cells[r].indices where flexes[r][c].contains(.horizontal) && columnFlexes[c] {
          let margins = cells[r][c].margins
          let proposed = ProposedSize(
            width: core + margins.leading + margins.trailing,
            height: rowFlexes[r] ? trialHeight : (rows.count == 1 ? proposal.height : nil))
          cells[r][c] = try rows[r][c].layOut(proposed, in: environment)
        }
      }
    }
    // Rows: the same, with the widths now known
    if let height = proposal.height, rowFlexes.contains(true) {
      let tracks = cells.map {
        Track($0.map { ($0.margins.top, $0.frame.height, $0.margins.bottom) })
      }
      let core = Self.sharedCore(
        of: height - rowSpacing * Double(rows.count - 1), tracks: tracks, stretch: rowFlexes)
      for r in cells.indices {
        for c in cells[r].indices where flexes[r][c].contains(.vertical) && rowFlexes[r] {
          let (size, margins) = (cells[r][c].size, cells[r][c].margins)
          let keepsWidth = columnFlexes[c] || columnCount == 1
          cells[r][c] = try rows[r][c].layOut(
            ProposedSize(
              width: keepsWidth ? size.width : nil, height: core + margins.top + margins.bottom),
            in: environment)
        }
      }
    }
    return place(cells, columnCount: columnCount)
  }

  /// Puts measured cells side by side, lined up by the guides that the alignment names.
  private func place(_ cells: [[LaidOut]], columnCount: Int) -> LaidOut {
    let columns = (0..<columnCount).map { c in
      Extent(
        cells.compactMap { $0.indices.contains(c) ? $0[c] : nil }.map {
          ($0.guide(alignment.horizontal), $0.size.width)
        })
    }
    let rowExtents = cells.map { row in
      Extent(row.map { ($0.guide(alignment.vertical), $0.size.height) })
    }
    let xs = Extent.starts(columns, spacing: columnSpacing)
    let ys = Extent.starts(rowExtents, spacing: rowSpacing)
    func left(_ cell: LaidOut, _ c: Int) -> Double {
      xs[c] + columns[c].before - cell.guide(alignment.horizontal)
    }
    var placed: [(cell: LaidOut, at: Point, move: Point)] = []
    for r in cells.indices {
      let tops = cells[r].map { ys[r] + rowExtents[r].before - $0.guide(alignment.vertical) }
      // The letters of the panels in a row stand on one line, that of the highest.
      let line = zip(cells[r], tops).compactMap { cell, y in
        cell.heading.map { y + $0.baseline }
      }.min()
      for (c, cell) in cells[r].enumerated() {
        let x = left(cell, c)
        let own = cell.heading.map { tops[c] + $0.baseline }
        let rise = own.flatMap { own in line.map { own - $0 } } ?? 0
        // Those over frames that begin at the same place below each other, too.
        let start = cells.filter { row in
          guard row.indices.contains(c), row[c].heading != nil else { return false }
          return abs(left(row[c], c) + row[c].frame.minX - x - cell.frame.minX) < 0.5
        }.map { left($0[c], c) }.min()
        placed.append((cell, Point(x, tops[c]), Point(min((start ?? x) - x, 0), -rise)))
      }
    }
    let size = Size(
      (xs.last ?? 0) + (columns.last?.length ?? 0), (ys.last ?? 0) + (rowExtents.last?.length ?? 0))
    let corners = placed.flatMap { $0.cell.frame.offset(by: $0.at).corners }
    let baseline = placed.first.flatMap { first in first.cell.baseline.map { $0 + first.at.y } }
    return LaidOut(
      size: size, frame: Rect.bounding(corners), baseline: baseline
    ) { origin, canvas in
      for (cell, offset, move) in placed {
        try cell.draw(at: origin + offset, movingHeadingBy: move, on: &canvas)
      }
    }
  }

  private func column(_ c: Int, of cells: [[LaidOut]]) -> Track {
    Track(
      cells.compactMap { $0.indices.contains(c) ? $0[c] : nil }.map {
        ($0.margins.leading, $0.frame.width, $0.margins.trailing)
      })
  }

  /// The length of every stretching track's alignment frames if all tracks together fill `total`.
  private static func sharedCore(of total: Double, tracks: [Track], stretch: [Bool]) -> Double {
    var rest = total
    for (track, stretches) in zip(tracks, stretch) {
      rest -= stretches ? track.before + track.after : track.before + track.core + track.after
    }
    return max(rest / Double(stretch.count { $0 }), 0)
  }

  /// A row or column: the largest margins and the largest frame within it.
  private struct Track {
    var before = 0.0
    var core = 0.0
    var after = 0.0

    init(_ cells: [(Double, Double, Double)]) {
      for (b, c, a) in cells {
        before = max(before, b)
        core = max(core, c)
        after = max(after, a)
      }
    }
  }

  /// How far a row or column reaches to both sides of its alignment line.
  private struct Extent {
    var before = 0.0
    var after = 0.0
    var length: Double { before + after }

    init(_ cells: [(guide: Double, length: Double)]) {
      for cell in cells {
        before = max(before, cell.guide)
        after = max(after, cell.length - cell.guide)
      }
    }

    static func starts(_ extents: [Extent], spacing: Double) -> [Double] {
      var position = 0.0
      return extents.map { extent in
        defer { position += extent.length + spacing }
        return position
      }
    }
  }
}

struct StackAxisKey: EnvironmentKey {
  static let defaultValue: Axis? = nil
}
