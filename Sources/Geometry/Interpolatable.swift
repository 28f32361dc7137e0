/// A value that can be anywhere between two others, so that it can move.
public protocol Interpolatable {
  /// The value a fraction `t` of the way to `other`: 0 gives `self`, 1 gives `other`.
  func interpolated(to other: Self, _ t: Double) -> Self
}

extension Double: Interpolatable {
  @inlinable
  public func interpolated(to other: Double, _ t: Double) -> Double { self + (other - self) * t }
}

extension Point: Interpolatable {}

extension Size: Interpolatable {
  public func interpolated(to other: Size, _ t: Double) -> Size {
    Size(width.interpolated(to: other.width, t), height.interpolated(to: other.height, t))
  }
}

extension Rect: Interpolatable {
  public func interpolated(to other: Rect, _ t: Double) -> Rect {
    Rect(origin.interpolated(to: other.origin, t), size.interpolated(to: other.size, t))
  }
}

extension AffineTransform: Interpolatable {
  public func interpolated(to other: AffineTransform, _ t: Double) -> AffineTransform {
    AffineTransform(
      a: a.interpolated(to: other.a, t), b: b.interpolated(to: other.b, t),
      c: c.interpolated(to: other.c, t), d: d.interpolated(to: other.d, t),
      tx: tx.interpolated(to: other.tx, t), ty: ty.interpolated(to: other.ty, t))
  }
}

extension ClosedRange: Interpolatable where Bound == Double {
  public func interpolated(to other: ClosedRange<Double>, _ t: Double) -> ClosedRange<Double> {
    let low = lowerBound.interpolated(to: other.lowerBound, t)
    let high = upperBound.interpolated(to: other.upperBound, t)
    return min(low, high)...max(low, high)
  }
}

/// Arrays move element by element. Where one has more elements, the other is read at as many
/// equally spaced places, so that a curve of 50 points can become one of 200.
extension Array: Interpolatable where Element: Interpolatable {
  public func interpolated(to other: [Element], _ t: Double) -> [Element] {
    if t == 0 { return self }
    if t == 1 { return other }
    guard !isEmpty, !other.isEmpty else { return t < 0.5 ? self : other }
    let count = Swift.max(count, other.count)
    let (start, end) = (resampled(count), other.resampled(count))
    return zip(start, end).map { $0.interpolated(to: $1, t) }
  }

  /// The element a fraction of the way from the first to the last, between two where it falls so.
  ///
  /// - Precondition: the array is not empty.
  public func element(at fraction: Double) -> Element {
    let place = Swift.min(Swift.max(fraction, 0), 1) * Double(count - 1)
    let index = Swift.min(Int(place), count - 1)
    let rest = place - Double(index)
    return rest > 0 && index + 1 < count
      ? self[index].interpolated(to: self[index + 1], rest) : self[index]
  }

  private func resampled(_ size: Int) -> [Element] {
    guard size != count else { return self }
    return (0..<size).map { element(at: Double($0) / Double(Swift.max(size - 1, 1))) }
  }
}
