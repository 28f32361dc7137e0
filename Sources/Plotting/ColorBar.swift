import Drawing
import Geometry
import Learning

/// What the colours of a heat map stand for: a horizontal bar with its scale.
public struct ColorBar: Drawing {
  let colorMap: ColorMap
  let title: String?
  let range: ClosedRange<Double>

  public init(_ colorMap: ColorMap, title: String? = nil, range: ClosedRange<Double>) {
    self.colorMap = colorMap
    self.title = title
    self.range = range
  }

  public var body: some Drawing {
    Chart {
      HeatmapMark(
        Surface(x: range, y: 0...1, columns: 129, rows: 2) { $0.x }, colorMap: colorMap,
        range: range)
    }
    .chartYAxis(.hidden)
    .chartXAxisLabel(title)
    .chartXAxis(values: [
      range.lowerBound, (range.lowerBound + range.upperBound) / 2, range.upperBound,
    ])
    .chartPlotAspectRatio(14)
  }
}
