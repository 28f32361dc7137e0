import CNumerics

/// How a window slides along each spatial axis.
public struct Window: Hashable, Sendable {
  public var kernel: [Int]
  public var stride: [Int]
  public var padding: [Int]
  public var dilation: [Int]

  public init(kernel: [Int], stride: [Int]? = nil, padding: [Int]? = nil, dilation: [Int]? = nil) {
    self.kernel = kernel
    self.stride = stride ?? kernel.map { _ in 1 }
    self.padding = padding ?? kernel.map { _ in 0 }
    self.dilation = dilation ?? kernel.map { _ in 1 }
  }

  /// The number of places of the window along each axis of the given extents.
  public func places(_ extents: [Int]) -> [Int] {
    extents.indices.map { axis in
      let reach = dilation[axis] * (kernel[axis] - 1) + 1
      let room = extents[axis] + 2 * padding[axis] - reach
      return room < 0 ? 0 : room / stride[axis] + 1
    }
  }

  /// The sizes that the kernels want, for up to three axes, padded in front with ones.
  fileprivate func sizes(batch: Int, channels: Int, extents: [Int]) -> [Int] {
    func three(_ values: [Int], _ filler: Int) -> [Int] {
      [Int](repeating: filler, count: 3 - values.count) + values
    }
    return [batch, channels] + three(extents, 1) + three(kernel, 1) + three(places(extents), 1)
      + three(stride, 1) + three(padding, 0) + three(dilation, 1)
  }
}

/// The windows of `[batch, channels, spatial…]` as columns `[channels × kernel, places × batch]`:
/// the batch is innermost, so that each place of a window is one run of memory.
struct Unfolding: Operation {
  let window: Window
  /// What lies outside, as bits: 0 for convolutions, -infinity for maxima.
  let outside: UInt32

  var name: String { "unfold" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    let x = inputs[0]
    guard x.rank == window.kernel.count + 2, x.rank <= 5 else {
      throw ShapeError(
        name, inputs, "[batch, channels] and \(window.kernel.count) spatial axes are needed")
    }
    let places = window.places(Array(x.extents.dropFirst(2)))
    guard !places.contains(0) else {
      throw ShapeError(name, inputs, "the window \(window.kernel) doesn't fit")
    }
    return [x[1] * window.kernel.reduce(1, *), x[0] * places.reduce(1, *)]
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    let x = inputs[0].shape.extents
    // Folding gives [channels, …, batch]; putting the batch first is only another way to read it.
    return [
      g.apply(Folding(window: window, target: Shape(x.dropFirst() + [x[0]]))).batchFirst()
    ]
  }
  func accepts(_ view: View, at index: Int) -> Bool { true }
  func calls(_ site: KernelSite) -> [KernelCall] {
    let x = site.inputs[0]
    let missing = 5 - x.extents.count
    let strides = Array(x.strides[0..<2]) + [Int](repeating: 0, count: missing) + x.strides[2...]
    return [
      KernelCall(
        Kernels.table.unfold, [site.output, site.address(of: x)],
        window.sizes(batch: x.extents[0], channels: x.extents[1], extents: Array(x.extents[2...]))
          + strides + [Int(outside)])
    ]
  }
}

/// Columns added back into `[channels, spatial…, batch]`.
struct Folding: Operation {
  let window: Window
  let target: Shape

  var name: String { "fold" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    let places = window.places(Array(target.extents.dropFirst().dropLast()))
    let columns: Shape = [
      target[0] * window.kernel.reduce(1, *), target[-1] * places.reduce(1, *),
    ]
    guard inputs[0] == columns else {
      throw ShapeError(name, [inputs[0], target], "columns of shape \(columns) are needed")
    }
    return target
  }
  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    [
      g.batchFirst().apply(Unfolding(window: window, outside: 0))
    ]
  }
  func calls(_ site: KernelSite) -> [KernelCall] {
    [
      KernelCall(
        Kernels.table.fold, [site.output, site.address(of: site.inputs[0])],
        window.sizes(
          batch: target[-1], channels: target[0],
          extents: Array(target.extents.dropFirst().dropLast())))
    ]
  }
}

extension TensorExpression {
  /// `[channels, spatial…, batch]` as `[batch, channels, spatial…]`.
  func batchFirst() -> Self { permuted([shape.rank - 1] + Array(0..<(shape.rank - 1))) }

  /// `[batch, channels, spatial…]` as `[channels, spatial…, batch]`.
  func batchLast() -> Self { permuted(Array(1..<shape.rank) + [0]) }

  /// The windows of `[batch, channels, spatial…]` as a matrix of columns.
  func unfolded(_ window: Window, outside: Float = 0) -> Self {
    // Each element is read once for every place in the window: with the batch innermost, in runs.
    let source =
      shape.rank > 2 && shape[0] > 1 && window.kernel != window.stride
      ? batchLast().apply(Compaction()).batchFirst() : self
    return source.apply(Unfolding(window: window, outside: outside.bitPattern))
  }
}
