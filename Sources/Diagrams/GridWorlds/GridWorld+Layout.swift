import Drawing
import Geometry
import Learning

extension GridWorld {
  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let (columns, rows) = (Double(grid.columns), Double(grid.rows))
    let line = 0.85 * environment.theme.lineScale
    // The largest square cells that fit; the book's size if nothing is said.
    let byWidth = proposal.width.map { ($0 - line) / columns }
    let byHeight = proposal.height.map { ($0 - line) / rows }
    let cell = max(min(byWidth ?? .infinity, byHeight ?? .infinity, byWidth ?? byHeight ?? 29.5), 1)
    let painter = try GridWorldPainter(self, cell: cell, environment)
    return LaidOut(size: Size(columns * cell + line, rows * cell + line)) { origin, canvas in
      try painter.draw(at: origin + Point(line / 2, line / 2), on: &canvas)
    }
  }
}

/// Draws a grid world with cells of a known size.
struct GridWorldPainter {
  let world: GridWorld
  /// The side of a cell in points.
  let cell: Double
  let theme: Theme
  let environment: DrawingEnvironment

  init(_ world: GridWorld, cell: Double, _ environment: DrawingEnvironment) throws {
    self.world = world
    self.cell = cell
    theme = environment.theme
    // All type grows with the cells.
    var environment = environment
    environment.font = .system(size: cell * 0.25)
    self.environment = environment
  }

  func draw(at origin: Point, on canvas: inout Canvas) throws {
    let grid = world.grid
    for index in 0..<grid.cellCount {
      try canvas.part("cell \(index + 1)") { canvas in
        try ground(of: index, origin, &canvas)
        let center = self.center(of: index, origin)
        if let artwork = artwork(in: index) {
          // Labels need the corner and the bottom.
          let isLabelled = world.values?.isVisible == true
          let shift = Point(isLabelled ? -0.06 : -0.02, isLabelled ? -0.08 : 0.03)
          artwork.draw(
            at: center + shift * cell, size: (isLabelled ? 0.66 : 0.8) * cell, on: &canvas)
        } else {
          try actions(in: index, at: center, &canvas)
        }
      }
    }
    try lines(origin, &canvas)
    for walk in world.walks { try draw(walk, origin, &canvas) }
    for index in 0..<grid.cellCount { try labels(of: index, origin, &canvas) }
    if let penguin = world.penguin {
      let place = origin + Point((penguin.x + 0.5) * cell, (penguin.y + 0.47) * cell)
      canvas.part("penguin") { Artwork.penguin.draw(at: place, size: 0.74 * cell, on: &$0) }
    }
  }

  private func artwork(in index: Int) -> Artwork? {
    if world.grid.holes.contains(index) { return .hole }
    return world.grid.fish.contains(index) ? .fish : nil
  }

  private func rect(of index: Int, _ origin: Point) -> Rect {
    let (row, column) = world.grid.position(of: index)
    return Rect(
      x: origin.x + Double(column) * cell, y: origin.y + Double(row) * cell, width: cell,
      height: cell)
  }

  private func center(of index: Int, _ origin: Point) -> Point { rect(of: index, origin).center }

  /// Ice, its scratches, and the colour of the cell's value.
  private func ground(of index: Int, _ origin: Point, _ canvas: inout Canvas) throws {
    let rect = rect(of: index, origin)
    let ice = try theme.color(.ice)
    canvas.fill(Path(rect: rect), ice)
    let texture = IceTexture.scratches(cell: index)
    let map = AffineTransform.scale(cell, cell).then(.translation(rect.origin))
    let lightness = (ice.red + ice.green + ice.blue) / 3
    canvas.fill(texture.light.applying(map), Color(white: 1, opacity: 0.65 * lightness))
    canvas.fill(texture.dark.applying(map), ice.interpolated(to: .black, 0.3).opacity(0.45))
    if let heat = try heat(of: index) { canvas.fill(Path(rect: rect), heat) }
  }

  /// The colour of a cell's value, which lies over the ice.
  private func heat(of index: Int) throws -> Color? {
    guard let values = world.values, let limit = values.heatLimit else { return nil }
    let share = min(max(values.numbers[index] / limit, -1), 1)
    return try theme.color(share < 0 ? .orange : .midTeal).opacity(0.85 * abs(share))
  }

  /// A tone for words in a cell: the wanted one where it stands out, else the clearest.
  private func legible(_ tone: Tone, in index: Int) throws -> Tone {
    var ground = try theme.color(.ice)
    if let heat = try heat(of: index) {
      ground = ground.interpolated(to: heat.opacity(1 / max(heat.opacity, 1e-9)), heat.opacity)
    }
    func contrast(_ tone: Tone) throws -> Double { try theme.color(tone).contrast(to: ground) }
    if try contrast(tone) >= 4 { return tone }
    return try contrast(.ink) >= contrast(.ground) ? .ink : .ground
  }

  private func lines(_ origin: Point, _ canvas: inout Canvas) throws {
    let grid = world.grid
    let (width, height) = (Double(grid.columns) * cell, Double(grid.rows) * cell)
    let color = try theme.color(.ink)
    let style = StrokeStyle(width: 0.85 * theme.lineScale, cap: .square)
    let inner = Path { path in
      for column in 1..<max(grid.columns, 1) {
        path.move(to: origin + Point(Double(column) * cell, 0))
        path.line(to: origin + Point(Double(column) * cell, height))
      }
      for row in 1..<max(grid.rows, 1) {
        path.move(to: origin + Point(0, Double(row) * cell))
        path.line(to: origin + Point(width, Double(row) * cell))
      }
    }
    canvas.stroke(inner, color, style)
    canvas.stroke(
      Path(rect: Rect(origin, Size(width, height))), color, StrokeStyle(width: style.width))
  }

