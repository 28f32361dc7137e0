/// A recurrent layer: a cell applied to each place of a sequence in turn, from a state of zeros.
/// `[batch, places, inputs]` to `[batch, places, width]`, or with `last` to the last output
/// `[batch, width]`.
public struct Recurrent<Cell: RecurrentCell>: Model {
  public let cell: Cell
  public let last: Bool

  public init(_ cell: Cell, last: Bool = false) {
    self.cell = cell
    self.last = last
  }

  public var parameters: [Parameter] {
    let rows = cell.gates * cell.width, start = Initializer.uniform(
      bound: 1 / Float(cell.width).squareRoot())
    return [
      Parameter("input weights", [rows, cell.inputs], start),
      Parameter("state weights", [rows, cell.width], start),
      Parameter("input biases", [rows], start), Parameter("state biases", [rows], start),
    ]
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    let batch = x.shape[0], width = cell.width
    // All places' inputs at once: [places, gates, batch, width].
    let sums = x.permuted([1, 0, 2]).matmul(parameters["input weights"].transposed())
      + parameters["input biases"]
    let inputs = sums.reshaped([x.shape[1], batch, cell.gates, width]).permuted([0, 2, 1, 3])
    let weights = parameters["state weights"].transposed(), biases = parameters["state biases"]
    var state = [Value](
      repeating: x.constant(0).broadcast(to: [batch, width]), count: cell.stateCount)
    var outputs: [Value] = []
    for place in 0..<x.shape[1] {
      let input = inputs[part: place]
      let hidden = (state[0].matmul(weights) + biases).reshaped([batch, cell.gates, width])
        .permuted([1, 0, 2])
      state = cell.step(
        input: (0..<cell.gates).map { input[part: $0] },
        hidden: (0..<cell.gates).map { hidden[part: $0] }, state: state)
      outputs.append(state[0])
    }
    return last ? state[0] : Value.stacked(outputs).permuted([1, 0, 2])
  }
}
