import Drawing

/// The formats of moving pictures.
public enum MovieFormat: String, CaseIterable, Sendable {
  /// H.264 in MP4, which plays everywhere.
  case mp4
  /// VP9 in WebM, also with a transparent background.
  case webm
  /// One palette for all frames, 50 frames a second at most.
  case gif
  /// A PNG file that moves: lossless, also with a transparent background.
  case apng
  /// A folder of PNG files.
  case frames

  /// Whether frames may have no background.
  public var allowsTransparency: Bool { self != .mp4 }
}

/// A stretch of a film that players can jump to.
public struct MovieChapter: Hashable, Sendable {
  public var title: String
  /// Seconds.
  public var start: Double
  public var end: Double

  public init(_ title: String, from start: Double, to end: Double) {
    (self.title, self.start, self.end) = (title, start, end)
  }
}

/// A line of text that belongs to a stretch of a film.
public struct MovieCaption: Hashable, Sendable {
  public var text: String
  /// Seconds.
  public var start: Double
  public var end: Double

  public init(_ text: String, from start: Double, to end: Double) {
    (self.text, self.start, self.end) = (text, start, end)
  }
}

/// What a film is to be like.
public struct MovieSettings: Sendable {
  public var format: MovieFormat
  /// Pixels. For films in MP4 and WebM both numbers are even.
  public var size: PixelSize
  /// Frames per second.
  public var frameRate: Int
  /// Whether the pictures' background is left out.
  public var isTransparent = false
  /// For MP4 and WebM.
  public var chapters: [MovieChapter] = []
  /// For MP4 and WebM: a track of subtitles. In order, without overlaps.
  public var captions: [MovieCaption] = []
  /// What the file says of itself; a hash of the frames is added.
  public var metadata = Metadata()
  /// libx264's preset, for MP4: a slower one makes smaller files.
  public var preset = "veryfast"
  /// libx264's constant rate factor, for MP4: about 6 less doubles the size.
  public var quality = 13.8

  public init(
    _ format: MovieFormat = .mp4, size: PixelSize, frameRate: Int, metadata: Metadata = Metadata()
  ) {
    (self.format, self.size, self.frameRate) = (format, size, frameRate)
    self.metadata = metadata
  }

  /// Throws if there can be no such film.
  public func check() throws { try check(frameCount: 1) }

  func check(frameCount: Int) throws {
    try metadata.check()
    guard frameCount >= 1, (1...1000).contains(frameRate) else {
      throw RenderingError(
        "a film needs at least one frame and 1 to 1000 frames a second, not \(frameCount) frames "
          + "at \(frameRate)")
    }
    if format == .mp4 || format == .webm {
      let name = format == .mp4 ? "H.264" : "VP9"
      guard (16...8192).contains(size.width), (16...8192).contains(size.height) else {
        throw RenderingError(
          "a film of \(size) pixels can't be \(name): each side must have 16 to 8192")
      }
      // Four pixels share a sample of colour.
      guard size.width % 2 == 0, size.height % 2 == 0 else {
        let even = PixelSize(size.width + size.width % 2, size.height + size.height % 2)
        throw RenderingError(
          "a film of \(size) pixels can't be \(name): width and height must be even; use \(even)")
      }
    }
    guard !isTransparent || format.allowsTransparency else {
      throw RenderingError(
        "MP4 films have no transparent background; choose webm, gif, apng or frames")
    }
    guard format != .gif || frameRate <= 50 else {
      throw RenderingError(
        "a GIF shows at most 50 frames a second, not \(frameRate); choose --fps 50 or less")
    }
  }
}
