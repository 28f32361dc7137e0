/// Which kernels a routine calls, in which order, and what is fused into them.
struct Schedule {
  enum Item {
    /// Elementwise nodes of one shape, in one pass.
    case lanes([Int])
    case kernel(Int)
    /// A matrix product with what follows it, whose result is node `output`.
    case product(Int, Product.Epilogue, output: Int)
    /// A view laid out as contiguous memory, as node `output`.
    case copy(View, output: Int)
    case store(View, state: Int)
    case record(Int)
    case check(Int)
  }

  let graph: Graph
  let goals: Trace.Goals
  private(set) var items: [Item] = []
  /// How each live node is read.
  private(set) var views: [Int: View] = [:]
  /// The inputs of each node that runs, after copies for kernels that can't read a view.
  private(set) var reads: [Int: [View]] = [:]
  /// The item that computes each node with memory of its own; -1 for leaves.
  private(set) var position: [Int: Int] = [:]
  /// Nodes that are copies of views, numbered after those of the graph.
  private var copies: [View: Int] = [:]
  /// States written directly by the elementwise node that computes their next value.
  private(set) var inPlace: [Int: Int] = [:]

  private var lanesOf: [Int: Int] = [:]

  /// No group has more operations and operands than registers.
  static let largestGroup = 44

  init(graph: Graph, goals: Trace.Goals) {
    self.graph = graph
    self.goals = goals
    let live = liveNodes()
    scheduleEarlyRecords(live)
    let epilogues = findEpilogues(live)
    for id in live where position[id] == nil && !epilogues.absorbed.contains(id) {
      schedule(id, epilogues)
    }
    scheduleRoots()
  }

  func shape(of id: Int) -> Shape {
    if id < graph.nodes.count { return graph.nodes[id].shape }
    return copies.first { $0.value == id }.map { Shape($0.key.extents) } ?? .scalar
  }

  private var roots: [Int] {
    goals.updates.map(\.value) + (goals.outputs + goals.records + goals.checks).map(\.node)
  }

  /// Dead code goes: only what leads to a root is kept. Also finds how each node is read.
  private mutating func liveNodes() -> [Int] {
    var live = Set<Int>()
    var stack = roots + goals.updates.map(\.state)
    while let id = stack.popLast() {
      if live.insert(id).inserted { stack += graph.nodes[id].inputs }
    }
    let ordered = live.sorted()
    for id in ordered {
      let node = graph.nodes[id]
      let whole = View(whole: id, node.shape)
      switch node.operation.lowering {
      case .leaf:
        views[id] = whole
        position[id] = -1
      case .view:
        views[id] =
          read(node.inputs[0]).flatMap { node.operation.view(of: $0, shape: node.shape) } ?? whole
      case .lanes, .kernel:
        views[id] = whole
      }
    }
    return ordered
  }

  private func read(_ id: Int) -> View? { views[id] }

  private func isLeaf(_ id: Int) -> Bool { position[id] == -1 }

  /// What a node reads: a node that is only a view reads nothing.
  private func sources(_ id: Int) -> [View] {
    if case .view = graph.nodes[id].operation.lowering, views[id]?.root != id { return [] }
    return graph.nodes[id].inputs.compactMap { views[$0] }
  }

  // MARK: Epilogues

  struct Epilogues {
    var absorbed = Set<Int>()
    var products: [Int: (product: Int, epilogue: Product.Epilogue)] = [:]
  }

  /// A product, the sum with a bias that alone reads it, and a ReLU that alone reads the sum, are
  /// one; so are a product and the gate that alone reads it, the backward pass of a ReLU.
  private func findEpilogues(_ live: [Int]) -> Epilogues {
    var readers: [Int: Int] = [:]
    for id in live { for view in sources(id) { readers[view.root, default: 0] += 1 } }
    for id in roots { if let view = views[id] { readers[view.root, default: 0] += 2 } }
    var found = Epilogues()
    for id in live {
      let node = graph.nodes[id]
      if (node.operation as? Binary)?.lane == .add {
        for (x, y) in [(0, 1), (1, 0)] {
          guard let product = views[node.inputs[x]], let bias = views[node.inputs[y]],
            graph.nodes[product.root].operation is Product, readers[product.root] == 1,
            bias.root != product.root, isDirect(product),
            let fitted = fit(bias, to: graph.nodes[product.root].shape)
          else { continue }
          found.absorbed.insert(product.root)
          found.products[id] = (product.root, Product.Epilogue(bias: fitted))
          break
        }
      } else if (node.operation as? Unary)?.lane == .relu, let sum = views[node.inputs[0]],
        let (product, epilogue) = found.products[sum.root], epilogue.gate == nil,
        readers[sum.root] == 1, isDirect(sum)
      {
        found.products[sum.root] = nil
        found.absorbed.insert(sum.root)
        found.products[id] = (product, Product.Epilogue(bias: epilogue.bias, relu: true))
      } else if (node.operation as? Binary)?.lane == .gate, let product = views[node.inputs[0]],
        let control = views[node.inputs[1]], graph.nodes[product.root].operation is Product,
        readers[product.root] == 1, isDirect(product), control.isContiguous
      {
        found.absorbed.insert(product.root)
        found.products[id] = (product.root, Product.Epilogue(gate: control))
      }
    }
    return found
  }

