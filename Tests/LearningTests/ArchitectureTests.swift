import Foundation
import Learning
import Testing

/// Each kind of network learns a small task.
@Suite struct ArchitectureTests {
  /// The next number of a sequence with a rule: what an ideal model's loss is, is known.
  @Test func transformerDecoderLearnsARule() throws {
    let tokens = 16, context = 16, count = 4096, key = Key(seed: 1)
    var rows: [[Float]] = []
    for row in 0..<count {
      let draws = key.fold(row).integers(count: context + 1, in: 0..<1 << 20)
      var sequence = [draws[0] % tokens]
      for place in 1...context {
        sequence.append((5 * sequence[place - 1] + 3 + draws[place] % 2) % tokens)
      }
      rows.append(sequence.map { Float($0) })
    }
    let data = Tensor(rows: rows)
    let model = Sequential(
      Embedding(tokens, width: 32), PositionEmbedding(context, width: 32),
      TransformerLayer(32, heads: 4, causal: true), TransformerLayer(32, heads: 4, causal: true),
      LayerNorm(32), Dense(32, tokens))
    let run = try Training(
      model, loss: .sequenceCrossEntropy,
      on: Examples(inputs: data.slice(1, 0..<context), targets: data.slice(1, 1..<(context + 1))),
      batch: .random(32), optimizer: .adam(0.003)
    ).run(steps: 300, key: key, recordEvery: 300)
    // One bit of chance is left at each place: log 2 = 0.693.
    #expect(run.losses[0] > 2.5 && run.losses[1] < 0.75 && run.losses[1] > 0.55, "\(run.losses)")
  }

  @Test func encoderDecoderLearnsToReverse() throws {
    let length = 5, tokens = 6, key = Key(seed: 2)
    let rows = (0..<512).map { row -> [Float] in
      let word = key.fold(row).integers(count: length, in: 1..<tokens).map { Float($0) }
      return word + [0] + word.reversed()
    }
    let data = Tensor(rows: rows)
    // The decoder's input starts with the token 0; its targets are one place further.
    let run = try Training(
      EncoderDecoder(
        tokens: tokens, source: length, target: length, width: 32, heads: 2, layers: 1),
      loss: .sequenceCrossEntropy,
      on: Examples(
        inputs: data.slice(1, 0..<(2 * length)),
        targets: data.slice(1, (length + 1)..<(2 * length + 1))),
      batch: .random(64), optimizer: .adam(0.005)
    ).run(steps: 400, key: key, recordEvery: 400)
    #expect(run.losses[1] < 0.1, "\(run.losses)")
  }

