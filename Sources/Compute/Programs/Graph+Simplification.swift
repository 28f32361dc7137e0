/// Rewriting while recording: constants are folded, and operations that change nothing vanish.
extension Graph {
  /// A node that has the value of `operation` without recording it, if there is one.
  func simplified(_ operation: any Operation, _ inputs: [Int], _ shape: Shape) -> Int? {
    switch operation {
    case let reshape as Reshape: simplified(reshape, inputs[0])
    case let permutation as Permutation: simplified(permutation, inputs[0])
    case let broadcast as Broadcast: simplified(broadcast, inputs[0])
    case let reduction as Reduction: simplified(reduction, inputs[0])
    case let unary as Unary: simplified(unary, inputs[0], shape)
    case let binary as Binary: simplified(binary, inputs, shape)
    case is Compaction: nodes[inputs[0]].operation.lowering == .view ? nil : inputs[0]
    default: nil
    }
  }

  private func simplified(_ reshape: Reshape, _ x: Int) -> Int? {
    if nodes[x].shape == reshape.target { return x }
    if nodes[x].operation is Reshape { return record(reshape, nodes[x].inputs) }
    return nil
  }

  private func simplified(_ permutation: Permutation, _ x: Int) -> Int? {
    if permutation.order == Array(permutation.order.indices) { return x }
    if let inner = nodes[x].operation as? Permutation {
      return record(
        Permutation(order: permutation.order.map { inner.order[$0] }), nodes[x].inputs)
    }
    return nil
  }

  private func simplified(_ broadcast: Broadcast, _ x: Int) -> Int? {
    if nodes[x].shape == broadcast.target { return x }
    if nodes[x].operation is Broadcast { return record(broadcast, nodes[x].inputs) }
    return nil
  }

  /// The sum over stretched axes is a multiple.
  private func simplified(_ reduction: Reduction, _ x: Int) -> Int? {
    guard reduction.kind == .sum else { return nil }
    let extents = nodes[x].shape.extents
    let factor = extents[reduction.axes].reduce(1, *)
    var result = nodes[x].shape.extents
    for axis in reduction.axes { result[axis] = 1 }
    if factor == 1 && extents == result { return x }
    guard nodes[x].operation is Broadcast else { return nil }
    let source = nodes[x].inputs[0], missing = extents.count - nodes[source].shape.rank
    guard
      reduction.axes.allSatisfy({ $0 < missing || nodes[source].shape.extents[$0 - missing] == 1 })
    else { return nil }
    let count = record(Broadcast(target: nodes[source].shape), [scalar(Float(factor))])
    return record(
      Broadcast(target: Shape(result)), [record(Binary(lane: .multiply), [source, count])])
  }

  /// The value of a node that is a constant scalar, perhaps stretched.
  func constantValue(_ id: Int) -> Float? {
    switch nodes[id].operation {
    case let scalar as ScalarConstant: scalar.value
    case is Broadcast, is Reshape, is Detachment: constantValue(nodes[id].inputs[0])
    default: nil
    }
  }

  private func filled(_ value: Float, _ shape: Shape) -> Int {
    record(Broadcast(target: shape), [scalar(value)])
  }

  private func simplified(_ unary: Unary, _ x: Int, _ shape: Shape) -> Int? {
    if let value = constantValue(x) { return filled(fold(unary.lane, [value]), shape) }
    let inner = nodes[x]
    if unary.lane == .negate, (inner.operation as? Unary)?.lane == .negate {
      return inner.inputs[0]
    }
    // f(permuted x) = permuted f(x), and alike for stretched x: less to read, or less to compute.
    if inner.operation is Permutation || inner.operation is Broadcast || inner.operation is Reshape
    {
      return record(inner.operation, [record(unary, inner.inputs)])
    }
    return nil
  }

