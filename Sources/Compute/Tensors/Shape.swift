/// The extents of a tensor along its axes, outermost first: `[batch, channels, length]`.
///
/// The empty shape `[]` is that of a scalar. Axes count from 0, or from the end with negative
/// numbers: axis -1 is the last.
public struct Shape: Hashable, Codable, Sendable, ExpressibleByArrayLiteral, CustomStringConvertible {
  public let extents: [Int]

  public init(_ extents: [Int]) {
    self.extents = extents
  }

  public init(arrayLiteral extents: Int...) {
    self.extents = extents
  }

  public static let scalar = Shape([])

  public var rank: Int { extents.count }

  /// The number of elements.
  public var count: Int { extents.reduce(1, *) }

  /// The extent along `axis`, which may count from the end: `shape[-1]` is the last.
  public subscript(axis: Int) -> Int { extents[axis < 0 ? axis + rank : axis] }

  public var description: String { "[" + extents.map(String.init).joined(separator: ", ") + "]" }

  /// The distances in memory between neighbours along each axis, in row-major order.
  var strides: [Int] {
    var strides = [Int](repeating: 1, count: rank)
    for axis in stride(from: rank - 2, through: 0, by: -1) {
      strides[axis] = strides[axis + 1] * extents[axis + 1]
    }
    return strides
  }

  /// `axis` counted from the front, or nil if there is no such axis.
  func axis(_ axis: Int) -> Int? {
    let fromFront = axis < 0 ? axis + rank : axis
    return fromFront >= 0 && fromFront < rank ? fromFront : nil
  }

  /// The shape with the extent along `axis` replaced.
  func replacing(_ axis: Int, with extent: Int) -> Shape {
    var extents = extents
    extents[axis] = extent
    return Shape(extents)
  }

  /// The common shape of two operands: axes are aligned at the end, and an extent of 1 stretches.
  func broadcast(with other: Shape) -> Shape? {
    let rank = max(rank, other.rank)
    var extents: [Int] = []
    for axis in 0..<rank {
      let a = axis - rank + self.rank, b = axis - rank + other.rank
      let mine = a < 0 ? 1 : self.extents[a], theirs = b < 0 ? 1 : other.extents[b]
      guard mine == theirs || mine == 1 || theirs == 1 else { return nil }
      extents.append(mine == 1 ? theirs : mine)
    }
    return Shape(extents)
  }
}
