/// The slippery grid of UDL's chapter 19: a penguin walks from cell to cell, falls into holes and
/// looks for fish.
///
/// States are cells, numbered from 0 row by row from the top left (the book counts from 1); actions
/// are those of `IceGrid.Action`. An episode ends in a cell with fish.
public struct IceGrid: Hashable, Codable, Sendable {
  public enum Action: Int, Hashable, Codable, Sendable, CaseIterable {
    case up, right, down, left

    var step: (row: Int, column: Int) {
      switch self {
      case .up: (-1, 0)
      case .right: (0, 1)
      case .down: (1, 0)
      case .left: (0, -1)
      }
    }
  }

  /// How the penguin slips.
  public enum Slip: Hashable, Codable, Sendable {
    /// It goes to a neighbouring cell: with probability 1/2 to the chosen one, 3/4 in a corner,
    /// else to one of the others. If the chosen cell does not exist, all neighbours are equally
    /// likely.
    case toNeighbors
    /// It goes in the chosen direction with probability 0.85 and in each of the others with 0.05,
    /// and stays where a wall is in its way.
    case anyDirection
    /// It does what it wants, and stays where a wall is in its way.
    case never
  }

  /// When the reward of a cell is received.
  public enum RewardTime: Hashable, Codable, Sendable {
    /// On leaving a hole; cells with fish have the fixed value of the reward.
    case onLeaving
    /// On arriving in the cell; cells with fish have the value 0.
    case onArrival
  }

  public let rows: Int
  public let columns: Int
  public let holes: [Int]
  public let fish: [Int]
  public let holeReward: Double
  public let fishReward: Double
  public let slip: Slip
  public let rewardTime: RewardTime

  public init(
    rows: Int = 4, columns: Int = 4, holes: [Int] = [], fish: [Int] = [],
    holeReward: Double = -2, fishReward: Double = 3, slip: Slip = .toNeighbors,
    rewardTime: RewardTime = .onLeaving
  ) throws {
    guard rows > 0, columns > 0, rows * columns > 1 else {
      throw MarkovError("An ice grid needs at least two cells; \(rows) x \(columns) has fewer.")
    }
    if let cell = (holes + fish).first(where: { !(0..<rows * columns).contains($0) }) {
      throw MarkovError("Cell \(cell) is not in a grid of \(rows) x \(columns) cells.")
    }
    if let cell = holes.first(where: fish.contains) {
      throw MarkovError("Cell \(cell) can't be a hole and hold fish.")
    }
    self.rows = rows
    self.columns = columns
    self.holes = holes
    self.fish = fish
    self.holeReward = holeReward
    self.fishReward = fishReward
    self.slip = slip
    self.rewardTime = rewardTime
  }

  private init(
    holes: [Int], fish: [Int], fishReward: Double, slip: Slip, rewardTime: RewardTime
  ) {
    (rows, columns) = (4, 4)
    (self.holes, self.fish) = (holes, fish)
    (holeReward, self.fishReward) = (-2, fishReward)
    (self.slip, self.rewardTime) = (slip, rewardTime)
  }

  /// The 4 × 4 grid of figures 19.10 to 19.12: three holes, and fish in the last cell.
  public static func withHoles(
    slip: Slip = .toNeighbors, rewardTime: RewardTime = .onLeaving
  ) -> IceGrid {
    IceGrid(holes: [9, 10, 14], fish: [15], fishReward: 3, slip: slip, rewardTime: rewardTime)
  }

  /// The 4 × 4 grid of figures 19.5 and 19.7: fish worth 1 in the last cell, received on arrival.
  public static func withFish(slip: Slip = .toNeighbors) -> IceGrid {
    IceGrid(holes: [], fish: [15], fishReward: 1, slip: slip, rewardTime: .onArrival)
  }

  public var cellCount: Int { rows * columns }

  public func cell(row: Int, column: Int) -> Int { row * columns + column }

  public func position(of cell: Int) -> (row: Int, column: Int) {
    (cell / columns, cell % columns)
  }

  /// The cell that `action` aims at, or `nil` if there is a wall.
  public func neighbor(of cell: Int, _ action: Action) -> Int? {
    let (row, column) = position(of: cell)
    let (nextRow, nextColumn) = (row + action.step.row, column + action.step.column)
    guard (0..<rows).contains(nextRow), (0..<columns).contains(nextColumn) else { return nil }
    return nextRow * columns + nextColumn
  }

  /// What a cell pays: on leaving or arrival, as the grid has it.
  public func reward(of cell: Int) -> Double {
    holes.contains(cell) ? holeReward : fish.contains(cell) ? fishReward : 0
  }

  /// The probability of each cell that may follow when `action` is taken in `cell`, in the order of
  /// the cells' numbers.
  public func outcomes(of action: Action, in cell: Int) -> [(cell: Int, probability: Double)] {
    var probabilities: [Int: Double] = [:]
    func add(_ cell: Int, _ probability: Double) {
      if probability > 0 { probabilities[cell, default: 0] += probability }
    }
    switch slip {
    case .toNeighbors:
      let neighbors = Action.allCases.compactMap { neighbor(of: cell, $0) }
      if let target = neighbor(of: cell, action) {
        let main = neighbors.count == 1 ? 1 : neighbors.count == 2 ? 0.75 : 0.5
        for other in neighbors {
          add(other, other == target ? main : (1 - main) / Double(neighbors.count - 1))
        }
      } else {
        for other in neighbors { add(other, 1 / Double(neighbors.count)) }
      }
    case .anyDirection:
      for direction in Action.allCases {
        add(neighbor(of: cell, direction) ?? cell, direction == action ? 0.85 : 0.05)
      }
    case .never:
      add(neighbor(of: cell, action) ?? cell, 1)
    }
    return probabilities.keys.sorted().map { ($0, probabilities[$0] ?? 0) }
  }

  /// The grid as a decision process.
  public func process(discount: Double = 0.9) throws -> MarkovDecisionProcess {
    let terminalValue = rewardTime == .onLeaving ? fishReward : 0
    return try MarkovDecisionProcess(
      stateCount: cellCount, actionCount: Action.allCases.count, discount: discount,
      terminalValues: Dictionary(fish.map { ($0, terminalValue) }, uniquingKeysWith: { a, _ in a })
    ) { cell, action in
      outcomes(of: Action.allCases[action], in: cell).map { next, probability in
        .init(
          to: next, probability: probability,
          reward: reward(of: rewardTime == .onLeaving ? cell : next))
      }
    }
  }

  /// The policy that takes `actions[cell]` in each cell.
  public func policy(_ actions: [Action]) -> Policy {
    precondition(actions.count == cellCount, "\(actions.count) actions for \(cellCount) cells")
    return Policy(actions: actions.map(\.rawValue), actionCount: Action.allCases.count)
  }
}
