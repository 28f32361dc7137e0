import CNumerics

/// A program with memory of its own, ready to run. Not to be shared between threads.
public final class Execution {
  public let program: Program

  let arena: UnsafeMutablePointer<Float>
  private(set) var codes: [Code] = []
  var context = LNContext(step: 0, failed: -1, round: 0, row: 0)
  /// What the last recording run kept, by name: one row a recorded step.
  public internal(set) var records: [String: Tensor] = [:]
  /// The steps, or the rounds, of the rows of `records`.
  public internal(set) var recordedSteps: [Int] = []

  /// The instructions of one routine with the addresses of this arena.
  struct Code {
    let instructions: UnsafeMutablePointer<LNInstruction>
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<Float>?>
    let sizes: UnsafeMutablePointer<Int64>
    let count: Int
    let starts: [(pointers: Int, sizes: Int)]
  }

  public init(_ program: Program) {
    self.program = program
    let memory = UnsafeMutableRawPointer.allocate(byteCount: 4 * program.size, alignment: 64)
    arena = memory.bindMemory(to: Float.self, capacity: program.size)
    arena.initialize(repeating: 0, count: program.size)
    for (place, tensor) in program.constants { write(tensor, place) }
    for (_, slot, initial) in program.states { write(initial, slot.place) }
    codes = program.routines.map(encode)
  }

  deinit {
    for code in codes {
      code.instructions.deallocate()
      code.pointers.deallocate()
      code.sizes.deallocate()
    }
    UnsafeMutableRawPointer(arena).deallocate()
  }

  private func encode(_ routine: Routine) -> Code {
    let calls = routine.instructions.map(\.call)
    let code = Code(
      instructions: .allocate(capacity: max(1, calls.count)),
      pointers: .allocate(capacity: max(1, calls.reduce(0) { $0 + $1.places.count })),
      sizes: .allocate(capacity: max(1, calls.reduce(0) { $0 + $1.sizes.count })),
      count: calls.count,
      starts: calls.reduce(into: [(0, 0)]) { starts, call in
        let last = starts[starts.count - 1]
        starts.append((last.0 + call.places.count, last.1 + call.sizes.count))
      })
    for (index, call) in calls.enumerated() {
      let start = code.starts[index]
      for (k, place) in call.places.enumerated() {
        (code.pointers + start.pointers + k).initialize(to: arena + place)
      }
      for (k, size) in call.sizes.enumerated() {
        (code.sizes + start.sizes + k).initialize(to: Int64(size))
      }
      (code.instructions + index).initialize(
        to: LNInstruction(
          run: call.kernel, p: code.pointers + start.pointers, d: code.sizes + start.sizes,
          index: Int64(index)))
    }
    return code
  }

