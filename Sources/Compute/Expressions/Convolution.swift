/// Convolutions (UDL chapter 10), as in deep learning without reversing the kernel.
extension TensorExpression {
  /// Convolves `[batch, channels, spatial…]` with `[output channels, channels, kernel…]` and adds
  /// a bias `[output channels]`. One spatial axis or up to three. With `groups`, channels and
  /// output channels are cut in so many parts that don't see each other, and the weights have
  /// `channels / groups` channels.
  public func convolved(
    _ weights: Self, bias: Self? = nil, window: Window, groups: Int = 1
  ) -> Self {
    let x = shape, w = weights.shape
    guard x.rank == w.rank, x.rank >= 3, groups > 0, x[1] == w[1] * groups, w[0] % groups == 0,
      window.kernel == Array(w.extents.dropFirst(2))
    else { return failing(ShapeError("convolution", [x, w], "the shapes don't fit")) }
    let places = window.places(Array(x.extents.dropFirst(2)))
    // Columns [channels × kernel, places × batch]: one matrix product does all windows (UDL
    // 10.2.1).
    let columns = unfolded(window)
    var y: Self
    if groups == 1 {
      y = weights.reshaped([w[0], -1]).matmul(columns)
    } else {
      let size = w.extents.dropFirst().reduce(1, *)
      y = weights.reshaped([groups, w[0] / groups, size])
        .matmul(columns.reshaped([groups, size, -1])).reshaped([w[0], -1])
    }
    if let bias { y = y + bias.expanded(1) }
    return y.reshaped(Shape([w[0]] + places + [x[0]])).batchFirst()
  }

  /// Convolves `[batch, channels, length]` with `[output channels, channels, size]`.
  public func convolved1D(
    _ weights: Self, bias: Self? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1
  ) -> Self {
    guard weights.shape.rank == 3 else {
      return failing(ShapeError("convolution", [shape, weights.shape], "the shapes don't fit"))
    }
    return convolved(
      weights, bias: bias,
      window: Window(
        kernel: [weights.shape[2]], stride: [stride], padding: [padding], dilation: [dilation]),
      groups: groups)
  }

  /// Convolves `[batch, channels, height, width]` with `[output channels, channels, rows,
  /// columns]`.
  public func convolved2D(
    _ weights: Self, bias: Self? = nil, stride: Int = 1, padding: Int = 0, dilation: Int = 1,
    groups: Int = 1
  ) -> Self {
    guard weights.shape.rank == 4 else {
      return failing(ShapeError("convolution", [shape, weights.shape], "the shapes don't fit"))
    }
    return convolved(
      weights, bias: bias,
      window: Window(
        kernel: Array(weights.shape.extents.suffix(2)), stride: [stride, stride],
        padding: [padding, padding], dilation: [dilation, dilation]),
      groups: groups)
  }

  /// The transpose of a convolution with `[channels, output channels, kernel…]`: each element
  /// spreads a weighted kernel over the output (UDL figure 10.13).
  public func transposeConvolved(
    _ weights: Self, bias: Self? = nil, stride: Int = 1, padding: Int = 0
  ) -> Self {
    let x = shape, w = weights.shape
    guard x.rank == w.rank, x.rank >= 3, x[1] == w[0] else {
      return failing(ShapeError("transposed convolution", [x, w], "the shapes don't fit"))
    }
    let kernel = Array(w.extents.dropFirst(2)), spatial = Array(x.extents.dropFirst(2))
    let window = Window(
      kernel: kernel, stride: kernel.map { _ in stride }, padding: kernel.map { _ in padding })
    let target = zip(spatial, kernel).map { ($0 - 1) * stride + $1 - 2 * padding }
    let columns = weights.reshaped([w[0], -1]).transposed().matmul(
      batchLast().reshaped([x[1], -1]))
    var y = columns.apply(Folding(window: window, target: Shape([w[1]] + target + [x[0]])))
    if let bias { y = y + bias.reshaped(Shape([w[1]] + [Int](repeating: 1, count: x.rank - 1))) }
    return y.batchFirst()
  }
}
