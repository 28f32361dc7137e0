import Geometry

/// Portraits drawn from known factors, in the place of photographs of faces: red, green and blue,
/// values from -1 to 1.
public struct FaceImages: ImageRecipe, Hashable {
  /// What a face is made from.
  public struct Truth: Hashable, Sendable {
    /// In turns from red.
    public var backgroundHue: Double
    /// Brown, black, blond, red or gray: 0 to 4.
    public var hairColor: Int
    /// From 0, above the ears, to 1, on the shoulders.
    public var hairLength: Double
    /// From 0, pale, to 1, dark.
    public var skinTone: Double
    /// The head's width as a part of its height.
    public var aspect: Double
    /// The distance of the eyes as a part of the head's width.
    public var eyeSpacing: Double
    /// From -1, sad, to 1, angry.
    public var browTilt: Double
    /// From -1, corners down, to 1, corners up.
    public var smile: Double
    /// Of the mouth, from 0 to 1.
    public var openness: Double
    /// Where the face is turned: -1 is the viewer's left.
    public var yaw: Double
    /// Where light comes from: -1 is the viewer's left.
    public var light: Double
  }

  /// Pixels along each side: 16, 24 or 32.
  public let size: Int

  public init(size: Int = 32) {
    self.size = size
  }

  public var imageShape: Shape { [3, size, size] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let truth = Truth(
      backgroundHue: key.uniform("background hue", 0..<1),
      hairColor: key.integer("hair colour", 0..<5),
      hairLength: key.uniform("hair length", 0..<1), skinTone: key.uniform("skin tone", 0..<1),
      aspect: key.uniform("aspect", 0.72..<0.95),
      eyeSpacing: key.uniform("eye spacing", 0.32..<0.48),
      browTilt: key.uniform("brow tilt", -1..<1), smile: key.uniform("smile", -1..<1),
      openness: key.uniform("openness", 0..<1), yaw: key.uniform("yaw", -1..<1),
      light: key.uniform("light", -1..<1))
    return (image(of: truth, key: key), truth)
  }

  private static let hair = [
    RGB(0.36, 0.21, 0.11), RGB(0.09, 0.08, 0.09), RGB(0.85, 0.68, 0.35), RGB(0.62, 0.24, 0.1),
    RGB(gray: 0.58),
  ]

  /// A face as described; the key draws only its freckles and the picture's grain.
  public func image(of face: Truth, key: Key) -> Tensor {
    let unit = Double(size)
    func at(_ x: Double, _ y: Double) -> Point { Point(x * unit, y * unit) }
    var raster = Raster(size, size, .black)
    let (top, bottom) = (
      RGB(hue: face.backgroundHue, saturation: 0.35, value: 0.95),
      RGB(hue: face.backgroundHue, saturation: 0.6, value: 0.55)
    )
    raster.shade { p, _ in top.mixed(bottom, p.y / unit) }

    let half = 0.34 * face.aspect
    let hair = FaceImages.hair[face.hairColor]
    let skin = RGB(0.98, 0.83, 0.72).mixed(RGB(0.36, 0.22, 0.15), face.skinTone)
    // The hair behind the head: its lower edge goes down with its length.
    let end = 0.56 + 0.42 * face.hairLength
    raster.paint(
      .ellipse(at(0.5, (0.1 + end) / 2), 1.24 * half * unit, (end - 0.1) / 2 * unit), hair)
    if face.hairLength > 0.4 {
      raster.paint(
        .rectangle(
          (0.5 - 1.15 * half) * unit, 0.42 * unit, 2.3 * half * unit, (end - 0.5) * unit), hair)
    }
    let head = Region.ellipse(at(0.5, 0.55), half * unit, 0.34 * unit)
    raster.paint(head, skin)
    // A fringe over the forehead.
    raster.paint(
      head.intersection(.rectangle(0, 0, unit, 0.31 * unit)), hair)
    for freckle in key.fold("freckles").uniform(
      count: 2 * key.integer("number of freckles", 0..<21)
    ).chunked(2) {
      let place = at(0.5 + (2 * freckle[0] - 1) * half, 0.45 + 0.35 * freckle[1])
      raster.paint(head.intersection(.disk(place, 0.011 * unit)), skin.scaled(0.75))
    }

    // Inner features move sideways with the yaw, by up to 12 % of the head's width.
    let x = 0.5 + 0.12 * 2 * half * face.yaw
    let eye = face.eyeSpacing * half
    for side in [-1.0, 1] {
      let center = x + side * eye
      raster.paint(.ellipse(at(center, 0.51), 0.045 * unit, 0.032 * unit), RGB(0.13, 0.1, 0.1))
      let tilt = 0.035 * face.browTilt
      raster.paint(
        .stroke(
          [
            at(center - side * 0.06, 0.44 + tilt), at(center + side * 0.06, 0.44 - tilt),
          ], width: 0.03 * unit), hair.scaled(0.7))
    }
    raster.paint(.stroke([at(x, 0.54), at(x, 0.63)], width: 0.035 * unit), skin.scaled(0.72))
    let mouth = (0...8).map { index -> Point in
      let t = Double(index) / 4 - 1
      return at(x + 0.13 * t, 0.73 + 0.055 * face.smile * (0.5 - t * t))
    }
    raster.paint(
      .stroke(mouth, width: (0.028 + 0.06 * face.openness) * unit),
      RGB(0.62, 0.16, 0.17).mixed(RGB(0.25, 0.05, 0.07), face.openness))
    raster.shade { p, color in color.scaled(1 + 0.35 * face.light * (2 * p.x / unit - 1)) }
    return raster.pixels.grained(0.02, key.fold("grain")).signed
  }
}

extension Array {
  /// Neighbours in runs of `count`.
  func chunked(_ count: Int) -> [[Element]] {
    stride(from: 0, to: self.count, by: count).map {
      Array(self[$0..<Swift.min($0 + count, self.count)])
    }
  }
}
