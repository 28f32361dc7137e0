import Diagrams
import Drawing
import Geometry
import Learning
import Testing

/// Everything a picture draws below a part's name, in order.
private func commands(_ picture: Picture, in part: String) -> [Picture.Command] {
  var found: [Picture.Command] = []
  var open: [Bool] = []
  for command in picture.commands {
    switch command {
    case .pushPart(let name): open.append(name == part)
    case .pushClip, .pushOpacity: open.append(false)
    case .pop: open.removeLast()
    default: if open.contains(true) { found.append(command) }
    }
  }
  return found
}

private func partNames(_ picture: Picture) -> [String] {
  picture.commands.compactMap { if case .pushPart(let name) = $0 { name } else { nil } }
}

private func texts(_ picture: Picture) -> [String] {
  picture.commands.compactMap { if case .glyphs(let run, _, _) = $0 { run.text } else { nil } }
}

/// The smallest rectangle around all that is filled or stroked, line widths included.
private func inkBounds(_ picture: Picture) -> Rect? {
  var bounds: Rect?
  for command in picture.commands {
    let rect: Rect? =
      switch command {
      case .fill(let path, _): path.bounds
      case .stroke(let path, _, let style): path.bounds?.inset(by: -style.width / 2)
      case .stamp(let stamp, let points):
        Rect.bounding(points).map { points in
          let reach = stamp.path.bounds.map { max($0.maxX, $0.maxY) } ?? 0
          return points.inset(by: -reach - stamp.strokeStyle.width / 2)
        }
      default: nil
      }
    guard let rect else { continue }
    bounds = bounds?.union(rect) ?? rect
  }
  return bounds
}

private func network(_ widths: [Int]) throws -> ReLUNetwork {
  try ReLUNetwork(
    weights: zip(widths, widths.dropFirst()).map { inputs, outputs in
      (0..<outputs).map { row in (0..<inputs).map { Double(row + $0) - 1 } }
    },
    biases: widths.dropFirst().map { [Double](repeating: 0.5, count: $0) })
}

private func page(_ drawing: some Drawing, theme: Theme = .book) throws -> Picture {
  let size = try drawing.layOut(.ideal, in: DrawingEnvironment(theme: theme)).size
  return try Picture(drawing, width: size.width, margin: 0, theme: theme)
}

