/// A function of one number, applied to each element.
struct Unary: Operation {
  let lane: LaneOperation

  var name: String { "\(lane)" }
  var lowering: Lowering { .lanes(lane) }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { inputs[0] }

  func gradients(inputs: [Value], output y: Value, cotangent g: Value) -> [Value?] {
    let x = inputs[0]
    switch lane {
    case .copy: return [g]
    case .negate: return [-g]
    case .abs: return [g * x.sign()]
    case .exp: return [g * y]
    case .log: return [g / x]
    case .sqrt: return [g * 0.5 / y]
    case .reciprocal: return [-(g * y * y)]
    case .square: return [g * (2 * x)]
    case .sin: return [g * x.cos()]
    case .cos: return [-(g * x.sin())]
    case .tanh: return [g * (1 - y * y)]
    case .sigmoid: return [g * (y * (1 - y))]
    case .softplus: return [g * x.sigmoid()]
    case .relu: return [g.gated(by: y)]
    case .erf: return [g * ((-(x * x)).exp() * 1.1283791670955126)]
    case .atan: return [g / (x * x + 1)]
    default: return [nil]
    }
  }
}

/// A function of two numbers, applied to each pair of elements of operands of one shape.
struct Binary: Operation {
  let lane: LaneOperation

  var name: String { "\(lane)" }
  var lowering: Lowering { .lanes(lane) }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0] == inputs[1] else { throw ShapeError(name, inputs, "the shapes differ") }
    return inputs[0]
  }

  func gradients(inputs: [Value], output y: Value, cotangent g: Value) -> [Value?] {
    let a = inputs[0], b = inputs[1]
    switch lane {
    case .add: return [g, g]
    case .subtract: return [g, -g]
    case .multiply: return [g * b, g * a]
    case .divide: return [g / b, -(g * y / b)]
    // Where both are equal the second operand gets nothing.
    case .maximum:
      let second = b.isGreater(than: a)
      return [g * (1 - second), g * second]
    case .minimum:
      let second = a.isGreater(than: b)
      return [g * (1 - second), g * second]
    case .power: return [g * b * a.power(b - 1), g * y * a.log()]
    case .gate: return [g.gated(by: b), nil]
    case .modulo: return [g, -(g * (a / b).floor())]
    default: return [nil, nil]
    }
  }
}

/// Picks between two operands, element by element.
struct Selection: Operation {
  var name: String { "select" }
  var lowering: Lowering { .lanes(.select) }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard inputs[0] == inputs[1], inputs[1] == inputs[2] else {
      throw ShapeError(name, inputs, "the shapes differ")
    }
    return inputs[0]
  }

  func gradients(inputs: [Value], output: Value, cotangent g: Value) -> [Value?] {
    let zero = g.constant(0)
    return [nil, .select(inputs[0], g, zero), .select(inputs[0], zero, g)]
  }
}

extension TensorExpression {
  private func map(_ lane: LaneOperation) -> Self { apply(Unary(lane: lane)) }

  static func combine(_ lane: LaneOperation, _ a: Self, _ b: Self) -> Self {
    guard let shape = a.shape.broadcast(with: b.shape) else {
      return a.failing(ShapeError("\(lane)", [a.shape, b.shape], "the shapes can't be broadcast"))
    }
    return a.broadcast(to: shape).apply(Binary(lane: lane), b.broadcast(to: shape))
  }

  public static func + (a: Self, b: Self) -> Self { combine(.add, a, b) }
  public static func - (a: Self, b: Self) -> Self { combine(.subtract, a, b) }
  public static func * (a: Self, b: Self) -> Self { combine(.multiply, a, b) }
  public static func / (a: Self, b: Self) -> Self { combine(.divide, a, b) }
  public static func + (a: Self, b: Float) -> Self { a + a.constant(b) }
  public static func - (a: Self, b: Float) -> Self { a - a.constant(b) }
  public static func * (a: Self, b: Float) -> Self { a * a.constant(b) }
  public static func / (a: Self, b: Float) -> Self { a / a.constant(b) }
  public static func + (a: Float, b: Self) -> Self { b.constant(a) + b }
  public static func - (a: Float, b: Self) -> Self { b.constant(a) - b }
  public static func * (a: Float, b: Self) -> Self { b.constant(a) * b }
  public static func / (a: Float, b: Self) -> Self { b.constant(a) / b }
  public static func += (a: inout Self, b: Self) { a = a + b }
  public static func -= (a: inout Self, b: Self) { a = a - b }
  public static func *= (a: inout Self, b: Self) { a = a * b }
  public static func /= (a: inout Self, b: Self) { a = a / b }
  public static prefix func - (a: Self) -> Self { a.map(.negate) }

