/// Where each node's memory lies in the arena.
///
/// Inputs, states and constants keep their places; the others share the rest, each for as long as
/// it is needed (first fit, in order of computation).
struct Storage {
  /// Places are multiples of 16 numbers, so that a pass over whole lanes never leaves its memory.
  static func rounded(_ count: Int) -> Int { (max(count, 1) + 15) & ~15 }

  private(set) var size: Int
  private var places: [Int: Int]
  /// Nodes that lie inside a concatenation.
  private(set) var pieces: [Int: (whole: Int, offset: Int)] = [:]
  /// For reports: the numbers that memory without reuse would take.
  private(set) var withoutReuse = 0

  /// `fixed` are the places of leaves, `base` the first free place after them.
  init(_ schedule: Schedule, fixed: [Int: Int], base: Int) {
    size = base
    places = fixed
    let stored = Storage.storedNodes(schedule)
    placePieces(schedule, stored)

    // Lifetimes, in positions of the schedule.
    var begins: [Int: Int] = [:], ends: [Int: Int] = [:]
    func note(_ root: Int, _ position: Int, _ begins: inout [Int: Int], _ ends: inout [Int: Int]) {
      let owner = owner(of: root)
      begins[owner] = min(begins[owner] ?? position, position)
      ends[owner] = max(ends[owner] ?? position, position)
    }
    for node in stored { note(node, schedule.position[node] ?? 0, &begins, &ends) }
    for (reader, views) in schedule.reads {
      guard let position = schedule.position[reader] else { continue }
      for view in views where stored.contains(view.root) {
        note(view.root, position, &begins, &ends)
      }
    }
    for (position, item) in schedule.items.enumerated() {
      let view: View? =
        switch item {
        case .store(let view, _): view
        case .record(let index): schedule.rootView(schedule.goals.records[index].node)
        case .check(let index): schedule.rootView(schedule.goals.checks[index].node)
        default: nil
        }
      if let view, stored.contains(view.root) { note(view.root, position, &begins, &ends) }
    }
    for output in schedule.goals.outputs {
      if let view = schedule.views[output.node], stored.contains(view.root) {
        note(view.root, schedule.items.count, &begins, &ends)
      }
    }

    // First fit.
    var active: [(place: Int, end: Int, last: Int)] = []
    for (node, begin) in begins.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      if places[node] != nil { continue }
      if let state = schedule.inPlace[node] {
        places[node] = fixed[state]
        continue
      }
      let count = Storage.rounded(schedule.shape(of: node).count)
      withoutReuse += count
      active.removeAll { $0.last < begin }
      var place = base
      for other in active.sorted(by: { $0.place < $1.place }) {
        if other.place >= place + count { break }
        place = max(place, other.end)
      }
      active.append((place, place + count, ends[node] ?? begin))
      places[node] = place
      size = max(size, place + count)
    }
  }

  /// The place of a node in the arena.
  func place(_ node: Int) -> Int {
    if let piece = pieces[node] { return place(piece.whole) + piece.offset }
    return places[node] ?? 0
  }

  private func owner(of node: Int) -> Int {
    pieces[node].map { owner(of: $0.whole) } ?? node
  }

  /// Nodes whose value something outside their pass reads.
  static func storedNodes(_ schedule: Schedule) -> Set<Int> {
    var stored = Set<Int>()
    for (node, position) in schedule.position where position >= 0 {
      if case .lanes = schedule.items[position] { continue }
      stored.insert(node)
    }
    for (reader, views) in schedule.reads {
      for view in views {
        guard let position = schedule.position[view.root], position >= 0 else { continue }
        if schedule.position[reader] != position || !schedule.isDirect(view) {
          stored.insert(view.root)
        }
      }
    }
    let goals = schedule.goals
    for root in goals.outputs + goals.records + goals.checks {
      if let view = schedule.views[root.node], schedule.position[view.root] ?? -1 >= 0 {
        stored.insert(view.root)
      }
    }
    for update in goals.updates {
      if let view = schedule.views[update.value], schedule.position[view.root] ?? -1 >= 0 {
        stored.insert(view.root)
      }
    }
    return stored
  }

  /// Pieces of a concatenation are computed where they belong, so that joining costs nothing.
  private mutating func placePieces(_ schedule: Schedule, _ stored: Set<Int>) {
    for item in schedule.items {
      guard case .kernel(let node) = item, node < schedule.graph.nodes.count,
        schedule.graph.nodes[node].operation is Concatenation
      else { continue }
      var offset = 0
      for view in schedule.reads[node] ?? [] {
        if schedule.isDirect(view), stored.contains(view.root), pieces[view.root] == nil,
          schedule.inPlace[view.root] == nil
        {
          pieces[view.root] = (node, offset)
        }
        offset += view.count
      }
    }
  }

  /// Whether the part of `whole` at `offset` was computed there.
  func isPlaced(_ view: View, in whole: Int, at offset: Int) -> Bool {
    pieces[view.root].map { $0.whole == whole && $0.offset == offset } ?? false
  }
}
