/// A game of bricks on a small grid, in the place of Atari's: 16 wide and 20 high, four rows of
/// eight bricks two cells wide, a paddle of three cells, a ball that moves one cell along each
/// diagonal in a tick, three lives (UDL figure 19.13).
public struct MiniBreakout: Hashable, Sendable {
  public enum Action: Int, CaseIterable, Sendable { case stay, left, right }

  public static let width = 16
  public static let height = 20
  private static let firstBrickRow = 3

  /// Whether each brick still stands, row by row.
  public private(set) var bricks = [Bool](repeating: true, count: 32)
  /// The paddle's leftmost cell.
  public private(set) var paddle = 7
  /// The ball's column and row.
  public private(set) var ball = (column: 8, row: 10)
  /// Where it goes: -1 or 1 along each axis.
  public private(set) var velocity = (column: 1, row: 1)
  public private(set) var lives = 3
  public private(set) var score = 0
  /// Ticks since the start.
  public private(set) var tick = 0
  private let key: Key

  /// A new game; the key draws where balls start.
  public init(key: Key) {
    self.key = key
    launch()
  }

  public var isOver: Bool { lives == 0 }

  /// Plays a tick. Returns the reward: the number of bricks hit.
  public mutating func play(_ action: Action) -> Int {
    guard !isOver else { return 0 }
    tick += 1
    switch action {
    case .stay: break
    case .left: paddle = max(0, paddle - 1)
    case .right: paddle = min(Self.width - 3, paddle + 1)
    }
    if !(0..<Self.width).contains(ball.column + velocity.column) { velocity.column *= -1 }
    if ball.row + velocity.row < 0 { velocity.row = 1 }
    var reward = 0
    let next = (column: ball.column + velocity.column, row: ball.row + velocity.row)
    if let brick = brick(next.column, next.row), bricks[brick] {
      bricks[brick] = false
      reward = 1
      // The ball stays before the brick and turns back.
      velocity.row *= -1
      if !bricks.contains(true) { bricks = bricks.map { _ in true } }
    } else if next.row == Self.height - 1 {
      if (paddle..<(paddle + 3)).contains(next.column) {
        velocity.row = -1
        ball.column = next.column
      } else {
        lives -= 1
        if !isOver { launch() }
      }
    } else {
      ball = next
    }
    score += reward
    return reward
  }

  private mutating func launch() {
    let own = key.fold("ball").fold(tick)
    ball = (own.integer("column", 2..<(Self.width - 2)), 9)
    velocity = (own.chance("right", 0.5) ? 1 : -1, 1)
  }

  private func brick(_ column: Int, _ row: Int) -> Int? {
    let line = row - Self.firstBrickRow
    return (0..<4).contains(line) ? line * 8 + column / 2 : nil
  }

  /// What is seen: gray from 0 to 1, `[20, 16]`.
  public var frame: Tensor {
    var cells = [Float](repeating: 0, count: Self.width * Self.height)
    for row in 0..<Self.height {
      for column in 0..<Self.width {
        if let brick = brick(column, row), bricks[brick] {
          // Rows of bricks have shades of their own, and bricks a border between them.
          cells[row * Self.width + column] = 0.45 + 0.1 * Float(row - Self.firstBrickRow)
        }
      }
    }
    for cell in paddle..<(paddle + 3) { cells[(Self.height - 1) * Self.width + cell] = 0.8 }
    cells[ball.row * Self.width + ball.column] = 1
    return Tensor(cells, shape: [Self.height, Self.width])
  }

  public static func == (a: MiniBreakout, b: MiniBreakout) -> Bool {
    a.frame == b.frame && a.velocity == b.velocity && a.lives == b.lives && a.score == b.score
      && a.tick == b.tick && a.key == b.key
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(tick)
    hasher.combine(score)
    hasher.combine(key)
  }
}

/// The smaller game for quick runs: a ball falls on a grid of 10 × 10, and a paddle of three cells
/// catches it, reward 1, or doesn't, reward -1.
public struct CatchGame: Hashable, Sendable {
  public static let size = 10

  public private(set) var paddle = 3
  public private(set) var column: Int
  public private(set) var row = 0

  /// A new game; the key draws where the ball falls and where the paddle starts.
  public init(key: Key) {
    column = key.integer("column", 0..<Self.size)
    paddle = key.integer("paddle", 0..<(Self.size - 2))
  }

  public var isOver: Bool { row == Self.size - 1 }

  /// Plays a tick. Returns the reward.
  public mutating func play(_ action: MiniBreakout.Action) -> Int {
    guard !isOver else { return 0 }
    switch action {
    case .stay: break
    case .left: paddle = max(0, paddle - 1)
    case .right: paddle = min(Self.size - 3, paddle + 1)
    }
    row += 1
    guard isOver else { return 0 }
    return (paddle..<(paddle + 3)).contains(column) ? 1 : -1
  }

  /// What is seen: gray from 0 to 1, `[10, 10]`.
  public var frame: Tensor {
    var cells = [Float](repeating: 0, count: Self.size * Self.size)
    for cell in paddle..<(paddle + 3) { cells[(Self.size - 1) * Self.size + cell] = 0.6 }
    cells[row * Self.size + column] = 1
    return Tensor(cells, shape: [Self.size, Self.size])
  }
}
