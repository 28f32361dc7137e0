import Geometry
import Typesetting

/// A command that draws, with the clips, layers and parts that it lies in, from the outermost.
///
/// Effects change lists of these instead of pushes and pops, which must stay in balance.
struct PlacedCommand {
  /// A clip, layer or part; two pushes that look the same are told apart by their number.
  struct Scope: Hashable {
    var push: Picture.Command
    var id: Int
  }

  var scopes: [Scope]
  var command: Picture.Command

  /// The place of a part among the scopes.
  func depth(ofPart name: String) -> Int? {
    scopes.firstIndex { $0.push == .pushPart(name) }
  }
}

extension [PlacedCommand] {
  /// - Parameter firstID: scopes are numbered from here.
  init(_ commands: some Sequence<Picture.Command>, firstID: Int = 0) {
    self.init()
    var open: [PlacedCommand.Scope] = []
    var id = firstID
    for command in commands {
      switch command {
      case .pushClip, .pushOpacity, .pushPart:
        open.append(PlacedCommand.Scope(push: command, id: id))
        id += 1
      case .pop: _ = open.popLast()
      default: append(PlacedCommand(scopes: open, command: command))
      }
    }
  }

  /// The flat list, with a pop for each push.
  var commands: [Picture.Command] {
    var result: [Picture.Command] = []
    var open: [PlacedCommand.Scope] = []
    for item in self {
      let shared = zip(open, item.scopes).prefix { $0 == $1 }.count
      result += Array<Picture.Command>(repeating: .pop, count: open.count - shared)
      result += item.scopes[shared...].map(\.push)
      result.append(item.command)
      open = item.scopes
    }
    return result + Array<Picture.Command>(repeating: .pop, count: open.count)
  }

  /// A number that no scope has.
  var freshID: Int { (flatMap { $0.scopes.map(\.id) }.max() ?? -1) + 1 }

  /// The names of all parts, in alphabetical order.
  var partNames: [String] {
    Set(
      flatMap(\.scopes).compactMap { if case .pushPart(let name) = $0.push { name } else { nil } }
    ).sorted()
  }

  /// What the commands cover, but for their clips.
  var bounds: Rect? { Rect.bounding(compactMap(\.command.bounds).flatMap(\.corners)) }
}

extension Picture.Command {
  /// The command moved, turned or scaled. An image's rectangle stays upright.
  func applying(_ transform: AffineTransform) -> Picture.Command {
    let scale = abs(transform.a * transform.d - transform.b * transform.c).squareRoot()
    switch self {
    case .fill(let path, let color): return .fill(path.applying(transform), color)
    case .facet(let path, let shading):
      return .facet(path.applying(transform), shading.applying(transform))
    case .stroke(let path, let color, let style):
      return .stroke(path.applying(transform), color, style.scaled(by: scale))
    case .stamp(var stamp, let points):
      if scale != 1 {
        stamp.path = stamp.path.applying(.scale(scale, scale))
        stamp.strokeStyle = stamp.strokeStyle.scaled(by: scale)
      }
      return .stamp(stamp, at: points.map(transform.apply))
    case .image(let bitmap, let rect, let interpolation):
      let corners = rect.corners.map(transform.apply)
      return .image(bitmap, in: Rect.bounding(corners) ?? rect, interpolation)
    case .glyphs(let run, let own, let color): return .glyphs(run, own.then(transform), color)
    case .pushClip(let path): return .pushClip(path.applying(transform))
    case .pushOpacity, .pushPart, .pop: return self
    }
  }

  /// The command with its colours changed; images keep theirs.
  func recolored(_ change: (Color) -> Color) -> Picture.Command {
    switch self {
    case .fill(let path, let color): return .fill(path, change(color))
    case .facet(let path, var shading):
      shading.colors = shading.colors.map(change)
      return .facet(path, shading)
    case .stroke(let path, let color, let style): return .stroke(path, change(color), style)
    case .stamp(var stamp, let points):
      stamp.fill = stamp.fill.map(change)
      stamp.stroke = stamp.stroke.map(change)
      return .stamp(stamp, at: points)
    case .glyphs(let run, let transform, let color): return .glyphs(run, transform, change(color))
    default: return self
    }
  }
}
