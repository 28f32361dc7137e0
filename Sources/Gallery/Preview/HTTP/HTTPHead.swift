/// The part of a request before its body, read strictly: what two readers could take for two
/// different things is refused (RFC 9112).
struct HTTPHead {
  var request: HTTPRequest
  var bodyCount: Int

  static let maximumBytes = 32 << 10
  static let maximumTarget = 4 << 10
  static let maximumBody = 64 << 10

  /// - Parameter bytes: all up to the empty line.
  /// - Throws: an `HTTPRefusal`.
  init(_ bytes: ArraySlice<UInt8>) throws {
    guard bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7f || [0x09, 0x0d, 0x0a].contains($0) }) else {
      throw HTTPRefusal(400, "the request's head holds bytes that are no text")
    }
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false)
    // A carriage return or line feed on its own ends a line for some readers and not for others.
    guard lines.allSatisfy({ line in !line.utf8.contains { $0 == 0x0d || $0 == 0x0a } }) else {
      throw HTTPRefusal(400, "the lines of the request's head are not separated by CR LF")
    }
    request = try Self.request(lines[0])
    for line in lines.dropFirst() {
      let (name, value) = try Self.header(line)
      guard request.headers.updateValue(value, forKey: name) == nil || !Self.single.contains(name)
      else { throw HTTPRefusal(400, "the request has two headers \(name)") }
    }
    if request.headers["transfer-encoding"] != nil {
      throw HTTPRefusal(501, "chunked requests are not understood; send a Content-Length")
    }
    bodyCount = try Self.length(request.headers["content-length"])
    if request.headers["host"] == nil { throw HTTPRefusal(400, "the request names no Host") }
  }

  private static let single: Set = ["host", "content-length", "origin", "content-type"]

  private static func request(_ line: Substring) throws -> HTTPRequest {
    let words = line.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 3, isToken(words[0]), !words[1].isEmpty,
      words[1].utf8.allSatisfy({ $0 < 0x80 })
    else {
      throw HTTPRefusal(400, "the request's first line is not METHOD /PATH HTTP/1.1")
    }
    guard ["HTTP/1.1", "HTTP/1.0"].contains(words[2]) else {
      throw words[2].hasPrefix("HTTP/")
        ? HTTPRefusal(505, "only HTTP/1.1 is spoken here") : HTTPRefusal(400, "this is not HTTP")
    }
    guard ["GET", "HEAD", "POST"].contains(words[0]) else {
      throw HTTPRefusal(405, "the method \(words[0].prefix(20)) is not allowed")
    }
    guard words[1].utf8.count <= maximumTarget else {
      throw HTTPRefusal(414, "the address is longer than \(maximumTarget) characters")
    }
    guard words[1].hasPrefix("/") else {
      throw HTTPRefusal(400, "the request's address does not begin with /")
    }
    return HTTPRequest(
      method: String(words[0]), path: String(words[1].prefix { $0 != "?" && $0 != "#" }),
      headers: [:], isVersion10: words[2] == "HTTP/1.0")
  }

  private static func header(_ line: Substring) throws -> (String, String) {
    guard let colon = line.firstIndex(of: ":"), isToken(line[..<colon]) else {
      throw HTTPRefusal(400, "a header of the request is not NAME: VALUE")
    }
    let value = line[line.index(after: colon)...]
    return (line[..<colon].lowercased(), value.trimmingBlanks)
  }

  private static func length(_ text: String?) throws -> Int {
    guard let text else { return 0 }
    guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      throw HTTPRefusal(400, "the request's Content-Length is no number")
    }
    guard let count = Int(text), count <= maximumBody else {
      throw HTTPRefusal(413, "the request is longer than \(maximumBody) bytes")
    }
    return count
  }

  private static func isToken(_ text: Substring) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
  }
}

extension Substring {
  fileprivate var trimmingBlanks: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    let rest = drop(while: isBlank)
    let end = rest.lastIndex { !isBlank($0) }
    return end.map { String(rest[...$0]) } ?? ""
  }
}
