/// Many models of one form, trained and evaluated at once along a leading axis.
///
/// Each member starts from a key of its own. The output has the shape `[members, batch, …]`.
public struct Ensemble<Member: Model>: Model {
  public let member: Member
  public let count: Int

  public init(_ member: Member, count: Int) {
    self.member = member
    self.count = count
  }

  public var parameters: [Parameter] {
    member.parameters.map { parameter in
      var initializer = parameter.initializer
      initializer.members = count
      return Parameter(parameter.name, Shape([count] + parameter.shape.extents), initializer)
    }
  }

  public func callAsFunction(_ x: Value, _ parameters: Parameters, _ trace: Trace) -> Value {
    member(x, parameters, trace)
  }
}

extension Fitted {
  /// One member of an ensemble as a model of its own.
  public func member<Member: Model>(_ index: Int) -> Fitted<Member> where M == Ensemble<Member> {
    let numbers = model.parameters.flatMap { parameter -> [Float] in
      let size = parameter.shape.count / model.count
      return Array(self[parameter.name].elements[(index * size)..<((index + 1) * size)])
    }
    return Fitted<Member>(model.member, Tensor(numbers))
  }
}
