/// A way to read the memory of a node: where to start and how far apart neighbours are.
struct View: Hashable {
  let root: Int
  let offset: Int
  let extents: [Int]
  let strides: [Int]

  var count: Int { extents.reduce(1, *) }

  /// The whole of a node's own memory.
  init(whole root: Int, _ shape: Shape) {
    self.init(root: root, offset: 0, extents: shape.extents, strides: shape.strides)
  }

  init(root: Int, offset: Int, extents: [Int], strides: [Int]) {
    self.root = root
    self.offset = offset
    self.extents = extents
    self.strides = strides
  }

  /// Whether the elements lie one after the other in row-major order.
  var isContiguous: Bool {
    var expected = 1
    for (extent, stride) in zip(extents, strides).reversed() where extent != 1 {
      if stride != expected { return false }
      expected *= extent
    }
    return true
  }

  /// Whether all elements are the same one.
  var isSingle: Bool { zip(extents, strides).allSatisfy { $0 == 1 || $1 == 0 } }

  /// The view under another shape of as many elements, if that needs no copy.
  func reshaped(to target: [Int]) -> View? {
    // Runs of axes that lie one within the other act as one axis; each must be cut by the target.
    let axes = zip(extents, strides).filter { $0.0 != 1 }
    var strides = [Int](repeating: 0, count: target.count)
    var source = axes.count - 1, axis = target.count - 1
    while axis >= 0 {
      if target[axis] == 1 {
        axis -= 1
        continue
      }
      guard source >= 0 else { return nil }
      var (extent, stride) = axes[source]
      source -= 1
      // Fill this run of the target, taking in more of the source where it goes on seamlessly.
      var wanted = target[axis], first = axis
      while wanted != extent {
        if wanted < extent {
          guard first > 0 else { return nil }
          first -= 1
          wanted *= target[first]
        } else {
          guard source >= 0, axes[source].1 == extent * stride else { return nil }
          extent *= axes[source].0
          source -= 1
        }
      }
      for position in Swift.stride(from: axis, through: first, by: -1) {
        strides[position] = stride
        stride *= target[position]
      }
      axis = first - 1
    }
    return View(root: root, offset: offset, extents: target, strides: strides)
  }

  /// The same elements in the same order with as few axes as possible.
  var collapsed: (extents: [Int], strides: [Int]) {
    View.collapse(extents, [strides])
      .reduce(into: ([], [])) { $0.0.append($1.extent); $0.1.append($1.strides[0]) }
  }

  /// Neighbouring axes joined where every one of several stride lists allows it.
  static func collapse(_ extents: [Int], _ lists: [[Int]]) -> [(extent: Int, strides: [Int])] {
    var result: [(extent: Int, strides: [Int])] = []
    for axis in extents.indices where extents[axis] != 1 {
      let strides = lists.map { $0[axis] }
      if let last = result.last,
        zip(last.strides, strides).allSatisfy({ $0 == $1 * extents[axis] })
      {
        result[result.count - 1] = (last.extent * extents[axis], strides)
      } else {
        result.append((extents[axis], strides))
      }
    }
    return result.isEmpty ? [(1, lists.map { _ in 0 })] : result
  }
}
