import Diagrams
import Drawing
import Geometry
import Learning
import Testing

private func network(_ widths: [Int]) throws -> ReLUNetwork {
  try ReLUNetwork(
    weights: zip(widths, widths.dropFirst()).map { inputs, outputs in
      (0..<outputs).map { row in (0..<inputs).map { Double(row + $0) - 1 } }
    },
    biases: widths.dropFirst().map { [Double](repeating: 0.5, count: $0) })
}

extension Picture {
  fileprivate var parts: [String] {
    commands.compactMap { if case .pushPart(let name) = $0 { name } else { nil } }
  }
}

@Suite struct NetworkDiagramTests {
  @Test func wideLayersAreAbbreviated() throws {
    let diagram = NetworkDiagram(try network([2, 12, 1])).unitLimit(4)
    let parts = try Sheet(diagram).picture.parts
    #expect(parts.filter { $0.hasPrefix("h") && !$0.contains("→") } == ["h1", "h2", "h3", "h12"])
    #expect(diagram.arrowNames.count == 2 * 4 + 4)
    let dots = try Sheet(diagram).picture.commands.compactMap { command -> Int? in
      if case .stamp(_, let points) = command { points.count } else { nil }
    }
    #expect(dots == [3])
  }

  @Test func arrowsAreTheModelsParameters() throws {
    let model = try network([3, 4, 2, 3, 2])
    #expect(NetworkDiagram(model).arrowNames.count == 32)
    #expect(NetworkDiagram(model).offsets().arrowNames.count == 43)
  }

  @Test func aLossTakesTheOutputsAndATarget() throws {
    let diagram = NetworkDiagram(try network([3, 4, 2, 3, 2])).loss(caption: "output")
    #expect(diagram.arrowNames.count == 34)
    #expect(diagram.arrowNames.suffix(2).allSatisfy { $0.hasSuffix("→loss") })
    let sheet = try Sheet(diagram)
    #expect(sheet.picture.parts.contains("target") && sheet.picture.parts.contains("loss"))
    #expect(sheet.picture.words.joined().contains("output"))
    // A second loss changes nothing.
    #expect(diagram.loss().arrowNames == diagram.arrowNames)
  }

  @Test func arrowsDownstreamAreFoundByGoingAlongThem() throws {
    let diagram = NetworkDiagram(try network([3, 4, 2, 3, 2])).loss()
    #expect(diagram.arrows(downstreamOf: "h''1").count == 2 + 2)
    #expect(diagram.arrows(downstreamOf: "h'2").count == 3 + 6 + 2)
    #expect(diagram.arrows(downstreamOf: "h1").count == 2 + 6 + 6 + 2)
    #expect(diagram.arrows(downstreamOf: "h''1").first == "h''1→y1")
    #expect(diagram.arrows(downstreamOf: "loss").isEmpty)
    #expect(diagram.arrows(downstreamOf: "z").isEmpty)
  }

  @Test func circlesCanStayWithoutLabels() throws {
    let diagram = NetworkDiagram(try network([2, 3, 1])).unitLabels(false).label("y", "z")
    let words = try Sheet(diagram).picture.words.joined()
    #expect(!words.contains("x") && !words.contains("h") && !words.isEmpty)
  }