  private func write(_ tensor: Tensor, _ place: Int) {
    tensor.elements.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { (arena + place).update(from: base, count: source.count) }
    }
  }

  private func read(_ place: Int, _ shape: Shape) -> Tensor {
    Tensor(Array(UnsafeBufferPointer(start: arena + place, count: shape.count)), shape: shape)
  }

  /// The input, state or output called `name`. Inputs and states can be set.
  public subscript(name: String) -> Tensor {
    get {
      if let slot = slot(name) { return read(slot.place, slot.shape) }
      for routine in program.routines {
        guard let view = routine.outputs[name] else { continue }
        return read(view, routine.place(of: view))
      }
      fatalError("the program has nothing called \(name)")
    }
    set {
      guard let slot = slot(name) else {
        fatalError("the program has no input or state called \(name)")
      }
      guard slot.shape == newValue.shape else {
        fatalError(
          "\(ShapeError("set \(name)", [slot.shape, newValue.shape], "the shapes differ"))")
      }
      write(newValue, slot.place)
    }
  }

  private func slot(_ name: String) -> Program.Slot? {
    program.inputs[name] ?? program.states.first { $0.name == name }?.slot
  }

  private func read(_ view: View, _ place: Int) -> Tensor {
    let shape = Shape(view.extents)
    if view.isContiguous { return read(place, shape) }
    let (extents, strides) = view.collapsed
    var result = Tensor.zeros(shape)
    result.elements.withUnsafeMutableBufferPointer { buffer in
      Kernels.run(
        Kernels.table.copy, [buffer.baseAddress, arena + place],
        ([shape.count, extents.count] + extents + strides).map(Int64.init))
    }
    return result
  }

  /// The index of the next step.
  public var step: Int { Int(context.step) }

  func index(of routine: String) -> Int {
    guard let index = program.routines.firstIndex(where: { $0.name == routine }) else {
      fatalError("the program has no routine called \(routine)")
    }
    return index
  }

  /// A routine with its instructions in memory.
  func code(of name: String) -> (UnsafeMutablePointer<LNInstruction>, Routine) {
    let index = index(of: name)
    return (codes[index].instructions, program.routines[index])
  }

  /// Runs a routine `steps` times.
  ///
  /// - Throws: `NumericalError` when a checked quantity is no longer finite.
  public func run(steps: Int = 1, routine: String = "main") throws {
    try run(index(of: routine), steps)
  }

  /// Runs a routine `steps` times and keeps its records of steps 0, `every`, 2 `every`, … and of
  /// the state after the last step: `records[name]` has one row for each of `recordedSteps`.
  ///
  /// - Throws: `NumericalError` when a checked quantity is no longer finite.
  public func run(steps: Int, recordEvery every: Int, routine: String = "main") throws {
    let index = index(of: routine), every = max(1, every)
    recordedSteps = Execution.rows(every: every, upTo: steps)
    try recording(index, every: every, last: step + steps) {
      try run(index, steps)
      // One step more gives the quantities of the last state; then everything is put back.
      let saved = snapshot()
      try run(index, 1)
      restore(saved)
    }
  }

  /// 0, `every`, 2 `every`, … and `last`.
  static func rows(every: Int, upTo last: Int) -> [Int] {
    let rows = Array(stride(from: 0, through: last, by: every))
    return rows.last == last ? rows : rows + [last]
  }

  /// Runs `body` while the records of a routine go to memory of their own, a row for each of
  /// `recordedSteps`; then they are found in `records`. They are kept every `every` steps and at
  /// step `last`, or with 0 whenever the routine runs.
  func recording(
    _ index: Int, every: Int, last: Int = 0, _ body: () throws -> Void
  ) rethrows {
    let code = codes[index], first = step, rows = recordedSteps.count
    let routine = program.routines[index]
    var buffers: [UnsafeMutablePointer<Float>] = []
    for record in routine.records {
      buffers.append(.allocate(capacity: max(1, rows * record.shape.count)))
    }
    defer { for buffer in buffers { buffer.deallocate() } }
    for (position, instruction) in routine.instructions.enumerated() {
      guard let record = instruction.record else { continue }
      let start = code.starts[position]
      code.pointers[start.pointers + 1] = buffers[record]
      code.sizes[start.sizes] = Int64(routine.records[record].shape.count)
      code.sizes[start.sizes + 1] = Int64(every)
      code.sizes[start.sizes + 2] = Int64(last)
      code.sizes[start.sizes + 3] = Int64(first)
    }
    defer { ignoreRecords(index) }
    try body()
    for (record, buffer) in zip(routine.records, buffers) {
      let count = rows * record.shape.count
      records[record.name] = Tensor(
        Array(UnsafeBufferPointer(start: buffer, count: count)),
        shape: Shape([rows] + record.shape.extents))
    }
  }

  /// Records cost nothing and go nowhere unless a recording run is on.
  private func ignoreRecords(_ index: Int) {
    for (position, instruction) in program.routines[index].instructions.enumerated()
    where instruction.record != nil {
      let start = codes[index].starts[position]
      codes[index].sizes[start.sizes] = 0
      codes[index].sizes[start.sizes + 1] = 1
    }
  }

  // MARK: Steps

  /// Between checkpoints; a failure is looked for again from the last one.
  static let stretch = 256

  private func run(_ index: Int, _ steps: Int) throws {
    let code = codes[index]
    var left = steps
    while left > 0 {
      let count = min(left, Execution.stretch)
      if program.routines[index].checks.isEmpty {
        ln_run(code.instructions, Int64(code.count), &context, Int64(left))
        return
      }
      let checkpoint = snapshot()
      ln_run(code.instructions, Int64(code.count), &context, Int64(count))
      if context.failed >= 0 {
        throw diagnosis(of: index, since: checkpoint, replaying: repeatElement(index, count: count))
      }
      left -= count
    }
  }

  struct Snapshot {
    let memory: [Float]
    let context: LNContext
  }

  func snapshot() -> Snapshot {
    Snapshot(
      memory: Array(UnsafeBufferPointer(start: arena, count: program.persistent)), context: context)
  }

  private func restore(_ snapshot: Snapshot) {
    snapshot.memory.withUnsafeBufferPointer { memory in
      if let base = memory.baseAddress { arena.update(from: base, count: memory.count) }
    }
    context = snapshot.context
  }

  /// Runs again from a checkpoint, one step of each of `routines` in turn, looking at every result,
  /// to find what first was not finite in the run that just failed in routine `index`.
  func diagnosis(
    of index: Int, since checkpoint: Snapshot, replaying routines: some Sequence<Int>
  ) -> NumericalError {
    let failure = context
    let title = program.routines[index].instructions[Int(failure.failed)].title
    let quantity = title.hasPrefix("check ") ? String(title.dropFirst(6)) : title
    restore(checkpoint)
    for index in routines {
      for (position, instruction) in program.routines[index].instructions.enumerated()
      where instruction.record == nil {
        let call = codes[index].instructions + position
        call.pointee.run?(call, &context)
        if instruction.writes.contains(where: { ln_finite(arena + $0.place, Int64($0.count)) == 0 })
        {
          return NumericalError(
            step: Int(context.step), quantity: quantity, operation: instruction.title,
            scope: instruction.scope)
        }
      }
      context.step += 1
    }
    return NumericalError(
      step: Int(failure.step), quantity: quantity, operation: "its computation", scope: "")
  }
}
