extension Value {
  /// The gradient of this scalar with respect to each variable, by reverse mode (UDL section 7.4).
  ///
  /// Gradients are values like any other, so they can be used in a further loss and differentiated
  /// again. A variable on which this value doesn't depend has gradient zero.
  public func gradients(_ variables: [Value]) -> [Value] {
    guard shape.count == 1 else {
      _ = failing(ShapeError("gradient", [shape], "the gradient of one number is needed"))
      return variables
    }
    var reverse = ReverseSweep(graph: graph, loss: id, variables: variables.map(\.id))
    return reverse.run().map { Value(graph: graph, id: $0) }
  }

  /// The gradient of this scalar with respect to one variable.
  public func gradient(_ variable: Value) -> Value { gradients([variable])[0] }
}

/// The state of one reverse sweep over the graph.
private struct ReverseSweep {
  let graph: Graph
  let loss: Int
  let variables: [Int]
  private var cotangents: [Int: Int] = [:]
  /// Gradients of parts `start ..< end` of a first axis: joined into one at the end, since a
  /// model's parameters are parts of one vector, and the places of a sequence parts of one tensor.
  private var parts: [Int: [(start: Int, end: Int, cotangent: Int)]] = [:]

  init(graph: Graph, loss: Int, variables: [Int]) {
    self.graph = graph
    self.loss = loss
    self.variables = variables
  }

  mutating func run() -> [Int] {
    // The nodes between the variables and the loss.
    var depends = [Bool](repeating: false, count: loss + 1)
    for variable in variables where variable <= loss { depends[variable] = true }
    for id in 0...loss where graph.nodes[id].inputs.contains(where: { depends[$0] }) {
      if !(graph.nodes[id].operation is Detachment) { depends[id] = true }
    }

    let one = Value(graph: graph, id: graph.scalar(1))
    cotangents[loss] = one.broadcast(to: graph.nodes[loss].shape).id
    let scope = graph.scope
    for id in stride(from: loss, through: 0, by: -1) where depends[id] {
      join(id)
      guard let cotangent = cotangents[id] else { continue }
      let node = graph.nodes[id]
      graph.scope = node.scope
      if let slice = node.operation as? Slice,
        slice.isPart(of: graph.nodes[node.inputs[0]].shape)
      {
        let start = slice.starts[0]
        parts[node.inputs[0], default: []].append((start, start + slice.counts[0], cotangent))
        continue
      }
      let inputs = node.inputs.map { Value(graph: graph, id: $0) }
      let gradients = node.operation.gradients(
        inputs: inputs, output: Value(graph: graph, id: id),
        cotangent: Value(graph: graph, id: cotangent))
      for (input, gradient) in zip(node.inputs, gradients) where depends[input] {
        if let gradient { add(gradient.id, to: input) }
      }
    }
    graph.scope = scope
    return variables.map { variable in
      cotangents[variable] ?? one.constant(0).broadcast(to: graph.nodes[variable].shape).id
    }
  }

  private mutating func add(_ gradient: Int, to id: Int) {
    cotangents[id] =
      cotangents[id].map { graph.record(Binary(lane: .add), [$0, gradient]) } ?? gradient
  }

  /// Turns the gradients of parts into one of the whole.
  private mutating func join(_ id: Int) {
    guard
      let pieces = parts.removeValue(forKey: id)?.sorted(by: {
        ($0.start, $0.end) < ($1.start, $1.end)
      })
    else { return }
    let count = graph.nodes[id].shape[0], rest = graph.nodes[id].shape
    // Pieces that don't overlap lie side by side in one layer; the layers are added.
    var layers: [[(start: Int, end: Int, cotangent: Int)]] = []
    for piece in pieces {
      if let layer = layers.firstIndex(where: { $0[$0.count - 1].end <= piece.start }) {
        layers[layer].append(piece)
      } else {
        layers.append([piece])
      }
    }
    for layer in layers {
      var position = 0
      var row: [Int] = []
      func gap(to end: Int) {
        if end > position {
          row.append(
            graph.record(
              Broadcast(target: rest.replacing(0, with: end - position)), [graph.scalar(0)]))
        }
      }
      for piece in layer {
        gap(to: piece.start)
        row.append(piece.cotangent)
        position = piece.end
      }
      gap(to: count)
      add(row.count == 1 ? row[0] : graph.record(Concatenation(), row), to: id)
    }
  }
}
