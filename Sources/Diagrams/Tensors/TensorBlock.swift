import Drawing
import Geometry

/// A tensor as a block seen at an angle: its rows upwards, its columns into the page, its channels
/// from left to right (UDL, figures 10.16 and 10.17).
///
/// Rows of blocks are an `HStack` with a `FlowArrow` between each two.
public struct TensorBlock: Drawing {
  /// How numbers become lengths.
  public enum Scaling: Hashable, Sendable {
    /// So many points for each position and each channel.
    case linear(position: Double, channel: Double)
    /// So many points for the square root of their numbers: blocks of three channels and of five
    /// hundred fit beside each other.
    case squareRoot(position: Double, channel: Double)

    /// For the layers of convolutional networks.
    public static let layers = Scaling.squareRoot(position: 5, channel: 1.5)
    /// For blocks whose cells are drawn.
    public static let cells = Scaling.linear(position: 8, channel: 8)

    func lengths(_ positions: Int, _ channels: Int) -> (position: Double, channel: Double) {
      switch self {
      case .linear(let position, let channel):
        (position * Double(positions), channel * Double(channels))
      case .squareRoot(let position, let channel):
        (
          position * Double(positions).squareRoot(), channel * Double(channels).squareRoot()
        )
      }
    }
  }

  private let height: Int
  private let width: Int
  private let channels: Int
  private var scaling: Scaling
  private var tone = Tone.orange
  private var hasCells = false
  private var hasSizes = false
  private var caption: String?

  /// - Parameters:
  ///   - height, width, channels: the tensor's shape, each at least 1.
  ///   - scaling: how the numbers become lengths, in points of the book's theme.
  public init(height: Int, width: Int, channels: Int = 1, scaling: Scaling = .layers) {
    precondition(height > 0 && width > 0 && channels > 0, "a block has at least one cell")
    (self.height, self.width, self.channels) = (height, width, channels)
    self.scaling = scaling
  }

  /// The tone of the front; the top and the side are lighter and darker.
  public func fill(_ tone: Tone) -> TensorBlock { with { $0.tone = tone } }

  /// Draws the borders between cells, at the scale of `Scaling.cells` unless it is linear already.
  public func cells(_ shown: Bool = true) -> TensorBlock {
    with { block in
      block.hasCells = shown
      if shown, case .squareRoot = block.scaling { block.scaling = .cells }
    }
  }

  /// Writes the shape as `55 × 55 × 96` below the block.
  public func sizes(_ shown: Bool = true) -> TensorBlock { with { $0.hasSizes = shown } }

  /// A line of text below the block.
  public func caption(_ text: String?) -> TensorBlock { with { $0.caption = text } }

  private func with(_ change: (inout TensorBlock) -> Void) -> TensorBlock {
    var block = self
    change(&block)
    return block
  }

  /// How far, in shares of its length, an edge into the page leads to the right and upwards.
  private static let slant = Point(0.42, 0.34)

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let theme = environment.theme
    let scale = theme.pageScale
    let line = 0.57 * theme.lineScale
    var small = environment
    small.font = .caption
    var texts: [LaidOut] = []
    if hasSizes {
      let sizes = "\(height) × \(width) × \(channels)"
      texts.append(try Text(sizes).layOut(.ideal, in: small))
    }
    small.font = .callout
    if let caption { texts.append(try Text(caption).layOut(.ideal, in: small)) }

    let rise = scaling.lengths(height, channels)
    let into = Self.slant * (scaling.lengths(width, channels).position * scale)
    let front = Size(rise.channel * scale, rise.position * scale)
    let body = Size(front.width + into.x + line, front.height + into.y + line)
    let textWidth = texts.map(\.size.width).max() ?? 0
    let textHeight = texts.map(\.size.height).reduce(0, +)
    let gap = texts.isEmpty ? 0 : 3.0
    let size = Size(max(body.width, textWidth), body.height + gap + textHeight)
    let left = (size.width - body.width) / 2
    return LaidOut(
      size: size, frame: Rect(x: left, y: 0, width: body.width, height: body.height)
    ) { origin, canvas in
      let corner = origin + Point(left + line / 2, body.height - line / 2)
      try drawBlock(from: corner, front, Point(into.x, -into.y), line, theme, on: &canvas)
      var top = origin.y + body.height + gap
      for text in texts {
        try text.draw(
          at: Point(origin.x + (size.width - text.size.width) / 2, top), on: &canvas)
        top += text.size.height
      }
    }
  }

  /// Draws the three faces that are seen, from the front's lower left corner.
  private func drawBlock(
    from corner: Point, _ front: Size, _ into: Point, _ line: Double, _ theme: Theme,
    on canvas: inout Canvas
  ) throws {
    let (right, up) = (Point(front.width, 0), Point(0, -front.height))
    let faces: [(start: Point, a: Point, b: Point, tone: Tone, columns: Int, rows: Int)] = [
      (corner, right, up, tone, channels, height),
      (corner + up, right, into, tone.mixed(with: .ground, 0.45), channels, width),
      (corner + right, into, up, tone.mixed(with: .ink, 0.22), width, height),
    ]
    let color = try theme.color(.ink)
    for face in faces {
      let far = face.start + face.a + face.b
      let outline = Path(
        polyline: [face.start, face.start + face.a, far, face.start + face.b], closed: true)
      canvas.fill(outline, try theme.color(face.tone))
      if hasCells {
        var borders = Path()
        let directions = [(face.columns, face.a, face.b), (face.rows, face.b, face.a)]
        for (count, along, across) in directions {
          for index in 1..<max(count, 1) {
            let start = face.start + along * (Double(index) / Double(count))
            borders.append(Path(polyline: [start, start + across]))
          }
        }
        canvas.stroke(borders, color, StrokeStyle(width: 0.6 * line))
      }
      canvas.stroke(outline, color, StrokeStyle(width: line, join: .round))
    }
  }
}
