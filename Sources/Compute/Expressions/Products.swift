import CNumerics

/// C = A B for matrices, or for a batch of pairs `[batch, m, k]` and `[batch, k, n]`. Transposes
/// are views of the operands.
struct Product: Operation {
  /// A sum beside which the copy of its result costs little.
  static let longSum = 1024
  /// The shortest sum that is worth taking in lanes along both operands.
  static let shortestDot = 256

  /// Whether sums of `k` products whose operands both lie along the sum are taken in lanes: long
  /// ones, and shorter ones of few rows or columns. Otherwise the right operand is laid out anew,
  /// which few rows don't make good, and few columns leave lanes idle.
  private static func takesDots(_ m: Int, _ n: Int, _ k: Int) -> Bool {
    k >= (min(m, n) <= 12 ? 32 : shortestDot)
  }

  var name: String { "matmul" }
  var lowering: Lowering { .kernel }

  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    let a = inputs[0], b = inputs[1]
    guard a.rank == b.rank, a.rank == 2 || a.rank == 3, a[-1] == b[-2],
      a.rank == 2 || a[0] == b[0]
    else { throw ShapeError(name, inputs, "the shapes don't fit") }
    return Shape(a.extents.dropLast() + [b[-1]])
  }

  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    let a = inputs[0], b = inputs[1]
    let isPermuted = b.graph.nodes[b.id].operation is Permutation
    // Where B is the transpose of a weight matrix, its gradient is wanted transposed again: but not
    // where few columns would leave lanes idle in a sum so long that a copy costs less.
    func lanes(_ count: Int) -> Int { (count + 15) & ~15 }
    let wastes = 10 * lanes(a.shape[-1]) * g.shape[-1] > 11 * a.shape[-1] * lanes(g.shape[-1])
    let transposed = isPermuted && !(wastes && a.shape[-2] >= Product.longSum)
    // The smaller right operand is the cheaper one to lay out anew; long sums need no such thing.
    let flipped =
      !isPermuted && 2 * a.shape[-2] <= a.shape[-1] && g.shape[-1] < Product.shortestDot
    return [
      flipped ? b.apply(self, g.transposed()).transposed() : g.apply(self, b.transposed()),
      transposed
        ? g.transposed().apply(self, a).transposed() : a.transposed().apply(self, g),
    ]
  }

  func accepts(_ view: View, at index: Int) -> Bool { true }

  func calls(_ site: KernelSite) -> [KernelCall] {
    calls(output: site.output, site.inputs[0], site.inputs[1], Epilogue(), site)
  }

  /// What is done to each element of a product before it is written.
  struct Epilogue {
    /// Is added to each row or column.
    var bias: View?
    /// Whether a ReLU follows.
    var relu = false
    /// A tensor as large as the product, which stays only where this is positive.
    var gate: View?

    var views: [View] { [bias, gate].compactMap { $0 } }
    var title: String {
      "\(bias == nil ? "" : " + bias")\(relu ? " + relu" : "")\(gate == nil ? "" : " + gate")"
    }
  }

  func calls(
    output: Int, _ a: View, _ b: View, _ epilogue: Epilogue, _ site: KernelSite
  ) -> [KernelCall] {
    func split(_ view: View) -> (batch: Int, strides: [Int]) {
      view.strides.count == 3
        ? (view.strides[0], Array(view.strides[1...])) : (0, view.strides)
    }
    let m = a.extents[a.extents.count - 2], k = a.extents[a.extents.count - 1]
    let n = b.extents[b.extents.count - 1]
    let batch = a.extents.count == 3 ? a.extents[0] : 1
    let (batchA, stridesA) = split(a), (batchB, stridesB) = split(b)
    var kind = 0, batchBias = 0
    if let bias = epilogue.bias {
      kind = Product.biasKind(bias) ?? 0
      batchBias = split(bias).batch
    }
    let places = [
      output, site.address(of: a), site.address(of: b), epilogue.bias.map(site.address) ?? output,
      epilogue.gate.map(site.address) ?? output,
    ]
    let relu = epilogue.relu ? 1 : 0, gate = epilogue.gate == nil ? 0 : 1
    // One column, and A's columns contiguous: as one row, Bᵀ Aᵀ, it fills the lanes.
    if n == 1 && stridesA[0] == 1 && stridesA[1] != 1 {
      return [
        KernelCall(
          Kernels.table.product, [places[0], places[2], places[1], places[3], places[4]],
          [
            batch, 1, m, k, batchB, stridesB[1], stridesB[0], batchA, stridesA[1], 1,
            kind == 0 ? 0 : 3 - kind, batchBias, relu, m, gate,
          ])
      ]
    }
    let dots = stridesA[1] == 1 && stridesB[0] == 1 && Product.takesDots(m, n, k)
    return [
      KernelCall(
        dots ? Kernels.table.dots : Kernels.table.product, places,
        [
          batch, m, n, k, batchA, stridesA[0], stridesA[1], batchB, stridesB[0], stridesB[1], kind,
          batchBias, relu, m * n, gate,
        ])
    ]
  }

  /// How a product's epilogue adds `bias`: 1 for a number a column, 2 for a number a row, nil if
  /// it can't.
  static func biasKind(_ bias: View) -> Int? {
    let strides = Array(bias.strides.suffix(2)), extents = Array(bias.extents.suffix(2))
    func still(_ axis: Int) -> Bool { strides[axis] == 0 || extents[axis] == 1 }
    func walks(_ axis: Int) -> Bool { strides[axis] == 1 || extents[axis] == 1 }
    return still(0) && walks(1) ? 1 : still(1) && walks(0) ? 2 : nil
  }
}

extension TensorExpression {
  /// The matrix product along the last two axes. Axes before them are a batch: equal in both, or
  /// absent from one, which then serves the whole batch.
  public func matmul(_ other: Self) -> Self {
    let a = shape, b = other.shape
    guard a.rank >= 2, b.rank >= 2, a[-1] == b[-2] else {
      return failing(ShapeError("matmul", [a, b], "the shapes don't fit"))
    }
    if a.rank == 2 && b.rank == 2 { return apply(Product(), other) }
    if b.rank == 2 {
      // One right operand for the whole batch: the batch is more rows.
      return reshaped([-1, a[-1]]).apply(Product(), other)
        .reshaped(Shape(a.extents.dropLast() + [b[-1]]))
    }
    guard
      let batch = Shape(Array(a.extents.dropLast(2))).broadcast(
        with: Shape(Array(b.extents.dropLast(2))))
    else { return failing(ShapeError("matmul", [a, b], "the batches can't be broadcast")) }
    let left = broadcast(to: Shape(batch.extents + a.extents.suffix(2)))
      .reshaped([batch.count, a[-2], a[-1]])
    let right = other.broadcast(to: Shape(batch.extents + b.extents.suffix(2)))
      .reshaped([batch.count, b[-2], b[-1]])
    return left.apply(Product(), right).reshaped(Shape(batch.extents + [a[-2], b[-1]]))
  }
}
