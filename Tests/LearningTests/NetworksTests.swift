import Learning
import Testing

@Suite struct NetworksTests {
  @Test func parametersHaveNamesAndPlaces() {
    let model = MLP([2, 8, 8, 1])
    #expect(model.parameterCount == 2 * 8 + 8 + 8 * 8 + 8 + 8 + 1)
    #expect(
      model.parameters.map(\.name) == [
        "layer 1/weights", "layer 1/biases", "layer 2/weights", "layer 2/biases", "layer 3/weights",
        "layer 3/biases",
      ])
    #expect(model.layout.range("layer 2/weights") == 24..<88)
    let network = model.initialized(Key(seed: 1))
    #expect(
      network.weights(of: "layer 1").count == 8 && network.weights(of: "layer 1")[0].count == 2)
    #expect(network.biases(of: "layer 3") == [0])
  }

  @Test func initialValuesDependOnNamesAlone() {
    let key = Key(seed: 2)
    let small = MLP([2, 8, 1]).initialized(key), large = MLP([2, 8, 8, 1]).initialized(key)
    #expect(small.weights(of: "layer 1") == large.weights(of: "layer 1"))
    let wide = MLP([400, 400]).initialized(key).parameters.doubles.prefix(160_000)
    #expect(abs(wide.reduce(0) { $0 + $1 * $1 } / 160_000 - 2.0 / 400) < 1e-4)
  }

  @Test func outputsFollowTheFormula() {
    // UDL equation 3.1 with three hidden units.
    let network = MLP([1, 3, 1]).with([0.5, -1, 2, 0.1, 0.2, 0.3, 1, -2, 3, 0.7])
    let y = network([[2], [-1]])
    func f(_ x: Float) -> Float {
      0.7 + max(0, 0.5 * x + 0.1) - 2 * max(0, -x + 0.2) + 3 * max(0, 2 * x + 0.3)
    }
    #expect(abs(y[0, 0] - f(2)) < 1e-5 && abs(y[1, 0] - f(-1)) < 1e-5)
  }

  @Test func convolutionalNetworkOfTheBook() {
    // Figure 10.7: 40 inputs, three layers of 15 channels, kernel 3, stride 2, then 60 to 10.
    let model = Sequential(
      Conv1D(1, 15, size: 3, stride: 2), Activation.relu, Conv1D(15, 15, size: 3, stride: 2),
      Activation.relu, Conv1D(15, 15, size: 3, stride: 2), Activation.relu, Flatten(), Dense(60, 10)
    )
    #expect(model.parameterCount == 2050)
    #expect(model.initialized(Key(seed: 1))(.ones([7, 1, 40])).shape == [7, 10])
  }

  @Test func membersOfAnEnsembleAreModelsOfTheirOwn() {
    let ensemble = Ensemble(MLP([2, 5, 1]), count: 4).initialized(Key(seed: 3))
    let x = Key(seed: 4).normal([6, 2])
    let together = ensemble(x)
    #expect(together.shape == [4, 6, 1])
    for index in 0..<4 {
      let alone = ensemble.member(index)(x)
      #expect(
        zip(alone.elements, together[part: index].elements).allSatisfy { abs($0 - $1) < 1e-6 })
    }
  }

  /// Figure 10.6: receptive fields of 3, 5, 7 and 11, found from gradients.
  @Test func receptiveFieldsGrowWithDepth() {
    let layers: [any Model] = [
      Conv1D(1, 3, size: 3, padding: 1), Conv1D(3, 4, size: 3, padding: 1),
      Conv1D(4, 5, size: 3, stride: 2), Conv1D(5, 6, size: 3, padding: 1),
    ]
    let places = [4, 3, 1, 2]
    let sizes = (1...4).map { depth in
      let model = Sequential(Array(layers.prefix(depth)))
      let positive = model.with(model.initialized(Key(seed: 1)).parameters.abs() + 0.01)
      let gradient = positive.inputGradient(at: .ones([1, 1, 11])) { y in
        y.slice(2, places[depth - 1]..<(places[depth - 1] + 1)).sum()
      }
      return gradient.elements.filter { $0 != 0 }.count
    }
    #expect(sizes == [3, 5, 7, 11])
  }

  /// A causal transformer layer: a place does not depend on later ones.
  @Test func causalAttentionLooksBackOnly() {
    let model = Sequential(
      Embedding(7, width: 8), Residual(LayerNorm(8), SelfAttention(8, heads: 2, causal: true)),
      Residual(LayerNorm(8), Dense(8, 16), Activation.gelu, Dense(16, 8)), Dense(8, 7))
    let network = model.initialized(Key(seed: 2))
    let y = network([[1, 2, 3, 4]]), z = network([[1, 2, 6, 4]])
    #expect(y.shape == [1, 4, 7])
    #expect(y.slice(1, 0..<2) == z.slice(1, 0..<2))
    #expect(y.slice(1, 2..<3) != z.slice(1, 2..<3))
  }

  /// Figure 10.7's network by hand: places 19, 9 and 4.
  @Test func summariesCountParametersAndWork() throws {
    let model = Sequential(
      Conv1D(1, 15, size: 3, stride: 2), Activation.relu, Conv1D(15, 15, size: 3, stride: 2),
      Activation.relu, Conv1D(15, 15, size: 3, stride: 2), Activation.relu, Flatten(), Dense(60, 10)
    )
    let summary = try model.summary(for: [2, 1, 40])
    #expect(summary.parts.map(\.parameters) == [60, 690, 690, 610] && summary.parameters == 2050)
    #expect(
      summary.parts.map(\.multiplyAdds)
        == [2 * 15 * 3 * 19, 2 * 15 * 45 * 9, 2 * 15 * 45 * 4, 2 * 600])
    #expect(summary.parts.map(\.output) == [[2, 15, 19], [2, 15, 9], [2, 15, 4], [2, 10]])
    #expect(summary.output == [2, 10])
    #expect(throws: ShapeError.self) { try model.summary(for: [2, 3, 40]) }
  }
}
