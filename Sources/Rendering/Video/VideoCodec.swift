/// What libav is told for a format.
struct VideoCodec: Sendable {
  let container: String
  let containerOptions: String
  let encoder: String
  /// Results may depend on the number of threads, so that is the same on every machine.
  let threads: CInt
  /// Whether the container states facts in its head, before the first frame.
  let writesHeadFirst: Bool
  private let quality: String
  private let extra: String
  /// How far the frames that players can start from lie apart at most.
  static let keyFrameSeconds = 2

  func options(frameRate: Int, isTransparent: Bool) -> String {
    // Not so many frames without a key frame; it comes earlier where frames last. Opacity has no room in VP9's hidden frames.
    let hidden = isTransparent ? ",auto-alt-ref=0" : ""
    return "\(quality),g=\(Self.keyFrameSeconds * frameRate)\(extra)\(hidden)"
  }

  /// H.264 in MP4 by libx264, the index in front.
  ///
  /// "veryfast" takes half the time of "medium"; what is added to it costs nearly nothing. Measured on
  /// a path growing over a heat map, 1080p, so its file at crf 13.8 is no larger than that of "medium"
  /// at crf 18, and as similar to the frames. Tuning for animation loses 3 to 6 dB on such pictures.
  /// "cpu-independent": the same bytes whatever vector instructions there are.
  static func h264(preset: String = "veryfast", quality: Double = 13.8) -> VideoCodec {
    let added = preset == "veryfast" ? ":trellis\\=1:ref\\=2:aq-strength\\=1.3" : ""
    return VideoCodec(
      container: "mp4", containerOptions: "movflags=+faststart", encoder: "libx264",
      threads: 4, writesHeadFirst: false, quality: "preset=\(preset),profile=high,crf=\(quality)",
      extra: ",x264-params=cpu-independent\\=1\(added)")
  }

  /// VP9 in WebM by libvpx.
  static let vp9 = VideoCodec(
    container: "webm", containerOptions: "", encoder: "libvpx-vp9", threads: 4,
    writesHeadFirst: true, quality: "deadline=good,cpu-used=5,crf=22,b=0",
    extra: ",row-mt=1,tile-columns=2,lag-in-frames=16")
}
