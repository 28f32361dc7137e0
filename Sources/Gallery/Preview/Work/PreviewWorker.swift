import Foundation
import Lantern
import Rendering
import Synchronization

/// A process that makes pictures for the preview's server, over the socket that is its standard
/// input: a line of JSON asks, lines of JSON and at last the picture's bytes answer.
///
/// It is a process of its own so that a computation that nobody waits for any more can be stopped
/// wherever it is, a script that crashes takes nothing with it, and a new build takes over at once.
public enum PreviewWorker {
  /// Serves until the server ends the connection.
  ///
  /// - Parameter cache: where evidence is kept between runs; `nil` computes anew.
  public static func serve(library: ScriptLibrary, cache: (any EvidenceStore)?) -> Never {
    let socket = STDIN_FILENO
    endWithServer(socket)
    let started = Mutex(0.0)
    let store = cache.map { PreviewStore(cache: $0) { started.withLock { $0 } } }
    var studio = PreviewStudio(library: library, store: store)
    // The first line of all: what there is to show.
    send(PreviewCatalogue(library).json + [0x0a], over: socket)
    while let line = readLine(strippingNewline: true) {
      started.withLock { $0 = ProcessInfo.processInfo.systemUptime }
      do {
        let request = try JSONDecoder().decode(PictureRequest.self, from: Data(line.utf8))
        let reporter = Reporter(socket)
        let (info, bytes) = try studio.picture(request) { reporter.report($0) }
        send(PictureReply(picture: info).line + bytes, over: socket)
      } catch {
        send(PictureReply(failure: "\(error)").line, over: socket)
      }
    }
    exit(0)
  }

  /// Passes progress on, at most thirty times a second.
  private final class Reporter: Sendable {
    private let socket: Int32
    private let last = Mutex(-1.0)

    init(_ socket: Int32) { self.socket = socket }

    func report(_ fraction: Double) {
      last.withLock { last in
        let now = ProcessInfo.processInfo.systemUptime
        guard fraction.isFinite, now - last > 0.033 else { return }
        last = now
        send(PictureReply(progress: fraction).line, over: socket)
      }
    }
  }

  /// Ends the process as soon as the server is gone, in the midst of a computation too.
  private static func endWithServer(_ socket: Int32) {
    Thread.detachNewThread {
      var watched = pollfd(fd: socket, events: 0, revents: 0)
      while true {
        if poll(&watched, 1, -1) > 0, watched.revents & Int16(POLLHUP | POLLERR) != 0 { _exit(0) }
      }
    }
  }

  private static func send(_ bytes: [UInt8], over socket: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(socket, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { _exit(0) }
      rest = rest.dropFirst(max(count, 0))
    }
  }
}