  @Test func droppedUnitsHaveNoArrows() throws {
    let diagram = NetworkDiagram(try network([3, 4, 4, 1]))
      .dropping(unitsKept: [[true, true, false, true], [true, false, true, true]])
    #expect(diagram.arrowNames.count == 3 * 3 + 3 * 3 + 3)
    #expect(!diagram.arrowNames.contains { $0.contains("h3") || $0.contains("h'2") })
    let parts = try Sheet(diagram).picture.parts
    #expect(parts.contains("h3") && parts.contains("h'2"))
    #expect(throws: DrawingError.self) {
      try Sheet(NetworkDiagram(try network([3, 4, 4, 1])).dropping(unitsKept: [[true]]))
    }
  }

  @Test func parametersAreNamedBesideTheirArrows() throws {
    let sheet = try Sheet(
      NetworkDiagram(try network([1, 3, 1])).offsets().parameterNames([#"\theta"#, #"\phi"#]))
    let words = sheet.picture.words.joined()
    // Six with θ and four with φ; the numbers are glyphs of their own.
    let letters = words.unicodeScalars
    #expect(letters.count { $0 == "θ" || $0 == "\u{1D703}" } == 6)
    #expect(letters.count { $0 == "ϕ" || $0 == "\u{1D719}" } == 4)
  }

  @Test func aLayerMayHaveNoNamesAndOffsetsLettersOfTheirOwn() throws {
    let diagram = NetworkDiagram(try network([1, 3, 1])).offsets()
    let sheet = try Sheet(
      diagram.parameterNames(["", #"\omega"#], offsets: ["", #"\beta"#]))
    let letters = sheet.picture.words.joined().unicodeScalars
    #expect(letters.count { $0 == "ω" || $0 == "\u{1D714}" } == 3)
    #expect(letters.count { $0 == "β" || $0 == "\u{1D6FD}" } == 1)
    #expect(throws: DrawingError.self) {
      try Sheet(diagram.parameterNames(["", #"\omega"#], offsets: [#"\beta"#]))
    }
  }

  @Test func arrowsOfFixedParametersAreDashed() throws {
    let diagram = NetworkDiagram(try network([1, 3, 1])).offsets()
    func dashed(_ diagram: NetworkDiagram) throws -> Int {
      try Sheet(diagram).picture.commands.count { command in
        if case .stroke(_, _, let style) = command { !style.dash.isEmpty } else { false }
      }
    }
    #expect(try dashed(diagram) == 0)
    // From x and from the unit that is 1 to each of three.
    #expect(try dashed(diagram.fixedParameters(ofLayer: 1)) == 6)
  }

  /// The boxes of names along arrows, turned as they are; those of weights are dark, those of
  /// offsets orange.
  private func names(_ sheet: Sheet) throws -> [[Point]] {
    let tones = try [Tone.slate, .deepOrange].map(Theme.book.color)
    return sheet.picture.commands.compactMap { command -> [Point]? in
      guard case .glyphs(let run, let transform, let color) = command, tones.contains(color),
        run.text != "1" || run.size < 9,
        let box = Picture.Command.glyphs(run, .identity, color).bounds
      else { return nil }
      return box.corners.map(transform.apply)
    }
  }

  @Test func namesKeepApart() throws {
    let sheet = try Sheet(
      NetworkDiagram(try network([1, 3, 1])).offsets().parameterNames([#"\theta"#, #"\phi"#]))
    // Ten letters, each with its numbers.
    let names = try names(sheet)
    #expect(names.count == 20)
    for (index, name) in names.enumerated() {
      for other in names[..<index] {
        for corner in other { #expect(!name.surround(corner)) }
      }
    }
  }

  @Test(arguments: [150.0, 200, 240]) func namesStandBesideTheirArrows(width: Double) throws {
    let sheet = try Sheet(
      NetworkDiagram(try network([1, 3, 1])).parameterNames([#"\theta"#, #"\phi"#]),
      width: width)
    let names = try names(sheet)
    #expect(names.count == 12)
    let arrows = sheet.picture.commands.compactMap { command -> (Point, Point)? in
      guard case .stroke(let path, _, _) = command, path.points.count == 2 else { return nil }
      return (path.points[0], path.points[1])
    }
    #expect(arrows.count >= 6)
    for name in names {
      for (start, end) in arrows {
        for step in 0...200 {
          let point = start.interpolated(to: end, Double(step) / 200)
          #expect(!name.surround(point))
        }
      }
    }
  }

  @Test func namesInterruptArrowsThatAreTooCrowded() throws {
    func patches(_ shape: [Int]) throws -> Int {
      let symbols = shape.dropFirst().map { _ in #"\theta"# }
      let ground = try Theme.book.color(.ground)
      return try Sheet(NetworkDiagram(try network(shape)).parameterNames(symbols))
        .picture.commands.count { command in
          guard case .fill(let path, ground) = command else { return false }
          return path.points.count == 4
        }
    }
    #expect(try patches([1, 3, 1]) == 0)
    #expect(try patches([4, 4, 1]) > 0)
  }

  @Test func textsAroundTheGraphTakeRoom() throws {
    let plain = NetworkDiagram(try network([3, 4, 2]))
    let labelled =
      plain
      .layerTitles(["Input layer", "Hidden layer", "Output layer"])
      .layerCaptions(["three", "four", "two"])
      .connectionCaptions(above: ["one", "two"], below: ["three", "four"])
      .callout("Weight", at: "x3→h4", side: .bottomLeading)
      .callout("Unit", at: "h4", side: .bottomTrailing)
    let (small, large) = (try Sheet(plain), try Sheet(labelled))
    #expect(large.size.height > small.size.height + 40)
    let page = Rect(.zero, large.size)
    for command in large.picture.commands {
      if let bounds = command.bounds { #expect(page.contains(bounds, tolerance: 1)) }
    }
    #expect(large.frame.height == small.frame.height)
    let narrow = try Sheet(labelled, width: 190)
    #expect(narrow.size.width <= 190.5)
  }

  @Test func arrowsAreAsWideAsTheirNumbers() throws {
    let model = try network([2, 2, 1])
    #expect(NetworkDiagram(model).unitNames == [["x1", "x2"], ["h1", "h2"], ["y"]])
    let picture = try Sheet(
      NetworkDiagram(model).arrowQuantities(["x1→h1": 2, "x1→h2": -1, "h1→y": 0])
    ).picture
    func width(_ part: String) -> Double {
      picture.drawn(inPart: part).lazy.compactMap {
        if case .stroke(_, _, let style) = $0 { style.width } else { nil }
      }.first ?? 0
    }
    #expect(width("x1→h1") > width("x1→h2") && width("x1→h2") > width("x2→h1"))
    #expect(width("h1→y") == width("x2→h1"))
    // The same by place: from the first input up, from the second down, and none to the output.
    let byPlace = try Sheet(
      NetworkDiagram(model).arrowQuantities(largest: 2) { layer, source, target in
        layer == 0 && source == 0 ? (target == 0 ? 2 : -1) : 0
      }
    ).picture
    #expect(byPlace == picture)
  }

  @Test func numbersStandInTheCirclesOfTheirColumn() throws {
    let model = try network([2, 2, 1])
    let picture = try Sheet(
      NetworkDiagram(model).unitSize(40).unitLabelScale(0.6)
        .unitValues([nil, [-0.5, 4], [1.25]], largest: 2)
    ).picture
    func words(_ part: String) -> String {
      picture.drawn(inPart: part).compactMap {
        if case .glyphs(let run, _, _) = $0 { run.text } else { nil }
      }.joined()
    }
    #expect(words("h2").contains("4.00") && words("y").contains("1.25"))
    #expect(words("h1").hasSuffix("0.50") && !words("x1").contains("."))
    func fill(_ part: String) -> Color? {
      picture.drawn(inPart: part).lazy.compactMap {
        if case .fill(_, let color) = $0 { color } else { nil }
      }.first
    }
    let theme = Theme.book
    #expect(try fill("h2") == theme.color(.ground.mixed(with: .orange, 0.65)))
    #expect(try fill("h1") == theme.color(.ground.mixed(with: .steel, 0.1625)))
  }

  @Test func pathsAreHighlighted() throws {
    let diagram = NetworkDiagram(try network([2, 3, 1])).highlight(
      path: ["x1", "h2", "y"], .deepTeal)
    let picture = try Sheet(diagram).picture
    let teal = try Theme.book.color(.deepTeal)
    func isTeal(_ part: String) -> Bool {
      picture.drawn(inPart: part).contains {
        if case .stroke(_, teal, _) = $0 { true } else { false }
      }
    }
    for part in ["x1", "h2", "y", "x1→h2", "h2→y"] { #expect(isTeal(part)) }
    for part in ["x2", "h1", "x1→h1", "h1→y"] { #expect(!isTeal(part)) }
  }

  @Test func circlesShowActivations() throws {
    let model = try ReLUNetwork(weights: [[[1], [-1]], [[1, 1]]], biases: [[0, 0], [0]])
    let picture = try Sheet(NetworkDiagram(model).activations(for: [2])).picture
    func fill(_ part: String) -> Color? {
      picture.drawn(inPart: part).lazy.compactMap {
        if case .fill(_, let color) = $0 { color } else { nil }
      }.first
    }
    let ground = try Theme.book.color(.ground)
    #expect(fill("h2") == ground)
    #expect(fill("h1") != ground && fill("h1") == fill("x"))
    let wrong = NetworkDiagram(model).activations(for: [1, 2])
    #expect(message { _ = try Sheet(wrong) }.contains("1 inputs, not 2"))
  }

  @Test func listsThatDontFitAreExplained() throws {
    let diagram = NetworkDiagram(try network([2, 3, 1]))
    #expect(message { _ = try Sheet(diagram.layerTitles(["one"])) }.contains("3 layer titles"))
    #expect(
      message { _ = try Sheet(diagram.callout("Word", at: "h9", side: .bottom)) }.contains("\"h9\"")
    )
  }
}
