/// A function of single numbers between layers.
public enum Activation: Model, Hashable, Codable {
  case linear
  case relu
  case leakyRelu(Float)
  case tanh
  case sigmoid
  case softplus
  case elu
  case selu
  case gelu
  case swish
  case hardSwish

  public var parameters: [Parameter] { [] }

  public func callAsFunction(_ x: Value) -> Value {
    switch self {
    case .linear: x
    case .relu: x.relu()
    case .leakyRelu(let slope): x.leakyRelu(slope)
    case .tanh: x.tanh()
    case .sigmoid: x.sigmoid()
    case .softplus: x.softplus()
    case .elu: x.elu()
    case .selu: x.selu()
    case .gelu: x.gelu()
    case .swish: x.swish()
    case .hardSwish: x.hardSwish()
    }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    self(x)
  }
}
