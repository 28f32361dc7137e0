import Geometry

public enum HorizontalAlignment: Hashable, Sendable { case leading, center, trailing }
public enum VerticalAlignment: Hashable, Sendable { case top, center, bottom, firstTextBaseline }

/// A place within a rectangle, named by its sides.
public struct Alignment: Hashable, Sendable {
  public var horizontal: HorizontalAlignment
  public var vertical: VerticalAlignment

  public init(horizontal: HorizontalAlignment, vertical: VerticalAlignment) {
    self.horizontal = horizontal
    self.vertical = vertical
  }

  public static let topLeading = Alignment(horizontal: .leading, vertical: .top)
  public static let top = Alignment(horizontal: .center, vertical: .top)
  public static let topTrailing = Alignment(horizontal: .trailing, vertical: .top)
  public static let leading = Alignment(horizontal: .leading, vertical: .center)
  public static let center = Alignment(horizontal: .center, vertical: .center)
  public static let trailing = Alignment(horizontal: .trailing, vertical: .center)
  public static let bottomLeading = Alignment(horizontal: .leading, vertical: .bottom)
  public static let bottom = Alignment(horizontal: .center, vertical: .bottom)
  public static let bottomTrailing = Alignment(horizontal: .trailing, vertical: .bottom)

  /// The named point of `rect`; a baseline counts as the top.
  public func point(in rect: Rect) -> Point {
    let x =
      switch horizontal {
      case .leading: rect.minX
      case .center: rect.midX
      case .trailing: rect.maxX
      }
    let y =
      switch vertical {
      case .top, .firstTextBaseline: rect.minY
      case .center: rect.midY
      case .bottom: rect.maxY
      }
    return Point(x, y)
  }
}

extension LaidOut {
  /// The position within the drawing that `alignment` names, measured on its alignment frame.
  func guide(_ alignment: HorizontalAlignment) -> Double {
    switch alignment {
    case .leading: frame.minX
    case .center: frame.midX
    case .trailing: frame.maxX
    }
  }

  func guide(_ alignment: VerticalAlignment) -> Double {
    switch alignment {
    case .top: frame.minY
    case .center: frame.midY
    case .bottom: frame.maxY
    case .firstTextBaseline: baseline ?? frame.maxY
    }
  }
}
