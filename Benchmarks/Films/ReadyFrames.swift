import CVideo
import Foundation
import Lantern
import Rendering

/// Frames that are drawn and converted already, to see how fast libx264 alone is.
final class ReadyFrames {
  private let size: PixelSize
  private var planes: [[UInt8]] = []

  init(count: Int, size: PixelSize, _ picture: (Int) throws -> Picture) throws {
    self.size = size
    let (width, height) = (size.width, size.height)
    var cairo = [UInt8](repeating: 0, count: 4 * width * height)
    for index in 0..<count {
      let bitmap = try Movie.still(of: try picture(index), size: size)
      cvideo_premultiply(bitmap.pixels, &cairo, 4 * width, width, height)
      var yuv = [UInt8](repeating: 0, count: width * height * 3 / 2)
      yuv.withUnsafeMutableBufferPointer { yuv in
        guard let y = yuv.baseAddress else { return }
        let (u, v) = (y + width * height, y + width * height * 5 / 4)
        cvideo_to_yuv420(cairo, 4 * width, y, width, u, v, width / 2, width, height)
      }
      planes.append(yuv)
    }
  }

  var count: Int { planes.count }

  /// Encodes all frames with as many threads as libx264 likes.
  ///
  /// - Parameter options: libx264's, as in "preset=medium,crf=18".
  func encode(to path: String, options: String, rate: Int) throws {
    var message = [CChar](repeating: 0, count: Int(CVIDEO_MESSAGE_LENGTH))
    var writer: OpaquePointer?
    func check(_ code: CInt) throws {
      guard code >= 0 else {
        let bytes = message.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        throw ScriptError(String(decoding: bytes, as: UTF8.self))
      }
    }
    let texts = [path, "mp4", "", "libx264", options, "yuv420p"]
    let copies = texts.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    var settings = cvideo_settings(
      path: copies[0], container: copies[1], container_options: copies[2], codec: copies[3],
      codec_options: copies[4], pixel_format: copies[5], width: CInt(size.width),
      height: CInt(size.height), rate: CInt(rate), threads: 0, chapters: nil, chapter_count: 0,
      has_captions: 0)
    try check(cvideo_writer_open(&writer, &settings, &message))
    guard let writer else { return }
    defer { cvideo_writer_free(writer) }
    // One frame, filled anew each time, as a program that reads frames from a pipe does.
    guard let frame = cvideo_writer_new_frame(writer) else { return }
    defer { cvideo_frame_free(frame) }
    let (width, height) = (size.width, size.height)
    for (index, yuv) in planes.enumerated() {
      try check(cvideo_frame_make_writable(frame))
      var at = 0
      for (plane, (columns, rows)) in [
        (width, height), (width / 2, height / 2), (width / 2, height / 2),
      ].enumerated() {
        guard let target = cvideo_frame_plane(frame, CInt(plane)) else { return }
        let stride = cvideo_frame_stride(frame, CInt(plane))
        yuv.withUnsafeBufferPointer { yuv in
          for row in 0..<rows {
            guard let source = yuv.baseAddress else { return }
            (target + stride * row).update(from: source + at + columns * row, count: columns)
          }
        }
        at += columns * rows
      }
      try check(cvideo_writer_send(writer, frame, Int64(index), 0, &message))
    }
    try check(cvideo_writer_finish(writer, &message))
  }

  /// The mean structural similarity of a film's luma to the frames (Wang et al. 2004), in windows
  /// of 8 × 8 pixels, over every twentieth frame.
  ///
  /// - Parameter rate: the film's frames a second.
  func similarity(of path: String, rate: Int) throws -> Double {
    let reader = try MovieReader(path)
    let (width, height) = (size.width, size.height)
    var (sum, count) = (0.0, 0.0)
    var cairo = [UInt8](repeating: 0, count: 4 * width * height)
    var luma = [UInt8](repeating: 0, count: width * height)
    var chroma = [UInt8](repeating: 0, count: width * height / 2)
    while let bitmap = try reader.nextFrame() {
      // Equal frames are not all stored.
      let index = Int((reader.time * Double(rate)).rounded())
      guard index % 20 == 0 else { continue }
      cvideo_premultiply(bitmap.pixels, &cairo, 4 * width, width, height)
      chroma.withUnsafeMutableBufferPointer { uv in
        guard let u = uv.baseAddress else { return }
        cvideo_to_yuv420(
          cairo, 4 * width, &luma, width, u, u + width * height / 4, width / 2, width, height)
      }
      for top in stride(from: 0, to: height - 7, by: 8) {
        for left in stride(from: 0, to: width - 7, by: 8) {
          sum += Self.similarity(planes[index], luma, top * width + left, width)
          count += 1
        }
      }
    }
    return sum / max(count, 1)
  }

  private static func similarity(
    _ a: [UInt8], _ b: [UInt8], _ start: Int, _ width: Int
  ) -> Double {
    var (sa, sb, saa, sbb, sab) = (0, 0, 0, 0, 0)
    for row in 0..<8 {
      for at in (start + row * width)..<(start + row * width + 8) {
        let (x, y) = (Int(a[at]), Int(b[at]))
        sa += x
        sb += y
        saa += x * x
        sbb += y * y
        sab += x * y
      }
    }
    let n = 64.0
    let (ma, mb) = (Double(sa) / n, Double(sb) / n)
    let (va, vb) = (Double(saa) / n - ma * ma, Double(sbb) / n - mb * mb)
    let covariance = Double(sab) / n - ma * mb
    let (c1, c2) = (6.5025, 58.5225)
    return (2 * ma * mb + c1) * (2 * covariance + c2) / ((ma * ma + mb * mb + c1) * (va + vb + c2))
  }
}
