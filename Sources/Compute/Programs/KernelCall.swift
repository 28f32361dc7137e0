import CNumerics

/// One call of a kernel: its buffers as places in the arena, and its sizes.
struct KernelCall {
  var kernel: LNKernel?
  var places: [Int]
  var sizes: [Int]

  init(_ kernel: LNKernel?, _ places: [Int], _ sizes: [Int]) {
    self.kernel = kernel
    self.places = places
    self.sizes = sizes
  }

  /// Copies a view to contiguous memory.
  static func copy(_ view: View, to place: Int, _ site: KernelSite) -> KernelCall {
    let (extents, strides) = view.collapsed
    return KernelCall(
      Kernels.table.copy, [place, site.address(of: view)],
      [view.count, extents.count] + extents + strides)
  }
}

/// What an operation needs to know to emit its calls.
struct KernelSite {
  /// The place of the result in the arena.
  let output: Int
  /// The place of the memory that the operation keeps from step to step.
  var memory = 0
  let inputs: [View]
  /// The place of each root in the arena.
  let place: (Int) -> Int
  /// Whether input `index` was computed in its place within the output.
  let isPlaced: (Int) -> Bool

  func address(of view: View) -> Int { place(view.root) + view.offset }
}
