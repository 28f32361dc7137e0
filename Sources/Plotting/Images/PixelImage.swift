import Drawing
import Geometry

/// An array of numbers or colours as a picture with sharp-edged pixels: an input of a network, a
/// filter, a feature map.
///
/// Without `resizable` a pixel is 2 pt wide, or narrower where there is less room.
public struct PixelImage: Drawing {
  let bitmap: Bitmap
  private var pixelSize = 2.0
  private var isResizable = false
  private var interpolation = Picture.Interpolation.nearest
  private var outline: Tone?

  public init(_ bitmap: Bitmap) { self.bitmap = bitmap }

  /// - Parameters:
  ///   - values: row by row from the top, as many as a multiple of `columns`. Those that are not
  ///     finite let the ground through.
  ///   - range: the values at the two ends of the colour map; by default the lowest and the
  ///     highest.
  public init(
    _ values: [Double], columns: Int, colorMap: ColorMap = .gray,
    range: ClosedRange<Double>? = nil
  ) {
    precondition(
      columns > 0 && !values.isEmpty && values.count % columns == 0,
      "\(values.count) values make no rows of \(columns)")
    bitmap = Bitmap(values, columns: columns, colorMap: colorMap, range: range)
  }

  /// A picture from the red, green and blue of each pixel, from 0 to 1, row by row from the top.
  public init(red: [Double], green: [Double], blue: [Double], columns: Int) {
    precondition(
      columns > 0 && !red.isEmpty && red.count % columns == 0 && green.count == red.count
        && blue.count == red.count,
      "\(red.count), \(green.count) and \(blue.count) values make no rows of \(columns)")
    var pixels = [UInt8](repeating: 255, count: 4 * red.count)
    for (channel, values) in [red, green, blue].enumerated() {
      for (index, value) in values.enumerated() {
        let level = value.isNaN ? 0 : min(max(value, 0), 1)
        pixels[4 * index + channel] = UInt8((255 * level).rounded())
      }
    }
    bitmap = Bitmap(width: columns, height: red.count / columns, pixels: pixels)
  }

  /// The width of a pixel in points of the book's theme.
  public func pixelSize(_ size: Double) -> PixelImage { with { $0.pixelSize = size } }

  /// Takes the room that is offered, in the image's own proportions.
  public func resizable() -> PixelImage { with { $0.isResizable = true } }

  /// Lets colours blend between the centres of pixels.
  public func interpolated() -> PixelImage { with { $0.interpolation = .linear } }

  /// A thin line around the picture.
  public func outline(_ tone: Tone = .ink) -> PixelImage { with { $0.outline = tone } }

  private func with(_ change: (inout PixelImage) -> Void) -> PixelImage {
    var image = self
    change(&image)
    return image
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    isResizable ? .all : []
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let theme = environment.theme
    let (columns, rows) = (Double(bitmap.width), Double(bitmap.height))
    let fitted = min(
      (proposal.width ?? .infinity) / columns, (proposal.height ?? .infinity) / rows)
    let own = pixelSize * theme.pageScale
    let pixel = isResizable && fitted.isFinite ? fitted : min(own, fitted)
    let size = Size(columns * pixel, rows * pixel)
    let color = try outline.map(theme.color)
    let (bitmap, interpolation) = (bitmap, interpolation)
    return LaidOut(size: size) { origin, canvas in
      let frame = Rect(origin, size)
      canvas.image(bitmap, in: frame, interpolation)
      if let color {
        canvas.stroke(Path(rect: frame), color, StrokeStyle(width: 0.57 * theme.lineScale))
      }
    }
  }
}
