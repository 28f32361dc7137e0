import Geometry
import Typesetting

/// A finished page: a flat list of vector commands in points, origin at the top left, `y`
/// downwards.
///
/// Every output (PNG, PDF, SVG, video frames) is made from this one list, and tests read it. Later
/// commands cover earlier ones.
public struct Picture: Hashable, Sendable {
  /// The page's size in points.
  public var size: Size
  /// The colour below everything, or `nil` for a transparent page.
  public var background: Color?
  public var commands: [Command]

  public init(size: Size, background: Color? = nil, commands: [Command] = []) {
    self.size = size
    self.background = background
    self.commands = commands
  }

  public enum Command: Hashable, Sendable {
    /// Fills the inside of a path by the non-zero winding rule.
    case fill(Path, Color)
    /// Fills a small face of a surface so that its colours run on in its neighbours. Pixels show
    /// them; files that keep shapes have one colour for each face, and stay small.
    case facet(Path, Shading)
    case stroke(Path, Color, StrokeStyle)
    /// The same small shape, drawn around its own origin, at many places.
    case stamp(Stamp, at: [Point])
    /// An image stretched over a rectangle; its first row of pixels is at the top.
    case image(Bitmap, in: Rect, Interpolation)
    /// Shaped glyphs. The run's own coordinates are mapped to the page by the transform.
    case glyphs(GlyphRun, AffineTransform, Color)
    /// Everything up to the matching `pop` is cut to the inside of the path.
    case pushClip(Path)
    /// Everything up to the matching `pop` is drawn as one layer with this opacity.
    case pushOpacity(Double)
    /// Everything up to the matching `pop` belongs to the part of that name.
    case pushPart(String)
    case pop
  }

  public enum Interpolation: String, Hashable, Sendable {
    /// Every pixel is a sharp-edged rectangle.
    case nearest
    /// Colours blend between the centres of pixels.
    case linear
  }
}

/// Colours that change along a line and are the same across it.
public struct Shading: Hashable, Sendable {
  /// Where the first colour stands, and where the last.
  public var start: Point
  public var end: Point
  /// At equal distances from start to end; beyond them, the first and the last go on.
  public var colors: [Color]

  public init(from start: Point, to end: Point, _ colors: [Color]) {
    precondition(colors.count > 1, "a shading leads from one colour to another")
    (self.start, self.end, self.colors) = (start, end, colors)
  }

  /// The colour half-way.
  public var middle: Color {
    let last = colors.count - 1
    return colors[last / 2].interpolated(to: colors[(last + 1) / 2], 0.5)
  }

  /// The same colours along another line.
  func applying(_ transform: AffineTransform) -> Shading {
    Shading(from: transform.apply(start), to: transform.apply(end), colors)
  }
}

/// How a line is drawn. Lengths in points.
public struct StrokeStyle: Hashable, Sendable {
  public enum Cap: String, Hashable, Sendable { case butt, round, square }
  public enum Join: String, Hashable, Sendable { case miter, round, bevel }

  public var width: Double
  public var cap: Cap
  public var join: Join
  /// Lengths of drawn and left-out stretches in turn; empty for a solid line.
  public var dash: [Double]
  public var dashPhase: Double

  public init(
    width: Double, cap: Cap = .butt, join: Join = .miter, dash: [Double] = [],
    dashPhase: Double = 0
  ) {
    self.width = width
    self.cap = cap
    self.join = join
    self.dash = dash
    self.dashPhase = dashPhase
  }
}

/// A small shape that is drawn at many places: the symbol of a scatter plot.
public struct Stamp: Hashable, Sendable {
  public var path: Path
  public var fill: Color?
  public var stroke: Color?
  public var strokeStyle: StrokeStyle

  public init(
    _ path: Path, fill: Color?, stroke: Color? = nil,
    strokeStyle: StrokeStyle = StrokeStyle(width: 0.5)
  ) {
    self.path = path
    self.fill = fill
    self.stroke = stroke
    self.strokeStyle = strokeStyle
  }
}

/// A raster of straight RGBA pixels, row by row from the top, four bytes a pixel.
public struct Bitmap: Hashable, Sendable {
  public let width: Int
  public let height: Int
  public var pixels: [UInt8]

  public init(width: Int, height: Int, pixels: [UInt8]) {
    precondition(
      pixels.count == 4 * width * height,
      "a \(width)x\(height) bitmap needs \(4 * width * height) bytes")
    self.width = width
    self.height = height
    self.pixels = pixels
  }
}