  private func simplified(_ binary: Binary, _ inputs: [Int], _ shape: Shape) -> Int? {
    let (a, b) = (inputs[0], inputs[1])
    let (valueA, valueB) = (constantValue(a), constantValue(b))
    if let valueA, let valueB { return filled(fold(binary.lane, [valueA, valueB]), shape) }
    switch (binary.lane, valueA, valueB) {
    case (.add, 0, _), (.multiply, 1, _): return b
    case (.add, _, 0), (.subtract, _, 0), (.multiply, _, 1), (.divide, _, 1): return a
    case (.multiply, -1, _): return record(Unary(lane: .negate), [b])
    case (.multiply, _, -1): return record(Unary(lane: .negate), [a])
    case (.subtract, 0, _): return record(Unary(lane: .negate), [b])
    default: break
    }
    if a == b && binary.lane == .multiply { return record(Unary(lane: .square), [a]) }
    // c1 * (c2 * x) = (c1 c2) * x
    if binary.lane == .multiply, let scale = valueB ?? valueA {
      let other = valueB == nil ? b : a, inner = nodes[other]
      if (inner.operation as? Binary)?.lane == .multiply {
        for (constant, rest) in [(0, 1), (1, 0)] {
          if let first = constantValue(inner.inputs[constant]) {
            return record(binary, [inner.inputs[rest], filled(first * scale, shape)])
          }
        }
      }
    }
    return commuted(binary, a, b, constants: (valueA, valueB))
  }

  /// f(permuted x, permuted y) = permuted f(x, y), also where one of them is a constant.
  private func commuted(_ binary: Binary, _ a: Int, _ b: Int, constants: (Float?, Float?)) -> Int? {
    let (left, right) = (nodes[a], nodes[b])
    func moves(_ node: Node) -> Bool { node.operation is Permutation || node.operation is Reshape }
    if moves(left), moves(right),
      Primitive(left.operation) == Primitive(right.operation),
      nodes[left.inputs[0]].shape == nodes[right.inputs[0]].shape
    {
      return record(left.operation, [record(binary, [left.inputs[0], right.inputs[0]])])
    }
    if moves(left), let value = constants.1 {
      let inner = filled(value, nodes[left.inputs[0]].shape)
      return record(left.operation, [record(binary, [left.inputs[0], inner])])
    }
    if moves(right), let value = constants.0 {
      let inner = filled(value, nodes[right.inputs[0]].shape)
      return record(right.operation, [record(binary, [inner, right.inputs[0]])])
    }
    // Stretched alike, or stretched and constant: compute before stretching.
    if left.operation is Broadcast, let value = constants.1 {
      let inner = filled(value, nodes[left.inputs[0]].shape)
      return record(left.operation, [record(binary, [left.inputs[0], inner])])
    }
    if right.operation is Broadcast, let value = constants.0 {
      let inner = filled(value, nodes[right.inputs[0]].shape)
      return record(right.operation, [record(binary, [inner, right.inputs[0]])])
    }
    if left.operation is Broadcast, right.operation is Broadcast,
      nodes[left.inputs[0]].shape == nodes[right.inputs[0]].shape
    {
      return record(left.operation, [record(binary, [left.inputs[0], right.inputs[0]])])
    }
    return nil
  }

  /// The value of an elementwise operation on constants, by the kernel that would compute it.
  private func fold(_ lane: LaneOperation, _ values: [Float]) -> Float {
    var memory = [Float](repeating: 0, count: 16 * 4)
    for (index, value) in values.enumerated() { memory[16 * index] = value }
    let word = Int64(lane.rawValue) | Int64(values.count) << 8 | 0 << 16 | 1 << 24
    memory.withUnsafeMutableBufferPointer { buffer in
      let pointers = (0...values.count).map { index in buffer.baseAddress.map { $0 + 16 * index } }
      Kernels.run(
        Kernels.table.elementwise, pointers,
        [1, Int64(values.count), 0, 0, 1, 0, 1, 1, 1, word])
    }
    return memory[16 * values.count]
  }
}
