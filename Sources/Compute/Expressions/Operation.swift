/// One kind of node in a program: how it shapes its result, how its gradient is expressed in other
/// operations, and how it runs.
///
/// The operations of a family stand in one file, each a small struct with its parameters; to add
/// one is to write that struct and the function that applies it.
protocol Operation: Hashable, Sendable {
  /// The name in dumps and messages.
  var name: String { get }

  /// The shape of the result.
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape

  /// The gradient of the loss with respect to each input, where there is one, from that with
  /// respect to the output.
  func gradients(inputs: [Value], output: Value, cotangent: Value) -> [Value?]

  /// How the operation runs.
  var lowering: Lowering { get }

  /// For a view: the result as a view of the input's memory, or nil if it needs a copy.
  func view(of input: View, shape: Shape) -> View?

  /// For a kernel: whether it can read input `index` through `view`; if not, it gets a copy.
  func accepts(_ view: View, at index: Int) -> Bool

  /// For a kernel: how many numbers it keeps from step to step.
  var memory: Int { get }

  /// For a kernel: the calls that compute it.
  func calls(_ site: KernelSite) -> [KernelCall]
}

/// The ways an operation can run.
enum Lowering: Hashable {
  /// A place in memory that something else fills: input, state, constant.
  case leaf
  /// A step of a fused elementwise chain.
  case lanes(LaneOperation)
  /// Another way to read the input's memory.
  case view
  /// A kernel of its own.
  case kernel
}

extension Operation {
  func gradients(inputs: [Value], output: Value, cotangent: Value) -> [Value?] {
    inputs.map { _ in nil }
  }
  func view(of input: View, shape: Shape) -> View? { nil }
  func accepts(_ view: View, at index: Int) -> Bool { view.isContiguous }
  var memory: Int { 0 }
  func calls(_ site: KernelSite) -> [KernelCall] { [] }
}

/// An operation to apply, opaque outside the module.
public struct Primitive: Hashable, Sendable {
  let operation: any Operation

  init(_ operation: any Operation) {
    self.operation = operation
  }

  public static func == (a: Primitive, b: Primitive) -> Bool {
    AnyHashable(a.operation) == AnyHashable(b.operation)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(AnyHashable(operation))
  }
}