  public func abs() -> Self { map(.abs) }
  /// -1, 0 or 1.
  public func sign() -> Self { map(.sign) }
  public func exp() -> Self { map(.exp) }
  /// The natural logarithm.
  public func log() -> Self { map(.log) }
  public func squareRoot() -> Self { map(.sqrt) }
  public func reciprocal() -> Self { map(.reciprocal) }
  public func squared() -> Self { map(.square) }
  public func sin() -> Self { map(.sin) }
  public func cos() -> Self { map(.cos) }
  public func tanh() -> Self { map(.tanh) }
  public func tan() -> Self { sin() / cos() }
  public func sinh() -> Self { (exp() - (-self).exp()) * 0.5 }
  public func cosh() -> Self { (exp() + (-self).exp()) * 0.5 }
  /// The angle in -π/2 … π/2 whose tangent is each element.
  public func arctan() -> Self { map(.atan) }
  /// The angle in -π/2 … π/2 whose sine is each element, which lies in -1 … 1.
  public func arcsin() -> Self { (self / (1 - squared()).squareRoot()).arctan() }
  /// The angle in 0 … π whose cosine is each element, which lies in -1 … 1.
  public func arccos() -> Self { 1.5707963267948966 - arcsin() }
  /// The angle in -π … π of the point (x, y), where this is y; NaN in the origin.
  public func angle(x: Self) -> Self {
    let quotient = (self / x).arctan()
    let turn = Self.select(
      constant(0).isGreater(than: self), constant(-Float.pi), constant(Float.pi))
    return .select(constant(0).isGreater(than: x), quotient + turn, quotient)
  }
  /// The error function.
  public func erf() -> Self { map(.erf) }
  /// The largest integer not above each element; its gradient is zero.
  public func floor() -> Self { map(.floor) }

  /// Each element to the power of the other's. A negative base needs an integral exponent.
  public func power(_ exponent: Self) -> Self { Self.combine(.power, self, exponent) }

  /// Each element to a fixed power.
  public func power(_ exponent: Float) -> Self {
    switch exponent {
    case 0: constant(1).broadcast(to: shape)
    case 1: self
    case 2: squared()
    case 3: squared() * self
    case 0.5: squareRoot()
    case -1: reciprocal()
    case -0.5: squareRoot().reciprocal()
    default: power(constant(exponent))
    }
  }

  /// The remainder in 0 ..< divisor.
  public func modulo(_ divisor: Self) -> Self { Self.combine(.modulo, self, divisor) }

  public func maximum(_ other: Self) -> Self { Self.combine(.maximum, self, other) }
  public func maximum(_ other: Float) -> Self { maximum(constant(other)) }
  public func minimum(_ other: Self) -> Self { Self.combine(.minimum, self, other) }
  public func minimum(_ other: Float) -> Self { minimum(constant(other)) }
  public func clamped(to range: ClosedRange<Float>) -> Self {
    maximum(range.lowerBound).minimum(range.upperBound)
  }

  /// 1 where this is greater, else 0.
  public func isGreater(than other: Self) -> Self { Self.combine(.greater, self, other) }
  public func isGreater(than other: Float) -> Self { isGreater(than: constant(other)) }
  /// 1 where both are equal, else 0.
  public func isEqual(to other: Self) -> Self { Self.combine(.equal, self, other) }

  /// `a` where the condition isn't 0, else `b`.
  public static func select(_ condition: Self, _ a: Self, _ b: Self) -> Self {
    guard let shape = condition.shape.broadcast(with: a.shape)?.broadcast(with: b.shape) else {
      return condition.failing(
        ShapeError("select", [condition.shape, a.shape, b.shape], "the shapes can't be broadcast"))
    }
    return condition.broadcast(to: shape).apply(
      Selection(), a.broadcast(to: shape), b.broadcast(to: shape))
  }

  /// This where `control` is positive, else 0: the gradient of the ReLU.
  func gated(by control: Self) -> Self { Self.combine(.gate, self, control) }

  func laneSigmoid() -> Self { map(.sigmoid) }
  func laneSoftplus() -> Self { map(.softplus) }
  func laneRelu() -> Self { map(.relu) }
}
