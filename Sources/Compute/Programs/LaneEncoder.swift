/// Turns a group of elementwise nodes into one call of the elementwise kernel.
struct LaneEncoder {
  let schedule: Schedule
  let storage: Storage
  let stored: Set<Int>
  let group: [Int]

  /// Where a value lives during the pass.
  private enum Place: Hashable {
    case operand(View)
    case member(Int)
  }

  func call() -> KernelCall {
    let members = Set(group)
    let count = schedule.shape(of: group[0]).count
    func place(_ view: View) -> Place {
      members.contains(view.root) ? .member(view.root) : .operand(view)
    }

    // Operands by how they are read.
    var contiguous: [View] = [], scalars: [View] = [], strided: [View] = []
    var seen = Set<View>()
    for view in group.flatMap({ schedule.reads[$0] ?? [] }) {
      guard case .operand = place(view), seen.insert(view).inserted else { continue }
      if view.isContiguous {
        contiguous.append(view)
      } else if view.isSingle {
        scalars.append(view)
      } else {
        strided.append(view)
      }
    }

    // Outputs; a state written in place waits for the end where the pass still reads the old one.
    let outputs = group.filter { stored.contains($0) }
    var delayed = Set<Int>()
    for output in outputs {
      guard let state = schedule.inPlace[output], let index = group.firstIndex(of: output) else {
        continue
      }
      let later = group[(index + 1)...].contains { id in
        (schedule.reads[id] ?? []).contains { $0.root == state }
      }
      if later { delayed.insert(output) }
    }

    var registers: [Place: Int] = [:]
    for view in contiguous + scalars + strided { registers[.operand(view)] = registers.count }
    let firstOutput = registers.count
    for (index, output) in outputs.enumerated() where !delayed.contains(output) {
      registers[.member(output)] = firstOutput + index
    }

    let words = operations(
      place, delayed, firstTemporary: firstOutput + outputs.count, registers: &registers,
      outputRegister: { firstOutput + (outputs.firstIndex(of: $0) ?? 0) })

    let extents = schedule.shape(of: group[0]).extents.filter { $0 != 1 }
    let lists = strided.map { squeezed($0) }
    let axes = View.collapse(extents, lists)
    var exact = 0
    for (index, output) in outputs.enumerated() where storage.pieces[output] != nil {
      exact |= 1 << index
    }
    return KernelCall(
      Kernels.table.elementwise,
      (contiguous + scalars + strided).map { storage.place($0.root) + $0.offset }
        + outputs.map(storage.place),
      [
        count, contiguous.count, scalars.count, strided.count, outputs.count, exact, words.count,
        axes.count,
      ] + axes.map(\.extent) + lists.indices.flatMap { list in axes.map { $0.strides[list] } }
        + words)
  }

  /// The strides along the axes whose extent isn't 1.
  private func squeezed(_ view: View) -> [Int] {
    zip(view.extents, view.strides).filter { $0.0 != 1 }.map(\.1)
  }

  /// The packed operations; temporaries share registers once their last reader has run.
  private func operations(
    _ place: (View) -> Place, _ delayed: Set<Int>, firstTemporary: Int,
    registers: inout [Place: Int], outputRegister: (Int) -> Int
  ) -> [Int] {
    var lastUse: [Int: Int] = [:]
    for (index, id) in group.enumerated() {
      for view in schedule.reads[id] ?? [] { lastUse[view.root] = index }
    }
    for id in delayed { lastUse[id] = group.count }
    var free: [Int] = []
    var next = firstTemporary
    var words: [Int] = []
    func word(_ lane: LaneOperation, _ out: Int, _ sources: [Int]) -> Int {
      sources.enumerated().reduce(Int(lane.rawValue) | out << 8) {
        $0 | $1.element << (16 + 8 * $1.offset)
      }
    }
    for (index, id) in group.enumerated() {
      guard case .lanes(let lane) = schedule.graph.nodes[id].operation.lowering else { continue }
      let reads = schedule.reads[id] ?? []
      let sources = reads.map { registers[place($0)] ?? 0 }
      // A temporary read here for the last time gives its register to the result: each lane is
      // read before it is written.
      for root in Set(reads.map(\.root)) where lastUse[root] == index {
        if let register = registers[.member(root)], register >= firstTemporary {
          free.append(register)
        }
      }
      let target: Int
      if let known = registers[.member(id)] {
        target = known
      } else {
        target = free.popLast() ?? next
        if target == next { next += 1 }
        registers[.member(id)] = target
      }
      words.append(word(lane, target, sources))
    }
    for id in delayed {
      words.append(word(.copy, outputRegister(id), [registers[.member(id)] ?? 0]))
    }
    return words
  }
}
