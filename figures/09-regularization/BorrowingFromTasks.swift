import Lantern

/// What a network has learned for one task helps it with another.
struct BorrowingFromTasks: Figure {
  static let entry = Entry(
    "9.12", "Transfer learning, multi-task learning and self-supervised learning",
    alt: """
      Three flow charts with pictures of drawn streets. In the first, a street leads through a \
      model and a segmentation layer to a map of coloured parts; an arrow leads down to a second \
      model, from which another street leads through a depth layer to a map that is hot where \
      things are near. In the second, one model feeds both layers at once. In the third, a street \
      with a rectangle cut out leads through a model and an inpainting layer to the street with \
      the hole filled. A line below each tells the measured errors.
      """, treatment: .analog)

  @Parameter("Streets with known depth", in: 4...100) var depthExamples = 30
  @Parameter("Training steps of segmentation", in: 200...1600, scale: .logarithmic) var steps = 800
  @Parameter("Streets that are shown", in: 0...19) var shown = 0
  @Parameter("Seed", in: 0...99) var seed = 0

  func compute(in lab: Lab) throws -> StreetTasks.Results {
    try StreetTasks(key: lab.key("streets")).results(
      steps: steps, depthExamples: depthExamples, shown: shown,
      holeColor: [0.627, 0.851, 0.827], report: lab.progress)
  }

  func page(_ evidence: StreetTasks.Results) -> some Drawing {
    VStack(alignment: .leading, spacing: 9) {
      Panel("a") {
        VStack(alignment: .leading, spacing: 7) {
          row("a1", street(evidence.streets[0]), ["Segmentation": labels(evidence.parts)])
          row("a2", street(evidence.streets[1]), ["Depth": heat(evidence.depth)])
          note(
            "Squared error of depth \(brief(evidence.transferError)); without the first "
              + "task \(brief(evidence.scratchError))")
        }
      }
      Panel("b") {
        VStack(alignment: .leading, spacing: 7) {
          row(
            "b", street(evidence.streets[2]),
            ["Segmentation": labels(evidence.jointParts), "Depth": heat(evidence.jointDepth)])
          note(
            "Squared error of depth \(brief(evidence.jointError)); pixels in the wrong part: "
              + "\((100 * evidence.jointPartError).formatted(decimals: 1)) %")
        }
      }
      Panel("c") {
        VStack(alignment: .leading, spacing: 7) {
          row("c", street(evidence.holed), ["Inpainting": street(evidence.filled)])
          note(
            "Squared error in the holes \(brief(evidence.holeError)); of a mean colour "
              + brief(evidence.meanColorError))
        }
      }
    }
    .connectors([
      Connector(from: "a1 model", to: "a2 model", style: StrokeStyle(width: 0.85), gap: 0)
    ])
  }

  /// A picture, the model, and for each of its output layers a result.
  private func row(
    _ name: String, _ input: PixelImage, _ outputs: KeyValuePairs<String, PixelImage>
  ) -> some Drawing {
    HStack(spacing: 0) {
      picture(input).part("\(name) input")
      Spacer(minLength: 11)
      box("Model", sample: "Model\n").part("\(name) model")
      Spacer(minLength: 11)
      VStack(spacing: 7) {
        outputs.map { layer, result in
          ZStack {
            picture(result).opacity(0)
            box("\(layer)\noutput layer", sample: "Segmentation\noutput layer")
              .part("\(name) \(layer) layer")
          }
        }
      }
      Spacer(minLength: 11)
      VStack(spacing: 7) {
        outputs.map { layer, result in
          picture(result).part("\(name) \(layer) result")
        }
      }
    }
    .connectors(
      [ElbowConnector(from: "\(name) input", to: "\(name) model")]
        + outputs.flatMap { layer, _ in
          [
            ElbowConnector(from: "\(name) model", to: "\(name) \(layer) layer"),
            ElbowConnector(from: "\(name) \(layer) layer", to: "\(name) \(layer) result"),
          ]
        })
  }

  private func picture(_ image: PixelImage) -> PixelImage { image.pixelSize(1.65).outline() }

  /// A framed word in a box that would hold `sample`.
  private func box(_ text: String, sample: String) -> some Drawing {
    ZStack {
      Text(sample).opacity(0)
      Text(text)
    }
    .padding(5)
    .border()
    .font(.callout)
  }

  private func note(_ text: String) -> some Drawing {
    Text(text).font(.caption).foregroundStyle(.gray)
  }

  private func brief(_ error: Double) -> String { error.formatted(decimals: 4) }

  private func street(_ image: Tensor) -> PixelImage { PixelImage(image).interpolated() }

  private func labels(_ map: Tensor) -> PixelImage {
    let colors: [UInt32] = [0x6f8fb5, 0x4d4f52, 0xb85fc2, 0xe7a9cf, 0x1f2f9a, 0xd8352a, 0x5f8f3a]
    return PixelImage(labels: map, colors: colors.map(Color.init(hex:)))
  }

  private func heat(_ map: Tensor) -> PixelImage {
    PixelImage(map: map, colorMap: .coldToHot, range: 0...0.8).interpolated()
  }

  var claims: [Claim<StreetTasks.Results>] {
    Claim("from scratch the error of depth is that after segmentation times", atLeast: 1,
      over: .share(0.8)) { $0.scratchError / $0.transferError }
    Claim("the error in the holes, by that of the mean colour around them, is", atMost: 0.5,
      over: .share(0.8)) { $0.holeError / $0.meanColorError }
    Claim("the share of pixels of which the first network finds the wrong part is", atMost: 0.2) {
      $0.partError
    }
  }
}
