import Drawing
import Geometry

extension SetDiagram {
  /// Where the sets' names go: along their edge, as near to its middle as other sets let them.
  func nameBoxes(_ sizes: [Size], beside frames: [Rect], width: Double) -> [Rect] {
    frames.indices.map { index in
      let (frame, size) = (frames[index], sizes[index])
      let y = members[index].side == .top ? frame.minY - size.height - 3 : frame.maxY + 3
      let middle = min(max(frame.midX - size.width / 2, 0), max(width - size.width, 0))
      let steps = (0...200).map { frame.minX + (frame.width - size.width) * Double($0) / 200 }
      let free = steps.map { Rect(Point($0, y), size) }.filter { box in
        frames.indices.allSatisfy { $0 == index || frames[$0].gap(to: box) >= 3 }
      }
      return free.min { abs($0.minX - middle) < abs($1.minX - middle) }
        ?? Rect(Point(middle, y), size)
    }
  }

  /// Where the items go: each inside all of its sets and outside all others.
  ///
  /// Items of one region start spread over its height, then move in turn to the place that is
  /// furthest from borders and from the others.
  ///
  /// - Throws: a `DrawingError` for an unknown set, or a region with too little room.
  func places(of sizes: [Size], in frames: [Rect], margin: Double) throws -> [Rect] {
    var places = sizes.map { Rect(.zero, $0) }
    let regions = Dictionary(grouping: items.indices) { Set(items[$0].sets) }
    // The order of a dictionary is chance, but regions don't depend on each other.
    for (sets, members) in regions {
      for name in sets where !self.members.contains(where: { $0.name == name }) {
        throw DrawingError(
          "\"\(items[members[0]].text)\" belongs to \"\(name)\", which is no set of the diagram")
      }
      let isInside = self.members.map { sets.contains($0.name) }
      let inside = zip(frames, isInside).filter(\.1).map(\.0)
      let outside = zip(frames, isInside).filter { !$0.1 }.map(\.0)
      let region = Region(inside: inside, outside: outside, margin: margin)
      let candidates = try members.map { index in
        let found = region.places(for: sizes[index])
        guard !found.isEmpty else {
          throw DrawingError(
            "\"\(items[index].text)\" has no room in \(sets.sorted().joined(separator: " and "))")
        }
        return found
      }
      spread(members, candidates, in: region, &places)
    }
    return places
  }

  private func spread(
    _ members: [Int], _ candidates: [[(box: Rect, clearance: Double)]], in region: Region,
    _ places: inout [Rect]
  ) {
    for (order, index) in members.enumerated() {
      let boxes = candidates[order]
      let heights = boxes.map(\.box.midY)
      let (low, high) = (heights.min() ?? 0, heights.max() ?? 0)
      let aim = low + (high - low) * (Double(order) + 0.5) / Double(members.count)
      let nearest = boxes.min {
        abs($0.box.midY - aim) - $0.clearance < abs($1.box.midY - aim) - $1.clearance
      }
      if let nearest { places[index] = nearest.box }
    }
    guard members.count > 1 else {
      if let best = candidates[0].max(by: { $0.clearance < $1.clearance }) {
        places[members[0]] = best.box
      }
      return
    }
    for _ in 0..<8 {
      for (order, index) in members.enumerated() {
        let others = members.filter { $0 != index }.map { places[$0] }
        func worth(_ place: (box: Rect, clearance: Double)) -> Double {
          min(place.clearance, others.map { $0.gap(to: place.box) }.min() ?? .infinity)
        }
        if let best = candidates[order].max(by: { worth($0) < worth($1) }) {
          places[index] = best.box
        }
      }
    }
  }
}

/// The part of a page that lies in some rectangles and outside others.
private struct Region {
  let inside: [Rect]
  let outside: [Rect]
  let margin: Double

  /// The places of a grid where a box fits, with about its distance from the nearest border.
  func places(for size: Size) -> [(box: Rect, clearance: Double)] {
    guard var common = inside.first else { return [] }
    for frame in inside.dropFirst() {
      guard let both = common.intersection(frame) else { return [] }
      common = both
    }
    let room = Size(
      common.width - 2 * margin - size.width, common.height - 2 * margin - size.height)
    guard room.width >= 0, room.height >= 0 else { return [] }
    let steps = 48
    var found: [(box: Rect, clearance: Double)] = []
    for row in 0...steps {
      for column in 0...steps {
        let offset = Point(
          room.width * Double(column) / Double(steps), room.height * Double(row) / Double(steps))
        let box = Rect(common.origin + Point(margin, margin) + offset, size)
        let toOwn = min(
          box.minX - common.minX, common.maxX - box.maxX, box.minY - common.minY,
          common.maxY - box.maxY)
        let toOthers = outside.map { $0.gap(to: box) }.min() ?? .infinity
        let clearance = min(toOwn, toOthers)
        // Where there is room to spare the middle is preferred.
        let worth = clearance - 0.02 * box.center.distance(to: common.center)
        if clearance >= margin - 1e-9 { found.append((box, worth)) }
      }
    }
    return found
  }
}

extension Rect {
  /// The distance between two rectangles; negative, by how deep, where they overlap.
  fileprivate func gap(to other: Rect) -> Double {
    let dx = max(other.minX - maxX, minX - other.maxX)
    let dy = max(other.minY - maxY, minY - other.maxY)
    return dx > 0 && dy > 0 ? Point(dx, dy).length : max(dx, dy)
  }
}
