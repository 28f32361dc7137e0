import CVideo
import Drawing

/// A folder of PNG files, one a frame, numbered from 1.
final class FolderEncoder: FrameEncoder, @unchecked Sendable {
  let size: PixelSize
  let isTransparent: Bool
  private let folder: AtomicFolder
  private let metadata: Metadata
  private let digits: Int

  init(folder: AtomicFolder, _ film: MovieSettings, frameCount: Int) {
    (size, isTransparent) = (film.size, film.isTransparent)
    (self.folder, metadata) = (folder, film.metadata)
    digits = max(String(frameCount).count, 5)
  }

  /// A whole file.
  final class Frame: @unchecked Sendable { fileprivate var bytes: [UInt8] = [] }

  func makeFrame() throws -> Frame { Frame() }

  func convert(_ painter: FramePainter, into frame: Frame) throws {
    let (pixels, bytesPerRow) = try painter.pixels()
    let channels = isTransparent ? 4 : 3
    let rowLength = channels * size.width
    let rows = UnsafeMutablePointer<UInt8>.allocate(capacity: rowLength * size.height)
    defer { rows.deallocate() }
    cvideo_pack(pixels, bytesPerRow, rows, channels, size.width, size.height)
    let filtered = UnsafeMutableBufferPointer<UInt8>.allocate(
      capacity: (rowLength + 1) * size.height)
    defer { filtered.deallocate() }
    cvideo_filter_up(rows, filtered.baseAddress, rowLength, size.height)
    frame.bytes = try PNGFile(
      size: size, channels: channels, filtered: UnsafeBufferPointer(filtered), scale: nil,
      metadata: metadata
    ).bytes
  }

  func encode(_ frame: Frame, index: Int, isRepeated: Bool) throws {
    let number = String(index + 1)
    let zeros = String(repeating: "0", count: digits - number.count)
    try AtomicFile.write(frame.bytes, to: "\(folder.workingPath)/\(zeros)\(number).png")
  }

  func finish(_ metadata: Metadata) throws {
    // What the frames don't know when they are written.
    try AtomicFile.write(
      Array((metadata.text + "\n").utf8), to: folder.workingPath + "/about.txt")
  }
}
