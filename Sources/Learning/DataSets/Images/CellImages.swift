import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Touching cells as in phase contrast, in the place of micrographs: one channel, 64 × 64, values
/// from 0 to 1, with the mask and the number of each cell.
public struct CellImages: ImageRecipe, Hashable {
  public struct Truth: Hashable, Sendable {
    /// 1 inside a cell, 0 outside and in gaps of a pixel between cells that touch: `[size, size]`.
    public var mask: Tensor
    /// The number of the cell from 1, or 0 where the mask is 0: `[size, size]`.
    public var instances: Tensor
  }

  public let size: Int

  public init(size: Int = 64) {
    self.size = size
  }

  public var imageShape: Shape { [1, size, size] }

  /// The distance in which one cell's neighbourhood is measured.
  private struct Cell {
    let center: Point
    let angle: Double
    let aspect: Double
    let nucleus: Point

    func distance(_ p: Point) -> Double {
      let d = p - center
      let u = cos(angle) * d.x + sin(angle) * d.y
      let v = cos(angle) * d.y - sin(angle) * d.x
      return (u * u / aspect + v * v * aspect).squareRoot()
    }
  }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let unit = Double(size)
    let cells = cells(key)
    // Further than this from all seeds, or outside a blob around the middle, there is background.
    let reach = 0.24 * unit
    let middle = Point(unit / 2, unit / 2)
    let coast = ValueNoise(size, size, cell: unit / 6, key: key.fold("coast"))
    let isFull = key.chance("full", 0.5)
    func owner(_ p: Point) -> (cell: Int, margin: Double) {
      var (best, first, second) = (0, Double.infinity, Double.infinity)
      for (index, cell) in cells.enumerated() {
        let d = cell.distance(p)
        if d < first {
          (best, second, first) = (index + 1, first, d)
        } else if d < second {
          second = d
        }
      }
      let shore =
        isFull
        ? reach - first
        : min(reach - first, (0.44 + 0.07 * coast[p]) * unit - p.distance(to: middle))
      return shore < 0 ? (0, -shore) : (best, min(shore, (second - first) / 2))
    }
    let coarse = ValueNoise(size, size, cell: 5, key: key.fold("coarse"))
    let fine = ValueNoise(size, size, cell: 1.7, key: key.fold("fine"))
    let slope = key.uniform("slope direction", 0..<(2 * .pi))
    let halo = key.uniform("halo direction", 0..<(2 * .pi))
    let thickness = key.uniform("wall", 1..<2)
    var raster = Raster(size, size, .black)
    raster.shade { p, _ in
      let (number, margin) = owner(p)
      var value = 0.35
      if number > 0 {
        let cell = cells[number - 1]
        let d = p - cell.center
        value = 0.45 + 0.05 * coarse[p] + 0.04 * fine[p]
        let n = p - cell.nucleus
        if (n.x * n.x + n.y * n.y).squareRoot() < 0.055 * unit { value += 0.07 }
        if margin < thickness {
          // Bright towards one side, dark towards the other.
          let toSide = (d.x * cos(halo) + d.y * sin(halo)) / max(1, d.length)
          value += 0.3 * toSide
        }
      } else {
        value += 0.02 * coarse[p] + (margin < 1.2 ? 0.12 : 0)
      }
      let along = ((p.x - middle.x) * cos(slope) + (p.y - middle.y) * sin(slope)) / unit
      return RGB(gray: value + 0.12 * along)
    }

    // Labels from the pixels' middles; where two cells touch, a pixel stays free.
    var instances = [Float](repeating: 0, count: size * size)
    for row in 0..<size {
      for column in 0..<size {
        let (number, margin) = owner(Point(Double(column) + 0.5, Double(row) + 0.5))
        instances[row * size + column] = number > 0 && margin >= 0.5 ? Float(number) : 0
      }
    }
    separate(&instances)
    let labels = Tensor(instances, shape: [size, size])
    return (
      raster.pixels.gray.grained(0.04, key.fold("grain")).unit,
      Truth(mask: labels.isGreater(than: 0), instances: labels)
    )
  }

  /// 8 to 14 seeds by dart throwing.
  private func cells(_ key: Key) -> [Cell] {
    let unit = Double(size)
    let wanted = key.integer("count", 8..<15)
    var cells: [Cell] = []
    for attempt in 0..<400 where cells.count < wanted {
      let own = key.fold("seed").fold(attempt)
      let place = own.fold("place").uniform(count: 2, in: (0.08 * unit)..<(0.92 * unit))
      let center = Point(place[0], place[1])
      if cells.contains(where: { $0.center.distance(to: center) < 0.17 * unit }) { continue }
      let shift = own.fold("nucleus").uniform(count: 2, in: (-0.03 * unit)..<(0.03 * unit))
      cells.append(
        Cell(
          center: center, angle: own.uniform("angle", 0..<(.pi)),
          aspect: own.uniform("aspect", 0.7..<1.4), nucleus: center + Point(shift[0], shift[1])))
    }
    return cells
  }

  /// Frees pixels until no two neighbours belong to different cells.
  private func separate(_ instances: inout [Float]) {
    for row in 0..<size {
      for column in 0..<size {
        let own = instances[row * size + column]
        guard own > 0 else { continue }
        let touches = [(0, 1), (1, 0), (1, 1), (1, -1)].contains { down, right in
          guard row + down < size, (0..<size).contains(column + right) else { return false }
          let other = instances[(row + down) * size + column + right]
          return other > 0 && other != own
        }
        if touches { instances[row * size + column] = 0 }
      }
    }
  }
}
