/// The step of a recurrent network: from the step's input and the state before it to the state
/// after it. The first part of the state is the output.
public protocol RecurrentCell: Sendable {
  var inputs: Int { get }
  var width: Int { get }
  /// The number of gates: the input and the state are each mapped to so many vectors of `width`.
  var gates: Int { get }
  /// The number of vectors of `width` in the state.
  var stateCount: Int { get }

  /// The state after a step, from what the input and the output before gave to the gates.
  func step(input: [Value], hidden: [Value], state: [Value]) -> [Value]
}

/// h ← tanh(W x + b + U h + c) (Elman 1990).
public struct RNNCell: RecurrentCell, Hashable {
  public let inputs: Int
  public let width: Int
  public var gates: Int { 1 }
  public var stateCount: Int { 1 }

  public init(_ inputs: Int, _ width: Int) {
    self.inputs = inputs
    self.width = width
  }

  public func step(input: [Value], hidden: [Value], state: [Value]) -> [Value] {
    [(input[0] + hidden[0]).tanh()]
  }
}

/// The gated recurrent unit (Cho et al. 2014): reset, update and new gates, in this order, with the
/// reset gate after the product with the state, as in PyTorch.
public struct GRUCell: RecurrentCell, Hashable {
  public let inputs: Int
  public let width: Int
  public var gates: Int { 3 }
  public var stateCount: Int { 1 }

  public init(_ inputs: Int, _ width: Int) {
    self.inputs = inputs
    self.width = width
  }

  public func step(input: [Value], hidden: [Value], state: [Value]) -> [Value] {
    let reset = (input[0] + hidden[0]).sigmoid(), update = (input[1] + hidden[1]).sigmoid()
    let new = (input[2] + reset * hidden[2]).tanh()
    return [(1 - update) * new + update * state[0]]
  }
}

/// Long short-term memory (Hochreiter and Schmidhuber 1997): input, forget, cell and output gates,
/// in this order; the state is the output and the cell.
public struct LSTMCell: RecurrentCell, Hashable {
  public let inputs: Int
  public let width: Int
  public var gates: Int { 4 }
  public var stateCount: Int { 2 }

  public init(_ inputs: Int, _ width: Int) {
    self.inputs = inputs
    self.width = width
  }

  public func step(input: [Value], hidden: [Value], state: [Value]) -> [Value] {
    let sums = zip(input, hidden).map { $0 + $1 }
    let cell = sums[1].sigmoid() * state[1] + sums[0].sigmoid() * sums[2].tanh()
    return [sums[3].sigmoid() * cell.tanh(), cell]
  }
}
