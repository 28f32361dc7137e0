import Foundation

/// A request that a connection has brought, complete and within bounds.
struct HTTPRequest: Sendable {
  var method: String
  /// The path of the address, as it was sent.
  var path: String
  /// By names in small letters.
  var headers: [String: String]
  var body: [UInt8] = []
  var isVersion10 = false

  /// Whether the client wants to send more over the same connection.
  var keepsAlive: Bool {
    let wish = headers["connection"]?.lowercased() ?? ""
    return isVersion10 ? wish.contains("keep-alive") : !wish.contains("close")
  }
}

/// Why a request is refused, with what the client is told.
struct HTTPRefusal: Error, Hashable {
  var status: Int
  /// One line for people.
  var reason: String

  init(_ status: Int, _ reason: String) {
    self.status = status
    self.reason = reason
  }
}

/// An answer: all at once, or bit by bit.
struct HTTPResponse: Sendable {
  enum Body: Sendable {
    case whole([UInt8])
    case stream(AsyncStream<[UInt8]>)
  }

  var status: Int
  var type: String
  var body: Body

  init(_ status: Int = 200, _ type: String, _ body: Body) {
    self.status = status
    self.type = type
    self.body = body
  }

  init(_ refusal: HTTPRefusal) {
    self.init(
      refusal.status, "text/plain; charset=utf-8", .whole(Array((refusal.reason + "\n").utf8)))
  }

  /// What every answer says: nothing is kept, nothing is taken for something else, and no other
  /// page may frame, embed or read it.
  private static let policy = [
    "Cache-Control: no-store", "X-Content-Type-Options: nosniff", "Referrer-Policy: no-referrer",
    "Cross-Origin-Resource-Policy: same-origin", "Cross-Origin-Opener-Policy: same-origin",
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self';"
      + " img-src 'self' blob:; connect-src 'self'; base-uri 'none'; form-action 'none';"
      + " frame-ancestors 'none'",
  ]

  private static let reasons = [
    200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed",
    408: "Request Timeout", 413: "Content Too Large", 414: "URI Too Long",
    415: "Unsupported Media Type", 421: "Misdirected Request", 431: "Header Fields Too Large",
    501: "Not Implemented", 503: "Service Unavailable", 505: "HTTP Version Not Supported",
  ]

  /// The status line and the headers; a stream comes in chunks.
  func head(keepsAlive: Bool) -> [UInt8] {
    var lines = ["HTTP/1.1 \(status) \(Self.reasons[status] ?? "Answer")", "Content-Type: \(type)"]
    switch body {
    case .whole(let bytes): lines.append("Content-Length: \(bytes.count)")
    case .stream: lines.append("Transfer-Encoding: chunked")
    }
    if status == 405 { lines.append("Allow: GET, HEAD, POST") }
    if status == 503 { lines.append("Retry-After: 1") }
    lines.append("Connection: \(keepsAlive ? "keep-alive" : "close")")
    return Array(((lines + Self.policy).joined(separator: "\r\n") + "\r\n\r\n").utf8)
  }
}
