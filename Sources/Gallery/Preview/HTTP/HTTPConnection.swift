import FlyingSocks
import Foundation

/// A connection to a browser: requests one after the other, each read within bounds of size and
/// time.
///
/// FlyingFox's own server reads heads of any length and waits as long as a client likes, which is
/// why only its sockets are used.
actor HTTPConnection {
  /// How long a client may take.
  struct Patience: Sendable {
    /// Until the next request begins.
    var idle = Duration.seconds(60)
    /// For the rest of a request, and for taking a piece of an answer.
    var transfer = Duration.seconds(10)
  }

  private let socket: AsyncSocket
  private let patience: Patience
  private var buffer: [UInt8] = []

  init(_ socket: AsyncSocket, patience: Patience) {
    self.socket = socket
    self.patience = patience
    // Small answers must not wait for acknowledgements of those before.
    var flag: Int32 = 1
    setsockopt(
      socket.socket.file.rawValue, Int32(IPPROTO_TCP), TCP_NODELAY, &flag,
      socklen_t(MemoryLayout<Int32>.size))
  }

  /// Answers requests until the client has no more, or sends what can't be understood.
  func serve(_ answer: @escaping @Sendable (HTTPRequest) async -> HTTPResponse) async {
    defer { try? socket.close() }
    do {
      while let request = try await next() {
        let response = await answer(request)
        try await send(response, to: request)
        if !request.keepsAlive { return }
      }
    } catch let refusal as HTTPRefusal {
      await say(refusal)
      await drain()
    } catch {
      // The client has gone, or the server stops.
    }
  }

  /// Says no, and ends the connection.
  func refuse(_ refusal: HTTPRefusal) async {
    await say(refusal)
    try? socket.close()
  }

  private func say(_ refusal: HTTPRefusal) async {
    let response = HTTPResponse(refusal)
    guard case .whole(let bytes) = response.body else { return }
    try? await write(response.head(keepsAlive: false) + bytes)
  }

  // MARK: Reading

  /// - Returns: `nil` if the client has ended the connection between two requests.
  private func next() async throws -> HTTPRequest? {
    if buffer.isEmpty {
      let hasMore = try? await withDeadline(patience.idle) { try await self.fill() }
      guard hasMore == true else { return nil }
    }
    return try await withDeadline(patience.transfer) { try await self.request() }
  }

  private func request() async throws -> HTTPRequest? {
    var searched = 0
    while true {
      if let end = buffer.firstEmptyLine(from: max(0, searched - 3)) {
        guard end <= HTTPHead.maximumBytes else { throw Self.tooLong }
        var head = try HTTPHead(buffer[..<end])
        let start = end + 4
        while buffer.count < start + head.bodyCount {
          guard try await fill() else { return nil }
        }
        head.request.body = Array(buffer[start..<(start + head.bodyCount)])
        buffer.removeSubrange(..<(start + head.bodyCount))
        return head.request
      }
      guard buffer.count <= HTTPHead.maximumBytes else { throw Self.tooLong }
      searched = buffer.count
      guard try await fill() else {
        throw HTTPRefusal(400, "the request ends in the middle of its head")
      }
    }
  }

  private static let tooLong = HTTPRefusal(
    431, "the request's head is longer than \(HTTPHead.maximumBytes) bytes")

  /// Reads what there is, waiting for something.
  ///
  /// - Returns: `false` at the end of what the client sends.
  private func fill() async throws -> Bool {
    do {
      let bytes = try await socket.read(atMost: 4096)
      buffer += bytes
      return true
    } catch SocketError.disconnected {
      return false
    }
  }

  /// Waits until the client has gone.
  private func end() async {
    while buffer.count < HTTPHead.maximumBytes, (try? await fill()) == true {}
  }

  /// Takes a little of what is still being sent, so that the client reads why it was refused.
  private func drain() async {
    shutdown(socket.socket.file.rawValue, Int32(SHUT_WR))
    let socket = socket
    _ = try? await withDeadline(.seconds(1)) {
      for _ in 0..<1024 { _ = try await socket.read(atMost: 4096) }
    }
  }

  // MARK: Writing

  private func send(_ response: HTTPResponse, to request: HTTPRequest) async throws {
    let head = response.head(keepsAlive: request.keepsAlive)
    let hasBody = request.method != "HEAD"
    switch response.body {
    case .whole(let bytes): try await write(head + (hasBody ? bytes : []))
    case .stream(let pieces):
      try await write(head)
      guard hasBody else { return }
      // A client that goes away ends the work that is done for it.
      try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
          await self.end()
          return false
        }
        group.addTask {
          for await piece in pieces where !piece.isEmpty {
            let size = Array(String(piece.count, radix: 16).utf8)
            try await self.write(size + [0x0d, 0x0a] + piece + [0x0d, 0x0a])
          }
          return true
        }
        defer { group.cancelAll() }
        guard try await group.next() == true else { throw SocketError.disconnected }
      }
      try await write(Array("0\r\n\r\n".utf8))
    }
  }

  private func write(_ bytes: [UInt8]) async throws {
    let (socket, data) = (socket, Data(bytes))
    try await withDeadline(patience.transfer) { try await socket.write(data) }
  }
}

/// What `work` gives, if it does so in time.
///
/// - Throws: an `HTTPRefusal` if it doesn't, and what `work` throws.
func withDeadline<Value: Sendable>(
  _ limit: Duration, _ work: @escaping @Sendable () async throws -> Value
) async throws -> Value {
  try await withThrowingTaskGroup(of: Value.self) { group in
    group.addTask { try await work() }
    group.addTask {
      try await Task.sleep(for: limit)
      throw HTTPRefusal(408, "the request took longer than \(limit)")
    }
    defer { group.cancelAll() }
    guard let value = try await group.next() else { throw CancellationError() }
    return value
  }
}

extension [UInt8] {
  /// Where the first empty line begins: two line ends in a row.
  fileprivate func firstEmptyLine(from start: Int) -> Int? {
    guard count >= start + 4 else { return nil }
    return (start...(count - 4)).first {
      self[$0] == 0x0d && self[$0 + 1] == 0x0a && self[$0 + 2] == 0x0d && self[$0 + 3] == 0x0a
    }
  }
}
