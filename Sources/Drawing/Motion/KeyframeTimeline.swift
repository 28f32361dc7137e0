import Geometry

/// A value that moves from stop to stop: a pure function of time.
///
///     let zoom = KeyframeTimeline(initialValue: 1.0, [.hold(2), .move(to: 4, over: 1.5)])
///     zoom.value(time: time.seconds)
public struct KeyframeTimeline<Value: Interpolatable & Sendable>: Sendable {
  /// A stretch of the way.
  public struct Keyframe: Sendable {
    let seconds: Double
    let target: Value?
    let easing: Easing

    /// Moves to a value.
    ///
    /// - Parameter seconds: the time it takes; 0 jumps.
    public static func move(
      to value: Value, over seconds: Double, easing: Easing = .easeInOut
    ) -> Keyframe {
      Keyframe(seconds: max(seconds, 0), target: value, easing: easing)
    }

    /// Stays where it is.
    public static func hold(_ seconds: Double) -> Keyframe {
      Keyframe(seconds: max(seconds, 0), target: nil, easing: .linear)
    }
  }

  public let initialValue: Value
  let keyframes: [Keyframe]

  public init(initialValue: Value, _ keyframes: [Keyframe]) {
    self.initialValue = initialValue
    self.keyframes = keyframes
  }

  /// The time in seconds after which nothing moves.
  public var duration: Double { keyframes.reduce(0) { $0 + $1.seconds } }

  /// The value at a time in seconds; before 0 it is the initial one, after the end the last.
  public func value(time: Double) -> Value {
    var value = initialValue
    var start = 0.0
    for keyframe in keyframes {
      let end = start + keyframe.seconds
      if let target = keyframe.target {
        if time < start { return value }
        if time < end {
          return value.interpolated(to: target, keyframe.easing((time - start) / keyframe.seconds))
        }
        value = target
      }
      start = end
    }
    return value
  }
}
