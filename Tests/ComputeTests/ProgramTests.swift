import Foundation
import Compute
import Testing

/// A short tour: if this passes, the basics work.
@Suite struct ProgramTests {
  @Test func tensorsCompute() {
    let x: Tensor = [[1, 2], [3, 4]]
    #expect((x.matmul(x.transposed()) + 1)[0, 1] == 12)
    #expect(x.sum([0]) == [4, 6])
    #expect(x.mean().scalar == 2.5)
    #expect((x * [10, 100]) == [[10, 200], [30, 400]])
    #expect(x.max([1]) == [2, 4])
    #expect(x.slice(1, 1..<2).flattened() == [2, 4])
    #expect(x.gather([1, 0, 1])[2, 0] == 3)
    #expect(x.argmax(1) == [1, 1])
    #expect(Tensor.concatenated([x, x], axis: 1)[1, 2] == 3)
    #expect(x.padded(0, before: 1, after: 0).shape == [3, 2])
  }

  @Test func gradientDescentFindsTheMinimum() throws {
    let program = try Program { trace in
      let w = trace.state("w", Tensor(5))
      let loss = (w - 3).squared()
      trace.update(w, to: w - 0.1 * loss.gradient(w))
      trace.record("w", w)
      trace.record("loss", loss)
      trace.check("loss", loss)
    }
    let run = Execution(program)
    try run.run(steps: 100, recordEvery: 40)
    #expect(run.recordedSteps == [0, 40, 80, 100])
    let path = try #require(run.records["w"])
    #expect(path.shape == [4] && path[0] == 5)
    #expect(abs(path[3] - 3) < 1e-4)
    #expect(run["w"].scalar == path[3])
    #expect(run.records["loss"]?[0] == 4)
    // The same in pieces.
    let again = Execution(program)
    try again.run(steps: 40)
    #expect(again["w"].scalar == path[1])
    #expect(again.step == 40 && run.step == 100)
  }

  @Test func statesChangeTogether() throws {
    let program = try Program { trace in
      let a = trace.state("a", [1, 2]), b = trace.state("b", [3, 4])
      trace.update(a, to: b)
      trace.update(b, to: a + b)
    }
    let run = Execution(program)
    try run.run()
    #expect(run["a"] == [3, 4] && run["b"] == [4, 6])
    try run.run()
    #expect(run["a"] == [4, 6] && run["b"] == [7, 10])
  }

  /// Rounds of several routines do what a loop over them does, and recording changes nothing.
  @Test func roundsReplayRoutinesInTurn() throws {
    let key = Key(seed: 8)
    let program = try Program { trace in
      let x = trace.state("x", .ones([3])), y = trace.state("y", Tensor(0))
      trace.routine("walk") { trace.update(x, to: x + trace.normal([3], key: key) + trace.step) }
      trace.routine("sum") { trace.update(y, to: 0.5 * y + x.sum()) }
      trace.routine("keep") {
        trace.record("x", x)
        trace.record("y", y)
      }
    }
    let rounds = Execution(program), loop = Execution(program)
    try rounds.run(
      rounds: 7,
      of: [.steps(3, of: "walk"), .record("keep", every: 3), .steps(2, of: "sum"),
        .steps(0, of: "walk")])
    var rows: [Tensor] = []
    for round in 0...7 {
      try loop.run(steps: 3, routine: "walk")
      if round % 3 == 0 || round == 7 { rows.append(loop["x"]) }
      if round < 7 { try loop.run(steps: 2, routine: "sum") }
    }
    #expect(rounds.recordedSteps == [0, 3, 6, 7])
    #expect(rounds.records["x"] == Tensor(rows.flatMap(\.elements), shape: [4, 3]))
    #expect(rounds.records["y"]?.elements.last == loop["y"].scalar)
    #expect(rounds["x"] == loop["x"] && rounds["y"] == loop["y"] && rounds.step == loop.step)
    // Another run goes on from there.
    try rounds.run(rounds: 1, of: [.record("keep", every: 1), .steps(1, of: "sum")])
    try loop.run(steps: 1, routine: "sum")
    #expect(rounds.recordedSteps == [0, 1] && rounds["y"] == loop["y"])
    #expect(rounds.records["y"]?.elements.last == loop["y"].scalar)
  }

