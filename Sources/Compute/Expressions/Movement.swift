/// The same elements under another shape.
struct Reshape: Operation {
  let target: Shape

  var name: String { "reshape" }
  var lowering: Lowering { .view }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0].count == target.count else {
      throw ShapeError(name, [inputs[0], target], "the numbers of elements differ")
    }
    return target
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [g.reshaped(inputs[0].shape)]
  }
  func view(of input: View, shape: Shape) -> View? { input.reshaped(to: shape.extents) }
}

/// Axes in another order.
struct Permutation: Operation {
  let order: [Int]

  var name: String { "permute" }
  var lowering: Lowering { .view }
  var inverse: [Int] {
    var inverse = order
    for (to, from) in order.enumerated() { inverse[from] = to }
    return inverse
  }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard order.sorted() == Array(0..<inputs[0].rank) else {
      throw ShapeError(name, inputs, "\(order) isn't an order of its axes")
    }
    return Shape(order.map { inputs[0].extents[$0] })
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [g.permuted(inverse)]
  }
  func view(of input: View, shape: Shape) -> View? {
    View(
      root: input.root, offset: input.offset, extents: shape.extents,
      strides: order.map { input.strides[$0] })
  }
}

/// Axes of extent 1, or none, stretched.
struct Broadcast: Operation {
  let target: Shape

  var name: String { "broadcast" }
  var lowering: Lowering { .view }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0].broadcast(with: target) == target else {
      throw ShapeError(name, [inputs[0], target], "the first can't be stretched to the second")
    }
    return target
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [g.summed(to: inputs[0].shape)]
  }
  func view(of input: View, shape: Shape) -> View? {
    let missing = shape.rank - input.extents.count
    let strides = shape.extents.indices.map { axis in
      axis < missing || input.extents[axis - missing] != shape.extents[axis]
        ? 0 : input.strides[axis - missing]
    }
    return View(root: input.root, offset: input.offset, extents: shape.extents, strides: strides)
  }
}

/// Every `step`-th element from `starts` on, `counts` along each axis. A negative step runs
/// backwards.
struct Slice: Operation {
  let starts: [Int], counts: [Int], steps: [Int]

  /// Whether it takes neighbouring parts of the first axis and the others whole.
  func isPart(of shape: Shape) -> Bool {
    steps.allSatisfy { $0 == 1 } && starts.dropFirst().allSatisfy { $0 == 0 }
      && counts.dropFirst() == shape.extents.dropFirst()
  }

  var name: String { "slice" }
  var lowering: Lowering { .view }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    for (axis, extent) in inputs[0].extents.enumerated() where counts[axis] > 0 {
      let last = starts[axis] + (counts[axis] - 1) * steps[axis]
      guard starts[axis] >= 0, starts[axis] < extent, last >= 0, last < extent else {
        throw ShapeError(
          name, inputs, "elements \(starts[axis])...\(last) of axis \(axis) aren't all there")
      }
    }
    return Shape(counts)
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    var g = g
    for (axis, extent) in inputs[0].shape.extents.enumerated() {
      if steps[axis] < 0 { g = g.flipped(axis) }
      let step = Swift.abs(steps[axis]), count = counts[axis]
      let first = steps[axis] > 0 ? starts[axis] : starts[axis] + (count - 1) * steps[axis]
      if step > 1 && count > 1 { g = g.spread(axis, by: step) }
      let last = first + (count - 1) * step
      if first > 0 || last < extent - 1 {
        g = g.padded(axis, before: first, after: extent - 1 - last)
      }
    }
    return [g]
  }
  func view(of input: View, shape: Shape) -> View? {
    View(
      root: input.root,
      offset: input.offset + zip(starts, input.strides).reduce(0) { $0 + $1.0 * $1.1 },
      extents: counts, strides: zip(steps, input.strides).map { $0 * $1 })
  }
}

/// Pieces one after the other along the first axis.
struct Concatenation: Operation {
  var name: String { "concatenate" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard
      inputs.allSatisfy({ $0.rank > 0 && $0.extents.dropFirst() == inputs[0].extents.dropFirst() })
    else {
      throw ShapeError(name, inputs, "the shapes differ in more than the axis of concatenation")
    }
    return inputs[0].replacing(0, with: inputs.reduce(0) { $0 + $1.extents[0] })
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    var start = 0
    return inputs.map { input in
      defer { start += input.shape[0] }
      return g.slice(0, start..<(start + input.shape[0]))
    }
  }
  func accepts(_ view: View, at index: Int) -> Bool { true }
  func calls(_ site: KernelSite) -> [KernelCall] {
    // Pieces that were computed in place need nothing.
    var offset = 0
    var calls: [KernelCall] = []
    for (index, input) in site.inputs.enumerated() {
      if !site.isPlaced(index) {
        calls.append(.copy(input, to: site.output + offset, site))
      }
      offset += input.count
    }
    return calls
  }
}

