import Geometry

/// Pairs of a flat plan of a house's front and a shaded picture of it, in the place of pairs of
/// labels, edges or maps and photographs. The picture is red, green and blue, 24 × 24, values from
/// -1 to 1; the plan and its edges are truths.
public struct FacadeImages: ImageRecipe, Hashable {
  public enum Part: Int, CaseIterable, Sendable { case wall, window, door, balcony, cornice }

  public struct Truth: Hashable, Sendable {
    /// The `Part` of each pixel, `[24, 24]`.
    public var parts: Tensor
    /// The plan in fixed colours, `[3, 24, 24]`, values from -1 to 1.
    public var plan: Tensor
    /// Where the picture's brightness changes: `[1, 24, 24]`, from -1 to 1.
    public var edges: Tensor
    public var rows: Int
    public var columns: Int
  }

  public init() {}

  public var imageShape: Shape { [3, 24, 24] }

  private static let colors = [
    RGB(0.15, 0.3, 0.85), RGB(0.1, 0.8, 0.9), RGB(0.85, 0.2, 0.15), RGB(0.95, 0.85, 0.1),
    RGB(0.95, 0.5, 0.1),
  ]

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let rows = key.integer("rows", 2..<5)
    let columns = key.integer("columns", 2..<6)
    let hue = key.uniform("wall hue", 0..<0.14)
    let light = key.uniform("wall value", 0.5..<0.8)
    let wall = RGB(hue: hue, saturation: 0.5, value: light)
    var plan = Raster(24, 24, FacadeImages.colors[0])
    var photo = Raster(24, 24, wall)
    let speckle = ValueNoise(24, 24, cell: 1, key: key.fold("bricks"))
    photo.shade { p, _ in
      // Courses of bricks, two pixels high, every other one shifted.
      let course = (p.y / 2).rounded(.down)
      let along = p.x + (course.truncatingRemainder(dividingBy: 2) == 0 ? 0 : 1.5)
      let joint = p.y - 2 * course < 0.4 || along.truncatingRemainder(dividingBy: 3) < 0.4
      return wall.scaled((joint ? 0.75 : 1) * (1 + 0.15 * speckle[p]))
    }
    func both(_ region: Region, _ part: Part, _ color: (Point, RGB) -> RGB) {
      plan.paint(region, FacadeImages.colors[part.rawValue], label: part.rawValue)
      photo.paint(region, color)
    }
    both(.rectangle(0, 0, 24, 2), .cornice) { p, _ in
      RGB(gray: 0.85).scaled(p.y < 1.3 ? 1 : 0.6)
    }

    let (w, h) = (24 / Double(columns), 21 / Double(rows))
    let door = key.integer("door", 0..<columns)
    let width = key.uniform("window width", 0.45..<0.65) * w
    let height = key.uniform("window height", 0.5..<0.68) * h
    for row in 0..<rows {
      for column in 0..<columns {
        let x = (Double(column) + 0.5) * w - width / 2
        let y = 2.5 + Double(row) * h + (h - height) / 2
        if row == rows - 1 && column == door {
          let top = 24 - 0.85 * h
          both(.rectangle(x, top, width, 24 - top), .door) { p, _ in
            RGB(0.4, 0.23, 0.1).scaled(
              (p.x - x).truncatingRemainder(dividingBy: 1.2) < 0.4 ? 0.7 : 1)
          }
          continue
        }
        both(.rectangle(x, y, width, height), .window) { p, _ in
          // Glass with a highlight along the diagonal.
          let across = abs((p.x - x) / width + (p.y - y) / height - 1)
          return across < 0.22 ? RGB(0.9, 0.95, 1) : RGB(0.25, 0.35, 0.5)
        }
        if key.fold("balcony").fold(row).fold(column).uniform() < 0.3, row < rows - 1 {
          let base = y + height
          photo.paint(.rectangle(x - 0.4, base, width + 0.8, 2)) { _, c in c.scaled(0.45) }
          both(.rectangle(x - 0.6, base - 1, width + 1.2, 1.2), .balcony) { _, _ in
            RGB(gray: 0.9)
          }
        }
      }
    }
    let pixels = photo.pixels
    return (
      pixels.signed,
      Truth(
        parts: plan.labelMap, plan: plan.pixels.signed, edges: FacadeImages.edges(pixels.gray),
        rows: rows, columns: columns)
    )
  }

  /// The length of the gradient of brightness (Sobel's), cut off at a contrast of 0.5.
  private static func edges(_ picture: Pixels) -> Tensor {
    func value(_ row: Int, _ column: Int) -> Float {
      let r = min(picture.height - 1, max(0, row))
      let c = min(picture.width - 1, max(0, column))
      return picture.values[r * picture.width + c]
    }
    var edges = picture
    for row in 0..<picture.height {
      for column in 0..<picture.width {
        var (dx, dy): (Float, Float) = (0, 0)
        for (offset, weight) in [(-1, Float(1)), (0, 2), (1, 1)] {
          dx += weight * (value(row + offset, column + 1) - value(row + offset, column - 1))
          dy += weight * (value(row + 1, column + offset) - value(row - 1, column + offset))
        }
        edges.values[row * picture.width + column] = min(1, (dx * dx + dy * dy).squareRoot() / 2)
      }
    }
    return edges.signed
  }
}
