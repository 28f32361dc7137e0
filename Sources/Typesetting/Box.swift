/// How a glyph or rule is marked in the source: the name of a colour, and the names of the parts
/// that it lies in, the innermost last.
struct Ink: Hashable, Sendable {
  var color: String?
  var parts: [String] = []
}

/// Type at its places relative to a reference point on the baseline, as in TeX: it reaches `height`
/// above the baseline, `depth` below it, and the next box follows `width` further on.
struct Box: Sendable {
  struct Element: Sendable {
    enum Content: Sendable {
      /// A glyph, points per em, and the characters it stands for.
      case glyph(FontFace, UInt32, size: Double, text: String)
      /// A filled rectangle that extends right and up from its place.
      case rule(width: Double, height: Double)
    }

    var content: Content
    var x: Double
    /// Downwards from the baseline.
    var y: Double
    var ink: Ink
  }

  var width = 0.0
  var height = 0.0
  var depth = 0.0
  var elements: [Element] = []

  /// Height and depth together.
  var total: Double { height + depth }

  /// Puts the contents of `other` into this box, its reference point at `x` and `y` (downwards);
  /// this box's own size stays as it is.
  mutating func place(_ other: Box, x: Double, y: Double = 0) {
    if elements.isEmpty && x == 0 && y == 0 {
      elements = other.elements
      return
    }
    elements.reserveCapacity(elements.count + other.elements.count)
    for var element in other.elements {
      element.x += x
      element.y += y
      elements.append(element)
    }
  }

  /// Puts `other` after this box on the same baseline, lowered by `shift`. As in TeX, a row reaches
  /// the baseline whatever is in it.
  mutating func append(_ other: Box, shift: Double = 0) {
    place(other, x: width, y: shift)
    width += other.width
    height = max(height, other.height - shift)
    depth = max(depth, other.depth + shift)
  }

  /// The same at another size.
  func scaled(by factor: Double) -> Box {
    guard factor != 1 else { return self }
    var box = Box(width: width * factor, height: height * factor, depth: depth * factor)
    box.elements = elements.map { element in
      var element = element
      element.x *= factor
      element.y *= factor
      switch element.content {
      case .glyph(let face, let id, let size, let text):
        element.content = .glyph(face, id, size: size * factor, text: text)
      case .rule(let width, let height):
        element.content = .rule(width: width * factor, height: height * factor)
      }
      return element
    }
    return box
  }

  static func rule(width: Double, height: Double, ink: Ink) -> Box {
    var box = Box(width: width, height: height)
    box.elements = [
      Element(content: .rule(width: width, height: height), x: 0, y: 0, ink: ink)
    ]
    return box
  }
}
