import CNumerics

/// The instructions of one routine, with places in the arena instead of addresses.
struct Routine {
  struct Instruction {
    var call: KernelCall
    /// What it computes, for messages and dumps.
    var title: String
    var scope: String
    /// The memory that it writes: places and counts.
    var writes: [(place: Int, count: Int)] = []
    /// The record that it keeps, if it is one.
    var record: Int?
  }

  let name: String
  private(set) var instructions: [Instruction] = []
  /// Where each output can be read after a step.
  let outputs: [String: View]
  let records: [(name: String, shape: Shape)]
  let checks: [String]
  /// The size of the arena that this routine needs.
  let size: Int
  let withoutReuse: Int
  private let places: [Int: Int]

  func place(of view: View) -> Int { (places[view.root] ?? 0) + view.offset }

  init(_ schedule: Schedule, storage: Storage, memory: (Int) -> Int) {
    let goals = schedule.goals
    name = goals.name
    size = storage.size
    withoutReuse = storage.withoutReuse
    var outputs: [String: View] = [:], places: [Int: Int] = [:]
    for output in goals.outputs {
      guard let view = schedule.views[output.node] else { continue }
      outputs[output.name] = view
      places[view.root] = storage.place(view.root)
    }
    self.outputs = outputs
    self.places = places
    records = goals.records.map { ($0.name, schedule.shape(of: $0.node)) }
    checks = goals.checks.map(\.name)
    let stored = Storage.storedNodes(schedule)
    for item in schedule.items {
      instructions += Routine.instructions(item, schedule, storage, stored, memory)
    }
  }

  private static func instructions(
    _ item: Schedule.Item, _ schedule: Schedule, _ storage: Storage, _ stored: Set<Int>,
    _ memory: (Int) -> Int
  ) -> [Instruction] {
    let graph = schedule.graph
    func scope(_ id: Int) -> String { id < graph.nodes.count ? graph.nodes[id].scope : "" }
    func writes(_ id: Int) -> (place: Int, count: Int) {
      (storage.place(id), schedule.shape(of: id).count)
    }
    func site(_ id: Int, _ inputs: [View]) -> KernelSite {
      var offsets = [0]
      for view in inputs { offsets.append(offsets[offsets.count - 1] + view.count) }
      return KernelSite(
        output: storage.place(id), memory: memory(id), inputs: inputs, place: storage.place,
        isPlaced: { storage.isPlaced(inputs[$0], in: id, at: offsets[$0]) })
    }
    switch item {
    case .lanes(let group):
      let names = group.map { graph.nodes[$0].operation.name }.joined(separator: " ")
      return [
        Instruction(
          call: LaneEncoder(schedule: schedule, storage: storage, stored: stored, group: group)
            .call(),
          title: "\(names) \(graph.nodes[group[0]].shape)", scope: scope(group[group.count - 1]),
          writes: group.filter(stored.contains).map(writes))
      ]
    case .kernel(let id):
      let node = graph.nodes[id]
      let inputs = schedule.reads[id] ?? []
      let shapes = inputs.map { Shape($0.extents).description }.joined(separator: " ")
      return node.operation.calls(site(id, inputs)).map {
        Instruction(
          call: $0, title: "\(node.operation.name) \(shapes) → \(node.shape)", scope: node.scope,
          writes: [writes(id)])
      }
    case .product(let product, let epilogue, let output):
      let inputs = schedule.reads[output] ?? []
      guard let operation = graph.nodes[product].operation as? Product, inputs.count >= 2 else {
        return []
      }
      let calls = operation.calls(
        output: storage.place(output), inputs[0], inputs[1], epilogue, site(output, inputs))
      let shapes = inputs.prefix(2).map { Shape($0.extents).description }.joined(separator: " ")
      return calls.map {
        Instruction(
          call: $0, title: "matmul\(epilogue.title) \(shapes) → \(schedule.shape(of: output))",
          scope: scope(output), writes: [writes(output)])
      }
    case .copy(let view, let output):
      return [
        Instruction(
          call: .copy(view, to: storage.place(output), site(output, [view])),
          title: "copy \(Shape(view.extents))", scope: scope(output), writes: [writes(output)])
      ]
    case .store(let view, let state):
      return [
        Instruction(
          call: .copy(view, to: storage.place(state), site(state, [view])),
          title: "store \(graph.nodes[state].operation.name)", scope: "", writes: [writes(state)])
      ]
    case .record(let index):
      guard let view = schedule.rootView(schedule.goals.records[index].node) else { return [] }
      let place = storage.place(view.root) + view.offset
      return [
        Instruction(
          call: KernelCall(ln_record, [place, 0], [0, 1, -1, 0]),
          title: "record \(schedule.goals.records[index].name)", scope: "", record: index)
      ]
    case .check(let index):
      guard let view = schedule.rootView(schedule.goals.checks[index].node) else { return [] }
      return [
        Instruction(
          call: KernelCall(ln_check, [storage.place(view.root) + view.offset], [view.count]),
          title: "check \(schedule.goals.checks[index].name)", scope: "")
      ]
    }
  }
}
