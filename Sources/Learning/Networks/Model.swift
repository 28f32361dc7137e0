/// A family of functions f[x, φ]: a value that knows its parameters' names and shapes, and how they
/// and the input give the output. It holds no numbers; those lie in one flat vector beside it.
public protocol Model: Sendable {
  /// The parameters in the order in which they lie in the flat vector.
  var parameters: [Parameter] { get }

  /// Records the model's output for a batch `x`.
  func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value
}

extension Model {
  public var layout: ParameterLayout { ParameterLayout(parameters) }

  /// The number of parameters.
  public var parameterCount: Int { parameters.reduce(0) { $0 + $1.shape.count } }

  /// The model with freshly drawn parameters.
  public func initialized(_ key: Key) -> Fitted<Self> {
    Fitted(self, layout.initial(key))
  }

  /// The model with given parameters.
  public func with(_ parameters: Tensor) -> Fitted<Self> { Fitted(self, parameters) }
}

/// A model together with parameters: a function that can be evaluated.
///
///     let network = MLP([2, 8, 1]).initialized(key)
///     network(x)                  // x has shape [n, 2], the result [n, 1]
///     network.weights(of: "layer 1")
public struct Fitted<M: Model>: Sendable {
  public let model: M
  /// All parameters in the order of the model's layout.
  public let parameters: Tensor

  public init(_ model: M, _ parameters: Tensor) {
    guard parameters.count == model.parameterCount else {
      fatalError("the model has \(model.parameterCount) parameters; given \(parameters.count)")
    }
    self.model = model
    self.parameters = parameters.reshaped([parameters.count])
  }

  /// The outputs for a batch of inputs.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    evaluator(x.shape)(x)
  }

  /// A compiled evaluation for batches of one shape, where many are to be evaluated.
  public func evaluator(_ shape: Shape) -> (Tensor) -> Tensor {
    do {
      let program = try Program { trace in
        let x = trace.input("x", shape)
        let vector = trace.state("parameters", parameters)
        trace.output("y", model(x, Parameters(vector, model.layout), trace))
      }
      let run = Execution(program)
      return { x in
        run["x"] = x
        // Nothing is checked, so nothing throws.
        try? run.run()
        return run["y"]
      }
    } catch {
      fatalError("\(error)")
    }
  }

  /// The parameter called `name`: "layer 2/weights".
  public subscript(name: String) -> Tensor {
    guard let range = model.layout.range(name),
      let parameter = model.parameters.first(where: { $0.name == name })
    else { fatalError("the model has no parameter called \(name)") }
    return Tensor(Array(parameters.elements[range]), shape: parameter.shape)
  }

  /// The weights of a dense layer, a row for each of its units: "layer 1".
  public func weights(of layer: String) -> [[Double]] {
    let weights = self["\(layer)/weights"]
    let width = weights.shape.extents.dropFirst().reduce(1, *)
    return stride(from: 0, to: weights.count, by: width).map {
      weights.elements[$0..<($0 + width)].map { Double($0) }
    }
  }

  /// The biases of a layer.
  public func biases(of layer: String) -> [Double] { self["\(layer)/biases"].doubles }
}

extension Fitted: Encodable where M: Encodable {}
extension Fitted: Decodable where M: Decodable {}
