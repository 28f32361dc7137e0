#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

import Geometry

extension Point {
  /// The angle from the horizontal axis, in radians; clockwise on a page.
  var angle: Double { atan2(y, x) }
}
