#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Learning

/// The tasks beyond single networks on short rows: pictures, sequences, a pair, an ensemble.
extension BenchTask {
  static func e() throws -> BenchTask {
    var random = LinearCongruential(5)
    let start =
      random.layer(10, 25) + random.layer(20, 250) + random.layer(50, 320) + random.layer(10, 50)
    let pictures = classes(640, width: 784, seed: 28)
    return try BenchTask(
      "e", "2-D convolutions with pooling, 28 × 28, batch 64", expected: (2.292639, 2.20824),
      Sequential(
        Conv2D(1, 10, size: 5), Pool.max(2), Activation.relu, Conv2D(10, 20, size: 5), Pool.max(2),
        Activation.relu, Flatten(), Dense(320, 50), Activation.relu, Dense(50, 10)),
      start: start, loss: .crossEntropy
    ) { batch($0, pictures.x.reshaped([640, 1, 28, 28]), pictures.y, size: 64) }
  }

  static func f() throws -> BenchTask {
    let width = 64, tokens = 64, context = 64
    let model = Sequential(
      Embedding(tokens, width: width), PositionEmbedding(context, width: width),
      TransformerLayer(width, heads: 4, causal: true),
      TransformerLayer(width, heads: 4, causal: true), LayerNorm(width), Dense(width, tokens))
    // The starting weights by name, in the order of their draws.
    var random = LinearCongruential(6)
    var start: [String: [Float]] = [
      "layer 1/vectors": random.signed(tokens * width, scale: 0.1),
      "layer 2/vectors": random.signed(context * width, scale: 0.1),
    ]
    func draw(_ name: String, _ outputs: Int, _ inputs: Int) {
      let numbers = random.layer(outputs, inputs)
      start[name + "/weights"] = Array(numbers[..<(outputs * inputs)])
      start[name + "/biases"] = Array(numbers[(outputs * inputs)...])
    }
    for layer in ["layer 3", "layer 4"] {
      draw("\(layer)/attention/queries, keys and values", 3 * width, width)
      draw("\(layer)/attention/combination", width, width)
      draw("\(layer)/network/layer 1", 4 * width, width)
      draw("\(layer)/network/layer 2", width, 4 * width)
    }
    draw("layer 6", tokens, width)
    // Scales start at one, offsets at zero.
    let vector = model.parameters.flatMap { parameter in
      start[parameter.name]
        ?? [Float](
          repeating: parameter.name.hasSuffix("scales") ? 1 : 0, count: parameter.shape.count)
    }

    var sequences: [Float] = []
    var draws = LinearCongruential(64)
    for _ in 0..<(16 * 16) {
      var token = 0
      for place in 0...context {
        let bits = draws.bits()
        token = place == 0 ? bits % tokens : (5 * token + 3 + bits % 4) % tokens
        sequences.append(Float(token))
      }
    }
    let table = Tensor(sequences, shape: [16, 16, context + 1])
    return try BenchTask(
      "f", "2-layer transformer decoder, width 64, context 64, batch 16",
      expected: (4.313202, 1.96235), tolerance: (6e-6, 5e-4), model, start: vector,
      loss: .sequenceCrossEntropy, optimizer: .adam(0.001)
    ) { trace in
      let batch = turn(trace, table)
      return (batch.slice(1, 0..<context), batch.slice(1, 1..<(context + 1)))
    }
  }

  static func g() throws -> BenchTask {
    // Real points on a ring, then noise.
    var random = LinearCongruential(22)
    let count = 16 * 256
    let angles = (0..<count).map { _ in 2 * Double.pi * (random.signed() + 1) / 2 }
    let radii = (0..<count).map { _ in 1 + 0.1 * random.signed() }
    let points = zip(angles, radii).flatMap { [Float($1 * cos($0)), Float($1 * sin($0))] }
    let real = Tensor(points, shape: [16, 256, 2])
    let noise = Tensor(random.signed(2 * count), shape: [16, 256, 2])
    let generator = MLP([2, 32, 32, 2]), discriminator = MLP([2, 32, 32, 1])
    return try BenchTask(
      "g", "GAN on 2-D points, Adam, batch 256", expected: (2.010360, 1.992015),
      tolerance: (6e-6, 2e-5)
    ) { trace in
      let theta = trace.state("generator", Tensor(weights(11, generator.widths)))
      let phi = trace.state("discriminator", Tensor(weights(12, discriminator.widths)))
      let data = turn(trace, real), latent = turn(trace, noise)
      func samples(_ theta: Value) -> Value {
        generator(latent, Parameters(theta, generator.layout), trace)
      }
      func scores(_ x: Value, _ phi: Value) -> Value {
        discriminator(x, Parameters(phi, discriminator.layout), trace)
      }
      let adam = Optimizer.adam(0.001, beta: 0.5)
      func discriminatorLoss(_ phi: Value) -> Value {
        (-scores(data, phi)).softplus().mean()
          + scores(samples(theta).detached(), phi).softplus().mean()
      }
      let next = adam.update(
        phi, named: "adam of the discriminator", step: trace.step, in: trace,
        objective: discriminatorLoss)
      func generatorLoss(_ theta: Value) -> Value {
        (-scores(samples(theta), next)).softplus().mean()
      }
      adam.update(
        theta, named: "adam of the generator", step: trace.step, in: trace, objective: generatorLoss
      )
      return discriminatorLoss(phi) + generatorLoss(theta)
    }
  }

  static func h() throws -> BenchTask {
    var random = LinearCongruential(8)
    let networks = (0..<100).map { _ in random.layer(10, 1) + random.layer(1, 10) }
    // From one network after the other to one parameter of all networks after the other.
    let parts = [0..<10, 10..<20, 20..<30, 30..<31]
    let start = parts.flatMap { part in networks.flatMap { $0[part] } }
    return try BenchTask(
      "h", "100 networks 1-10-1 at once", expected: (0.455284, 0.198121),
      Ensemble(MLP([1, 10, 1]), count: 100), start: start, loss: .leastSquares
    ) { ($0.constant(lineX), $0.constant(lineY)) }
  }
}