  /// A failure in the middle of many rounds names its step and operation.
  @Test func failuresInRoundsAreFound() throws {
    let program = try Program { trace in
      let x = trace.state("x", Tensor(1))
      trace.routine("grow") { trace.update(x, to: 10 * x) }
      trace.routine("look") {
        let y = trace.scope("the square") { x.squared() }
        trace.output("y", y)
        trace.check("size", y)
      }
      trace.routine("keep") { trace.record("x", x) }
    }
    let run = Execution(program)
    let error = #expect(throws: NumericalError.self) {
      try run.run(
        rounds: 1000,
        of: [.steps(1, of: "grow"), .record("keep", every: 2), .steps(1, of: "look")])
    }
    // 10 to the power of 20 is the first whose square is too large: the round numbered 19.
    #expect(error?.step == 39 && error?.quantity == "size" && error?.scope == "the square")
  }

  @Test func routinesShareStates() throws {
    let program = try Program { trace in
      let x = trace.state("x", Tensor(1))
      trace.routine("double") { trace.update(x, to: 2 * x) }
      trace.routine("increment") { trace.update(x, to: x + 1) }
    }
    let run = Execution(program)
    try run.run(steps: 3, routine: "double")
    try run.run(steps: 1, routine: "increment")
    try run.run(steps: 1, routine: "double")
    #expect(run["x"].scalar == 18)
  }

  @Test func mismatchNamesOperationAndShapes() {
    let error = #expect(throws: ShapeError.self) {
      try Program { trace in
        let x = trace.input("x", [2, 3])
        trace.output("y", x.matmul(trace.input("w", [4, 5])))
      }
    }
    #expect(error?.description == "matmul: the shapes don't fit; given [2, 3] and [4, 5]")
    #expect(throws: ShapeError.self) {
      try Program { trace in
        trace.output("y", trace.input("x", [2]) + trace.input("z", [3]))
      }
    }
  }

  @Test func divergenceNamesStepAndOperation() throws {
    let program = try Program { trace in
      let w = trace.state("w", Tensor(1))
      let grown = trace.scope("layer 2") { w.exp() }
      trace.update(w, to: grown)
      trace.check("loss", grown)
    }
    let error = #expect(throws: NumericalError.self) { try Execution(program).run(steps: 1000) }
    // 1, e, 15.2, 3.8 million, infinity
    #expect(error?.step == 3)
    #expect(error?.scope == "layer 2")
    #expect(error?.quantity == "loss")
    #expect(error?.description.contains("lower the learning rate") == true)
  }

  @Test func constantsFoldAndDeadCodeGoes() throws {
    let program = try Program { trace in
      let x = trace.input("x", [10])
      let unused = x.exp().sin()
      _ = unused.sum()
      let two = trace.constant(1) + 1
      trace.output("y", (x * two * 3 + 0) * 1)
    }
    #expect(program.dump.contains("multiply [10]") && program.dump.contains("40 bytes"))
    let profile = Execution(program).profile(steps: 100)
    #expect(profile.contains(" ns, ") && profile.contains("multiply [10]"))
    #expect(!program.dump.contains("exp"))
    #expect(program.dump.components(separatedBy: "multiply").count == 2)
  }

  @Test func biasAndReluJoinTheProduct() throws {
    let program = try Program { trace in
      let x = trace.input("x", [8, 3]), w = trace.input("w", [3, 4]), b = trace.input("b", [4])
      trace.output("y", (x.matmul(w) + b).relu())
    }
    #expect(program.dump.contains("main: 1 instructions"))
    let run = Execution(program)
    run["x"] = Key(seed: 1).normal([8, 3])
    run["w"] = Key(seed: 2).normal([3, 4])
    run["b"] = Key(seed: 3).normal([4])
    try run.run()
    let expected = (run["x"].matmul(run["w"]) + run["b"]).relu()
    #expect(zip(run["y"].elements, expected.elements).allSatisfy { abs($0 - $1) < 1e-6 })
  }

  /// The backward pass of a ReLU joins the product before it, bit by bit as it would be by itself.
  @Test func gateJoinsTheProduct() throws {
    for (batch, m, n, k) in [(1, 8, 5, 3), (1, 30, 400, 700), (1, 40, 1, 6), (3, 7, 1, 9)] {
      let key = Key(seed: m)
      func shaped(_ rows: Int, _ columns: Int) -> Shape {
        batch == 1 ? [rows, columns] : [batch, rows, columns]
      }
      func program(joins: Bool) throws -> Program {
        try Program { trace in
          let g = trace.constant(key.fold("g").normal(shaped(m, k)))
          let w = trace.constant(key.fold("w").normal(shaped(n, k)))
          let x = trace.state("x", key.fold("x").normal(shaped(m, n)))
          // A loss whose gradient with respect to y = ReLU(x) is g w^T.
          let y = x.relu(), product = g.matmul(w.transposed())
          if !joins { trace.output("product", product) }
          trace.output("gradient", (y * product.detached()).sum().gradient(x))
        }
      }
      let joined = try program(joins: true), separate = try program(joins: false)
      #expect(joined.dump.contains("matmul + gate") && !joined.dump.contains("  gate"))
      #expect(!separate.dump.contains("matmul + gate"))
      let left = Execution(joined), right = Execution(separate)
      try left.run()
      try right.run()
      #expect(left["gradient"] == right["gradient"])
      let elements = left["gradient"].elements
      #expect(elements.contains(0) && elements.contains { $0 != 0 })
    }
  }

  @Test func drawsInAProgramAreThoseOfTheKey() throws {
    let key = Key(seed: 4)
    let program = try Program { trace in
      trace.output("noise", trace.normal([5], key: key))
      trace.output("batch", trace.shuffledBatch(rows: 10, size: 3, key: key))
    }
    let run = Execution(program)
    try run.run()
    let first = run["noise"]
    #expect(first == key.normal([5]))
    var seen: [Float] = run["batch"].elements
    for _ in 0..<2 {
      try run.run()
      seen += run["batch"].elements
    }
    #expect(run["noise"] != first)
    #expect(Set(seen).count == 9)
  }

  @Test func memoryIsReused() throws {
    let program = try Program { trace in
      var x = trace.input("x", [64, 64])
      for _ in 0..<20 { x = x.matmul(x).tanh() }
      trace.output("y", x)
    }
    // 40 matrices in turn, at most three at once.
    #expect(program.bytes < 6 * 4 * 64 * 64)
  }

  /// Operands that don't fit in a cache, in every order of axes, with bias and ReLU.
  @Test func largeProductsAreRight() throws {
    let key = Key(seed: 12)
    for (m, n, k) in [(5, 600, 500), (4, 30, 3000), (40, 600, 500), (20, 1, 900)] {
      for (flipA, flipB) in [(false, false), (true, false), (false, true), (true, true)] {
        let a = key.fold("a").normal(flipA ? [k, m] : [m, k])
        let b = key.fold("b").normal(flipB ? [n, k] : [k, n]), bias = key.fold("bias").normal([n])
        let function = try Function([a.shape, b.shape, bias.shape]) { x in
          let left = flipA ? x[0].transposed() : x[0], right = flipB ? x[1].transposed() : x[1]
          return [(left.matmul(right) + x[2]).relu()]
        }
        let c = function([a, b, bias])[0]
        for (i, j) in [(0, 0), (m - 1, n - 1), (1, n / 2), (2, min(17, n - 1))] {
          let exact = (0..<k).reduce(Double(bias[j])) {
            $0 + Double(flipA ? a[$1, i] : a[i, $1]) * Double(flipB ? b[j, $1] : b[$1, j])
          }
          #expect(abs(Double(c[i, j]) - max(0, exact)) < 1e-3)
        }
      }
    }
  }

  /// Products with one column, which run as one row where that fills the lanes, with each bias.
  @Test func productsOfOneColumnAreRight() throws {
    let key = Key(seed: 13), m = 21, k = 9
    let a = key.fold("a").normal([3, k, m]), b = key.fold("b").normal([3, k, 1])
    for biasShape in [[3, m, 1], [3, 1, 1], [1, m, 1]] as [Shape] {
      let bias = key.fold("bias").normal(biasShape)
      let function = try Function([a.shape, b.shape, bias.shape]) { x in
        [(x[0].transposed().matmul(x[1]) + x[2]).relu()]
      }
      let c = function([a, b, bias])[0]
      for s in 0..<3 {
        for i in 0..<m {
          let start = bias[biasShape[0] == 1 ? 0 : s, biasShape[1] == 1 ? 0 : i, 0]
          let exact = (0..<k).reduce(Double(start)) {
            $0 + Double(a[s, $1, i]) * Double(b[s, $1, 0])
          }
          #expect(abs(Double(c[s, i, 0]) - max(0, exact)) < 1e-5)
        }
      }
    }
  }

  /// A sum over more than one part of k is the same chain.
  @Test func deepProductsGoOnWhereTheyStopped() {
    let a = Key(seed: 1).normal([3, 700]), b = Key(seed: 2).normal([700, 5])
    let c = a.matmul(b)
    for i in 0..<3 {
      for j in 0..<5 {
        var sum: Float = 0
        for l in 0..<700 { sum.addProduct(a[i, l], b[l, j]) }
        #expect(c[i, j] == sum)
      }
    }
  }
}
