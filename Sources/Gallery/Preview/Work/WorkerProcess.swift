import FlyingSocks
import Foundation

/// A worker as the server sees it.
actor WorkerProcess {
  /// How a worker is started.
  struct Program: Sendable {
    var path: String
    var arguments: [String]
  }

  /// A worker that has ended, with the last line that it left on the standard error.
  struct Ended: Error, CustomStringConvertible {
    var description: String
  }

  private let process: ChildProcess
  private let socket: AsyncSocket
  private var buffer: [UInt8] = []
  private var catalogue: Task<[UInt8], any Error>?

  /// - Parameter pool: waits for sockets.
  init(_ program: Program, pool: some AsyncSocketPool) throws {
    let ends = try Self.socketPair()
    socket = try AsyncSocket(socket: Socket(file: .init(rawValue: ends.ours)), pool: pool)
    do {
      // A crash must not wait for a backtrace. What scripts print belongs to the terminal.
      process = try ChildProcess(
        program.path, program.arguments, environment: ["SWIFT_BACKTRACE": "enable=no"],
        input: FileHandle(fileDescriptor: ends.theirs, closeOnDealloc: true), echoes: true)
    } catch {
      try? socket.close()
      throw error
    }
  }

  deinit { try? socket.close() }

  /// Stops the worker wherever it is.
  nonisolated func stop() { process.stop() }

  /// What there is to show, in JSON.
  func scripts() async throws -> [UInt8] {
    // It is the first line that the worker sends, whoever asks for it.
    let task = catalogue ?? Task {
      do { return try await line() } catch { throw await ended(error) }
    }
    catalogue = task
    return try await task.value
  }

  /// Has a picture made.
  ///
  /// - Returns: the last reply, and the bytes of the picture if there is one.
  func make(
    _ request: PictureRequest, report: @Sendable (Double) -> Void
  ) async throws -> (PictureReply, [UInt8]) {
    _ = try await scripts()
    do {
      try await socket.write(try JSONEncoder().encode(request) + [0x0a])
      while true {
        let reply = try JSONDecoder().decode(PictureReply.self, from: Data(try await line()))
        if let progress = reply.progress { report(progress) }
        if let info = reply.picture { return (reply, try await bytes(info.bytes)) }
        if reply.failure != nil { return (reply, []) }
      }
    } catch {
      throw await ended(error)
    }
  }

  private func ended(_ error: any Error) async -> any Error {
    if error is CancellationError { return error }
    process.stop()
    let status = await process.end()
    let lines = process.output.split(separator: "\n").map(String.init)
    let words = lines.last { $0.contains("atal error") } ?? lines.last
    return Ended(description: words ?? "the script stopped its program with status \(status)")
  }

  // MARK: Reading

  private func line() async throws -> [UInt8] {
    var searched = 0
    while true {
      if let end = buffer[searched...].firstIndex(of: 0x0a) {
        let line = Array(buffer[..<end])
        buffer.removeSubrange(...end)
        return line
      }
      searched = buffer.count
      guard searched < 16 << 20 else { throw Ended(description: "a worker sends no line") }
      buffer += try await socket.read(atMost: 4096)
    }
  }

  private func bytes(_ count: Int) async throws -> [UInt8] {
    buffer.reserveCapacity(count)
    while buffer.count < count { buffer += try await socket.read(atMost: 4096) }
    defer { buffer.removeSubrange(..<count) }
    return Array(buffer[..<count])
  }

  private static func socketPair() throws -> (ours: Int32, theirs: Int32) {
    var ends: [Int32] = [0, 0]
    #if canImport(Darwin)
      let type = SOCK_STREAM
    #else
      let type = Int32(SOCK_STREAM.rawValue)
    #endif
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SocketError.makeFailed("Pair") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }
}
