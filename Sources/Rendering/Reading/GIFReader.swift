/// Reads the comments of a GIF file (GIF89a specification).
struct GIFReader {
  private var comments: [String] = []

  /// - Throws: a `DamagedFile` if the end is missing.
  init(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    /// Takes the next bytes off.
    func take(_ count: Int) throws -> ArraySlice<UInt8> {
      guard rest.count >= count else { throw DamagedFile.cutOff }
      defer { rest = rest.dropFirst(count) }
      return rest.prefix(count)
    }
    /// The content of the next blocks, up to the empty one that ends them.
    func blocks() throws -> [UInt8] {
      var content: [UInt8] = []
      while let length = try take(1).first, length > 0 { content += try take(Int(length)) }
      return content
    }
    /// Passes over a table of colours if the flags say that there is one.
    func skipColors(_ flags: UInt8) throws {
      if flags & 0x80 != 0 { _ = try take(3 << (Int(flags & 7) + 1)) }
    }
    let head = Array(try take(13))
    try skipColors(head[10])
    while let kind = try take(1).first {
      switch kind {
      case 0x21:
        let label = try take(1).first
        let content = try blocks()
        if label == 0xfe { comments.append(String(decoding: content, as: UTF8.self)) }
      case 0x2c:
        try skipColors(Array(try take(9))[8])
        _ = try take(1)
        _ = try blocks()
      case 0x3b: return
      default: throw DamagedFile("is damaged: it has a block of no known kind")
      }
    }
  }

  /// The first comment has title and summary, the last the facts.
  var metadata: Metadata {
    let about = (comments.first ?? "").split(separator: "\n", maxSplits: 1).map(String.init)
    return Metadata(
      title: about.first ?? "", summary: about.dropFirst().first ?? "",
      entries: Metadata.entries(fromText: comments.last ?? ""))
  }
}
