import Geometry

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// People with fourteen joints before a restless ground, in the place of photographs of athletes:
/// red, green and blue, 48 × 48, values from 0 to 1.
public struct StickFigureImages: ImageRecipe, Hashable {
  /// In the order of a truth's joints.
  public enum Joint: Int, CaseIterable, Sendable {
    case head, neck, leftShoulder, rightShoulder, leftElbow, rightElbow, leftWrist, rightWrist
    case leftHip, rightHip, leftKnee, rightKnee, leftAnkle, rightAnkle
  }

  public struct Truth: Hashable, Sendable {
    /// The places of all joints in pixels, in the order of `Joint`, x and y: `[14, 2]`.
    public var joints: Tensor
  }

  /// Which joints limbs connect.
  public static let limbs: [(Joint, Joint)] = [
    (.head, .neck), (.leftShoulder, .rightShoulder), (.leftShoulder, .leftElbow),
    (.leftElbow, .leftWrist), (.rightShoulder, .rightElbow), (.rightElbow, .rightWrist),
    (.leftShoulder, .leftHip), (.rightShoulder, .rightHip), (.leftHip, .rightHip),
    (.leftHip, .leftKnee), (.leftKnee, .leftAnkle), (.rightHip, .rightKnee),
    (.rightKnee, .rightAnkle),
  ]

  public init() {}

  public var imageShape: Shape { [3, 48, 48] }

  public func image(key: Key) -> (image: Tensor, truth: Truth) {
    let joints = StickFigureImages.skeleton(key.fold("skeleton"))
    func at(_ joint: Joint) -> Point { joints[joint.rawValue] }
    var raster = StickFigureImages.court(key.fold("court"))
    let skin = RGB(0.95, 0.78, 0.65).mixed(RGB(0.4, 0.25, 0.17), key.uniform("skin", 0..<1))
    let shirt = RGB(hue: key.uniform("shirt", 0..<1), saturation: 0.75, value: 0.85)
    let trousers = RGB(
      hue: key.uniform("trousers", 0..<1), saturation: 0.5,
      value: key.uniform("trousers value", 0.2..<0.7))
    let thickness = key.uniform("thickness", 3..<5)
    func limb(_ a: Joint, _ b: Joint, _ color: RGB, _ width: Double = 1) {
      raster.paint(.stroke([at(a), at(b)], width: width * thickness), color)
    }
    for (hip, knee, ankle) in [
      (Joint.leftHip, Joint.leftKnee, Joint.leftAnkle), (.rightHip, .rightKnee, .rightAnkle),
    ] {
      limb(knee, ankle, skin)
      limb(hip, knee, trousers, 1.1)
    }
    raster.paint(
      .polygon([at(.leftShoulder), at(.rightShoulder), at(.rightHip), at(.leftHip)]), shirt)
    limb(.leftShoulder, .leftHip, shirt)
    limb(.rightShoulder, .rightHip, shirt)
    limb(.leftHip, .rightHip, trousers)
    for (shoulder, elbow, wrist) in [
      (Joint.leftShoulder, Joint.leftElbow, Joint.leftWrist),
      (.rightShoulder, .rightElbow, .rightWrist),
    ] {
      limb(elbow, wrist, skin, 0.85)
      limb(shoulder, elbow, shirt, 0.95)
    }
    limb(.neck, .head, skin, 0.7)
    raster.paint(.ellipse(at(.head), 2.5, 3.1), skin)
    raster.paint(
      Region.ellipse(at(.head), 2.6, 3.2).intersection(
        .rectangle(0, 0, 48, at(.head).y - 1)), RGB(gray: 0.15))
    return (
      raster.pixels.unit, Truth(joints: Tensor(joints.flatMap { [$0.x, $0.y] }, shape: [14, 2]))
    )
  }

  /// Joints of a body within human limits, inside the picture.
  private static func skeleton(_ key: Key) -> [Point] {
    func angle(_ name: String, _ range: Range<Double>) -> Double {
      key.uniform(name, range) * .pi / 180
    }
    // Angles from straight down, positive towards the viewer's right.
    func step(_ from: Point, _ angle: Double, _ length: Double) -> Point {
      from + Point(sin(angle), cos(angle)) * length
    }
    let lean = angle("lean", -18..<18)
    let size = key.uniform("size", 0.85..<1.08)
    let torso = key.uniform("torso", 10.5..<12.5) * size
    let arm = key.uniform("arm", 5.6..<7) * size
    let leg = key.uniform("leg", 7.4..<8.8) * size
    let neck = Point.zero
    let head = step(neck, .pi + lean + angle("head", -15..<15), 4.6 * size)
    let hips = step(neck, lean, torso)
    let across = Point(cos(lean), -sin(lean))
    let shoulders = [neck + across * (-3.4 * size), neck + across * (3.4 * size)]
    let hip = [hips + across * (-2.1 * size), hips + across * (2.1 * size)]
    var rest: [[Point]] = []
    for (index, side) in [-1.0, 1].enumerated() {
      let upper = side * angle("upper arm \(index)", 5..<150)
      // An elbow bends towards the body and up to a right angle and more.
      let lower = upper + side * angle("lower arm \(index)", -5..<115)
      let thigh = side * angle("thigh \(index)", -8..<48)
      let shin = thigh - side * angle("shin \(index)", -3..<55)
      let elbow = step(shoulders[index], upper, arm)
      let knee = step(hip[index], thigh, leg)
      rest.append([elbow, step(elbow, lower, 0.95 * arm), knee, step(knee, shin, leg)])
    }
    let body = [
      head, neck, shoulders[0], shoulders[1], rest[0][0], rest[1][0], rest[0][1], rest[1][1],
      hip[0], hip[1], rest[0][2], rest[1][2], rest[0][3], rest[1][3],
    ]
    // Into the picture: smaller where it must be, then somewhere it fits.
    let box = Rect.bounding(body) ?? Rect(x: 0, y: 0, width: 1, height: 1)
    let scale = min(1, 38 / box.height, 40 / box.width)
    let room = Point(40 - scale * box.width, 39 - scale * box.height)
    let place = key.fold("place").uniform(count: 2)
    let origin = Point(4 + room.x * place[0], 5 + room.y * place[1])
    return body.map { ($0 - box.origin) * scale + origin }
  }

  /// Lines and rectangles of a court and its stands.
  private static func court(_ key: Key) -> Raster {
    let horizon = key.uniform("horizon", 14..<26)
    var raster = Raster(
      48, 48, RGB(hue: key.uniform("wall", 0..<1), saturation: 0.25, value: 0.55))
    for box in 0..<10 {
      let own = key.fold("box").fold(box)
      raster.paint(
        .rectangle(
          own.uniform("x", -4..<48), own.uniform("y", -3..<horizon), own.uniform("width", 3..<12),
          own.uniform("height", 2..<8)),
        RGB(
          hue: own.uniform("hue", 0..<1), saturation: own.uniform("saturation", 0..<0.5),
          value: own.uniform("value", 0.3..<0.9)))
    }
    raster.paint(
      .rectangle(0, horizon, 48, 48),
      RGB(
        hue: key.uniform("floor", 0..<1), saturation: 0.4, value: key.uniform("light", 0.4..<0.75)))
    for line in 0..<4 {
      let own = key.fold("line").fold(line)
      raster.paint(
        .stroke(
          [
            Point(own.uniform("x", -10..<58), horizon), Point(own.uniform("u", -30..<78), 50),
          ], width: 0.8), .white)
    }
    return raster
  }
}
