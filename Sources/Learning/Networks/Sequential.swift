/// Layers one after the other. Those with parameters are called "layer 1", "layer 2", … in order.
public struct Sequential: Model {
  public let layers: [any Model]

  public init(_ layers: any Model...) {
    self.layers = layers
  }

  public init(_ layers: [any Model]) {
    self.layers = layers
  }

  /// Each layer with its name; a layer without parameters has none.
  private var named: [(name: String?, layer: any Model)] {
    var number = 0
    return layers.map { layer in
      guard layer.parameterCount > 0 else { return (nil, layer) }
      number += 1
      return ("layer \(number)", layer)
    }
  }

  public var parameters: [Parameter] {
    named.flatMap { name, layer in layer.parameters.map { $0.inside(name ?? "") } }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    named.enumerated().reduce(x) { x, item in
      let (index, part) = item
      guard let name = part.name else {
        return part.layer(x, parameters.withKeys("\(index)"), trace)
      }
      return trace.scope(name) { part.layer(x, parameters.part(name), trace) }
    }
  }
}

/// All axes but the batch's joined into one.
public struct Flatten: Model, Hashable {
  public init() {}
  public var parameters: [Parameter] { [] }
  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    x.flattened(from: 1)
  }
}