  private func actions(in index: Int, at center: Point, _ canvas: inout Canvas) throws {
    guard let policy = world.policy else { return }
    let color = try theme.color(legible(.slate, in: index))
    let style = StrokeStyle(width: 0.027 * cell, join: .miter)
    // Numbers below the triangle push it up.
    let middle = center - Point(0, world.values?.isVisible == true ? 0.06 * cell : 0)
    let isMixed = (0..<policy.actionCount).allSatisfy { policy[index, $0] < 0.999 }
    for action in IceGrid.Action.allCases {
      let probability = policy[index, action.rawValue]
      guard probability > 0.005 else { continue }
      let direction = action.direction
      let size = isMixed ? 0.24 * probability.squareRoot() * cell : 0.165 * cell
      // Tips stay inside the cell.
      let reach = min(0.28 * cell, 0.46 * cell - size)
      let place = isMixed ? center + direction * reach : middle
      let path = Self.triangle(at: place, pointing: direction, size: size)
      if isMixed {
        canvas.fill(path, color.opacity(0.25))
      }
      canvas.stroke(path, color, style)
    }
  }

  /// An equilateral triangle whose corners are `size` from its middle.
  static func triangle(at center: Point, pointing direction: Point, size: Double) -> Path {
    let across = Point(-direction.y, direction.x)
    let base = center - direction * (size * 0.5)
    return Path(
      polyline: [
        center + direction * size, base + across * (size * 0.866), base - across * (size * 0.866),
      ], closed: true)
  }

  private func labels(of index: Int, _ origin: Point, _ canvas: inout Canvas) throws {
    let rect = rect(of: index, origin)
    let grid = world.grid
    if let values = world.values, values.isVisible {
      let text = try label(
        Self.twoDecimals(values.numbers[index]), try legible(.slate, in: index), scale: 1)
      try text.draw(
        at: Point(rect.midX - text.size.width / 2, rect.maxY - 0.3 * cell), on: &canvas)
    }
    if let table = world.actionValues, artwork(in: index) == nil {
      let best = table.bestAction(in: index)
      for action in IceGrid.Action.allCases {
        let text = try label(
          Self.twoDecimals(table[index, action.rawValue]),
          try legible(action.rawValue == best ? .brown : .slate, in: index), scale: 0.6)
        let half = Point(text.size.width / 2, text.size.height / 2)
        let room = Point(0.5 * cell - half.x - 0.035 * cell, 0.5 * cell - half.y - 0.05 * cell)
        let middle = rect.center + Point(action.direction.x * room.x, action.direction.y * room.y)
        try text.draw(at: middle - half, on: &canvas)
      }
    }
    if world.showsNumbers {
      let text = try label("\(index + 1)", try legible(.slate, in: index), scale: 0.9)
      try text.draw(at: rect.origin + Point(0.06 * cell, 0.03 * cell), on: &canvas)
    }
    let reward = grid.reward(of: index)
    if world.showsRewards, reward != 0 {
      let text = try label(Self.short(reward), try legible(.brown, in: index), scale: 1.15)
      try text.draw(
        at: Point(rect.maxX - text.size.width - 0.05 * cell, rect.minY + 0.01 * cell), on: &canvas)
    }
  }

  private func label(_ string: String, _ tone: Tone, scale: Double) throws -> LaidOut {
    var environment = environment
    environment.font = environment.font.scaled(by: scale)
    environment.foreground = tone
    return try Text(string).layOut(.ideal, in: environment)
  }

  /// Two decimals and a proper minus sign; what rounds to zero has none.
  static func twoDecimals(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    let hundredths = Int((abs(value) * 100).rounded())
    let digits = hundredths % 100
    let sign = value < 0 && hundredths > 0 ? "−" : ""
    return "\(sign)\(hundredths / 100).\(digits < 10 ? "0" : "")\(digits)"
  }

  /// A whole number without decimals, any other with up to two.
  private static func short(_ value: Double) -> String {
    value == value.rounded() ? twoDecimals(value).replacing(".00", with: "") : twoDecimals(value)
  }

  private func draw(_ walk: GridWorld.Walk, _ origin: Point, _ canvas: inout Canvas) throws {
    let points = GridWalk.points(walk.cells, in: world.grid).map { origin + $0 * cell }
    let path = Trajectory(points).prefix(walk.progress).points
    guard path.count > 1, let tip = path.last else { return }
    let color = try theme.color(walk.tone)
    let style = StrokeStyle(width: 0.055 * cell, cap: .round, join: .round)
    // A rim of light keeps the line apart from what it crosses, itself included.
    let rim = StrokeStyle(width: 0.085 * cell, cap: .round, join: .round)
    let head = 0.22 * cell
    let last = path[path.count - 2]
    let shaftEnd = tip.interpolated(to: last, min(head / max(tip.distance(to: last), 1e-9), 1))
    canvas.stroke(
      Path(polyline: path.dropLast() + [shaftEnd]), try theme.color(.paper).opacity(0.6), rim)
    canvas.arrow(path, color: color, style: style, headLength: head, headWidth: 0.17 * cell)
  }
}

extension IceGrid.Action {
  /// The way on the page, where `y` runs downwards.
  var direction: Point {
    switch self {
    case .up: Point(0, -1)
    case .right: Point(1, 0)
    case .down: Point(0, 1)
    case .left: Point(-1, 0)
    }
  }
}
