import Diagrams
import Drawing
import Geometry
import Testing

@Suite struct SetDiagramTests {
  private let frames = [
    "A": Rect(x: 0, y: 0, width: 200, height: 150), "B": Rect(x: 90, y: 40, width: 250, height: 80),
  ]
  private var diagram: SetDiagram {
    SetDiagram()
      .set("A", frame: frames["A"] ?? Rect(.zero, .zero), .orange)
      .set("B", frame: frames["B"] ?? Rect(.zero, .zero), .teal, side: .bottom)
  }

  @Test func wordsStandInExactlyTheirSets() throws {
    let items: [(String, [String])] = [
      ("only A", ["A"]), ("A again", ["A"]), ("both\nof them", ["A", "B"]), ("only B", ["B"]),
      ("B again", ["B"]),
    ]
    let sheet = try Sheet(items.reduce(diagram) { $0.item($1.0, in: $1.1) }, width: 340)
    // The sets are the first two filled paths, the words parts of their own.
    let shapes = sheet.picture.commands.compactMap { command -> Rect? in
      if case .fill(let path, _) = command { path.bounds } else { nil }
    }
    var boxes: [String: Rect] = [:]
    var part: String?
    for command in sheet.picture.commands {
      if case .pushPart(let name) = command { part = name }
      if case .glyphs = command, let name = part, let box = command.bounds {
        boxes[name] = boxes[name]?.union(box) ?? box
      }
      if case .pop = command { part = nil }
    }
    for (text, sets) in items {
      let box = try #require(boxes[text])
      for (name, shape) in zip(["A", "B"], shapes) {
        #expect(sets.contains(name) ? shape.contains(box) : !shape.intersects(box), "\(text)")
      }
      for (other, otherBox) in boxes where other != text { #expect(!otherBox.intersects(box)) }
    }
  }

  @Test func whatHasNoPlaceIsReported() {
    #expect(throws: DrawingError.self) { try Sheet(diagram.item("lost", in: ["C"])) }
    #expect(throws: DrawingError.self) {
      try Sheet(diagram.item(String(repeating: "much too long ", count: 9), in: ["A", "B"]))
    }
    #expect(throws: DrawingError.self) { try Sheet(SetDiagram()) }
  }
}
