import Drawing
import Geometry

/// A rectangle of whole pixels; its right and lower ends are not part of it.
package struct PixelRect: Hashable, Sendable {
  package var left: Int
  package var top: Int
  package var right: Int
  package var bottom: Int

  package init(left: Int, top: Int, right: Int, bottom: Int) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  /// All pixels of an image.
  init(_ size: PixelSize) { self.init(left: 0, top: 0, right: size.width, bottom: size.height) }

  var width: Int { right - left }
  var height: Int { bottom - top }
  var area: Int { max(width, 0) * max(height, 0) }

  func union(_ other: PixelRect) -> PixelRect {
    PixelRect(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }
}

extension PixelRect {
  /// The smallest rectangle that holds every pixel in which two images differ; `nil` if they are
  /// the same.
  ///
  /// - Parameters:
  ///   - old, new: rows without gaps, as many in both.
  ///   - width: of a row, in pixels.
  package init?(between old: [UInt8], and new: [UInt8], width: Int, bytesPerPixel: Int = 1) {
    let rowLength = width * bytesPerPixel
    precondition(old.count == new.count && rowLength > 0, "two images of one size")
    var box: PixelRect?
    old.withUnsafeBufferPointer { old in
      new.withUnsafeBufferPointer { new in
        for row in 0..<(new.count / rowLength) {
          let bytes = (row * rowLength)..<((row + 1) * rowLength)
          guard let first = bytes.first(where: { old[$0] != new[$0] }),
            let last = bytes.last(where: { old[$0] != new[$0] })
          else { continue }
          let line = PixelRect(
            left: (first - bytes.lowerBound) / bytesPerPixel, top: row,
            right: (last - bytes.lowerBound) / bytesPerPixel + 1, bottom: row + 1)
          box = box?.union(line) ?? line
        }
      }
    }
    guard let box else { return nil }
    self = box
  }

  /// All pixels that a rectangle in points touches, and one more on each side, since symbols are
  /// moved by parts of a pixel; `nil` if it has no place.
  init?(around rect: Rect, scale: Double) {
    let (left, top) = (rect.minX * scale, rect.minY * scale)
    let (right, bottom) = (rect.maxX * scale, rect.maxY * scale)
    let limit = 1e9
    guard abs(left) < limit, abs(top) < limit, abs(right) < limit, abs(bottom) < limit else {
      return nil
    }
    self.init(
      left: Int(left.rounded(.down)) - 1, top: Int(top.rounded(.down)) - 1,
      right: Int(right.rounded(.up)) + 1, bottom: Int(bottom.rounded(.up)) + 1)
  }
}
