import Drawing

/// Charts in rows under letters and titles, which share their axes: only the leftmost of a row has
/// labels at its vertical axis, only the lowest of a column the title of its horizontal axis.
///
///     PanelGrid(3, titles: ["λ = 0", "λ = 0.01", "λ = 0.1"]) { number in
///       Chart { LineMark(fits[number]) }
///     }
///     .chartYAxisLabel("Output, $y$")
public struct PanelGrid: Drawing {
  private let charts: [Group]
  private let columns: Int
  private let titles: [String]
  private let horizontalSpacing: Double
  private let verticalSpacing: Double

  /// - Parameters:
  ///   - count: the number of charts.
  ///   - columns: the number of charts in a row.
  ///   - titles: of the charts, along rows; none where it is empty, and beyond the last.
  ///   - chart: the chart of a number, from 0.
  public init(
    _ count: Int, columns: Int = 3, titles: [String] = [], horizontalSpacing: Double = 8,
    verticalSpacing: Double = 10, @DrawingBuilder chart: (Int) -> Group
  ) {
    precondition(columns > 0, "a row holds at least one panel")
    charts = (0..<count).map(chart)
    self.columns = columns
    self.titles = titles
    self.horizontalSpacing = horizontalSpacing
    self.verticalSpacing = verticalSpacing
  }

  public var body: some Drawing {
    Grid(horizontalSpacing: horizontalSpacing, verticalSpacing: verticalSpacing) {
      for start in stride(from: 0, to: charts.count, by: columns) {
        GridRow {
          for index in start..<min(start + columns, charts.count) { row(of: panel(index), index) }
        }
      }
    }
  }

  private func panel(_ index: Int) -> Panel {
    let letter = Character(UnicodeScalar(UInt8(97 + index % 26)))
    let title = index < titles.count ? titles[index] : ""
    return Panel(String(letter), title: title.isEmpty ? nil : title) { [charts[index]] }
  }

  /// A panel without the labels that its neighbours have for it.
  @DrawingBuilder private func row(of panel: Panel, _ index: Int) -> Group {
    let (isFirst, isLowest) = (index % columns == 0, index + columns >= charts.count)
    if isFirst && isLowest {
      panel
    } else if isFirst {
      panel.chartXAxisLabel(nil)
    } else if isLowest {
      panel.chartYAxis(.ticks).chartYAxisLabel(nil)
    } else {
      panel.chartXAxisLabel(nil).chartYAxis(.ticks).chartYAxisLabel(nil)
    }
  }
}