/// The same elements, one after the other in memory: for kernels that read faster so.
struct Compaction: Operation {
  var name: String { "compact" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] { [g] }
  func accepts(_ view: View, at index: Int) -> Bool { true }
  func calls(_ site: KernelSite) -> [KernelCall] {
    [.copy(site.inputs[0], to: site.output, site)]
  }
}

extension TensorExpression {
  /// The same elements in row-major order under another shape; one extent may be -1, "the rest".
  public func reshaped(_ target: Shape) -> Self {
    var extents = target.extents
    if let free = extents.firstIndex(of: -1) {
      let others = -extents.reduce(1, *)
      extents[free] = others > 0 ? shape.count / others : 0
    }
    return Shape(extents) == shape ? self : apply(Reshape(target: Shape(extents)))
  }

  /// One axis for all elements, or for all from `axis` on.
  public func flattened(from axis: Int = 0) -> Self {
    reshaped(
      Shape(Array(shape.extents.prefix(axis)) + [shape.extents.dropFirst(axis).reduce(1, *)]))
  }

  /// The axes in the given order.
  public func permuted(_ order: [Int]) -> Self { apply(Permutation(order: order)) }

  /// The last two axes exchanged.
  public func transposed() -> Self {
    guard shape.rank >= 2 else {
      return failing(ShapeError("transpose", [shape], "a matrix is needed"))
    }
    return permuted(Array(0..<(shape.rank - 2)) + [shape.rank - 1, shape.rank - 2])
  }

  /// Stretched to `target`: axes are aligned at the end, extents of 1 are repeated.
  public func broadcast(to target: Shape) -> Self {
    target == shape ? self : apply(Broadcast(target: target))
  }

  /// An axis of extent 1 inserted before `axis`.
  public func expanded(_ axis: Int) -> Self {
    var extents = shape.extents
    extents.insert(1, at: axis < 0 ? axis + shape.rank + 1 : axis)
    return reshaped(Shape(extents))
  }

  /// Elements `range` along `axis`, every `step`-th of them.
  public func slice(_ axis: Int, _ range: Range<Int>, step: Int = 1) -> Self {
    guard let axis = checkedAxis(axis, "slice") else { return self }
    var starts = [Int](repeating: 0, count: shape.rank), counts = shape.extents
    var steps = [Int](repeating: 1, count: shape.rank)
    starts[axis] = range.lowerBound
    counts[axis] = (range.count + step - 1) / step
    steps[axis] = step
    return apply(Slice(starts: starts, counts: counts, steps: steps))
  }

  /// The part at `index` of the first axis, which disappears.
  public subscript(part index: Int) -> Self {
    slice(0, index..<(index + 1)).reshaped(Shape(Array(shape.extents.dropFirst())))
  }

  /// The elements along `axis` in reverse.
  public func flipped(_ axis: Int) -> Self {
    guard let axis = checkedAxis(axis, "flip") else { return self }
    var starts = [Int](repeating: 0, count: shape.rank)
    var steps = [Int](repeating: 1, count: shape.rank)
    starts[axis] = shape.extents[axis] - 1
    steps[axis] = -1
    return apply(Slice(starts: starts, counts: shape.extents, steps: steps))
  }

  /// Pieces one after the other along `axis`.
  public static func concatenated(_ pieces: [Self], axis: Int = 0) -> Self {
    guard let axis = pieces[0].checkedAxis(axis, "concatenate") else { return pieces[0] }
    guard axis > 0 else { return apply(Primitive(Concatenation()), pieces) }
    // The axis moves to the front and back: both are only ways to read.
    let rank = pieces[0].shape.rank
    let order = [axis] + (0..<rank).filter { $0 != axis }
    guard pieces.allSatisfy({ $0.shape.rank == rank }) else {
      return apply(Primitive(Concatenation()), pieces)
    }
    return apply(Primitive(Concatenation()), pieces.map { $0.permuted(order) })
      .permuted(Permutation(order: order).inverse)
  }

  /// Tensors of one shape along a new first axis.
  public static func stacked(_ parts: [Self]) -> Self {
    concatenated(parts.map { $0.expanded(0) })
  }

  /// `before` and `after` elements of `value` added along `axis`.
  public func padded(_ axis: Int, before: Int, after: Int, with value: Float = 0) -> Self {
    guard let axis = checkedAxis(axis, "pad") else { return self }
    func border(_ count: Int) -> [Self] {
      count > 0 ? [constant(value).broadcast(to: shape.replacing(axis, with: count))] : []
    }
    return .concatenated(border(before) + [self] + border(after), axis: axis)
  }

  /// The whole repeated `count` times along `axis`.
  public func tiled(_ axis: Int, _ count: Int) -> Self {
    .concatenated([Self](repeating: self, count: count), axis: axis)
  }

  /// `step - 1` zeros between neighbours along `axis`.
  func spread(_ axis: Int, by step: Int) -> Self {
    let extent = shape.extents[axis]
    let wide = expanded(axis + 1).padded(axis + 1, before: 0, after: step - 1)
    return wide.reshaped(shape.replacing(axis, with: extent * step))
      .slice(axis, 0..<((extent - 1) * step + 1))
  }
}
