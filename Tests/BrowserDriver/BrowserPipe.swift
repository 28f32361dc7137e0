import Foundation

/// Two named pipes, to the browser and from it. Messages end in a zero byte.
final class BrowserPipe {
  private let commands: FileHandle
  private let answers: FileHandle
  private var pending = Data()
  /// Where in `pending` no zero byte has been looked for yet.
  private var searched = 0

  /// Makes the pipes `in` and `out` in a folder, starts the program that opens them, and waits
  /// until it has.
  init(folder: String, start: () throws -> Void) throws {
    let (inward, outward) = (folder + "/in", folder + "/out")
    guard mkfifo(inward, 0o600) == 0, mkfifo(outward, 0o600) == 0 else {
      throw Browser.Failure(description: "no pipes can be made in \(folder)")
    }
    // A browser that has died must not end the tests.
    signal(SIGPIPE, SIG_IGN)
    try start()
    commands = try FileHandle(forWritingTo: URL(filePath: inward))
    answers = try FileHandle(forReadingFrom: URL(filePath: outward))
  }

  func send(_ message: Data) throws { try commands.write(contentsOf: message + [0]) }

  /// The next message.
  ///
  /// - Throws: a `Failure` if none comes in time, or the browser has ended.
  func receive(until end: ContinuousClock.Instant, waitingFor what: String) throws -> Data {
    while true {
      if let zero = pending[searched...].firstIndex(of: 0) {
        let message = Data(pending[..<zero])
        pending = Data(pending[(zero + 1)...])
        searched = 0
        return message
      }
      searched = pending.count
      let rest = max(0, (end - .now) / .milliseconds(1))
      var poll = pollfd(fd: answers.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard Foundation.poll(&poll, 1, Int32(min(rest, 1e9))) > 0 else {
        throw Browser.Failure(description: "chromium did not answer \(what) in time")
      }
      var buffer = [UInt8](repeating: 0, count: 1 << 16)
      let count = read(answers.fileDescriptor, &buffer, buffer.count)
      guard count > 0 else { throw Browser.Failure(description: "chromium has ended") }
      pending += buffer[..<count]
    }
  }
}