  /// The bias as a view of the product's shape, if the epilogue can add it.
  private func fit(_ bias: View, to shape: Shape) -> View? {
    if bias.extents == shape.extents { return Product.biasKind(bias) == nil ? nil : bias }
    guard bias.extents.last == shape.extents.last, bias.strides.last == 1,
      bias.strides.dropLast().allSatisfy({ $0 == 0 })
    else { return nil }
    return View(
      root: bias.root, offset: bias.offset, extents: shape.extents,
      strides: [Int](repeating: 0, count: shape.rank - 1) + [1])
  }

  // MARK: Order

  private mutating func schedule(_ id: Int, _ epilogues: Epilogues) {
    let node = graph.nodes[id]
    if let (product, epilogue) = epilogues.products[id] {
      let operands = accepted(graph.nodes[product].operation, graph.nodes[product].inputs)
      reads[id] = operands + epilogue.views
      append(.product(product, epilogue, output: id), computing: id)
      return
    }
    switch node.operation.lowering {
    case .leaf: break
    case .view:
      if views[id]?.root == id, let source = views[node.inputs[0]] {
        reads[id] = [source]
        append(.copy(source, output: id), computing: id)
      }
    case .kernel:
      reads[id] = accepted(node.operation, node.inputs)
      append(.kernel(id), computing: id)
    case .lanes:
      join(id)
    }
  }

  private mutating func append(_ item: Item, computing id: Int? = nil) {
    items.append(item)
    if let id { position[id] = items.count - 1 }
  }

  /// The inputs of a kernel; those that it can't read are copied.
  private mutating func accepted(_ operation: any Operation, _ inputs: [Int]) -> [View] {
    inputs.enumerated().compactMap { index, input in
      guard let view = views[input] else { return nil }
      return operation.accepts(view, at: index) ? view : contiguous(view)
    }
  }

  private mutating func contiguous(_ view: View) -> View {
    let copy = copies[view] ?? graph.nodes.count + copies.count
    if copies.updateValue(copy, forKey: view) == nil {
      reads[copy] = [view]
      append(.copy(view, output: copy), computing: copy)
    }
    return View(whole: copy, Shape(view.extents))
  }

  /// Whether a view reads a node's memory element by element in the order in which it is computed.
  func isDirect(_ view: View) -> Bool {
    view.offset == 0 && view.isContiguous && view.count == shape(of: view.root).count
  }

  /// Puts an elementwise node into the last pass over its shape in which its inputs are known.
  private mutating func join(_ id: Int) {
    let inputs = graph.nodes[id].inputs.compactMap { views[$0] }
    reads[id] = inputs
    let key = graph.nodes[id].shape.extents.filter { $0 != 1 }
    var earliest = 0
    for view in inputs {
      guard let place = position[view.root] else { continue }
      let sameGroup = isDirect(view) && lanesOf[view.root] != nil
      earliest = max(earliest, sameGroup ? place : place + 1)
    }
    for place in stride(from: items.count - 1, through: earliest, by: -1) {
      guard case .lanes(let group) = items[place],
        graph.nodes[group[0]].shape.extents.filter({ $0 != 1 }) == key,
        operandCount(group + [id]) <= Schedule.largestGroup
      else { continue }
      items[place] = .lanes(group + [id])
      position[id] = place
      lanesOf[id] = place
      return
    }
    append(.lanes([id]), computing: id)
    lanesOf[id] = items.count - 1
  }

  private func operandCount(_ group: [Int]) -> Int {
    let members = Set(group)
    var operands = Set<View>()
    for id in group {
      for view in reads[id] ?? [] where !members.contains(view.root) { operands.insert(view) }
    }
    return operands.count + group.count
  }

  // MARK: Roots

  /// Leaves are recorded before anything changes them.
  private mutating func scheduleEarlyRecords(_ live: [Int]) {
    for (index, root) in goals.records.enumerated() {
      if let view = views[root.node], isLeaf(view.root) {
        if !view.isContiguous { _ = contiguous(view) }
        append(.record(index))
      }
    }
  }

  private mutating func scheduleRoots() {
    for (index, root) in goals.records.enumerated() {
      guard let view = views[root.node], !isLeaf(view.root) else { continue }
      if !view.isContiguous { _ = contiguous(view) }
      append(.record(index))
    }
    for (index, check) in goals.checks.enumerated() {
      guard let view = views[check.node] else { continue }
      if !view.isContiguous { _ = contiguous(view) }
      append(.check(index))
    }
    // States whose next value is read from another state go by way of a copy: all change at once.
    var stores: [Item] = []
    for (state, value) in goals.updates {
      guard var view = views[value] else { continue }
      if canWriteInPlace(state, view) {
        inPlace[view.root] = state
        continue
      }
      if isLeaf(view.root) && view.root != state { view = contiguous(view) }
      stores.append(.store(view, state: state))
    }
    items += stores
  }

  /// Whether the pass that computes `view` may write it over the state: nothing reads the old state
  /// later, and the pass itself reads it only element by element.
  private func canWriteInPlace(_ state: Int, _ view: View) -> Bool {
    guard isDirect(view), let writer = lanesOf[view.root], inPlace[view.root] == nil else {
      return false
    }
    for (reader, sources) in reads {
      for source in sources where source.root == state {
        guard let place = position[reader] else { return false }
        if place > writer || (place == writer && !isDirect(source)) { return false }
      }
    }
    // Copies to be made of it, and other updates that come from the old value.
    return !goals.updates.contains { views[$0.value]?.root == state }
      && !goals.outputs.contains { views[$0.node]?.root == state }
  }

  /// The contiguous memory in which a root is found.
  func rootView(_ node: Int) -> View? {
    guard let view = views[node] else { return nil }
    return view.isContiguous ? view : copies[view].map { View(whole: $0, Shape(view.extents)) }
  }
}
