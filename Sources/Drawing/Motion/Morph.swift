import Geometry
import Typesetting

/// One drawing turning into another.
///
/// Where both are built in the same way, every curve, point, colour and formula moves. Otherwise
/// parts of equal names travel, what both have stays, and all else fades.
public struct Morph: Drawing {
  let start: any Drawing
  let end: any Drawing
  let progress: Double

  /// - Parameter progress: 0 shows the first drawing, 1 the second.
  public init(from start: some Drawing, to end: some Drawing, progress: Double) {
    self.start = start
    self.end = end
    self.progress = min(max(progress, 0), 1)
  }

  public func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    start.flexibility(in: environment).union(end.flexibility(in: environment))
  }

  public func layOut(
    _ proposal: ProposedSize, in environment: DrawingEnvironment
  ) throws -> LaidOut {
    let (first, second) = (
      try start.layOut(proposal, in: environment), try end.layOut(proposal, in: environment)
    )
    let t = progress
    // Lines of text stay on their baseline; other drawings keep their upper edge.
    let baseline = first.baseline.flatMap { a in
      second.baseline.map { a.interpolated(to: $0, t) }
    }
    func shift(_ drawing: LaidOut) -> Point {
      Point(0, (baseline ?? 0) - (baseline == nil ? 0 : drawing.baseline ?? 0))
    }
    return LaidOut(
      size: first.size.interpolated(to: second.size, t),
      frame: first.frame.interpolated(to: second.frame, t), baseline: baseline
    ) { origin, canvas in
      var (before, after) = (canvas.blank(), canvas.blank())
      try first.draw(at: origin + shift(first), on: &before)
      try second.draw(at: origin + shift(second), on: &after)
      let commands = Self.commands(
        from: try before.finished(), to: try after.finished(), bounds: (before.parts, after.parts),
        t)
      let parts = before.parts.merging(after.parts) { $0.interpolated(to: $1, t) }
      canvas.append(commands, parts: parts)
    }
  }

  private static func commands(
    from start: [Picture.Command], to end: [Picture.Command],
    bounds: ([String: Rect], [String: Rect]), _ t: Double
  ) -> [Picture.Command] {
    if t == 0 { return start }
    if t == 1 { return end }
    if let all = start.interpolated(to: end, t) { return all }
    var before = [PlacedCommand](start)
    var after = [PlacedCommand](end, firstID: before.freshID)
    var traveling: [PlacedCommand] = []
    var id = after.freshID
    for name in before.partNames where after.partNames.contains(name) {
      let from = before.remove(part: name)
      let to = after.remove(part: name)
      traveling += travel(from, to, bounds.0[name], bounds.1[name], t, &id)
    }
    // What is the same in both stays; the rest fades out in the first half, and in in the second.
    var counts: [PlacedCommand.Key: Int] = [:]
    for item in before { counts[item.key, default: 0] += 1 }
    var staying: Set<Int> = []
    for (index, item) in after.enumerated() where counts[item.key, default: 0] > 0 {
      counts[item.key, default: 0] -= 1
      staying.insert(index)
    }
    var stayed: [PlacedCommand.Key: Int] = [:]
    for index in staying { stayed[after[index].key, default: 0] += 1 }
    let leaving = before.filter { item in
      guard stayed[item.key, default: 0] > 0 else { return true }
      stayed[item.key, default: 0] -= 1
      return false
    }
    let coming = after.enumerated().map { index, item in
      staying.contains(index) ? item : item.faded(max(2 * t - 1, 0), &id)
    }
    let going = leaving.map { $0.faded(max(1 - 2 * t, 0), &id) }
    return (going + coming + traveling).filter { !$0.isInvisible }.commands
  }

  /// A part on its way: piece by piece if it is built alike, or as two that fade into each other.
  private static func travel(
    _ start: [PlacedCommand], _ end: [PlacedCommand], _ from: Rect?, _ to: Rect?, _ t: Double,
    _ id: inout Int
  ) -> [PlacedCommand] {
    if let commands = start.commands.interpolated(to: end.commands, t) {
      defer { id += commands.count }
      return [PlacedCommand](commands, firstID: id)
    }
    guard let from = from ?? start.bounds, let to = to ?? end.bounds else { return end }
    let place = from.interpolated(to: to, t)
    let leaving = start.applying(from.map(to: place), 0).map { $0.faded(1 - t, &id) }
    return leaving + end.applying(to.map(to: place), 0).map { $0.faded(t, &id) }
  }
}

extension PlacedCommand {
  /// What a command is, whatever its scopes are numbered.
  fileprivate struct Key: Hashable {
    var pushes: [Picture.Command]
    var command: Picture.Command
  }

  fileprivate var key: Key { Key(pushes: scopes.map(\.push), command: command) }

  fileprivate var isInvisible: Bool { scopes.contains { $0.push == .pushOpacity(0) } }

  /// The command in a fainter colour; an image in a layer of its own.
  fileprivate func faded(_ opacity: Double, _ id: inout Int) -> PlacedCommand {
    guard opacity < 1 else { return self }
    var faded = self
    if case .image = command {
      faded.scopes.append(Scope(push: .pushOpacity(opacity), id: id))
      id += 1
    } else if opacity > 0 {
      faded.command = command.recolored { $0.opacity(opacity) }
    } else {
      faded.scopes.append(Scope(push: .pushOpacity(0), id: id))
      id += 1
    }
    return faded
  }
}

extension [PlacedCommand] {
  /// Takes out the commands of a part, with the scopes around them.
  fileprivate mutating func remove(part: String) -> [PlacedCommand] {
    let found = filter { $0.depth(ofPart: part) != nil }
    removeAll { $0.depth(ofPart: part) != nil }
    return found
  }
}

extension Rect {
  /// The transform that stretches and moves this rectangle onto another.
  fileprivate func map(to other: Rect) -> AffineTransform {
    let (sx, sy) = (
      width > 0 ? other.width / width : 1, height > 0 ? other.height / height : 1
    )
    return AffineTransform(a: sx, d: sy, tx: other.minX - minX * sx, ty: other.minY - minY * sy)
  }
}
