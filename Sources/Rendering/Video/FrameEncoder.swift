import Drawing

/// One file format for moving pictures. Threads that draw turn pixels into frames of its own kind;
/// one thread encodes them in order.
protocol FrameEncoder: Sendable {
  /// A frame as the encoder takes it, used again and again.
  associatedtype Frame: Sendable

  var size: PixelSize { get }
  /// Whether frames have no background.
  var isTransparent: Bool { get }
  func makeFrame() throws -> Frame

  /// Fills `frame` with what `painter` has drawn last. Called by the drawing threads, each with
  /// frames that nobody else holds.
  func convert(_ painter: FramePainter, into frame: Frame) throws

  /// Encodes frame number `index`. Called in order, by one thread at a time.
  ///
  /// - Parameter isRepeated: whether the frame is the one before once more.
  func encode(_ frame: Frame, index: Int, isRepeated: Bool) throws

  /// Ends the file.
  func finish(_ metadata: Metadata) throws
}

/// A frame's own affairs with an encoder, whose threads take turns with it.
final class Held<Content>: @unchecked Sendable {
  var content: Content
  init(_ content: Content) { self.content = content }
}
