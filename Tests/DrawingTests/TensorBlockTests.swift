import Diagrams
import Drawing
import Geometry
import Testing

@Suite struct TensorBlockTests {
  private func faces(_ sheet: Sheet) -> [Rect] {
    sheet.picture.commands.compactMap { command in
      if case .fill(let path, _) = command { path.bounds } else { nil }
    }
  }

  @Test func lengthsFollowTheShape() throws {
    let linear = TensorBlock.Scaling.linear(position: 10, channel: 2)
    let small = faces(
      try Sheet(TensorBlock(height: 2, width: 3, channels: 4, scaling: linear)))
    #expect(small.count == 3)
    #expect(abs(small[0].width - 8) < 1e-9 && abs(small[0].height - 20) < 1e-9)
    let root = TensorBlock.Scaling.squareRoot(position: 10, channel: 2)
    let large = faces(
      try Sheet(TensorBlock(height: 4, width: 9, channels: 16, scaling: root)))
    #expect(abs(large[0].width - 8) < 1e-9 && abs(large[0].height - 20) < 1e-9)
    // Columns lead into the page: both tops are as deep.
    #expect(abs(small[1].height - large[1].height) < 1e-9)
  }

  @Test func cellsAreCounted() throws {
    let sheet = try Sheet(TensorBlock(height: 3, width: 4, channels: 2).cells())
    let lines = sheet.picture.commands.reduce(0) { count, command in
      guard case .stroke(let path, _, let style) = command, style.width < 0.5 else { return count }
      return count + path.elements.count { if case .move = $0 { true } else { false } }
    }
    // (2−1)+(3−1) on the front, (2−1)+(4−1) on the top, (4−1)+(3−1) on the side
    #expect(lines == 3 + 4 + 5)
  }

  @Test func wordsStandBelow() throws {
    let plain = try Sheet(TensorBlock(height: 5, width: 5, channels: 3))
    let named = try Sheet(
      TensorBlock(height: 5, width: 5, channels: 3).sizes().caption("Input"))
    #expect(named.size.height > plain.size.height + 15)
    #expect(named.picture.words.joined().contains("Input"))
    #expect(named.frame.height == plain.frame.height)
    for command in named.picture.commands {
      if let box = command.bounds {
        #expect(Rect(.zero, named.size).contains(box, tolerance: 0.6))
      }
    }
  }
}
