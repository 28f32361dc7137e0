import Drawing
import Geometry

extension Picture {
  /// How much two pictures share at their start, up to a place where no layer is open: what a layer
  /// holds reaches the page only at its end.
  func commonGround(with other: Picture, _ painter: RasterPainter) -> FrameProgress {
    guard background == other.background else { return FrameProgress() }
    var ground = FrameProgress()
    var open: [Bool] = []
    for (index, (mine, theirs)) in zip(commands, other.commands).enumerated() {
      guard mine == theirs else {
        if !open.contains(true) { ground.pieces = painter.commonPieces(mine, theirs) }
        break
      }
      switch mine {
      case .pushOpacity: open.append(true)
      case .pushClip, .pushPart: open.append(false)
      case .pop: _ = open.popLast()
      default: break
      }
      if !open.contains(true) { ground.commands = index + 1 }
    }
    return ground
  }

  /// The pushes among the first `count` commands that have no pop there.
  func openScopes(before count: Int) -> [Command] {
    var open: [Command] = []
    for command in commands[..<count] {
      switch command {
      case .pushClip, .pushOpacity, .pushPart: open.append(command)
      case .pop: _ = open.popLast()
      default: break
      }
    }
    return open
  }

  /// Where the commands up to number `end` may colour pixels that come after a part of the picture;
  /// `nil` for anywhere.
  func ink(from start: FrameProgress, to end: Int, _ painter: RasterPainter) -> [PixelRect]? {
    var rects: [PixelRect] = []
    var next = start.commands
    if start.pieces > 0, case .stroke(_, _, let style) = commands[next] {
      let reach = style.reach * painter.context.scale
      for piece in (painter.pieces(of: commands[next]) ?? []).dropFirst(start.pieces) {
        guard let bounds = piece.bounds,
          let rect = PixelRect(around: bounds.inset(by: -reach), scale: 1)
        else { return nil }
        rects.append(rect)
      }
      next += 1
    }
    for command in commands[next..<end] where !command.isScope {
      guard let ink = command.ink(scale: painter.context.scale) else { return nil }
      rects += ink
    }
    return rects
  }

  /// Where pixels may differ from those of another picture of the same size; `nil` for anywhere.
  func changedInk(since other: Picture, _ painter: RasterPainter) -> [PixelRect]? {
    guard background == other.background else { return nil }
    let most = min(commands.count, other.commands.count)
    var start = FrameProgress()
    while start.commands < most, commands[start.commands] == other.commands[start.commands] {
      start.commands += 1
    }
    let first = start.commands
    var tail = 0
    while tail < most - first,
      commands[commands.count - 1 - tail] == other.commands[other.commands.count - 1 - tail]
    {
      tail += 1
    }
    let (end, otherEnd) = (commands.count - tail, other.commands.count - tail)
    // What opens or closes a clip or a layer changes what is inside, too; and a layer is as large as
    // what it holds.
    guard !commands[first..<end].contains(where: \.isScope),
      !other.commands[first..<otherEnd].contains(where: \.isScope),
      !openScopes(before: first).contains(where: \.isLayer)
    else { return nil }
    if first < min(end, otherEnd) {
      start.pieces = painter.commonPieces(commands[first], other.commands[first])
    }
    guard let new = ink(from: start, to: end, painter),
      let old = other.ink(from: start, to: otherEnd, painter)
    else { return nil }
    return new + old
  }
}

extension RasterPainter {
  /// With how many equal pieces two lines begin, if both are lines that are drawn in pieces.
  fileprivate func commonPieces(_ a: Picture.Command, _ b: Picture.Command) -> Int {
    guard case .stroke(_, let color, let style) = a, case .stroke(_, color, style) = b,
      let mine = pieces(of: a), let theirs = pieces(of: b)
    else { return 0 }
    return zip(mine, theirs).prefix { $0 == $1 }.count
  }
}
