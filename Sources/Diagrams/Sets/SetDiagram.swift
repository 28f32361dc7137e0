import Drawing
import Geometry

/// Overlapping sets as rounded rectangles, each with its name at an edge, and words in exactly
/// those sets to which they belong (UDL, figure 9.14).
///
///     SetDiagram()
///       .set("Make function smoother", frame: Rect(x: 0, y: 0, width: 260, height: 240), .orange)
///       .set("Increase data", frame: Rect(x: 130, y: 15, width: 300, height: 110), .teal)
///       .item("Early stopping", in: ["Make function smoother"])
///
/// The frames are given; the words find their places: in the middle of the room that their sets
/// leave them, away from borders and from each other.
public struct SetDiagram: Drawing {
  struct Member: Sendable {
    var name: String
    var frame: Rect
    var tone: Tone
    var side: VerticalAlignment
    var isFaded: Bool
  }

  struct Item: Sendable {
    var text: String
    var sets: [String]
    var isFaded: Bool
  }

  var members: [Member] = []
  var items: [Item] = []

  public init() {}

  /// Adds a set; later ones lie over earlier ones.
  ///
  /// - Parameters:
  ///   - frame: in units of the diagram, which grows to the width it is offered.
  ///   - side: whether the name stands above (`.top`) or below the frame.
  ///   - isFaded: whether the set steps back behind others.
  public func set(
    _ name: String, frame: Rect, _ tone: Tone, side: VerticalAlignment = .top,
    isFaded: Bool = false
  ) -> SetDiagram {
    var diagram = self
    diagram.members.append(
      Member(name: name, frame: frame, tone: tone, side: side, isFaded: isFaded))
    return diagram
  }

  /// Adds words that belong to all of these sets and to no other.
  public func item(_ text: String, in sets: [String], isFaded: Bool = false) -> SetDiagram {
    var diagram = self
    diagram.items.append(Item(text: text, sets: sets, isFaded: isFaded))
    return diagram
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { .horizontal }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    guard let extent = Rect.bounding(members.flatMap(\.frame.corners)) else {
      throw DrawingError("a set diagram needs a set")
    }
    let theme = environment.theme
    let width = proposal.width ?? extent.width * theme.pageScale
    let scale = width / extent.width
    let names = try members.map { try Text($0.name).layOut(.ideal, in: environment) }
    func room(_ side: VerticalAlignment) -> Double {
      zip(members, names).filter { $0.0.side == side }.map { member, name in
        let inward =
          side == .top ? member.frame.minY - extent.minY : extent.maxY - member.frame.maxY
        return name.size.height + 3 - inward * scale
      }.reduce(0) { max($0, $1) }
    }
    let top = room(.top)
    let frames = members.map { member in
      Rect(
        x: (member.frame.minX - extent.minX) * scale,
        y: top + (member.frame.minY - extent.minY) * scale,
        width: member.frame.width * scale, height: member.frame.height * scale)
    }
    var itemEnvironment = environment
    itemEnvironment.font = .callout
    let texts = try items.map { try Text($0.text).layOut(.ideal, in: itemEnvironment) }
    let places = try places(of: texts.map(\.size), in: frames, margin: 4 * theme.pageScale)
    let nameBoxes = nameBoxes(names.map(\.size), beside: frames, width: width)
    let line = StrokeStyle(width: 0.85 * theme.lineScale)
    // Words are dark on white paper and light on a dark slide; sets in between must leave them
    // legible, even where several lie over each other.
    let ground = try theme.color(.ground)
    let strength = ground.red + ground.green + ground.blue < 1.5 ? 0.42 : 0.66
    let size = Size(width, top + extent.height * scale + room(.bottom))
    return LaidOut(size: size) { origin, canvas in
      for (member, frame) in zip(members, frames) {
        let path = Path(
          roundedRect: frame.offset(by: origin), radius: min(13 * scale, frame.height / 4))
        let color = try theme.color(member.tone)
        canvas.fill(path, color.opacity(member.isFaded ? 0.12 : strength))
        canvas.stroke(path, try theme.color(.ink).opacity(member.isFaded ? 0.3 : 1), line)
      }
      for ((member, name), box) in zip(zip(members, names), nameBoxes) {
        try canvas.layer(opacity: member.isFaded ? 0.46 : 1) {
          try name.draw(at: origin + box.origin, on: &$0)
        }
      }
      for ((item, text), place) in zip(zip(items, texts), places) {
        try canvas.part(item.text) { canvas in
          try canvas.layer(opacity: item.isFaded ? 0.46 : 1) {
            try text.draw(at: origin + place.origin, on: &$0)
          }
        }
      }
    }
  }
}
