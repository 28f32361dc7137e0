import Drawing
import Lantern
import Rendering
import Testing

/// What a surface in space looks like in pixels.
@Suite struct SurfacePixelTests {
  @Test(arguments: [5, 20]) func aSlopeIsShadedWithoutSteps(cells: Int) throws {
    let slope = Surface(x: -1...1, y: -1...1, columns: 41, rows: 41) { $0.x }
    let picture = try Picture(
      SurfaceChart { SurfaceMark(slope, cells: cells) }
        .chartXAxis(.hidden).chartYAxis(.hidden).chartZAxis(.hidden).chartFrame(.hidden)
        .chart3DPose(azimuth: 0, inclination: 90)
        .chart3DCameraProjection(.orthographic),
      width: 110, theme: .book)
    let bitmap = try picture.bitmap(scale: 4)
    // The brown map gets lighter all the way from left to right.
    let row = bitmap.height / 2
    let greens = (20..<bitmap.width - 20).map {
      Int(bitmap.pixels[4 * (row * bitmap.width + $0) + 1])
    }
    #expect(Set(greens).count > 150)
    for (a, b) in zip(greens, greens.dropFirst()) { #expect(b >= a - 1 && b <= a + 3) }
  }
}