@Suite struct DiagramsTests {
  @Test func aNetworkHasACircleForEachUnitAndAnArrowForEachWeight() throws {
    // Figure 4.2a.
    let diagram = try NetworkDiagram(network([2, 3, 1]), network([1, 2, 1]))
    let names = partNames(try page(diagram))
    #expect(
      Set(names.filter { !$0.contains("→") })
        == ["x1", "x2", "h1", "h2", "h3", "y", "h'1", "h'2", "y'"])
    #expect(names.filter { $0.contains("→") }.count == 6 + 3 + 2 + 2)
    #expect(names.contains("x2→h3") && names.contains("h'2→y'"))
  }

  @Test func arrowHeadsTouchTheCircles() throws {
    let picture = try page(NetworkDiagram(network([1, 2])))
    func circle(_ name: String) -> Rect? {
      for case .stroke(let path, _, _) in commands(picture, in: name) { return path.bounds }
      return nil
    }
    for (unit, edge) in [("y1", "x→y1"), ("y2", "x→y2")] {
      let target = try #require(circle(unit))
      guard case .fill(let head, _) = try #require(commands(picture, in: edge).last) else {
        Issue.record("an arrow ends with its head")
        continue
      }
      guard case .move(let tip) = try #require(head.elements.first) else { continue }
      // The tip meets the outside of the outline.
      #expect(abs(tip.distance(to: target.center) - target.width / 2 - 0.85 / 2) < 1e-9)
    }
  }

  @Test func aNetworkHasTheBooksProportions() throws {
    let environment = DrawingEnvironment(theme: .book)
    let diagram = try NetworkDiagram(network([2, 3, 1]))
    let size = try diagram.layOut(.ideal, in: environment).size
    #expect(abs(size.width - (2 * 86.6 + 22.2 + 0.85)) < 1e-9)
    #expect(abs(size.height - (2 * 28.1 + 22.2 + 0.85)) < 1e-9)
    // Less width moves the layers together; the circles keep their size.
    let narrow = try diagram.layOut(ProposedSize(width: 130), in: environment).size
    #expect(abs(narrow.width - 130) < 1e-9 && narrow.height == size.height)
  }

  @Test(arguments: [Theme.book, .lecture]) func diagramsStayInsideTheirBounds(theme: Theme) throws {
    let grid = IceGrid.withHoles()
    let solution = try grid.process().valueIteration()
    let layers = [
      TensorLayer(positions: 11, channels: 1, caption: "Input", highlighted: [3, 4, 5]),
      TensorLayer(positions: 5, channels: 3, caption: "A long caption", highlighted: [2]),
    ]
    let pictures = [
      try page(NetworkDiagram(network([2, 4, 3, 1])).offsets(), theme: theme),
      try page(NetworkDiagram(network([3, 5, 1])).edgeStyle(.weights), theme: theme),
      try page(TensorDiagram(layers), theme: theme),
      try page(
        GridWorld(grid).heat(solution.values).policy(solution.policy).penguin(at: 0)
          .walk([0, 1, 0, 1, 2, 3, 7, 11, 15]).cellNumbers(), theme: theme),
    ]
    for picture in pictures {
      let bounds = try #require(inkBounds(picture))
      #expect(Rect(.zero, picture.size).contains(bounds, tolerance: 0.5))
    }
  }

  @Test func weightsDecideWidthsAndColours() throws {
    let model = try ReLUNetwork(weights: [[[2, -1, 0]]], biases: [[0]])
    let picture = try page(NetworkDiagram(model).edgeStyle(.weights))
    func shaft(_ name: String) -> (Color, Double)? {
      for case .stroke(_, let color, let style) in commands(picture, in: name) {
        return (color, style.width)
      }
      return nil
    }
    let (strong, weak) = (try #require(shaft("x1→y")), try #require(shaft("x2→y")))
    #expect(strong.1 > weak.1)
    let (orange, steel) = (try Theme.book.color(.orange), try Theme.book.color(.steel))
    #expect(strong.0 == orange && weak.0 == steel)
    #expect(shaft("x3→y") == nil)
  }

  @Test func networksThatDontFitAreExplained() throws {
    let wrong = try NetworkDiagram(network([2, 3]), network([1, 2]))
    #expect(throws: DrawingError("A network with 1 inputs can't follow one with 3 outputs.")) {
      try page(wrong)
    }
    let unnamed = try NetworkDiagram(network([2, 3]), symbols: ["x"])
    #expect(throws: DrawingError.self) { try page(unnamed) }
    #expect(throws: DrawingError("A network diagram needs a network.")) {
      try page(NetworkDiagram())
    }
  }

  @Test func tensorsHaveACircleForEachChannelOfEachPosition() throws {
    let layers = [
      TensorLayer(positions: 11, channels: 1, highlighted: [3, 4, 5]),
      TensorLayer(positions: 11, channels: 3, highlighted: [4], operation: "Stride=1", name: "H1"),
    ]
    let picture = try page(TensorDiagram(layers))
    let counts = picture.commands.compactMap { command -> Int? in
      if case .stamp(_, let points) = command { points.count } else { nil }
    }
    #expect(counts == [11, 33])
    #expect(partNames(picture).filter { ["layer 0", "H1"].contains($0) }.count == 2)
    // The funnel's corners are the edges of the highlighted rows.
    guard case .fill(let funnel, _) = try #require(picture.commands.first) else {
      Issue.record("the funnel comes first")
      return
    }
    let corners = funnel.points
    #expect(corners.count == 4)
    let pitch = corners[2].y - corners[1].y
    #expect(abs(corners[3].y - corners[0].y - 3 * pitch) < 1e-9)
    #expect(abs(corners[1].y - corners[0].y - pitch) < 1e-9)
  }

  @Test func funnelsGiveWay() throws {
    let layers = (0..<4).map { TensorLayer(positions: 5, channels: $0 + 1) }
    let environment = DrawingEnvironment(theme: .book)
    let diagram = TensorDiagram(layers)
    let ideal = try diagram.layOut(.ideal, in: environment).size.width
    let narrow = try diagram.layOut(ProposedSize(width: ideal - 40), in: environment).size.width
    #expect(abs(narrow - (ideal - 40)) < 1e-9)
  }

  @Test func aGridShowsWhatWasLearned() throws {
    let grid = IceGrid.withHoles()
    let solution = try grid.process().valueIteration()
    let picture = try page(GridWorld(grid).values(solution.values).policy(solution.policy))
    #expect(partNames(picture).filter { $0.hasPrefix("cell ") }.count == 16)
    let written = texts(picture).joined(separator: " ")
    for value in ["−0.24", "−3.05", "0.93", "3.00", "−2"] { #expect(written.contains(value)) }
    // Cell 4 points down: the triangle's tip is below its base.
    let strokes = commands(picture, in: "cell 4").compactMap { command -> Path? in
      if case .stroke(let path, _, _) = command, path.points.count == 3 { path } else { nil }
    }
    let triangle = try #require(strokes.first?.points)
    #expect(triangle[0].y > triangle[1].y && abs(triangle[1].y - triangle[2].y) < 1e-9)
    // Holes and fish show none.
    for cell in ["cell 10", "cell 16"] {
      #expect(
        !commands(picture, in: cell).contains { command in
          if case .stroke(let path, _, let style) = command {
            path.points.count == 3 && style.join == .miter && style.cap == .butt
          } else {
            false
          }
        })
    }
  }

  @Test func aGridFillsItsRoomInProportion() throws {
    let environment = DrawingEnvironment(theme: .book)
    let grid = try IceGrid(rows: 2, columns: 4, fish: [7])
    let ideal = try GridWorld(grid).layOut(.ideal, in: environment).size
    #expect(abs(ideal.width - (4 * 29.5 + 0.85)) < 1e-9)
    let wide = try GridWorld(grid).layOut(ProposedSize(width: 400, height: 100), in: environment)
    #expect(abs(wide.size.height - 100) < 1e-9 && wide.size.width < 201)
  }

  @Test func thePenguinMovesBetweenCells() throws {
    let grid = IceGrid.withHoles()
    func place(_ world: GridWorld) throws -> Point {
      let picture = try page(world)
      let points = commands(picture, in: "penguin").flatMap { command -> [Point] in
        if case .fill(let path, _) = command { path.points } else { [] }
      }
      return try #require(Rect.bounding(points)).center
    }
    let start = try place(GridWorld(grid).penguin(at: 0))
    let half = try place(GridWorld(grid).penguin(on: [0, 1], progress: 0.5))
    let end = try place(GridWorld(grid).penguin(at: 1))
    #expect(abs(half.x - (start.x + end.x) / 2) < 1e-9 && abs(end.x - start.x - 29.5) < 1e-9)
    #expect(abs(half.y - start.y) < 1e-9)
  }

  @Test func aWalkThatReturnsIsDrawnBesideItself() throws {
    let grid = IceGrid.withHoles()
    let cells = [0, 1, 0, 1, 0, 1]
    let picture = try page(GridWorld(grid).walk(cells))
    let path = try #require(
      picture.commands.compactMap { command -> Path? in
        if case .stroke(let path, let color, _) = command,
          color == (try? Theme.book.color(.orange))
        {
          path
        } else {
          nil
        }
      }.first)
    #expect(Set(path.points).count == path.points.count)
    // None of it is drawn at the start.
    let before = try page(GridWorld(grid).walk(cells, progress: 0))
    #expect(before.commands.count < picture.commands.count)
  }
}
