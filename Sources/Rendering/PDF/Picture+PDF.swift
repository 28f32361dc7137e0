import CCairo
import Drawing

extension Picture {
  /// The picture as a PDF file of one page: vectors, embedded fonts, text that can be selected.
  ///
  /// The same picture gives the same bytes; the file's date is fixed.
  public func pdf(metadata: Metadata = Metadata()) throws -> [UInt8] {
    try metadata.check()
    guard size.width > 0, size.height > 0, size.width < 14400, size.height < 14400 else {
      throw RenderingError(
        "a page of \(size.width) x \(size.height) points can't be a PDF: each side must be more "
          + "than 0 and less than 14400")
    }
    return try PDFFonts.withShared { fonts in
      let sink = ByteSink()
      let painter = try PDFPainter(picture: self, metadata: metadata, sink: sink, fonts: fonts)
      try painter.draw(self)
      try painter.finish()
      return sink.bytes
    }
  }
}

/// Collects what Cairo writes.
final class ByteSink {
  var bytes: [UInt8] = []
}