  /// Pictures of discs under noise: each pixel is disc or not.
  @Test func uNetSegments() throws {
    let size = 16, count = 128, key = Key(seed: 3)
    var pictures: [Float] = [], masks: [Float] = []
    for index in 0..<count {
      let draws = key.fold(index).uniform(count: 3),
        noise = key.fold("noise").fold(index).normal(count: size * size)
      let (cx, cy, radius) = (4 + 8 * draws[0], 4 + 8 * draws[1], 2 + 3 * draws[2])
      for pixel in 0..<(size * size) {
        let inside = hypot(Double(pixel % size) - cx, Double(pixel / size) - cy) < radius
        masks.append(inside ? 1 : 0)
        pictures.append(Float((inside ? 1 : 0) + 0.5 * noise[pixel]))
      }
    }
    let shape: Shape = [count, 1, size, size]
    let pixelLoss = Loss("pixels") { y, t in y.logisticLoss(labels: t).flattened(from: 1).mean([-1])
    }
    let run = try Training(
      UNet(1, 1, widths: [8, 12]), loss: pixelLoss,
      on: Examples(inputs: Tensor(pictures, shape: shape), targets: Tensor(masks, shape: shape)),
      batch: .random(16), optimizer: .adam(0.005)
    ).run(steps: 250, key: key, recordEvery: 250)
    let output = run.fitted(Tensor(pictures, shape: shape))
    let right = zip(output.elements, masks).filter { ($0 > 0) == ($1 > 0.5) }.count
    #expect(
      run.losses[1] < 0.12 && Double(right) > 0.96 * Double(masks.count), "\(run.losses) \(right)")
  }

  /// Which of the first places held the larger number, asked many steps later.
  @Test func lstmRemembers() throws {
    let places = 12, count = 512, key = Key(seed: 4)
    let x = key.fold("x").normal([count, places, 1])
    let targets = (0..<count).map { x[$0, 0, 0] > x[$0, 1, 0] ? Float(1) : 0 }
    for cell in 0..<2 {
      let head = Dense(16, 1)
      let model: Sequential =
        cell == 0
        ? Sequential(Recurrent(LSTMCell(1, 16), last: true), head)
        : Sequential(Recurrent(GRUCell(1, 16), last: true), head)
      let run = try Training(
        model, loss: .binaryLogistic,
        on: Examples(inputs: x, targets: Tensor(targets, shape: [count, 1])),
        batch: .random(64), optimizer: .adam(0.01)
      ).run(steps: 600, key: key, recordEvery: 600)
      #expect(run.losses[1] < 0.15, "cell \(cell): \(run.losses)")
    }
  }

  /// Two communities of nodes, of which few are labelled.
  @Test func graphNetworkFindsCommunities() throws {
    let nodes = 60, key = Key(seed: 5)
    var edges: [(Int, Int)] = []
    let draws = key.fold("edges").uniform(count: nodes * nodes)
    for a in 0..<nodes {
      for b in (a + 1)..<nodes where draws[a * nodes + b] < (a % 2 == b % 2 ? 0.3 : 0.02) {
        edges.append((a, b))
      }
    }
    let graph = Adjacency(nodes: nodes, edges: edges)
    // Features that say nothing but who is who; the loss looks at eight nodes.
    let features = key.fold("features").normal([nodes, 16])
    let labels = Tensor((0..<nodes).map { Float($0 % 2) })
    let partly = Loss("labelled nodes") { y, t in
      y.slice(0, 0..<8).crossEntropy(classes: t.slice(0, 0..<8))
    }
    let models: [Sequential] = [
      Sequential(
        GraphConvolution(graph, 16, 16), Activation.relu, GraphConvolution(graph, 16, 16),
        Activation.relu, GraphConvolution(graph, 16, 2)),
      Sequential(
        GraphAttention(graph, 16, 16), Activation.relu, GraphAttention(graph, 16, 16),
        Activation.relu, GraphAttention(graph, 16, 2)),
    ]
    for model in models {
      let run = try Training(
        model, loss: partly, on: Examples(inputs: features, targets: labels), optimizer: .adam(0.01)
      ).run(steps: 150, key: key, recordEvery: 150)
      let classes = run.fitted(features).argmax()
      let right = zip(classes.elements, labels.elements).filter { $0 == $1 }.count
      #expect(run.losses[1] < 0.05 && right >= 48, "\(run.losses) \(right) of 60")
    }
  }

  /// A deep convolutional pair on pictures of one bright stripe: samples have one too.
  @Test func deepConvolutionalGANMakesStripes() throws {
    let size = 8, count = 256, key = Key(seed: 6)
    var pictures: [Float] = []
    for index in 0..<count {
      let column = key.fold(index).integer(in: 1..<7)
      for pixel in 0..<(size * size) { pictures.append(pixel % size == column ? 1 : -1) }
    }
    let generator = Sequential(
      Dense(8, 16 * 4), BatchNorm(64), Activation.relu, Unflatten([16, 2, 2]),
      TransposedConv2D(16, 8, size: 4, stride: 2, padding: 1), BatchNorm(8), Activation.relu,
      TransposedConv2D(8, 1, size: 4, stride: 2, padding: 1), Activation.tanh)
    let discriminator = Sequential(
      Conv2D(1, 8, size: 4, stride: 2, padding: 1), Activation.leakyRelu(0.2),
      Conv2D(8, 16, size: 4, stride: 2, padding: 1), Activation.leakyRelu(0.2), Flatten(),
      Dense(64, 1))
    let run = try AdversarialTraining(
      generator: generator, discriminator: discriminator,
      data: .rows(Tensor(pictures, shape: [count, 1, size, size])), latent: 8, batch: 64,
      generatorOptimizer: .adam(0.002, beta: 0.5), discriminatorOptimizer: .adam(0.002, beta: 0.5)
    ).run(rounds: 800, key: key, recordEvery: 800)
    let samples = run.generator(key.fold("test").normal([200, 8]))
    // Stripes are equal along columns, and one column is bright.
    let columns = samples.mean([1, 2])
    let within = (samples.reshaped([200, size, size]) - columns.expanded(1)).squared().mean().scalar
    let bright = (0..<200).filter { row in (0..<size).filter { columns[row, $0] > 0 }.count == 1 }
      .count
    #expect(within < 0.05 && bright > 150, "within \(within), \(bright) of 200 have one stripe")
  }

  /// The Wasserstein critic's slope is held to 1, and samples reach the data.
  @Test func wassersteinGANWithPenaltyTrains() throws {
    let key = Key(seed: 7)
    let angle = key.fold("angle").uniform([2000, 1], in: 0..<(2 * Float.pi))
    let ring = Tensor.concatenated([angle.cos(), angle.sin()], axis: 1) * 2
    let run = try AdversarialTraining(
      generator: MLP([2, 32, 32, 2]),
      discriminator: MLP([2, 32, 32, 1], activation: .leakyRelu(0.2)),
      data: .rows(ring), latent: 2, batch: 128, generatorOptimizer: .adam(0.001, beta: 0),
      discriminatorOptimizer: .adam(0.001, beta: 0), objective: .wasserstein(),
      discriminatorSteps: 5
    ).run(rounds: 1000, key: key, recordEvery: 500)
    let samples = run.generator(key.fold("test").normal([1000, 2]))
    let radius = samples.squared().sum([1]).squareRoot().mean().scalar
    #expect(abs(radius - 2) < 0.2, "mean radius \(radius)")
    let slopes = run.discriminator.inputGradient(at: samples) { $0.sum() }.squared().sum([1])
      .squareRoot()
    #expect(abs(slopes.mean().scalar - 1) < 0.25, "mean slope \(slopes.mean().scalar)")
  }
}
