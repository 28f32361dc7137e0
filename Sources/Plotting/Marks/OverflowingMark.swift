import Drawing

/// A mark that the edge of the plot area does not cut off.
struct OverflowingMark: ChartContent {
  let content: any ChartContent

  var extent: DataExtent { content.extent }
  var isClipped: Bool { false }

  func draw(in plot: PlotArea, on canvas: inout Canvas) throws {
    try content.draw(in: plot, on: &canvas)
  }
}

extension ChartContent {
  /// Draws the mark over the frame and beyond it: for symbols that sit on an axis.
  public func overflowing() -> some ChartContent { OverflowingMark(content: self) }
}
