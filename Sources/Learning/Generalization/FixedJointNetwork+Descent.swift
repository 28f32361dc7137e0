import Compute

/// Stochastic gradient descent for the network with fixed joints, in double precision: hundreds of
/// thousands of steps in a tenth of a second.
public struct FixedJointDescent: Sendable {
  /// α. The loss of a step is the *sum* of squared errors over its batch.
  public var learningRate: Double
  /// How many pairs a step looks at, drawn without replacement; `nil` for all. A rest that does not
  /// fill a batch is left out of its epoch.
  public var batch: Int?
  /// Units, counted from 1, one of which, drawn at random, each step leaves out (UDL, figure 9.9).
  public var dropped: [Int]

  public init(learningRate: Double, batch: Int? = nil, droppingOneOf dropped: [Int] = []) {
    self.learningRate = learningRate
    self.batch = batch
    self.dropped = dropped
  }

  /// The networks after given numbers of steps.
  ///
  /// - Parameters:
  ///   - steps: in increasing order; 0 is the start.
  ///   - key: draws the batches ("batches") and the units left out ("dropout").
  /// - Throws: `NumericalError` when a parameter is no longer finite.
  public func run(
    from start: FixedJointNetwork, on data: RegressionData, recordAt steps: [Int], key: Key
  ) throws -> [FixedJointNetwork] {
    let count = start.hiddenCount
    precondition(dropped.allSatisfy { (1...count).contains($0) }, "the network has \(count) units")
    precondition(!data.isEmpty, "a descent needs data")
    let size = min(max(batch ?? data.count, 1), data.count)
    let rows = data.map { FixedJointNetwork.features(of: $0.x, hiddenCount: count) }
    let outputs = data.outputs
    let (batchKey, dropKey) = (key.fold("batches"), key.fold("dropout"))
    let batchesInEpoch = data.count / size

    var parameters = start.parameters
    var gradient = parameters
    var order = Array(data.indices)
    var drops: [Int] = []
    var found: [FixedJointNetwork] = []
    var step = 0
    for target in steps {
      while step < target {
        let place = step % batchesInEpoch
        if place == 0 && size < data.count {
          order = batchKey.fold(step / batchesInEpoch).permutation(data.count)
        }
        // A thousand draws at a time: a key costs more than a draw.
        if !dropped.isEmpty && step % 1000 == 0 {
          drops = dropKey.fold(step / 1000).integers(count: 1000, in: 0..<dropped.count)
        }
        let out = dropped.isEmpty ? nil : dropped[drops[step % 1000]]
        for index in gradient.indices { gradient[index] = 0 }
        for pair in order[(place * size)..<((place + 1) * size)] {
          var error = -outputs[pair]
          for index in parameters.indices where index != out {
            error += parameters[index] * rows[pair][index]
          }
          for index in gradient.indices { gradient[index] += 2 * error * rows[pair][index] }
        }
        for index in parameters.indices where index != out {
          parameters[index] -= learningRate * gradient[index]
        }
        step += 1
      }
      guard parameters.allSatisfy(\.isFinite) else {
        throw NumericalError(
          step: step, quantity: "parameters", operation: "gradient descent", scope: "",
          remedy: "lower the learning rate")
      }
      found.append(FixedJointNetwork(parameters: parameters))
    }
    return found
  }
}
