import Drawing
import Geometry

/// A graph with everything in its place, on the page but for a shift.
struct GraphSketch {
  let geometry: GraphGeometry
  let lines: [[Point]]
  /// Where the nodes' captions and then the arrows' labels stand.
  let texts: [Rect?]
  /// All of it.
  let bounds: Rect

  init(
    _ diagram: GraphDiagram, _ boxes: [GraphNodeBox], _ ends: [GraphLayers.Arrow],
    _ labels: [LaidOut?], room: Double?, theme: Theme
  ) {
    let isLevel = diagram.flow.isHorizontal
    let sizes = labels.map { $0?.size }
    let geometry = GraphGeometry(
      diagram, boxes, ends, labels: sizes, room: room, scale: theme.pageScale)
    let line = 0.85 * theme.lineScale
    let frames = zip(boxes, geometry.centers).map { box, center in
      Rect(center - Point(box.size.width / 2, box.size.height / 2), box.size)
    }
    // Arrows that enter or leave a box on the same side share it.
    func sharesSide(_ node: Int, with other: Int) -> Bool {
      func side(_ far: Int) -> Bool {
        let d = geometry.centers[far] - geometry.centers[node]
        return isLevel ? d.x > 0 : d.y > 0
      }
      let neighbours = ends.flatMap { end in
        end.source == node ? [end.target] : end.target == node ? [end.source] : []
      }
      return neighbours.count { side($0) == side(other) } > 1
    }
    let lines = ends.enumerated().map { index, end in
      let isMutual = ends.contains { $0.source == end.target && $0.target == end.source }
      return GraphRoute(
        from: (boxes[end.source], geometry.centers[end.source]),
        to: (boxes[end.target], geometry.centers[end.target]), bends: geometry.bends[index],
        bow: isMutual ? 0.14 : 0, isLevel: isLevel,
        isShared: (
          sharesSide(end.source, with: end.target), sharesSide(end.target, with: end.source)
        ), gap: line / 2
      ).points
    }
    let captions = boxes.indices.map { index -> Rect? in
      guard let size = boxes[index].caption?.size else { return nil }
      let (frame, isAfter) = (frames[index], geometry.captionsAfter[index])
      let gap = GraphGeometry.captionGap
      return isLevel
        ? Rect(
          Point(
            frame.midX - size.width / 2,
            isAfter ? frame.maxY + gap : frame.minY - gap - size.height), size)
        : Rect(
          Point(
            isAfter ? frame.maxX + gap : frame.minX - gap - size.width,
            frame.midY - size.height / 2), size)
    }
    let placed = GraphLabels(sizes, lines: lines, nodes: frames + captions.compactMap { $0 })
    let labelBoxes = zip(placed.centers, sizes).map { center, size -> Rect? in
      guard let center, let size else { return nil }
      return Rect(center - Point(size.width / 2, size.height / 2), size)
    }
    texts = captions + labelBoxes
    let corners = frames.flatMap { $0.inset(by: -line / 2).corners }
      + texts.compactMap { $0 }.flatMap(\.corners) + lines.flatMap { $0 }
    bounds = Rect.bounding(corners) ?? Rect(.zero, .zero)
    (self.geometry, self.lines) = (geometry, lines)
  }
}
