/// A named array of a model's parameters: its shape and how it starts.
public struct Parameter: Hashable, Sendable {
  public let name: String
  public let shape: Shape
  public let initializer: Initializer

  public init(_ name: String, _ shape: Shape, _ initializer: Initializer = .zeros) {
    self.name = name
    self.shape = shape
    self.initializer = initializer
  }

  /// The parameter as part of something larger: "layer 2/weights".
  public func inside(_ part: String) -> Parameter {
    Parameter(part.isEmpty ? name : "\(part)/\(name)", shape, initializer)
  }
}

/// Where each named parameter lies in the one flat vector that holds all of a model's parameters.
public struct ParameterLayout: Hashable, Sendable {
  public let parameters: [Parameter]
  private let starts: [String: Int]

  /// The length of the flat vector.
  public let count: Int

  public init(_ parameters: [Parameter]) {
    self.parameters = parameters
    var starts: [String: Int] = [:], count = 0
    for parameter in parameters {
      precondition(starts[parameter.name] == nil, "two parameters are called \(parameter.name)")
      starts[parameter.name] = count
      count += parameter.shape.count
    }
    self.starts = starts
    self.count = count
  }

  /// The part of the flat vector that holds `name`.
  public func range(_ name: String) -> Range<Int>? {
    guard let start = starts[name], let parameter = parameters.first(where: { $0.name == name })
    else { return nil }
    return start..<(start + parameter.shape.count)
  }

  /// The starting values of all parameters, each drawn with the key of its name.
  public func initial(_ key: Key) -> Tensor {
    Tensor(parameters.flatMap { $0.initializer.values($0.shape, key.fold($0.name)).elements })
  }
}

/// A model's parameters while it is traced, by name.
public struct Parameters {
  let layout: ParameterLayout
  let vector: Value
  private let path: String

  public init(_ vector: Value, _ layout: ParameterLayout) {
    self.init(vector, layout, path: "")
  }

  private init(_ vector: Value, _ layout: ParameterLayout, path: String) {
    self.vector = vector
    self.layout = layout
    self.path = path
  }

  /// The parameter called `name` here.
  public subscript(name: String) -> Value {
    let full = path + name
    guard let range = layout.range(full),
      let parameter = layout.parameters.first(where: { $0.name == full })
    else { fatalError("the model has no parameter called \(full)") }
    return vector.slice(0, range).reshaped(parameter.shape)
  }

  /// The parameters of a part of the model, by their names there.
  public func part(_ name: String) -> Parameters {
    Parameters(vector, layout, path: path + name + "/")
  }
}
