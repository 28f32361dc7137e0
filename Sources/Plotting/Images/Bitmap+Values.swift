import Drawing

extension Bitmap {
  /// Numbers as colours, row by row from the top; those that are not finite stay clear.
  ///
  /// - Parameter range: the values at the two ends of the colour map; by default the lowest and the
  ///   highest that are finite.
  init(_ values: [Double], columns: Int, colorMap: ColorMap, range: ClosedRange<Double>? = nil) {
    let finite = range == nil ? values.filter(\.isFinite) : []
    let low = range?.lowerBound ?? finite.min() ?? 0
    let high = range?.upperBound ?? finite.max() ?? 0
    let scale = high > low ? 255 / (high - low) : 0
    let table = colorMap.table()
    var pixels = [UInt8](repeating: 0, count: 4 * values.count)
    for (index, value) in values.enumerated() where value.isFinite {
      let color = table[Int(min(max((value - low) * scale, 0), 255).rounded())]
      (pixels[4 * index], pixels[4 * index + 1]) = (color.0, color.1)
      (pixels[4 * index + 2], pixels[4 * index + 3]) = (color.2, color.3)
    }
    self.init(width: columns, height: values.count / columns, pixels: pixels)
  }

  /// The image mirrored in one or both directions.
  func flipped(horizontally: Bool, vertically: Bool) -> Bitmap {
    guard horizontally || vertically else { return self }
    var flipped = self
    for row in 0..<height {
      for column in 0..<width {
        let sourceRow = vertically ? height - 1 - row : row
        let sourceColumn = horizontally ? width - 1 - column : column
        let source = 4 * (sourceRow * width + sourceColumn)
        let target = 4 * (row * width + column)
        flipped.pixels.replaceSubrange(target..<(target + 4), with: pixels[source..<(source + 4)])
      }
    }
    return flipped
  }
}
