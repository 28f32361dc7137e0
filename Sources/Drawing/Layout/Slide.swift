import Geometry

/// One page of a lecture: a heading, a drawing that fills the room below it, and a line of text at
/// the bottom that says what is to be seen.
///
/// In a film the heading is the scene's title and the line at the bottom the shot's caption,
/// unless the slide has words of its own.
public struct Slide: Drawing {
  let title: String?
  let caption: String?
  let content: Group
  let beside: Group?
  let share: Double

  public init(
    _ title: String? = nil, caption: String? = nil, @DrawingBuilder content: () -> Group
  ) {
    self.title = title
    self.caption = caption
    self.content = content()
    beside = nil
    share = 1
  }

  /// A drawing, and in a column beside it what there is to say about it.
  ///
  /// Both take the whole height, and each its part of the width whatever it holds, so nothing moves
  /// when a number gets longer.
  ///
  /// - Parameters:
  ///   - share: the part of the width that the drawing takes.
  ///   - beside: charts and lines of text, one below the other.
  public init(
    _ title: String? = nil, caption: String? = nil, share: Double = 0.58,
    @DrawingBuilder content: () -> Group, @DrawingBuilder beside: () -> Group
  ) {
    self.title = title
    self.caption = caption
    self.content = content()
    self.beside = beside()
    self.share = share
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { .all }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let (gap, captionGap) = (10.0, 16.0)
    let width = proposal.width ?? 600
    let height = proposal.height ?? 320
    let words = environment[SlideWordsKey.self]
    let heading = title ?? words.title ?? ""
    var titleEnvironment = environment
    titleEnvironment.font = .largeTitle
    let titleText = try Text(heading).layOut(ProposedSize(width: width), in: titleEnvironment)
    let captionText = try (caption ?? words.caption).map {
      try Text($0).layOut(ProposedSize(width: width), in: environment)
    }
    // The caption's room is kept even where there is none, so that nothing moves when it appears.
    let line = try Text("x").layOut(.ideal, in: environment).size.height
    let bottom = max(captionText?.size.height ?? 0, line) + captionGap
    let room = Size(width, height - titleText.size.height - gap - bottom)
    let inner = try columns(room, heading, in: environment)
    let start = Point(0, titleText.size.height + gap)
    return LaidOut(size: Size(width, height)) { origin, canvas in
      try titleText.draw(at: origin, on: &canvas)
      try inner.draw(at: origin + start, on: &canvas)
      if let captionText {
        let place = Point((width - captionText.size.width) / 2, height - captionText.size.height)
        try captionText.draw(at: origin + place, on: &canvas)
      }
    }
  }

  /// The drawing in the middle of its column, and from the top of the other what is beside it.
  private func columns(
    _ room: Size, _ heading: String, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let gutter = beside == nil ? 0 : 28.0
    let column = Size(share * (room.width - gutter), room.height)
    let main = try laidOut(content, column, heading, in: environment)
    let place = Point(
      (column.width - main.size.width) / 2, (column.height - main.size.height) / 2)
    let notes = try beside.map { beside in
      try laidOut(
        VStack(alignment: .leading, spacing: 9) { beside },
        Size(room.width - gutter - column.width, room.height), heading, in: environment)
    }
    return LaidOut(size: room) { origin, canvas in
      try main.draw(at: origin + place, on: &canvas)
      try notes?.draw(at: origin + Point(column.width + gutter, 0), on: &canvas)
    }
  }

  private func laidOut(
    _ drawing: some Drawing, _ room: Size, _ heading: String, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let inner = try drawing.layOut(
      ProposedSize(width: room.width, height: room.height), in: environment)
    guard inner.size.width <= room.width + 0.5, inner.size.height <= room.height + 0.5 else {
      throw DrawingError(
        "the slide \"\(heading)\" has \(Int(room.width)) × \(Int(room.height)) pt for its content,"
          + " which needs \(Int(inner.size.width)) × \(Int(inner.size.height)) pt")
    }
    return inner
  }
}

/// What slides say that have no words of their own.
public struct SlideWords: Hashable, Sendable {
  public var title: String?
  public var caption: String?

  public init(title: String? = nil, caption: String? = nil) {
    (self.title, self.caption) = (title, caption)
  }
}

private struct SlideWordsKey: EnvironmentKey {
  static let defaultValue = SlideWords()
}

extension Drawing {
  /// What the slides within say that have no words of their own.
  public func slideWords(_ words: SlideWords) -> some Drawing {
    transformEnvironment { $0[SlideWordsKey.self] = words }
  }
}
