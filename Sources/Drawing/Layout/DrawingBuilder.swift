/// Collects the drawings that a closure lists.
@resultBuilder
public enum DrawingBuilder {
  public static func buildExpression(_ drawing: some Drawing) -> [any Drawing] { [drawing] }
  public static func buildExpression(_ drawings: [any Drawing]) -> [any Drawing] { drawings }
  public static func buildBlock(_ parts: [any Drawing]...) -> [any Drawing] { parts.flatMap { $0 } }
  public static func buildArray(_ parts: [[any Drawing]]) -> [any Drawing] { parts.flatMap { $0 } }
  public static func buildOptional(_ part: [any Drawing]?) -> [any Drawing] { part ?? [] }
  public static func buildEither(first: [any Drawing]) -> [any Drawing] { first }
  public static func buildEither(second: [any Drawing]) -> [any Drawing] { second }
  public static func buildLimitedAvailability(_ part: [any Drawing]) -> [any Drawing] { part }
  public static func buildFinalResult(_ parts: [any Drawing]) -> Group { Group(parts) }
}

/// Several drawings that their container arranges; on its own, a group arranges them as a column.
public struct Group: Drawing {
  let children: [any Drawing]

  init(_ children: [any Drawing]) {
    self.children = children.flatMap { ($0 as? Group)?.children ?? [$0] }
  }

  public init(@DrawingBuilder content: () -> Group) { self = content() }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    if children.count == 1 { return try children[0].layOut(proposal, in: environment) }
    return try VStack { children }.layOut(proposal, in: environment)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    children.reduce([]) { $0.union($1.flexibility(in: environment)) }
  }
}

/// One drawing for each element of a collection.
public func ForEach<Data: Sequence>(
  _ data: Data, @DrawingBuilder content: (Data.Element) -> Group
) -> Group {
  Group(data.flatMap { content($0).children })
}
