import Drawing
import Geometry
import Testing

@Suite struct ConnectorTests {
  private var row: some Drawing {
    HStack(spacing: 40) {
      Block("a", width: 20, height: 20)
      Block("b", width: 20, height: 20)
    }
  }

  @Test func anArrowRunsBetweenTheNearestBorders() throws {
    let plain = try Sheet(row)
    let sheet = try Sheet(row.connectors([Connector(from: "a", to: "b", gap: 3)]))
    #expect(sheet.size == plain.size)
    let added = sheet.picture.commands.dropFirst(plain.picture.commands.count)
    let points = added.flatMap { command -> [Point] in
      switch command {
      case .stroke(let path, _, _), .fill(let path, _): path.points
      default: []
      }
    }
    let reach = try #require(Rect.bounding(points))
    #expect(abs(reach.minX - 23) < 0.01 && abs(reach.maxX - 57) < 0.01)
    #expect(abs(reach.midY - 10) < 0.01)
  }

  @Test func anAnchorChoosesTheEnd() throws {
    let drawing = row.connectors([
      Connector(from: "a", to: "b", at: UnitPoint(x: 0.5, y: 0), gap: 3)
    ])
    let sheet = try Sheet(drawing)
    let tip = sheet.picture.commands.compactMap { command -> Point? in
      if case .fill(let path, let color) = command, color != .black {
        path.points.first
      } else {
        nil
      }
    }
    #expect(tip == [Point(70, -3)])
  }

  @Test func anUnknownPartListsTheKnownOnes() {
    let text = message { _ = try Sheet(row.connectors([Connector(from: "a", to: "c")])) }
    #expect(text == #"no part is named "c"; the drawing has: a, b"#)
  }

  @Test func partsKeepTheirPlaceUnderTransforms() throws {
    let sheet = try Sheet(
      VStack(spacing: 30) {
        Block("a", width: 20, height: 10).rotatedQuarter()
        Block("b", width: 20, height: 10)
      }.connectors([Connector(from: "a", to: "b", gap: 0)]))
    let ink = try #require(
      Rect.bounding(
        sheet.picture.commands.filter {
          if case .fill(_, let color) = $0 { color != .black } else { false }
        }.compactMap(\.bounds).flatMap(\.corners)))
    #expect(abs(ink.maxY - 50) < 0.01)
  }
}
