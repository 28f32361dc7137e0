/// What the closure of a `Program` declares: inputs, states, and what becomes of them in a step.
public final class Trace {
  /// A quantity to keep while running.
  struct Root {
    let name: String
    let node: Int
  }

  /// What one routine of the program does in a step.
  struct Goals {
    var name: String
    var updates: [(state: Int, value: Int)] = []
    var outputs: [Root] = []
    var records: [Root] = []
    var checks: [Root] = []
  }

  let graph = Graph()
  private(set) var inputs: [String: Int] = [:]
  private(set) var states: [(name: String, node: Int, initial: Tensor)] = []
  private(set) var routines: [Goals] = [Goals(name: "main")]
  private var current = 0

  /// A tensor that is set before running.
  public func input(_ name: String, _ shape: Shape) -> Value {
    let node = graph.leaf(Leaf(kind: .input, label: name), shape)
    inputs[name] = node
    return value(node)
  }

  /// A tensor that lives from step to step.
  public func state(_ name: String, _ initial: Tensor) -> Value {
    let node = graph.leaf(Leaf(kind: .state, label: name), initial.shape)
    states.append((name, node, initial))
    return value(node)
  }

  public func constant(_ tensor: Tensor) -> Value { value(graph.constant(tensor)) }
  public func constant(_ number: Float) -> Value { value(graph.scalar(number)) }

  /// The state's value in the next step.
  public func update(_ state: Value, to value: Value) {
    guard state.shape == value.shape else {
      _ = state.failing(
        ShapeError("update", [state.shape, value.shape], "a state keeps its shape"))
      return
    }
    routines[current].updates.append((state.id, value.id))
  }

  /// A value that can be read after a step. (A state that the step updates reads as updated.)
  public func output(_ name: String, _ value: Value) {
    routines[current].outputs.append(Root(name: name, node: value.id))
  }

  /// A value to keep every k-th step while running. A state is kept as it was before the step.
  public func record(_ name: String, _ value: Value) {
    routines[current].records.append(Root(name: name, node: value.id))
  }

  /// Stops the run when `value` is not finite.
  public func check(_ name: String, _ value: Value) {
    routines[current].checks.append(Root(name: name, node: value.id))
  }

  /// Names the operations that `body` records, for dumps and messages: "layer 2".
  public func scope<Result>(_ name: String, _ body: () throws -> Result) rethrows -> Result {
    let outer = graph.scope
    graph.scope = outer.isEmpty ? name : outer + "/" + name
    defer { graph.scope = outer }
    return try body()
  }

  /// A part of the program that runs by itself, on the same states: `run(…, routine: name)`.
  public func routine(_ name: String, _ body: () throws -> Void) rethrows {
    let outer = current
    defer { current = outer }
    if let known = routines.firstIndex(where: { $0.name == name }) {
      current = known
    } else {
      routines.append(Goals(name: name))
      current = routines.count - 1
    }
    try body()
  }

  private func value(_ node: Int) -> Value { Value(graph: graph, id: node) }
}
