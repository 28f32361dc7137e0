/// Decides whether a request comes from the preview's own page, or from the reader's address line.
///
/// Any page in the reader's browser can send requests to this machine, and through a name of its
/// own that resolves to 127.0.0.1 (DNS rebinding) even read the answers. Such requests name another
/// host or another origin.
struct PreviewGuard: Sendable {
  let port: Int

  private var hosts: [String] {
    ["127.0.0.1", "localhost"].flatMap { port == 80 ? [$0, "\($0):80"] : ["\($0):\(port)"] }
  }

  /// - Throws: an `HTTPRefusal` unless the request may be answered.
  func check(_ request: HTTPRequest) throws {
    let host = request.headers["host"]?.lowercased() ?? ""
    guard hosts.contains(host) else {
      throw HTTPRefusal(421, "this server is 127.0.0.1:\(port), not \"\(host.prefix(80))\"")
    }
    if let origin = request.headers["origin"]?.lowercased() {
      guard hosts.contains(where: { origin == "http://\($0)" }) else {
        throw HTTPRefusal(403, "pages of \"\(origin.prefix(80))\" may not use the preview")
      }
    }
    // A link from elsewhere may open the page; nothing from elsewhere may use what is behind it.
    if request.path.hasPrefix("/api/"), let site = request.headers["sec-fetch-site"],
      site != "same-origin"
    {
      throw HTTPRefusal(403, "only the preview's own page may use this address")
    }
    if request.method == "POST" {
      // A form of another page can't send this type.
      let type = request.headers["content-type"]?.lowercased().prefix { $0 != ";" } ?? ""
      guard type == "application/json" else {
        throw HTTPRefusal(415, "what is sent must be application/json")
      }
    }
  }
}
