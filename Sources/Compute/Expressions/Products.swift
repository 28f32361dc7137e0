import CNumerics

/// C = A B for matrices, or for a batch of pairs `[batch, m, k]` and `[batch, k, n]`. Transposes
/// are views of the operands.
struct Product: Operation {
  /// The longest sum for which the own kernel takes an operand whose rows aren't contiguous.
  static let longestStrip = 2048
  /// The largest right operand that the own kernel multiplies well: it stays in second-level cache.
  static let largestOperand = 1 << 18
  /// The shortest sum that is worth taking in lanes along both operands' rows.
  static let shortestDot = 512

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
    // Where B is the transpose of a weight matrix, its gradient is wanted transposed again.
    let transposed = b.graph.nodes[b.id].operation is Permutation
    // The smaller right operand is the cheaper one to lay out anew.
    let flipped = !transposed && 2 * a.shape[-2] <= a.shape[-1]
    return [
      flipped ? b.apply(self, g.transposed()).transposed() : g.apply(self, b.transposed()),
      transposed
        ? g.transposed().apply(self, a).transposed() : a.transposed().apply(self, g),
    ]
  }

  func accepts(_ view: View, at index: Int) -> Bool {
    // The own kernel reads any strides; CBLAS wants one of the last two to be 1.
    let strides = view.strides.suffix(2), extents = view.extents.suffix(2)
    if strides.last == 1 || strides.first == 1 { return true }
    return index == 0 ? (extents.last ?? 1) <= Product.longestStrip : !isLarge(view)
  }

  private func isLarge(_ b: View) -> Bool {
    let k = b.extents[b.extents.count - 2], n = b.extents[b.extents.count - 1]
    return k * n > Product.largestOperand
      || (b.strides.last != 1 && n > 1 && k > Product.longestStrip)
  }

  func calls(_ site: KernelSite) -> [KernelCall] {
    calls(output: site.output, site.inputs[0], site.inputs[1], bias: nil, relu: false, site)
  }

  /// The product, with a bias added to each row or column and a ReLU after it where asked for.
  func calls(
    output: Int, _ a: View, _ b: View, bias: View?, relu: Bool, _ site: KernelSite
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
    if let bias {
      kind = Product.biasKind(bias) ?? 0
      batchBias = split(bias).batch
    }
    // Few sums of many terms, both operands without gaps along them: gradients of convolutions.
    let dots =
      bias == nil && !relu && k >= Product.shortestDot && m * n <= k * 4
      && stridesA[1] == 1 && stridesB[0] == 1 && (stridesB[1] != 1 || n == 1)
    let large = !dots && isLarge(b) && (stridesA[0] == 1 || stridesA[1] == 1)
    return [
      KernelCall(
        large ? ln_large_product : dots ? Kernels.table.dots : Kernels.table.product,
        [output, site.address(of: a), site.address(of: b), bias.map(site.address) ?? output],
        [
          batch, m, n, k, batchA, stridesA[0], stridesA[1], batchB, stridesB[0], stridesB[1], kind,
          batchBias, relu ? 1 : 0, m * n, large ? Int(Kernels.largeProduct) : 0,
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
