import CVideo
import Drawing

/// Up to 255 colours that stand for all of a film's (a GIF needs one more for what stays).
///
/// Colours that fill areas are kept exactly; blends of them share what is left by median cut (Paul
/// Heckbert 1982, "Color image quantization for frame buffer display").
struct Palette: Sendable {
  /// Red, green and blue of each colour.
  let colors: [[UInt8]]

  /// The most colours that a palette has.
  static let limit = 255
  /// Films are looked at in this many frames.
  private static let sampleCount = 48

  /// Chooses colours for the frames of a film.
  ///
  /// - Parameter frame: the picture of a frame; called by several threads at once.
  init(
    of frameCount: Int, size: PixelSize, isTransparent: Bool, jobs: Int,
    frame: @escaping @Sendable (Int) throws -> Picture
  ) throws {
    let count = min(frameCount, Self.sampleCount)
    let indices = (0..<count).map { $0 * (frameCount - 1) / max(count - 1, 1) }
    let bins = ColorBins()
    let painter = FramePainter(size: size, isTransparent: isTransparent)
    for index in indices {
      try Task.checkCancellation()
      try painter.draw(try frame(index))
      let (pixels, bytesPerRow) = try painter.pixels()
      cvideo_count_colors(pixels, bytesPerRow, size.width, size.height, bins.pointer)
    }
    colors = Self.medianCut(bins.used)
  }

  /// A palette of given colours.
  init(colors: [[UInt8]]) { self.colors = colors }

  private struct Box {
    var bins: [ColorBin]
    /// How much is gained by cutting: the spread along the longest side, weighted.
    var spread = 0.0
    var axis = 0

    init(_ bins: [ColorBin]) {
      self.bins = bins
      let total = bins.reduce(0) { $0 + $1.weight }
      for axis in 0..<3 where total > 0 {
        let mean = bins.reduce(0) { $0 + $1.weight * $1.color[axis] } / total
        let variance = bins.reduce(0) { sum, bin in
          let d = bin.color[axis] - mean
          return sum + bin.weight * d * d
        }
        // The eye tells greens best and blues worst.
        let seen = variance * [3.0, 6, 1][axis]
        if seen > spread { (spread, self.axis) = (seen, axis) }
      }
    }

    /// Two boxes, cut where the spread of both is least.
    var halves: (Box, Box) {
      let axis = axis
      let sorted = bins.sorted {
        ($0.color[axis], $0.order) < ($1.color[axis], $1.order)
      }
      var (low, below) = (0.0, 0.0)
      let all = sorted.reduce(0) { $0 + $1.weight }
      let sum = sorted.reduce(0) { $0 + $1.weight * $1.color[axis] }
      var (best, most) = (1, -Double.infinity)
      for index in 1..<sorted.count {
        let bin = sorted[index - 1]
        low += bin.weight
        below += bin.weight * bin.color[axis]
        // Between-class variance (Otsu 1979).
        let gain = below * below / low + (sum - below) * (sum - below) / (all - low)
        if gain > most { (best, most) = (index, gain) }
      }
      return (Box(Array(sorted[..<best])), Box(Array(sorted[best...])))
    }

    var color: [UInt8] {
      let total = bins.reduce(0) { $0 + $1.weight }
      return (0..<3).map { axis in
        UInt8((bins.reduce(0) { $0 + $1.weight * $1.color[axis] } / total).rounded())
      }
    }
  }

  private static func medianCut(_ bins: [ColorBin]) -> [[UInt8]] {
    let pixelCount = bins.reduce(0) { $0 + $1.weight }
    // A colour of many pixels all alike is an area's own.
    let flat = bins.filter { $0.exact != nil && $0.weight > 0.002 * pixelCount }
      .sorted { ($1.weight, $0.order) < ($0.weight, $1.order) }
      .prefix(128)
    let kept = Set(flat.map(\.order))
    var boxes = [Box(bins.filter { !kept.contains($0.order) }.map(\.dampened))]
    if boxes[0].bins.isEmpty { boxes = [] }
    while boxes.count + flat.count < limit {
      guard let widest = boxes.indices.max(by: { boxes[$0].spread < boxes[$1].spread }),
        boxes[widest].spread > 0, boxes[widest].bins.count > 1
      else { break }
      let (a, b) = boxes[widest].halves
      boxes[widest] = a
      boxes.append(b)
    }
    let colors = flat.compactMap(\.exact) + boxes.map(\.color)
    return colors.isEmpty ? [[0, 0, 0]] : colors
  }
}

/// Pixels of nearly one colour.
private struct ColorBin {
  var order: Int
  var weight: Double
  /// The mean colour.
  var color: [Double]
  /// The colour of nearly all, if there is one.
  var exact: [UInt8]?

  /// Large areas weigh less than their size: the few colours of a line's edge are seen as well.
  var dampened: ColorBin {
    var bin = self
    bin.weight = weight.squareRoot()
    return bin
  }
}

/// A histogram of 2¹⁸ bins.
private final class ColorBins {
  static let count = 1 << 18
  let pointer: UnsafeMutablePointer<cvideo_color_bin>

  init() {
    pointer = .allocate(capacity: Self.count)
    pointer.initialize(repeating: cvideo_color_bin(), count: Self.count)
  }

  deinit { pointer.deallocate() }

  var used: [ColorBin] {
    (0..<Self.count).compactMap { index in
      let bin = pointer[index]
      guard bin.count > 0 else { return nil }
      let count = Double(bin.count)
      let isFlat = Double(bin.votes) > 0.8 * count
      let exact = [16, 8, 0].map { UInt8(truncatingIfNeeded: bin.color >> UInt32($0)) }
      return ColorBin(
        order: index, weight: count,
        color: [Double(bin.red) / count, Double(bin.green) / count, Double(bin.blue) / count],
        exact: isFlat ? exact : nil)
    }
  }
}
