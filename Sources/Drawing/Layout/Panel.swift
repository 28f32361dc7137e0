import Geometry

/// A drawing with a letter at its upper left corner and a title centred over it.
public struct Panel: Drawing {
  let letter: String?
  let title: String?
  let content: Group

  /// - Parameters:
  ///   - letter: shown with a closing bracket, as in `a)`.
  ///   - title: text with formulas between dollar signs.
  public init(
    _ letter: String? = nil, title: String? = nil, @DrawingBuilder content: () -> Group
  ) {
    self.letter = letter
    self.title = title
    self.content = content()
  }

  /// The least distance from the titles' baseline to the frame, in points of the book's theme.
  private static let leastGap = 6.4

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    var letterEnvironment = environment
    letterEnvironment.font = .title
    letterEnvironment.foreground = .ink
    let letterText = try letter.map { try Text("\($0))").layOut(.ideal, in: letterEnvironment) }
    var titleText = try title.map { try Text($0).layOut(.ideal, in: environment) }

    // The letter hangs to the left of the frame; the title's baseline is level with the letter's.
    let ascent = max(letterText?.baseline ?? 0, titleText?.baseline ?? 0)
    let hang = letterText.map { $0.size.width + 3 } ?? 0
    let isHeaded = letterText != nil || titleText != nil
    func room(leading: Double, rise: Double) -> ProposedSize {
      ProposedSize(
        width: proposal.width.map { max($0 - leading, 0) },
        height: proposal.height.map { max($0 - rise, 0) })
    }
    var inner = try content.layOut(room(leading: 0, rise: 0), in: environment)
    // The letter stays above a tick label that reaches beyond the frame's top by half its height.
    let scale = environment.theme.pageScale
    let letterDescent = letterText.map { $0.size.height - ($0.baseline ?? 0) } ?? 0
    let overhang = inner.frame.minY < 5 * scale ? inner.frame.minY : 0
    var baselineGap = max(
      Self.leastGap * scale, letterText == nil ? 0 : overhang + letterDescent + 0.5)
    if let letterText, overhang == 0, inner.frame.minY > 0 {
      // And above what else stands over the frame at that corner, such as a second axis.
      let left = min(inner.frame.minX - hang, 0)
      let bottom = inner.frame.minY - baselineGap + letterDescent
      let place = Rect(
        x: left, y: bottom - letterText.size.height, width: letterText.size.width,
        height: letterText.size.height)
      let top = try inner.top(of: place)
      baselineGap = max(baselineGap, inner.frame.minY - top + letterDescent + 0.5)
    }
    let leading = max(hang - inner.frame.minX, 0)
    let rise = isHeaded ? max(ascent + baselineGap - inner.frame.minY, 0) : 0
    if leading > 0 || rise > 0 {
      inner = try content.layOut(room(leading: leading, rise: rise), in: environment)
    }
    let frame = inner.frame.offset(by: Point(leading, rise))
    let size = Size(inner.size.width + leading, inner.size.height + rise)

    // A title that is too long for its place between letter and right edge is set smaller.
    if let title, let width = titleText?.size.width {
      let letterEnd = letterText.map { $0.size.width + 2 } ?? 0
      let available = 2 * min(frame.midX - letterEnd, size.width - frame.midX)
      if width > available {
        var smaller = environment
        smaller.font = environment.font.scaled(by: max(available / width, 0.6))
        titleText = try Text(title).layOut(.ideal, in: smaller)
      }
    }
    let fittedTitle = titleText
    var panel = LaidOut(size: size, frame: frame) { origin, canvas in
      try inner.draw(at: origin + Point(leading, rise), on: &canvas)
    }
    guard isHeaded else { return panel }
    let baseline = frame.minY - baselineGap
    panel.heading = LaidOut.Heading(baseline: baseline) { origin, move, canvas in
      if let letterText {
        let y = baseline - (letterText.baseline ?? 0)
        try letterText.draw(at: origin + Point(0, y) + move, on: &canvas)
      }
      if let fittedTitle {
        // A title stays near its frame, however far the letter is raised.
        let y = baseline + (move.y > -4 * scale ? move.y : 0) - (fittedTitle.baseline ?? 0)
        let x = frame.midX - fittedTitle.size.width / 2
        try fittedTitle.draw(at: origin + Point(x, y), on: &canvas)
      }
    }
    return panel
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    content.flexibility(in: environment)
  }
}

extension LaidOut {
  /// The highest place of all that is drawn and meets a rectangle; the rectangle's lower side if it
  /// is free.
  fileprivate func top(of rect: Rect) throws -> Double {
    var probe = Canvas()
    try draw(at: .zero, on: &probe)
    return probe.commands.compactMap(\.bounds).filter(rect.intersects).map(\.minY)
      .reduce(rect.maxY, min)
  }
}
