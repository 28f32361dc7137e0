/// A computation of single numbers as a graph of named quantities, with all of their derivatives:
/// what automatic differentiation records and fills in (UDL sections 7.3 and 7.4).
///
///     let graph = try ComputationGraph { tape in
///       let x = tape.input("x", 0.1)
///       let f = tape.name("f", x.exp())
///       tape.name("y", f * f + f)
///     }
///     graph["y"].sources        // f, with the derivative 2 f + 1
///     graph["x"].gradient       // of y with respect to x
///
/// Values and gradients come from the program that the closure records, run once; the graph is the
/// program's own. Numbers are 32 bits wide, as everywhere in programs.
public struct ComputationGraph: Hashable, Codable, Sendable {
  /// A quantity on which another depends without others between.
  public struct Source: Hashable, Codable, Sendable {
    public let name: String
    /// The local derivative: that of the dependent quantity with all of its other sources fixed.
    public let derivative: Double
  }

  /// A number that was given a name.
  public struct Quantity: Hashable, Codable, Sendable {
    public let name: String
    public let value: Double
    /// The derivative of the last quantity with respect to this one, by reverse mode.
    public let gradient: Double
    /// What it is computed from, in the order of recording; nothing for an input.
    public let sources: [Source]
    /// The operations between the sources and it, in the order of recording: `exp`, `add`, ….
    public let operations: [String]
  }

  /// Inputs and results, each after those that it depends on.
  public let quantities: [Quantity]

  /// The quantity of that name.
  public subscript(name: String) -> Quantity {
    guard let quantity = quantities.first(where: { $0.name == name }) else {
      fatalError("the graph has no quantity called \(name)")
    }
    return quantity
  }

  /// Records what `body` computes, and runs it. The last quantity that it names is the one whose
  /// gradients are taken.
  ///
  /// - Parameter body: is called twice and must record the same each time.
  /// - Throws: a `ShapeError` if something that is named is no single number; what `body` throws.
  public init(_ body: (Tape) throws -> Void) throws {
    let whole = try Self.run { trace in
      let tape = Tape(trace, isCut: false)
      try body(tape)
      guard let last = tape.entries.last else { return [] }
      let gradients = last.value.gradients(tape.entries.map(\.value))
      for (index, entry) in tape.entries.enumerated() {
        trace.output("value \(index)", entry.value)
        trace.output("gradient \(index)", gradients[index])
      }
      return tape.entries
    }
    // With every name a new input, what lies between two names is all that a derivative can see.
    let cut = try Self.run(inputs: whole.values) { trace in
      let tape = Tape(trace, isCut: true)
      try body(tape)
      for (index, entry) in tape.entries.enumerated() {
        let sources = entry.sources(tape)
        let derivatives = entry.value.gradients(sources.map { tape.entries[$0].leaf })
        for (source, derivative) in zip(sources, derivatives) {
          trace.output("derivative \(index) \(source)", derivative)
        }
      }
      tape.entries = tape.entries.map { entry in
        var entry = entry
        entry.sourceNumbers = entry.sources(tape)
        entry.operations = entry.operationNames
        return entry
      }
      return tape.entries
    }
    let names = cut.entries.map(\.name)
    quantities = cut.entries.enumerated().map { index, entry in
      Quantity(
        name: entry.name, value: whole.read("value \(index)"),
        gradient: whole.read("gradient \(index)"),
        sources: entry.sourceNumbers.map {
          Source(name: names[$0], derivative: cut.read("derivative \(index) \($0)"))
        },
        operations: entry.operations)
    }
  }

  /// The derivatives of all quantities with respect to one, by forward mode: each is the sum over
  /// its sources of theirs times the local derivative.
  public func derivatives(along input: String) -> [String: Double] {
    quantities.reduce(into: [:]) { result, quantity in
      result[quantity.name] =
        quantity.name == input
        ? 1 : quantity.sources.reduce(0) { $0 + $1.derivative * (result[$1.name] ?? 0) }
    }
  }
}

extension ComputationGraph {
  /// Where the closure of a `ComputationGraph` declares inputs and names results.
  public final class Tape {
    private let trace: Trace
    /// Whether what is named goes on as an input of its own.
    private let isCut: Bool
    fileprivate var entries: [Entry] = []

    fileprivate init(_ trace: Trace, isCut: Bool) {
      self.trace = trace
      self.isCut = isCut
    }

    /// A number to start from.
    public func input(_ name: String, _ value: Double) -> Value {
      check(name)
      let leaf = trace.input(name, .scalar)
      entries.append(Entry(name: name, value: leaf, leaf: leaf, given: value))
      return leaf
    }

    /// Gives a result a name. What uses it must use the value that this returns.
    @discardableResult
    public func name(_ name: String, _ value: Value) -> Value {
      check(name)
      let leaf = isCut ? trace.input(name, .scalar) : value
      entries.append(Entry(name: name, value: value, leaf: leaf, given: nil))
      return leaf
    }

    private func check(_ name: String) {
      precondition(!entries.contains { $0.name == name }, "two quantities are called \(name)")
    }
  }

  fileprivate struct Entry {
    let name: String
    /// What it is computed by.
    let value: Value
    /// As what others see it.
    let leaf: Value
    let given: Double?
    var sourceNumbers: [Int] = []
    var operations: [String] = []

    /// The nodes that lead from other entries to this one, in the order of recording.
    private var nodes: [Int] {
      guard given == nil else { return [] }
      var found: Set<Int> = []
      var open = [value.id]
      while let id = open.popLast() {
        guard found.insert(id).inserted else { continue }
        open += value.graph.nodes[id].inputs
      }
      return found.sorted()
    }

    func sources(_ tape: Tape) -> [Int] {
      let nodes = Set(nodes)
      return tape.entries.indices.filter { nodes.contains(tape.entries[$0].leaf.id) }
    }

    var operationNames: [String] {
      nodes.filter { value.graph.nodes[$0].operation.lowering != .leaf }
        .map { value.graph.nodes[$0].operation.name }
    }
  }

  private struct Outcome {
    var entries: [Entry]
    var execution: Execution

    func read(_ output: String) -> Double { Double(execution[output].scalar) }

    var values: [String: Double] {
      var values: [String: Double] = [:]
      for (index, entry) in entries.enumerated() { values[entry.name] = read("value \(index)") }
      return values
    }
  }

  /// Traces a program and runs it, on the given inputs or else on those that the tape was given.
  private static func run(
    inputs: [String: Double]? = nil, _ body: (Trace) throws -> [Entry]
  ) throws -> Outcome {
    var entries: [Entry] = []
    let program = try Program { entries = try body($0) }
    let execution = Execution(program)
    for entry in entries {
      guard program.inputs[entry.name] != nil,
        let value = inputs?[entry.name] ?? entry.given
      else { continue }
      execution[entry.name] = Tensor(Float(value))
    }
    // Nothing is checked, so nothing throws.
    try? execution.run()
    return Outcome(entries: entries, execution: execution)
  }
}
