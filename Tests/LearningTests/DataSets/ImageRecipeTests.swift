import Foundation
import Learning
import Testing

/// The procedural picture sets: pure functions of their keys, with truths that are true.
@Suite struct ImageRecipeTests {
  static let key = Key(seed: 11)

  /// What holds for every recipe.
  func check(_ recipe: some ImageRecipe, _ range: ClosedRange<Float>) {
    let name = "\(type(of: recipe))"
    let key = Self.key.fold(name)
    let set = recipe.images(count: 6, key: key)
    #expect(set.images.shape == Shape([6] + recipe.imageShape.extents), "\(name)")
    #expect(set.images == recipe.images(count: 6, key: key).images, "\(name) isn't pure")
    let more = recipe.images(count: 8, key: key).images.slice(0, 0..<6)
    #expect(more == set.images, "\(name): a larger set doesn't begin with the smaller")
    #expect(set.images != recipe.images(count: 6, key: key.fold("other")).images, "\(name)")
    #expect(set.images.elements.allSatisfy(range.contains), "\(name) leaves \(range)")
    let rows = (0..<6).map { set.images.slice(0, $0..<($0 + 1)) }
    #expect(Set(rows).count == 6, "\(name) repeats itself")
    #expect(rows.allSatisfy { $0.variance().scalar > 0.001 }, "\(name) shows nothing")
  }

  @Test func recipesArePureFunctionsOfTheirKeys() {
    for size in [16, 28] { check(GlyphImages(size: size), -1...1) }
    for size in [16, 24, 32] { check(FaceImages(size: size), -1...1) }
    for size in [16, 24] { check(RoomImages(size: size), -1...1) }
    for size in [16, 32] { check(ShapeImages(size: size), -1...1) }
    check(ShapePairImages(), -1...1)
    check(CarImages(), -1...1)
    check(ChairImages(), -1...1)
    for coat in BeastImages.Coat.allCases { check(BeastImages(coat), -1...1) }
    check(FacadeImages(), -1...1)
    for isGray in [false, true] { check(TextureImages(isGray: isGray), -1...1) }
    check(StreetImages(), 0...1)
    for width in [64, 96] { check(RidgeImages(width: width), 0...1) }
    for width in [64, 96] { check(LivingRoomImages(width: width), 0...1) }
    check(ObjectImages.detection, 0...1)
    check(ObjectImages.segmentation, 0...1)
    check(CellImages(), 0...1)
    check(NeuriteVolumes(), 0...1)
    check(StickFigureImages(), 0...1)
    for size in [24, 96] { check(BirdImages(size: size), 0...1) }
    check(MuralImage(), 0...1)
    check(TinyPictures(), 0...3)
  }

  /// A small convolutional network tells unseen digits apart with an accuracy above 97 %.
  @Test func glyphsCanBeRead() throws {
    let train = GlyphImages().images(count: 4000, key: Self.key.fold("train"))
    let test = GlyphImages().images(count: 1000, key: Self.key.fold("test"))
    for digit in 0..<10 {
      let count = train.truths.filter { $0.label == digit }.count
      #expect(abs(count - 400) < 80, "digit \(digit): \(count)")
    }
    let held = test.examples { $0.label }
    let run = try Training(
      Sequential(
        Conv2D(1, 16, size: 3, padding: 1), Activation.relu, Pool.max(2),
        Conv2D(16, 32, size: 3, padding: 1), Activation.relu, Pool.max(2), Flatten(),
        Dense(512, 10)),
      loss: .crossEntropy, on: train.examples { $0.label }, batch: .random(50),
      optimizer: .adam(0.002), quantities: [.accuracy(on: held, named: "test accuracy")]
    ).run(steps: 500, key: Self.key, recordEvery: 500)
    let accuracy = run.values(of: "test accuracy")
    #expect(accuracy[0] < 0.3 && accuracy[1] > 0.97, "\(accuracy)")
    // Wider strokes leave more ink.
    func ink(_ isWide: Bool) -> Float {
      train.filter { $0.label == 0 && ($0.strokeWidth > 1.7) == isWide }.images.mean().scalar
    }
    #expect(ink(true) > ink(false) + 0.1)
  }

