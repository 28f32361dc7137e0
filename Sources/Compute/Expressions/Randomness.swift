import CNumerics

/// Random numbers drawn inside a program: a pure function of the key and the step's index.
struct Draw: Operation {
  enum Distribution: Hashable { case uniform, normal }
  let distribution: Distribution
  let key: Key
  let target: Shape

  var name: String { "\(distribution)" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { target }
  func calls(_ site: KernelSite) -> [KernelCall] {
    [
      KernelCall(
        distribution == .uniform ? Kernels.table.uniform : Kernels.table.normal, [site.output],
        [target.count, Int(Int64(bitPattern: key.bits)), -1])
    ]
  }
}

/// The rows of the step's batch, without replacement: the epoch's order, cut into batches.
struct ShuffledBatch: Operation {
  let rows: Int, size: Int
  let key: Key

  var name: String { "shuffled batch" }
  var lowering: Lowering { .kernel }
  /// The order of the epoch, kept between steps.
  var memory: Int { rows }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape {
    guard size > 0, size <= rows else {
      throw ShapeError(name, [[rows], [size]], "a batch can't be larger than the data")
    }
    return [size]
  }
  func calls(_ site: KernelSite) -> [KernelCall] {
    [
      KernelCall(
        Kernels.table.shuffle, [site.output, site.memory],
        [rows, Int(Int64(bitPattern: key.bits)), rows / size, size, -1])
    ]
  }
}

/// The index of the step.
struct StepIndex: Operation {
  var name: String { "step" }
  var lowering: Lowering { .kernel }
  func shape(of inputs: [Shape]) throws(ShapeError) -> Shape { .scalar }
  func calls(_ site: KernelSite) -> [KernelCall] { [KernelCall(ln_step, [site.output], [])] }
}

extension Trace {
  private func draw(_ operation: any Operation) -> Value {
    Value(graph: graph, id: graph.record(operation, []))
  }

  /// The index of the step being run, from 0; exact up to 2^24.
  public var step: Value { draw(StepIndex()) }

  /// Uniform numbers in `range`, new ones in each step.
  public func uniform(_ shape: Shape, key: Key, in range: Range<Float> = 0..<1) -> Value {
    draw(Draw(distribution: .uniform, key: key, target: shape))
      * (range.upperBound - range.lowerBound)
      + range.lowerBound
  }

  /// Normal numbers, new ones in each step.
  public func normal(
    _ shape: Shape, key: Key, mean: Float = 0, standardDeviation: Float = 1
  ) -> Value {
    draw(Draw(distribution: .normal, key: key, target: shape)) * standardDeviation + mean
  }

  /// Integers in 0 ..< bound, new ones in each step: rows of a batch with replacement.
  public func integers(_ shape: Shape, below bound: Int, key: Key) -> Value {
    (draw(Draw(distribution: .uniform, key: key, target: shape)) * Float(bound)).floor()
      .minimum(Float(bound - 1))
  }

  /// Row numbers of the step's batch without replacement: each epoch goes through `rows` rows in a
  /// new order, in batches of `size`; a last smaller batch is left out.
  public func shuffledBatch(rows: Int, size: Int, key: Key) -> Value {
    draw(ShuffledBatch(rows: rows, size: size, key: key))
  }

  /// Each element zero with probability `rate`, in each step others; what stays is scaled up so
  /// that the expectation does too (UDL section 9.3.3).
  public func dropout(_ x: Value, rate: Float, key: Key) -> Value {
    guard rate > 0 else { return x }
    let dropped = x.constant(rate).isGreater(than: uniform(x.shape, key: key))
    return x * (1 - dropped) * (1 / (1 - rate))
  }

  /// Normal noise added, in each step other (UDL section 9.3.4).
  public func noisy(_ x: Value, standardDeviation: Float, key: Key) -> Value {
    x + normal(x.shape, key: key, standardDeviation: standardDeviation)
  }
}
