import Drawing
import Learning

extension PixelImage {
  /// A picture `[3, height, width]` in colour or `[1, height, width]` in grey.
  ///
  /// - Parameter range: the values that are black and full colour.
  public init(_ picture: Tensor, range: ClosedRange<Double> = 0...1) {
    let shape = picture.shape
    precondition(
      shape.rank == 3 && (shape[0] == 3 || shape[0] == 1),
      "a picture has one or three channels, rows and columns, not \(shape)")
    let count = shape[1] * shape[2]
    func channel(_ index: Int) -> [Double] {
      let start = min(index, shape[0] - 1) * count
      return picture.elements[start..<(start + count)].map {
        (Double($0) - range.lowerBound) / (range.upperBound - range.lowerBound)
      }
    }
    self.init(red: channel(0), green: channel(1), blue: channel(2), columns: shape[2])
  }

  /// A map of numbers `[height, width]` by colours.
  ///
  /// - Parameter range: the values at the two ends of the colour map.
  public init(map: Tensor, colorMap: ColorMap, range: ClosedRange<Double>) {
    precondition(map.shape.rank == 2, "a map has rows and columns, not \(map.shape)")
    self.init(map.doubles, columns: map.shape[1], colorMap: colorMap, range: range)
  }

  /// A map of the numbers of classes, `[height, width]`, each in its colour.
  public init(labels: Tensor, colors: [Color]) {
    precondition(labels.shape.rank == 2, "a map has rows and columns, not \(labels.shape)")
    let found = labels.elements.map { label in
      let index = Int(label)
      precondition(colors.indices.contains(index), "there is no colour for class \(index)")
      return colors[index]
    }
    self.init(
      red: found.map(\.red), green: found.map(\.green), blue: found.map(\.blue),
      columns: labels.shape[1])
  }
}
