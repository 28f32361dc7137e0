/// A dense array of 32-bit floats in row-major order, with value semantics.
///
///     let x: Tensor = [[1, 2], [3, 4]]
///     let y = x.matmul(x.transposed()) + 1     // every operation of a program also works here
///     y[0, 1]                                  // 12
///
/// An operation on tensors runs at once, and costs some microseconds beside its arithmetic; record
/// a `Program` for what runs many times. Shapes that don't fit stop the process with a line naming
/// the operation and both shapes.
public struct Tensor: Hashable, Codable, Sendable {
  public let shape: Shape

  /// The elements in row-major order.
  public internal(set) var elements: [Float]

  /// A tensor of the given elements.
  public init(_ elements: [Float], shape: Shape? = nil) {
    let shape = shape ?? [elements.count]
    guard shape.count == elements.count else {
      fatalError("tensor: \(elements.count) elements don't fill the shape \(shape)")
    }
    self.shape = shape
    self.elements = elements
  }

  /// A tensor of numbers rounded to 32 bits.
  @_disfavoredOverload
  public init(_ elements: [Double], shape: Shape? = nil) {
    self.init(elements.map { Float($0) }, shape: shape)
  }

  /// A scalar.
  public init(_ value: Float) {
    self.init([value], shape: .scalar)
  }

  /// A matrix from its rows, all of one length.
  public init(rows: [[Float]]) {
    let width = rows.first?.count ?? 0
    guard rows.allSatisfy({ $0.count == width }) else {
      fatalError("tensor: rows of lengths \(Set(rows.map(\.count)).sorted()); they must be equal")
    }
    self.init(rows.flatMap { $0 }, shape: [rows.count, width])
  }

  /// A tensor whose elements all are `value`.
  public init(repeating value: Float, shape: Shape) {
    self.init([Float](repeating: value, count: shape.count), shape: shape)
  }

  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }
  public static func ones(_ shape: Shape) -> Tensor { Tensor(repeating: 1, shape: shape) }

  /// `count` numbers from `range.lowerBound` to `range.upperBound`, both included, evenly spaced.
  public static func linspace(_ range: ClosedRange<Float>, count: Int) -> Tensor {
    let step = count > 1 ? (range.upperBound - range.lowerBound) / Float(count - 1) : 0
    return Tensor((0..<count).map { range.lowerBound + Float($0) * step })
  }

  /// The numbers 0, 1, …, count - 1.
  public static func range(_ count: Int) -> Tensor { Tensor((0..<count).map { Float($0) }) }

  /// The number of elements.
  public var count: Int { elements.count }

  /// The only element of a tensor of one.
  public var scalar: Float {
    guard elements.count == 1 else {
      fatalError("scalar: a tensor of shape \(shape) isn't one number")
    }
    return elements[0]
  }

  /// The elements as 64-bit numbers, in row-major order.
  public var doubles: [Double] { elements.map { Double($0) } }

  /// The element at the given indices, one for each axis.
  public subscript(indices: Int...) -> Float {
    get { elements[offset(of: indices)] }
    set { elements[offset(of: indices)] = newValue }
  }

  private func offset(of indices: [Int]) -> Int {
    guard indices.count == shape.rank,
      zip(indices, shape.extents).allSatisfy({ $0 >= 0 && $0 < $1 })
    else { fatalError("subscript: no element \(indices) in a tensor of shape \(shape)") }
    return zip(indices, shape.strides).reduce(0) { $0 + $1.0 * $1.1 }
  }
}

extension Tensor: ExpressibleByArrayLiteral {
  /// A row of the literal: a number or an array of numbers.
  public struct Row: ExpressibleByArrayLiteral, ExpressibleByFloatLiteral,
    ExpressibleByIntegerLiteral
  {
    let elements: [Float]
    let isNumber: Bool

    public init(arrayLiteral elements: Float...) {
      self.elements = elements
      isNumber = false
    }
    public init(floatLiteral value: Float) {
      elements = [value]
      isNumber = true
    }
    public init(integerLiteral value: Int) {
      elements = [Float(value)]
      isNumber = true
    }
  }

  /// A vector `[1, 2, 3]` or a matrix `[[1, 2], [3, 4]]`.
  public init(arrayLiteral rows: Row...) {
    if rows.allSatisfy(\.isNumber) {
      self.init(rows.flatMap(\.elements))
    } else {
      self.init(rows: rows.map(\.elements))
    }
  }
}

extension Tensor: CustomStringConvertible {
  public var description: String {
    func text(_ axis: Int, _ start: Int) -> String {
      guard axis < shape.rank else { return "\(elements[start])" }
      let step = shape.strides[axis]
      let parts = (0..<shape.extents[axis]).map { text(axis + 1, start + $0 * step) }
      return "[" + parts.joined(separator: ", ") + "]"
    }
    return text(0, 0)
  }
}
