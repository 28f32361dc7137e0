import Drawing
import Geometry
import Learning

/// A penguin's world of ice seen from above: cells with holes and fish, what a policy does in each,
/// what each is worth, and the ways that the penguin took (UDL, figures 19.1 to 19.12).
///
/// Values, policies and rewards come from the same `IceGrid` and the same tables that the learning
/// code works with. Cells are the parts `cell 1`, `cell 2`, …, numbered as in the book.
///
/// The ideal size is the book's, 29.5 pt a cell; offered room, it fills it and stays in proportion.
public struct GridWorld: Drawing {
  /// A way from cell to cell.
  struct Walk: Sendable {
    var cells: [Int]
    var progress: Double
    var tone: Tone
  }

  /// What is written at the bottom of each cell.
  struct Values: Sendable {
    var numbers: [Double]
    var isVisible: Bool
    /// The value that is coloured most strongly, if cells are coloured by value.
    var heatLimit: Double?
  }

  let grid: IceGrid
  var values: Values?
  var policy: Policy?
  var actionValues: ActionValues?
  var highlightedActions: Set<Int> = []
  var walks: [Walk] = []
  /// Column and row, where whole numbers are the middle of cells.
  var penguin: Point?
  var showsNumbers = false
  var showsRewards = true

  public init(_ grid: IceGrid) { self.grid = grid }

  /// Writes the value of each cell at its bottom.
  public func values(_ values: [Double]) -> GridWorld {
    precondition(values.count == grid.cellCount, "a value for each of \(grid.cellCount) cells")
    return with {
      $0.values = Values(numbers: values, isVisible: true, heatLimit: $0.values?.heatLimit)
    }
  }

  /// Colours cells by value, orange below zero and teal above; `limit` gets the full colour.
  ///
  /// Without a limit it is the largest value on the grid. With `writesNumbers` the values are
  /// written as well.
  public func heat(
    _ values: [Double], limit: Double? = nil, writesNumbers: Bool = true
  ) -> GridWorld {
    precondition(values.count == grid.cellCount, "a value for each of \(grid.cellCount) cells")
    let largest = values.reduce(0) { max($0, abs($1)) }
    return with {
      $0.values = Values(
        numbers: values, isVisible: writesNumbers, heatLimit: max(limit ?? largest, 1e-12))
    }
  }

  /// Shows what the agent does in each cell as a triangle that points that way.
  ///
  /// Where it may do several things there are several, as large as their probabilities. Cells with
  /// holes or fish show none.
  public func policy(_ policy: Policy) -> GridWorld {
    precondition(policy.stateCount == grid.cellCount, "a policy for \(grid.cellCount) cells")
    return with { $0.policy = policy }
  }

  /// Writes the value of every action on the side of the cell that it leads to, the best in brown.
  public func actionValues(_ values: ActionValues) -> GridWorld {
    precondition(values.stateCount == grid.cellCount, "values for \(grid.cellCount) cells")
    return with { $0.actionValues = values }
  }

  /// Adds a line from cell to cell with an arrow head; parts that overlap are drawn side by side.
  ///
  /// - Parameter progress: how much of the way is drawn, from 0 to 1; every step takes as long.
  public func walk(_ cells: [Int], progress: Double = 1, _ tone: Tone = .orange) -> GridWorld {
    precondition(
      cells.allSatisfy { (0..<grid.cellCount).contains($0) }, "a cell outside the grid")
    return with { $0.walks.append(Walk(cells: cells, progress: progress, tone: tone)) }
  }

  /// Puts the penguin in a cell.
  public func penguin(at cell: Int) -> GridWorld { penguin(on: [cell], progress: 0) }

  /// Puts the penguin where it is after a part of a walk, between two cells if need be.
  public func penguin(on cells: [Int], progress: Double) -> GridWorld {
    let places = cells.map { cell in
      let (row, column) = grid.position(of: cell)
      return Point(Double(column), Double(row))
    }
    return with { $0.penguin = Trajectory(places).point(at: progress) }
  }

  /// Numbers the cells from 1, as the book does.
  public func cellNumbers(_ shown: Bool = true) -> GridWorld { with { $0.showsNumbers = shown } }

  /// Writes what holes and fish pay, brown in the upper right corner; on by default.
  public func rewards(_ shown: Bool) -> GridWorld { with { $0.showsRewards = shown } }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set { .all }

  private func with(_ change: (inout GridWorld) -> Void) -> GridWorld {
    var world = self
    change(&world)
    return world
  }
}
