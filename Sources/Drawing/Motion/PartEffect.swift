import Geometry

/// A change to what has been drawn, of a whole drawing or of the parts of one name.
///
/// It is made when the page is complete: until then the canvas holds everything as it will be in
/// the end, so that labels and arrows, which look for free places and for parts, stay where they
/// are while things appear.
struct PartEffect: Sendable {
  /// The part to change; `nil` for all that is drawn.
  var part: String?
  /// Gets what belongs to the part, and how many scopes lie around it.
  var change: @Sendable (_ items: [PlacedCommand], _ depth: Int, _ id: Int) -> [PlacedCommand]

  func apply(to commands: ArraySlice<Picture.Command>) throws -> [Picture.Command] {
    let items = [PlacedCommand](commands)
    let id = items.freshID
    guard let part else { return change(items, 0, id).commands }
    guard items.contains(where: { $0.depth(ofPart: part) != nil }) else {
      let known = items.partNames.joined(separator: ", ")
      throw DrawingError("no part is named \"\(part)\"; the drawing has: \(known)")
    }
    var result: [PlacedCommand] = []
    var index = 0
    var number = id
    while index < items.count {
      guard let depth = items[index].depth(ofPart: part) else {
        result.append(items[index])
        index += 1
        continue
      }
      // The commands of one push belong together.
      let scope = items[index].scopes[depth]
      let rest = items[index...].prefix { $0.scopes.count > depth && $0.scopes[depth] == scope }
      result += change(Array(rest), depth + 1, number)
      index += rest.count
      // Drawing on may number as many scopes as there are commands.
      number += rest.count + 1
    }
    return result.commands
  }
}

extension Drawing {
  /// A drawing of which what is drawn is changed in the end.
  func effect(_ effects: [PartEffect]) -> some Drawing {
    EffectDrawing(content: self, effects: { _ in effects })
  }

  /// Lets the drawing appear.
  ///
  /// - Parameters:
  ///   - progress: 0 where nothing is there yet, 1 where all is; falling, it vanishes.
  public func appear(_ progress: Double, _ how: Appearance = .fade) -> some Drawing {
    effect([PartEffect(part: nil) { how.apply(progress, to: $0, depth: $1, id: $2) }])
  }

  /// Lets a named part appear; the rest of the drawing stays.
  public func appear(
    _ progress: Double, _ how: Appearance = .fade, part: String
  ) -> some Drawing {
    appear(progress, how, parts: [part])
  }

  /// Lets named parts appear one after another.
  ///
  /// - Parameter overlap: the part of each one's time in which the next is moving too.
  public func appear(
    _ progress: Double, _ how: Appearance = .fade, parts: [String], overlap: Double = 0.5
  ) -> some Drawing {
    effect(
      parts.enumerated().map { index, part in
        let own = staggered(progress, item: index, of: parts.count, overlap: overlap)
        return PartEffect(part: part) { how.apply(own, to: $0, depth: $1, id: $2) }
      })
  }

  /// Fades a named part as one layer.
  public func opacity(_ opacity: Double, part: String) -> some Drawing {
    appear(opacity, .fade, part: part)
  }

  /// Gives everything in a named part another colour; images keep theirs.
  ///
  /// - Parameter amount: 0 leaves the colours as they are, 1 replaces them.
  public func foregroundStyle(_ tone: Tone, part: String, amount: Double = 1) -> some Drawing {
    EffectDrawing(content: self) { environment in
      let color = try environment.theme.color(tone)
      return [
        PartEffect(part: part) { items, _, _ in
          items.map { item in
            var item = item
            item.command = item.command.recolored { old in
              var new = old.interpolated(to: color, amount)
              new.opacity = old.opacity
              return new
            }
            return item
          }
        }
      ]
    }
  }

  /// Scales the drawing about its middle without changing the room it takes.
  public func scaleEffect(_ scale: Double) -> some Drawing { effect([.scale(scale, part: nil)]) }

  /// Scales a named part about its middle.
  public func scaleEffect(_ scale: Double, part: String) -> some Drawing {
    effect([.scale(scale, part: part)])
  }

  /// Moves a named part; connectors still end where it was.
  public func offset(x: Double = 0, y: Double = 0, part: String) -> some Drawing {
    effect([
      PartEffect(part: part) { items, depth, _ in
        items.applying(.translation(Point(x, y)), depth)
      }
    ])
  }
}

extension PartEffect {
  fileprivate static func scale(_ scale: Double, part: String?) -> PartEffect {
    PartEffect(part: part) { items, depth, _ in
      guard let center = items.bounds?.center else { return items }
      return items.applying(
        AffineTransform.translation(center * -1).then(.scale(scale, scale))
          .then(.translation(center)), depth)
    }
  }
}

/// A drawing of which what is drawn is changed in the end.
private struct EffectDrawing<Content: Drawing>: Drawing {
  let content: Content
  let effects: @Sendable (DrawingEnvironment) throws -> [PartEffect]

  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut {
    let inner = try content.layOut(proposal, in: environment)
    let effects = try effects(environment)
    return LaidOut(size: inner.size, frame: inner.frame, baseline: inner.baseline) {
      origin, canvas in
      try canvas.changed(by: effects) { try inner.draw(at: origin, on: &$0) }
    }
  }

  func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    content.flexibility(in: environment)
  }
}
