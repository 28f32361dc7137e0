import Geometry

extension Picture {
  /// Lays a figure out on a page as much larger than the book's as the theme's type is.
  ///
  /// - Parameter width: of the book's page. All lengths in the drawing are those on that page too:
  ///   it is laid out there, and then grows as a whole.
  /// - Throws: what the drawing throws, and a `DrawingError` if it is wider than the page.
  public init(figure drawing: some Drawing, width: Double, theme: Theme) throws {
    let scale = theme.pageScale
    let page = try Picture(drawing, width: width, theme: theme.scaled(by: 1 / scale))
    self = page.scaled(by: scale)
  }

  /// Lays a drawing out on a page of fixed width, as high as the drawing needs.
  ///
  /// - Throws: what the drawing throws, and a `DrawingError` if it is wider than the page.
  public init(_ drawing: some Drawing, width: Double, margin: Double = 2, theme: Theme) throws {
    try self.init(
      drawing, proposal: ProposedSize(width: width - 2 * margin), pageWidth: width,
      pageHeight: nil, margin: margin, theme: theme)
  }

  /// Lays a drawing out in the middle of a page of fixed size: the frame of an animation.
  public init(_ drawing: some Drawing, size: Size, margin: Double, theme: Theme) throws {
    let proposal = ProposedSize(
      width: size.width - 2 * margin, height: size.height - 2 * margin)
    try self.init(
      drawing, proposal: proposal, pageWidth: size.width, pageHeight: size.height, margin: margin,
      theme: theme)
  }

  private init(
    _ drawing: some Drawing, proposal: ProposedSize, pageWidth: Double, pageHeight: Double?,
    margin: Double, theme: Theme
  ) throws {
    let laidOut = try drawing.layOut(proposal, in: DrawingEnvironment(theme: theme))
    let height = pageHeight ?? (laidOut.size.height + 2 * margin)
    let (spareX, spareY) = (
      pageWidth - 2 * margin - laidOut.size.width, height - 2 * margin - laidOut.size.height
    )
    guard spareX > -0.5, spareY > -0.5 else {
      throw DrawingError(
        "the drawing needs \(laidOut.size.width.tenths) × \(laidOut.size.height.tenths) pt but the"
          + " page has \((pageWidth - 2 * margin).tenths) × \((height - 2 * margin).tenths) pt;"
          + " make a part of it smaller")
    }
    var canvas = Canvas()
    try laidOut.draw(at: Point(margin + spareX / 2, margin + spareY / 2), on: &canvas)
    self.init(
      size: Size(pageWidth, height), background: try theme.color(.ground),
      commands: try canvas.finished())
  }
}

extension Double {
  fileprivate var tenths: String { "\((self * 10).rounded() / 10)" }
}
