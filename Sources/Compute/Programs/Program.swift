/// A computation recorded once, to be run many times: a training step, a model's evaluation.
///
///     let program = try Program { trace in
///       let w = trace.state("w", Tensor(5))
///       let loss = (w - 3).squared()
///       trace.update(w, to: w - 0.1 * loss.gradient(w))
///       trace.output("loss", loss)
///     }
///     let run = Execution(program)
///     try run.run(steps: 100)
///     run["w"]  // close to 3
///
/// The closure's operations are traced into a straight line of static shapes; what no output needs
/// is dropped, equal expressions are computed once, constants are folded, chains of elementwise
/// operations become one pass, bias and ReLU join the product before them, and all intermediate
/// results share one arena. A run then replays a flat array of instructions.
public struct Program: @unchecked Sendable {
  /// Memory with a name and a place in the arena.
  struct Slot: Sendable {
    let place: Int
    let shape: Shape
  }

  let routines: [Routine]
  let inputs: [String: Slot]
  let states: [(name: String, slot: Slot, initial: Tensor)]
  let constants: [(place: Int, tensor: Tensor)]
  /// The part of the arena that inputs and states take, at its start.
  let persistent: Int
  /// The numbers in the arena.
  let size: Int

  /// Traces `body`.
  ///
  /// - Throws: `ShapeError` where shapes don't fit, naming the operation, and what `body` throws.
  public init(_ body: (Trace) throws -> Void) throws {
    let trace = Trace()
    try body(trace)
    if let error = trace.graph.error { throw error }

    // Inputs and states first, then constants and what kernels keep, then the shared rest.
    let graph = trace.graph
    var places: [Int: Int] = [:]
    var next = 0
    func reserve(_ count: Int) -> Int {
      defer { next += Storage.rounded(count) }
      return next
    }
    var inputs: [String: Slot] = [:]
    for (name, node) in trace.inputs.sorted(by: { $0.value < $1.value }) {
      places[node] = reserve(graph.nodes[node].shape.count)
      inputs[name] = Slot(place: places[node] ?? 0, shape: graph.nodes[node].shape)
    }
    states = trace.states.map { name, node, initial in
      let place = reserve(initial.count)
      places[node] = place
      return (name, Slot(place: place, shape: initial.shape), initial)
    }
    persistent = next
    constants = graph.constants.sorted(by: { $0.key < $1.key }).map { node, tensor in
      let place = reserve(tensor.count)
      places[node] = place
      return (place, tensor)
    }
    var memories: [Int: Int] = [:]
    for (id, node) in graph.nodes.enumerated() where node.operation.memory > 0 {
      memories[id] = reserve(node.operation.memory)
    }
    self.inputs = inputs
    // Each routine has memory of its own, so that its outputs stay while others run.
    var routines: [Routine] = []
    for goals in trace.routines {
      let schedule = Schedule(graph: graph, goals: goals)
      let storage = Storage(schedule, fixed: places, base: next)
      routines.append(Routine(schedule, storage: storage, memory: { memories[$0] ?? 0 }))
      next = storage.size
    }
    self.routines = routines
    // A pass may read a few lanes beyond the last number.
    size = next + 64
  }

  /// The memory that a run takes.
  public var bytes: Int { 4 * size }

  /// The instructions with their shapes and the bytes that they write, for people who want to see
  /// what runs. `Execution.profile` adds what each takes, and the speed of products.
  public var dump: String {
    routines.filter { $0.name != "main" || !$0.instructions.isEmpty }
      .map { listing($0, nanoseconds: nil) }.joined(separator: "\n")
  }

  func listing(_ routine: Routine, nanoseconds: [Double]?) -> String {
    let total = nanoseconds?.reduce(0, +) ?? 0
    var lines = [
      "\(routine.name): \(routine.instructions.count) instructions, arena \(4 * size) bytes, "
        + "temporaries \(4 * routine.withoutReuse) bytes before reuse"
        + (nanoseconds == nil ? "" : ", \(Int(total.rounded())) ns")
    ]
    for (index, instruction) in routine.instructions.enumerated() {
      let scope = instruction.scope.isEmpty ? "" : "  (\(instruction.scope))"
      let bytes = 4 * instruction.writes.reduce(0) { $0 + $1.count }
      let time = nanoseconds.map {
        "  \(Int($0[index].rounded())) ns, \(Int((100 * $0[index] / max(total, 1)).rounded())) %"
          + speed(instruction, nanoseconds: $0[index])
      }
      lines.append("  \(index)  \(instruction.title)  \(bytes) bytes\(time ?? "")\(scope)")
    }
    return lines.joined(separator: "\n")
  }

  /// The multiplications and additions of a product in a nanosecond.
  private func speed(_ instruction: Routine.Instruction, nanoseconds: Double) -> String {
    guard instruction.title.hasPrefix("matmul"), nanoseconds > 0 else { return "" }
    let operations = 2 * Double(instruction.call.sizes[..<4].reduce(1, *))
    return ", \(Int((operations / nanoseconds).rounded())) GFLOP/s"
  }
}