  /// Changing one factor of a face changes the picture where it should.
  @Test func factorsOfFacesActWhereTheyShould() {
    let recipe = FaceImages(size: 32)
    let face = recipe.image(key: Self.key).truth
    func rows(_ change: (inout FaceImages.Truth) -> Void) -> [Int] {
      var other = face
      change(&other)
      let difference =
        (recipe.image(of: face, key: Self.key) - recipe.image(of: other, key: Self.key))
        .abs().max([0, 2])
      return (0..<32).filter { difference[$0] > 1e-3 }
    }
    #expect(rows { _ in }.isEmpty)
    let mouth = rows { $0.smile = -$0.smile - 0.2 }
    #expect(!mouth.isEmpty && mouth.allSatisfy { (20...28).contains($0) }, "\(mouth)")
    let brows = rows { $0.browTilt = -$0.browTilt - 0.2 }
    #expect(!brows.isEmpty && brows.allSatisfy { (11...17).contains($0) }, "\(brows)")
    #expect(rows { $0.backgroundHue += 0.5 }.count == 32)
    // A darker skin, a darker cheek.
    func cheek(_ tone: Double) -> Float {
      var other = face
      other.skinTone = tone
      return recipe.image(of: other, key: Self.key).slice(1, 19..<21).slice(2, 10..<13).mean()
        .scalar
    }
    #expect(cheek(0) > cheek(0.5) && cheek(0.5) > cheek(1))
  }

  @Test func roomsHoldWhatTheirTruthsSay() {
    let rooms = RoomImages(size: 24).images(count: 300, key: Self.key)
    for room in rooms.truths {
      let parts = Set(room.layout.elements.map { RoomImages.Part(rawValue: Int($0)) })
      #expect(parts.isSuperset(of: [.wall, .floor, .bed, .pillow]))
      #expect(parts.contains(.lamp) == room.hasLamp)
      // A window may hide behind the bed, but doesn't come from nowhere.
      #expect(room.hasWindow || !parts.contains(.window))
    }
    let without = rooms.truths.filter { !$0.hasWindow }.count
    #expect(abs(Double(without) / 300 - 0.2) < 0.08, "\(without) without a window")
  }

