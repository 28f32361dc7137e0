import CNumerics

/// A sum, maximum or place of the maximum over neighbouring axes, which stay with extent 1.
struct Reduction: Operation {
  enum Kind: Hashable { case sum, maximum, argmax }
  let kind: Kind
  let axes: Range<Int>

  var name: String { "\(kind)" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    var extents = inputs[0].extents
    if kind != .sum && extents[axes].contains(0) {
      throw ShapeError(name, inputs, "there is no element")
    }
    for axis in axes { extents[axis] = 1 }
    return Shape(extents)
  }
  func gradients(inputs: [Value], output y: Value, cotangent g: Value) -> [Value?] {
    let x = inputs[0]
    switch kind {
    case .sum: return [g.broadcast(to: x.shape)]
    case .maximum:
      // Equal maxima share the gradient.
      let winners = x.isEqual(to: y.broadcast(to: x.shape))
      return [winners * (g / winners.reduce(.sum, axes))]
    case .argmax: return [nil]
    }
  }
  func calls(_ site: KernelSite) -> [KernelCall] {
    let extents = site.inputs[0].extents
    let sizes = [
      extents[..<axes.lowerBound].reduce(1, *), extents[axes].reduce(1, *),
      extents[axes.upperBound...].reduce(1, *),
    ]
    let kernel =
      switch kind {
      case .sum: Kernels.table.sum
      case .maximum: Kernels.table.maximum
      case .argmax: Kernels.table.argmax
      }
    return [KernelCall(kernel, [site.output, site.address(of: site.inputs[0])], sizes)]
  }
}

extension TensorExpression {
  func reduce(_ kind: Reduction.Kind, _ axes: Range<Int>) -> Self {
    axes.isEmpty ? self : apply(Reduction(kind: kind, axes: axes))
  }

  /// Reduces over any axes, by runs of neighbours from the last to the first; nil means all.
  private func reduce(_ kind: Reduction.Kind, over axes: [Int]?, keeping: Bool) -> Self {
    var chosen: [Int] = []
    for axis in axes ?? Array(0..<shape.rank) {
      guard let axis = checkedAxis(axis, "\(kind)") else { return self }
      chosen.append(axis)
    }
    chosen.sort()
    var result = self, rest = chosen
    while let last = rest.popLast() {
      var first = last
      while rest.last == first - 1 { first = rest.removeLast() }
      result = result.reduce(kind, first..<(last + 1))
    }
    if keeping { return result }
    return result.reshaped(
      Shape(result.shape.extents.enumerated().filter { !chosen.contains($0.offset) }.map(\.element))
    )
  }

  /// The sum over `axes`, or over all.
  public func sum(_ axes: [Int]? = nil, keepingAxes: Bool = false) -> Self {
    reduce(.sum, over: axes, keeping: keepingAxes)
  }

  /// The mean over `axes`, or over all.
  public func mean(_ axes: [Int]? = nil, keepingAxes: Bool = false) -> Self {
    let total = sum(axes, keepingAxes: keepingAxes)
    return total * (Float(total.shape.count) / Float(Swift.max(shape.count, 1)))
  }

  /// The mean squared distance from the mean over `axes`, or over all.
  public func variance(_ axes: [Int]? = nil, keepingAxes: Bool = false) -> Self {
    (self - mean(axes, keepingAxes: true).broadcast(to: shape)).squared()
      .mean(axes, keepingAxes: keepingAxes)
  }

  /// The greatest element over `axes`, or over all.
  public func max(_ axes: [Int]? = nil, keepingAxes: Bool = false) -> Self {
    reduce(.maximum, over: axes, keeping: keepingAxes)
  }

  /// The least element over `axes`, or over all.
  public func min(_ axes: [Int]? = nil, keepingAxes: Bool = false) -> Self {
    -(-self).max(axes, keepingAxes: keepingAxes)
  }

  /// The index of the greatest element along `axis`; of equals the first.
  public func argmax(_ axis: Int = -1) -> Self { reduce(.argmax, over: [axis], keeping: false) }

  /// Summed over the axes along which it was stretched from `target`.
  func summed(to target: Shape) -> Self {
    guard shape != target else { return self }
    let missing = shape.rank - target.rank
    let stretched = (0..<shape.rank).filter {
      $0 < missing || (target.extents[$0 - missing] == 1 && shape.extents[$0] != 1)
    }
    return sum(stretched, keepingAxes: true).reshaped(target)
  }
}
