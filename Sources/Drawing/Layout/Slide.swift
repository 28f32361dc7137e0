import Geometry

/// One page of a lecture: a heading, a drawing that fills the room below it, and a line of text at
/// the bottom that says what is to be seen.
public struct Slide: Drawing {
  let title: String
  let caption: String?
  let content: Group

  public init(_ title: String, caption: String? = nil, @DrawingBuilder content: () -> Group) {
    self.title = title
    self.caption = caption
    self.content = content()
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { .all }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let gap = 10.0
    let width = proposal.width ?? 600
    let height = proposal.height ?? 320
    var titleEnvironment = environment
    titleEnvironment.font = .largeTitle
    let titleText = try Text(title).layOut(ProposedSize(width: width), in: titleEnvironment)
    let captionText = try caption.map {
      try Text($0).layOut(ProposedSize(width: width), in: environment)
    }
    // The caption's room is kept even where there is none, so that nothing moves when it appears.
    let line = try Text("x").layOut(.ideal, in: environment).size.height
    let bottom = max(captionText?.size.height ?? 0, line) + gap
    let room = Size(width, height - titleText.size.height - gap - bottom)
    let inner = try content.layOut(
      ProposedSize(width: room.width, height: room.height), in: environment)
    guard inner.size.width <= room.width + 0.5, inner.size.height <= room.height + 0.5 else {
      throw DrawingError(
        "the slide \"\(title)\" has \(Int(room.width)) × \(Int(room.height)) pt for its content,"
          + " which needs \(Int(inner.size.width)) × \(Int(inner.size.height)) pt")
    }
    let start = Point(
      (room.width - inner.size.width) / 2,
      titleText.size.height + gap + (room.height - inner.size.height) / 2)
    return LaidOut(size: Size(width, height)) { origin, canvas in
      try titleText.draw(at: origin, on: &canvas)
      try inner.draw(at: origin + start, on: &canvas)
      if let captionText {
        let place = Point((width - captionText.size.width) / 2, height - captionText.size.height)
        try captionText.draw(at: origin + place, on: &canvas)
      }
    }
  }
}
