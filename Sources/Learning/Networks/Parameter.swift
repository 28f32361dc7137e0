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
///
/// In a training (see `TrainingPass`) they also tell layers that behave differently there, such as
/// dropout and batch normalisation, so, and give them keys to draw with.
public struct Parameters {
  let layout: ParameterLayout
  let vector: Value
  private let training: TrainingPass?
  private var path = ""
  /// What keys are named after: the path, and the place among layers without parameters.
  private var keyPath = ""

  public init(_ vector: Value, _ layout: ParameterLayout, training: TrainingPass? = nil) {
    self.vector = vector
    self.layout = layout
    self.training = training
  }

  private func range(_ name: String) -> Range<Int> {
    guard let range = layout.range(path + name) else {
      fatalError("the model has no parameter called \(path + name)")
    }
    return range
  }

  /// The parameter called `name` here.
  public subscript(name: String) -> Value {
    let range = range(name)
    let shape = layout.parameters.first { $0.name == path + name }?.shape ?? [range.count]
    return vector.slice(0, range).reshaped(shape)
  }

  /// The parameters of a part of the model, by their names there.
  public func part(_ name: String) -> Parameters {
    var part = self
    part.path += name + "/"
    part.keyPath += name + "/"
    return part
  }

  /// The same parameters, with other keys.
  func withKeys(_ name: String) -> Parameters {
    var other = self
    other.keyPath += name + "/"
    return other
  }

  /// In a training, the key of this part of the model; else nil.
  public var trainingKey: Key? { training.map { $0.key.fold(keyPath) } }

  /// In a training, sets what the parameter called `name` will be after the step.
  public func set(_ name: String, to value: Value) {
    training?.statistics[range(name).lowerBound] = value.flattened()
  }
}
