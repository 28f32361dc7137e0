import Drawing

/// One file format for moving pictures. Threads that draw turn pixels into frames of its own kind;
/// one thread encodes them in order.
protocol FrameEncoder: Sendable {
  /// A frame as the encoder takes it, used again and again.
  associatedtype Frame: Sendable

  var size: PixelSize { get }
  func makeFrame() throws -> Frame

  /// Fills `frame` with what the painter has drawn. Called by the drawing threads, each with frames
  /// that nobody else holds.
  ///
  /// - Returns: A hash of the frame's content.
  func convert(_ painter: FramePainter, into frame: Frame) throws -> UInt64

  /// Encodes frame number `index`. Called in order, by one thread at a time; a frame that equals
  /// the one before is the same object.
  func encode(_ frame: Frame, index: Int) throws
}
