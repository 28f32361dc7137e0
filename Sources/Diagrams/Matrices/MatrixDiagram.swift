import Drawing
import Geometry

/// A matrix or a vector as a grid of cells, in brackets, coloured or numbered by its entries.
///
/// Each cell is a part called by its row and column from 1, for example `2,3`.
public struct MatrixDiagram: Drawing {
  private let rows: [[Double]]
  private var decimals: Int?
  private var isColored = true
  private var hasBrackets = true
  private var caption: String?
  private var cell = 15.0
  private var range: Double?
  private var highlightedRows: Set<Int> = []
  private var highlightedColumns: Set<Int> = []

  /// A matrix from its rows, which must be equally long.
  public init(_ rows: [[Double]]) { self.rows = rows }

  /// A column vector.
  public init(column values: [Double]) { rows = values.map { [$0] } }

  /// Writes the entries with a fixed number of digits after the point.
  public func numbers(decimals: Int = 0) -> MatrixDiagram { with { $0.decimals = decimals } }

  /// Whether cells are orange for positive and steel blue for negative entries, the stronger the
  /// larger they are.
  ///
  /// - Parameter largest: the size of an entry that has the full colour; by default that of the
  ///   largest.
  public func colored(_ isColored: Bool = true, largest: Double? = nil) -> MatrixDiagram {
    with { ($0.isColored, $0.range) = (isColored, largest) }
  }

  /// Whether square brackets surround the cells.
  public func brackets(_ shown: Bool) -> MatrixDiagram { with { $0.hasBrackets = shown } }

  /// A line of text below, centred.
  public func caption(_ text: String) -> MatrixDiagram { with { $0.caption = text } }

  /// The side of a cell in points of the book's theme.
  public func cellSize(_ side: Double) -> MatrixDiagram { with { $0.cell = side } }

  /// Frames whole rows and columns, counted from 1.
  public func highlight(rows: Set<Int> = [], columns: Set<Int> = []) -> MatrixDiagram {
    with { ($0.highlightedRows, $0.highlightedColumns) = (rows, columns) }
  }

  private func with(_ change: (inout MatrixDiagram) -> Void) -> MatrixDiagram {
    var diagram = self
    change(&diagram)
    return diagram
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    guard let columns = rows.first?.count, columns > 0, rows.allSatisfy({ $0.count == columns })
    else { throw DrawingError("A matrix needs rows of equal length, at least one entry each.") }
    let theme = environment.theme
    let scale = theme.lineScale
    var small = environment
    small.font = .callout
    let captionText = try caption.map { try Text($0).layOut(.ideal, in: small) }
    small.font = .caption
    let numbers = try decimals.map { digits in
      try rows.map { row in
        try row.map { value in
          let text = value.isFinite ? Self.number(value, digits) : "–"
          return try Text(text).layOut(.ideal, in: small)
        }
      }
    }
    // Cells are square unless a number is wider.
    let widest = numbers?.joined().map(\.size.width).max() ?? 0
    let side = Size(max(cell * scale, widest + 4), cell * scale)
    let bracket = hasBrackets ? 5 * scale : 0.5 * scale
    let grid = Size(Double(columns) * side.width, Double(rows.count) * side.height)
    let outer = Size(grid.width + 2 * bracket, grid.height + (hasBrackets ? 4 * scale : scale))
    let captionGap = 3.0
    let size = Size(
      max(outer.width, captionText?.size.width ?? 0),
      outer.height + (captionText.map { $0.size.height + captionGap } ?? 0))
    let left = (size.width - outer.width) / 2
    let frame = Rect(x: left, y: 0, width: outer.width, height: outer.height)
    let corner = Point(left + bracket, (outer.height - grid.height) / 2)
    return LaidOut(size: size, frame: frame) { origin, canvas in
      let start = origin + corner
      try drawCells(numbers, at: start, side, theme, on: &canvas)
      try drawHighlights(Rect(start, grid), side, theme, on: &canvas)
      if hasBrackets { try drawBrackets(frame.offset(by: origin), theme, on: &canvas) }
      if let captionText {
        try captionText.draw(
          at: origin + Point((size.width - captionText.size.width) / 2, outer.height + captionGap),
          on: &canvas)
      }
    }
  }

  private static func number(_ value: Double, _ digits: Int) -> String {
    var power = 1.0
    for _ in 0..<digits { power *= 10 }
    let whole = Int((abs(value) * power).rounded())
    let fraction = String(whole % Int(power))
    let zeros = String(repeating: "0", count: max(0, digits - fraction.count))
    let sign = value < 0 && whole > 0 ? "\u{2212}" : ""
    return sign + "\(whole / Int(power))" + (digits > 0 ? "." + zeros + fraction : "")
  }

  private func drawCells(
    _ numbers: [[LaidOut]]?, at start: Point, _ side: Size, _ theme: Theme,
    on canvas: inout Canvas
  ) throws {
    let finite = rows.joined().filter(\.isFinite)
    let largest = max(range ?? finite.reduce(0) { max($0, abs($1)) }, 1e-300)
    let line = StrokeStyle(width: 0.4 * theme.lineScale)
    for (r, row) in rows.enumerated() {
      for (c, value) in row.enumerated() {
        let rect = Rect(
          start + Point(Double(c) * side.width, Double(r) * side.height), side)
        try canvas.part("\(r + 1),\(c + 1)", frame: rect) { canvas in
          let tone: Tone = value < 0 ? .steel : .orange
          let share = isColored && value.isFinite ? min(abs(value) / largest, 1) : 0
          canvas.fill(
            Path(rect: rect), try theme.color(Tone.ground.mixed(with: tone, 0.75 * share)))
          canvas.stroke(Path(rect: rect), try theme.color(.lightGray), line)
          if let text = numbers?[r][c] {
            try text.draw(
              at: rect.center - Point(text.size.width / 2, text.size.height / 2), on: &canvas)
          }
        }
      }
    }
  }

  private func drawHighlights(
    _ grid: Rect, _ side: Size, _ theme: Theme, on canvas: inout Canvas
  ) throws {
    let style = StrokeStyle(width: 1.4 * theme.lineScale, join: .round)
    for row in highlightedRows.sorted() where rows.indices.contains(row - 1) {
      let rect = Rect(
        x: grid.minX, y: grid.minY + Double(row - 1) * side.height, width: grid.width,
        height: side.height)
      canvas.stroke(Path(rect: rect), try theme.color(.deepTeal), style)
    }
    for column in highlightedColumns.sorted() where rows[0].indices.contains(column - 1) {
      let rect = Rect(
        x: grid.minX + Double(column - 1) * side.width, y: grid.minY, width: side.width,
        height: grid.height)
      canvas.stroke(Path(rect: rect), try theme.color(.deepTeal), style)
    }
  }

  private func drawBrackets(_ frame: Rect, _ theme: Theme, on canvas: inout Canvas) throws {
    let scale = theme.lineScale
    let box = frame.inset(by: 0.5 * scale)
    let lip = 3 * scale
    for (x, inward) in [(box.minX, lip), (box.maxX, -lip)] {
      canvas.stroke(
        Path(polyline: [
          Point(x + inward, box.minY), Point(x, box.minY), Point(x, box.maxY),
          Point(x + inward, box.maxY),
        ]), try theme.color(.ink), StrokeStyle(width: 0.85 * scale))
    }
  }
}
