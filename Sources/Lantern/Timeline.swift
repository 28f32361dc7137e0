import Drawing

/// The shots of a scene laid out in frames.
public struct Timeline: Sendable {
  public let shots: [Shot]
  public let frameRate: Int
  /// Of the scene, for slides.
  public let title: String?
  /// The number of each shot's first frame, and the count of all frames at the end.
  public let starts: [Int]

  public init(shots: [Shot], frameRate: Int, title: String? = nil) {
    self.shots = shots
    self.frameRate = frameRate
    self.title = title
    var seconds = 0.0
    var starts = [0]
    for shot in shots {
      seconds += shot.duration
      starts.append(Int((seconds * Double(frameRate)).rounded()))
    }
    self.starts = starts
  }

  public var frameCount: Int { starts.last ?? 0 }

  /// Length in seconds.
  public var duration: Double { Double(frameCount) / Double(frameRate) }

  /// The numbers of a shot's frames; a shot shorter than a frame may have none.
  public func frames(ofShot index: Int) -> Range<Int> { starts[index]..<starts[index + 1] }

  /// Draws one frame; any frame can be drawn without the ones before it.
  ///
  /// - Parameter aspectRatio: width over height of the page.
  public func frame(_ index: Int, aspectRatio: Double, theme: Theme) throws -> Picture {
    precondition((0..<max(frameCount, 1)).contains(index), "frame \(index) of \(frameCount)")
    let number = max((starts.lastIndex { $0 <= index } ?? 0), 0)
    let shot = shots[min(number, shots.count - 1)]
    let seconds = Double(index - starts[min(number, shots.count - 1)]) / Double(frameRate)
    let time = ShotTime(seconds: seconds, duration: shot.duration)
    return try Picture(
      shot.drawing(time).slideWords(SlideWords(title: title, caption: shot.caption)),
      size: Size(Shot.pageHeight * aspectRatio, Shot.pageHeight), margin: 18,
      theme: theme.withType(atLeast: Shot.smallestType))
  }
}