  @Test func shapesHaveTheirPlaces() {
    let shapes = ShapeImages().images(count: 400, key: Self.key)
    #expect(Set(shapes.truths.map(\.label)).count == 10)
    for shape in shapes.truths {
      #expect(shape.center.allSatisfy { abs($0 - 8) <= 4 && abs($0 - 8) + shape.radius <= 8.001 })
    }
    #expect(
      ShapeImages(classes: [.star]).images(count: 20, key: Self.key).truths
        .allSatisfy { $0.label == .star })
  }

  /// The relation of a caption holds in the picture: red and green lie where it says.
  @Test func captionsSayWhatIsSeen() {
    let recipe = ShapePairImages(size: 32)
    for relation in 0..<4 {
      for index in 0..<10 {
        let truth = ShapePairImages.Truth(words: [0, index % 4, relation, 2, (index + 1) % 4])
        #expect(truth.caption.hasPrefix("red ") && truth.caption.contains(" green "))
        let x = recipe.image(of: truth, key: Self.key.fold(index)) * 0.5 + 0.5
        func center(_ channel: Int, _ other: Int) -> (x: Float, y: Float) {
          var (sum, sumX, sumY): (Float, Float, Float) = (0, 0, 0)
          for row in 0..<32 {
            for column in 0..<32 where x[channel, row, column] > x[other, row, column] + 0.5 {
              (sum, sumX, sumY) = (sum + 1, sumX + Float(column), sumY + Float(row))
            }
          }
          return (sumX / sum, sumY / sum)
        }
        let (red, green) = (center(0, 1), center(1, 0))
        let isRight = [
          red.x < green.x - 4, red.x > green.x + 4, red.y < green.y - 4, red.y > green.y + 4,
        ]
        #expect(isRight[relation], "\(truth.caption)")
      }
    }
  }

  @Test func carsAndChairsTurn() {
    for car in CarImages().images(count: 100, key: Self.key).truths {
      #expect(abs(car.length - 19 * (1 - 0.35 * abs(car.azimuth))) < 1e-9 && car.length > 12)
    }
    let recipe = ChairImages()
    var chair = recipe.image(key: Self.key).truth
    chair.azimuth = 0
    let first = recipe.image(of: chair)
    chair.azimuth = 2 * .pi
    #expect((recipe.image(of: chair) - first).abs().max().scalar < 0.2)
    // Seen from the front a chair is its own mirror image.
    #expect((first - first.flipped(2)).abs().mean().scalar < 0.05)
    chair.azimuth = .pi / 2
    #expect((recipe.image(of: chair) - first).abs().mean().scalar > 0.05)
  }

  /// The two coats of one beast differ on the beast alone.
  @Test func counterpartsOfBeastsAreKnown() {
    for index in 0..<20 {
      let key = Self.key.fold(index)
      let (brown, a) = BeastImages(.brown).image(key: key)
      let (striped, b) = BeastImages(.brown).image(of: .striped, key: key)
      #expect(a.mask == b.mask && a.mask.sum().scalar > 50)
      let difference = (brown - striped).abs().max([0])
      // Away from the mask nothing changes but what a thin tail or leg covers of a pixel or two.
      let near = a.mask.reshaped([1, 1, 24, 24])
        .maxPooled(Window(kernel: [3, 3], padding: [1, 1])).reshaped([24, 24])
      #expect((difference * (1 - near)).elements.filter { $0 > 0 }.count <= 6)
      #expect((difference * a.mask).sum().scalar / a.mask.sum().scalar > 0.3)
    }
  }

  @Test func facadesMatchTheirPlans() {
    for facade in FacadeImages().images(count: 60, key: Self.key).truths {
      let parts = Set(facade.parts.elements.map { Int($0) })
      #expect(parts.isSuperset(of: [0, 1, 2, 4]) && parts.isSubset(of: [0, 1, 2, 3, 4]))
      #expect((2...4).contains(facade.rows) && (2...5).contains(facade.columns))
      // Windows in as many columns as the truth says: changes along a row through the windows.
      let counts = (3..<24).map { row in
        (1..<24).filter { facade.parts[row, $0] == 1 && facade.parts[row, $0 - 1] != 1 }.count
          + (facade.parts[row, 0] == 1 ? 1 : 0)
      }
      #expect(counts.max() == facade.columns, "\(counts) for \(facade.columns)")
      #expect(facade.edges.shape == [1, 24, 24] && facade.plan.shape == [3, 24, 24])
    }
  }

  /// A quarter of the resolution loses a good part of a texture.
  @Test func texturesHaveDetailThatASmallVersionLacks() {
    let set = TextureImages(isGray: true).images(count: 60, key: Self.key)
    let small = set.images.meanPooled(Window(kernel: [4, 4], stride: [4, 4]))
    let large = small.expanded(3).expanded(5).broadcast(to: [60, 1, 8, 4, 8, 4])
      .reshaped([60, 1, 32, 32])
    let lost = (set.images - large).squared().mean().scalar / set.images.variance().scalar
    #expect(lost > 0.25, "\(lost)")
    #expect(set.truths.allSatisfy { $0.patterns[0] != $0.patterns[1] && $0.share > 0 })
  }

  @Test func streetsHaveExactLabelsAndDepths() {
    let streets = StreetImages().images(count: 80, key: Self.key)
    for street in streets.truths {
      let depth = street.inverseDepth.elements
      let parts = street.parts.elements.map { Int($0) }
      #expect(depth.allSatisfy { $0 >= 0 && $0 <= 1 })
      #expect((1...4).contains(street.cars) && street.people <= 3 && street.trees <= 3)
      #expect(parts.contains(StreetImages.Part.road.rawValue))
      for (part, z) in zip(parts, depth) where part == 0 { #expect(z < 0.7) }
      // Pixels at the border of the sky are partly something else.
      let sky = zip(parts, depth).filter { $0.0 == 0 }.map(\.1)
      #expect(sky.filter { $0 == 0 }.count * 10 >= sky.count * 8)
      // The road under the wheels is nearest.
      #expect((street.inverseDepth.slice(0, 31..<32) - 1).abs().min().scalar < 0.05)
    }
  }

  @Test func viewsCanBeToldApart() throws {
    let train = RidgeImages().images(count: 300, key: Self.key.fold("train"))
    let test = RidgeImages().images(count: 100, key: Self.key.fold("test"))
    let hot = train.examples { $0.rawValue }.targets.oneHot(classes: 4)
    let means = hot.transposed().matmul(train.images.flattened(from: 1)) / hot.sum([0]).expanded(1)
    let distances = (test.images.flattened(from: 1).expanded(1) - means.expanded(0)).squared()
      .sum([2])
    let right = zip((-distances).argmax().elements, test.truths)
      .filter { Int($0) == $1.rawValue }.count
    #expect(right > 80, "\(right) of 100 nearest to their class's mean")
    // Rooms show all their parts.
    for room in LivingRoomImages().images(count: 20, key: Self.key).truths {
      #expect(Set(room.parts.elements) == [0, 1, 2, 3, 4, 5, 6, 7])
    }
  }

  @Test func objectsLieInTheirBoxes() {
    for recipe in [ObjectImages.detection, .segmentation] {
      let size = Double(recipe.size)
      for truth in recipe.images(count: 60, key: Self.key).truths {
        #expect((1...3).contains(truth.objects.count))
        for (index, object) in truth.objects.enumerated() {
          let long = max(object.maxX - object.minX, object.maxY - object.minY) * 56 / size
          #expect(long > 9 && long < 36, "\(long)")
          #expect(
            object.minX >= -0.01 && object.minY >= -0.01 && object.maxX <= size + 0.01
              && object.maxY <= size + 0.01)
          for (place, seen) in object.mask.elements.enumerated() where seen == 1 {
            let (x, y) = (Double(place % recipe.size) + 0.5, Double(place / recipe.size) + 0.5)
            #expect(
              x > object.minX - 1 && x < object.maxX + 1 && y > object.minY - 1
                && y < object.maxY + 1)
            #expect(truth.labels.elements[place] == Float(object.label.rawValue + 1))
          }
          for other in truth.objects[..<index] {
            let w = min(object.maxX, other.maxX) - max(object.minX, other.minX)
            let h = min(object.maxY, other.maxY) - max(object.minY, other.minY)
            let areas = [object, other].map { ($0.maxX - $0.minX) * ($0.maxY - $0.minY) }
            #expect(w <= 0 || h <= 0 || w * h <= 0.4 * areas.min()! + 1e-6)
          }
        }
        let nearest = truth.objects.last!
        #expect(nearest.mask.sum().scalar > 10)
      }
    }
    #expect(
      ObjectImages(size: 48, classes: [.car], counts: 1...1).images(count: 10, key: Self.key).truths
        .allSatisfy { $0.objects.count == 1 && $0.objects[0].label == .car })
  }

  @Test func cellsKeepApart() {
    for truth in CellImages().images(count: 20, key: Self.key).truths {
      let labels = truth.instances
      #expect((5...14).contains(Set(labels.elements).subtracting([0]).count))
      #expect(truth.mask == labels.isGreater(than: 0))
      for row in 0..<63 {
        for column in 1..<63 where labels[row, column] > 0 {
          for (down, right) in [(0, 1), (1, 0), (1, 1), (1, -1)] {
            let other = labels[row + down, column + right]
            #expect(other == 0 || other == labels[row, column])
          }
        }
      }
    }
  }

  @Test func membranesOfNeuritesAreThinAndDark() {
    let set = NeuriteVolumes().images(count: 4, key: Self.key)
    for (index, truth) in set.truths.enumerated() {
      let image = set.images.slice(0, index..<(index + 1)).reshaped([24, 24, 24])
      let share = truth.inside.mean().scalar
      #expect(share > 0.5 && share < 0.95, "\(share)")
      let inside = (image * truth.inside).sum().scalar / truth.inside.sum().scalar
      let walls = 1 - truth.inside
      #expect(inside > (image * walls).sum().scalar / walls.sum().scalar + 0.25)
      // The big tube goes through the middle.
      #expect(truth.instances[12, 12, 12] == truth.instances.max().scalar)
    }
  }

  @Test func jointsOfFiguresLieInThePicture() {
    for truth in StickFigureImages().images(count: 200, key: Self.key).truths {
      #expect(truth.joints.elements.allSatisfy { $0 > 2 && $0 < 46 })
      func length(_ a: StickFigureImages.Joint, _ b: StickFigureImages.Joint) -> Float {
        let (i, j) = (a.rawValue, b.rawValue)
        return hypot(
          truth.joints[i, 0] - truth.joints[j, 0], truth.joints[i, 1] - truth.joints[j, 1])
      }
      #expect(abs(length(.leftHip, .leftKnee) - length(.rightHip, .rightKnee)) < 1e-3)
      #expect(abs(length(.leftElbow, .leftWrist) - length(.rightElbow, .rightWrist)) < 1e-3)
      #expect(truth.joints[0, 1] < truth.joints[8, 1])
    }
  }

  /// Figure 10.15: the measured attribute is larger in the picture that should show more.
  @Test func attributesGrow() {
    for attribute in AttributeImages.Attribute.allCases {
      for seed in 0..<5 {
        let values = [0.0, 0.3, 0.6, 1].map {
          AttributeImages.image(attribute, level: $0, key: Key(seed: seed)).value
        }
        let steps = zip(values, values.dropFirst())
        #expect(steps.allSatisfy { $0 < $1 }, "\(attribute.measure): \(values)")
      }
    }
  }

  /// The sun's reflection lies where the sun is, mirrored at the horizon.
  @Test func reflectionsMirrorTheSun() {
    let set = TinyPictures().images(count: 400, key: Self.key)
    #expect(set.images.elements.allSatisfy { $0 == $0.rounded() })
    var suns = 0
    for (index, truth) in set.truths.enumerated() where truth.subject == .sun {
      suns += 1
      let image = set.images.slice(0, index..<(index + 1)).reshaped([12, 12])
      func rows(_ part: Int) -> Set<[Int]> {
        Set(
          (0..<144).filter { image.elements[$0] == Float(truth.palette[part]) }
            .map { [$0 / 12, $0 % 12] })
      }
      let sun = rows(2)
      let mirrored = Set(sun.map { [2 * truth.horizon - 1 - $0[0], $0[1]] })
      // A low sun covers its own reflection where they meet.
      #expect(mirrored.subtracting(sun).filter { $0[0] < 12 }.isSubset(of: rows(3)))
      #expect(!sun.isEmpty)
    }
    #expect(abs(suns - 100) < 40)
  }

  @Test func setsBecomeExamples() {
    let set = StreetImages().images(count: 3, key: Self.key)
    let examples = set.examples { $0.parts }
    #expect(examples.inputs.shape == [3, 3, 32, 64] && examples.targets.shape == [3, 32, 64])
    let glyphs = GlyphImages(labels: [3, 5]).images(count: 50, key: Self.key)
    #expect(Set(glyphs.examples { $0.label }.targets.elements) == [3, 5])
    let threes = glyphs.filter { $0.label == 3 }
    #expect(threes.images.shape[0] == threes.count && threes.truths.allSatisfy { $0.label == 3 })
  }
}
