import Geometry

extension Path {
  /// The path in pieces of at most so many lines.
  ///
  /// Two pieces of a line share one segment, so that the joins at its ends are whole. A path that
  /// grows keeps its first pieces.
  func pieces(of length: Int) -> [Path] {
    var cutter = PieceCutter(length: length)
    for element in elements { cutter.add(element) }
    return cutter.pieces
  }
}

private struct PieceCutter {
  let length: Int
  private var done: [Path] = []
  private var current = Path()
  /// Lines in the current piece.
  private var count = 0
  private var first = Point.zero
  private var second: Point?
  private var previous = Point.zero
  /// Whether a part of the line is in a piece before.
  private var isCut = false

  init(length: Int) { self.length = length }

  var pieces: [Path] { current.elements.count > 1 ? done + [current] : done }

  mutating func add(_ element: Path.Element) {
    switch element {
    case .move(let p):
      if count >= length { end() }
      current.move(to: p)
      (first, second, previous, isCut) = (p, nil, p, false)
    case .line(let p):
      current.line(to: p)
      second = second ?? p
      count += 1
      if count >= length {
        end()
        current.move(to: previous)
        current.line(to: p)
        (count, isCut) = (1, true)
      }
      previous = p
    case .curve(let c1, let c2, let p):
      current.curve(to: p, c1, c2)
      second = second ?? p
      previous = p
    case .close:
      if isCut {
        current.line(to: first)
        if let second { current.line(to: second) }
        end()
        current.move(to: first)
      } else {
        current.close()
      }
      (second, previous, isCut) = (nil, first, false)
    }
  }

  private mutating func end() {
    done.append(current)
    current = Path()
    count = 0
  }
}
