import Foundation

/// Answers the requests of the page, and none else. Nothing in a request ever names a file: the
/// page's own files are in the program.
struct PreviewPages: Sendable {
  let guardian: PreviewGuard
  let queue: PictureQueue
  let news: PreviewNews
  /// How the program is called on the command line.
  let command: String

  /// What the page sends with its wish for a picture.
  private struct Wish: Decodable {
    /// Any name that a page gives itself.
    var client: String
    var picture: PictureRequest
  }

  private struct Beginning: Encodable {
    var command: String
    var frameRate: Int
    var state: PreviewState
  }

  func answer(_ request: HTTPRequest) async -> HTTPResponse {
    do {
      try guardian.check(request)
      switch (request.method, request.path) {
      case ("POST", "/api/picture"): return try await picture(request.body)
      case ("POST", _): throw HTTPRefusal(405, "only /api/picture takes what is sent")
      case (_, "/api/scripts"): return try await scripts()
      case (_, "/api/news"): return await listen()
      case (_, "/preview.css"):
        return HTTPResponse("text/css; charset=utf-8", .whole(PackageResources.preview_css))
      case (_, "/preview.js"):
        return HTTPResponse("text/javascript; charset=utf-8", .whole(PackageResources.preview_js))
      case (_, "/icon.svg"):
        return HTTPResponse("image/svg+xml", .whole(PackageResources.icon_svg))
      case (_, "/"): return page
      case (_, let path) where Self.isScript(path): return page
      default: throw HTTPRefusal(404, "there is no such page")
      }
    } catch {
      return HTTPResponse(error as? HTTPRefusal ?? HTTPRefusal(503, "\(error)"))
    }
  }

  private var page: HTTPResponse {
    HTTPResponse("text/html; charset=utf-8", .whole(PackageResources.preview_html))
  }

  /// Whether the path is `/view/` and a number or name.
  static func isScript(_ path: String) -> Bool {
    guard path.hasPrefix("/view/") else { return false }
    let name = path.dropFirst(6).utf8
    return (1...100).contains(name.count) && name.first != 0x2e
      && name.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte & 0xdf)
          || byte == 0x2d || byte == 0x2e
      }
  }

  private func scripts() async throws -> HTTPResponse {
    let beginning = Beginning(
      command: command, frameRate: PreviewStudio.frameRate, state: await news.state)
    let head = try JSONEncoder().encode(beginning)
    let list = try await queue.scripts()
    return HTTPResponse(
      "application/json",
      .whole(Array("{\"preview\":".utf8) + head + Array(",\"catalogue\":".utf8) + list + [0x7d]))
  }

  private func listen() async -> HTTPResponse {
    let states = await news.listen()
    return HTTPResponse("text/event-stream", .stream(Self.stream(states) { state in
      let data = (try? JSONEncoder().encode(state)) ?? Data()
      return Array("data: ".utf8) + data + Array("\n\n".utf8)
    }))
  }

  private func picture(_ body: [UInt8]) async throws -> HTTPResponse {
    guard let wish = try? JSONDecoder().decode(Wish.self, from: Data(body)),
      (1...64).contains(wish.client.utf8.count)
    else { throw HTTPRefusal(400, "this is no wish for a picture") }
    do { try wish.picture.check() } catch { throw HTTPRefusal(400, "\(error)") }
    guard let events = await queue.submit(wish.picture, client: wish.client) else {
      throw HTTPRefusal(503, "too many pictures are being made; try again in a moment")
    }
    return HTTPResponse("application/octet-stream", .stream(Self.stream(events) { event in
      switch event {
      case .progress(let fraction): PictureReply(progress: fraction).line
      case .failure(let line): PictureReply(failure: line).line
      case .picture(let reply, let bytes): reply.line + bytes
      case .outOfDate: Array("{\"outOfDate\":true}\n".utf8)
      }
    }))
  }

  /// The pieces that the values of a stream make; who stops reading them stops the stream.
  private static func stream<Value: Sendable>(
    _ values: AsyncStream<Value>, _ piece: @escaping @Sendable (Value) -> [UInt8]
  ) -> AsyncStream<[UInt8]> {
    let (pieces, continuation) = AsyncStream<[UInt8]>.makeStream()
    let task = Task {
      for await value in values { continuation.yield(piece(value)) }
      continuation.finish()
    }
    continuation.onTermination = { _ in task.cancel() }
    return pieces
  }
}

extension HTTPResponse {
  fileprivate init(_ type: String, _ body: Body) { self.init(200, type, body) }
}
