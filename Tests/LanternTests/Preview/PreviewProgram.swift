import Foundation
import Testing

/// A running `lantern preview`, which ends with the test.
final class PreviewProgram {
  let port: Int
  private let process = Process()
  private let folder: TemporaryFolder

  /// - Parameters:
  ///   - place: the current folder of the program; by default one without scripts.
  init(_ arguments: [String] = [], in place: String? = nil) throws {
    try #require(
      FileManager.default.isExecutableFile(atPath: Program.path),
      "the program lantern is not beside the tests; build it with swift build --build-tests")
    folder = try TemporaryFolder()
    process.executableURL = URL(filePath: Program.path)
    process.arguments = ["preview", "--port", "0"] + arguments
    process.currentDirectoryURL = URL(filePath: place ?? folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LANTERN_CACHE": Program.cacheFolder]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    let digits = line.split(separator: ":").last?.prefix { $0.isNumber } ?? ""
    port = try #require(Int(digits), "the preview began with \"\(line)\"")
  }

  deinit {
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
  }

  var identifier: Int32 { process.processIdentifier }

  func url(_ path: String) throws -> URL {
    try #require(URL(string: "http://127.0.0.1:\(port)\(path)"))
  }

  /// Interrupts the program as Ctrl-C does, and waits for its end.
  ///
  /// - Returns: its status.
  func interrupt() -> Int32 {
    process.interrupt()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : -1
  }

  /// The processes that the program has started.
  var workers: [Int32] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return names.compactMap(Int32.init).filter { number in
      let status = try? String(contentsOfFile: "/proc/\(number)/status", encoding: .utf8)
      return status?.contains("PPid:\t\(identifier)\n") ?? false
    }
  }

  /// What the program itself keeps in memory, in kilobytes.
  func memory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/\(identifier)/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") })
    return try #require(line.split(whereSeparator: { !$0.isNumber }).first.flatMap { Int($0) })
  }

  /// How many files, sockets and pipes the program has open.
  func openFiles() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/\(identifier)/fd").count
  }

  // MARK: Requests

  /// The text of a request for a picture.
  func wish(_ picture: String, client: String) -> String {
    post("{\"client\":\"\(client)\",\"picture\":\(picture)}")
  }

  func post(_ body: String, to path: String = "/api/picture", _ headers: [String] = []) -> String {
    let lines = [
      "POST \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Content-Type: application/json",
      "Content-Length: \(body.utf8.count)", "Connection: close",
    ]
    return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
  }

  func get(_ path: String, _ headers: [String] = []) -> String {
    let lines = ["GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Connection: close"]
    return (lines + headers).joined(separator: "\r\n") + "\r\n\r\n"
  }

  /// Sends bytes as they are and reads the answer to its end.
  func answer(to text: String) throws -> RawConnection.Answer {
    let connection = try RawConnection(port: port)
    connection.send(Array(text.utf8))
    return connection.answer()
  }
}

/// A connection over which any bytes can be sent.
final class RawConnection {
  struct Answer {
    /// 0 if there was none.
    var status: Int
    var head: String
    var body: [UInt8]

    var text: String { String(decoding: body, as: UTF8.self) }
  }

  let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 60, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let result = withUnsafeBytes(of: &address) { bytes in
      connect(
        descriptor, bytes.baseAddress?.assumingMemoryBound(to: sockaddr.self),
        socklen_t(bytes.count))
    }
    try #require(result == 0, "no connection: \(String(cString: strerror(errno)))")
  }

  deinit { close(descriptor) }

  /// - Returns: whether all was taken.
  @discardableResult
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes {
        Foundation.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  /// Waits until the answer has begun.
  func waitForAnswer() {
    var byte: UInt8 = 0
    recv(descriptor, &byte, 1, Int32(MSG_PEEK))
  }

  /// Reads until the server ends the connection.
  func answer() -> Answer {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(descriptor, &buffer, buffer.count, 0)
      guard count > 0 else { break }
      all += buffer[..<count]
    }
    guard let end = all.indices.dropLast(3).first(where: {
      all[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10])
    }) else { return Answer(status: 0, head: "", body: all) }
    let head = String(decoding: all[..<end], as: UTF8.self)
    let status = head.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    let body = Array(all[(end + 4)...])
    let isChunked = head.lowercased().contains("transfer-encoding: chunked")
    return Answer(status: status, head: head, body: isChunked ? Self.joined(body) : body)
  }

  private static func joined(_ chunks: [UInt8]) -> [UInt8] {
    var body: [UInt8] = []
    var rest = chunks[...]
    while let end = rest.firstIndex(of: 13),
      let size = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16),
      size > 0, end + 2 + size <= rest.endIndex
    {
      body += rest[(end + 2)..<(end + 2 + size)]
      rest = rest[min(end + 4 + size, rest.endIndex)...]
    }
    return body
  }
}
