import FlyingSocks
import Foundation
import Lantern
import Synchronization

/// A small server that shows scripts in a browser on this machine, runs their models when a slider
/// moves, and builds them anew when they are saved.
public actor PreviewServer {
  /// What is shown, and where.
  public struct Settings: Sendable {
    /// The port on 127.0.0.1; 0 for any that is free.
    public var port: UInt16
    /// The program that makes pictures, and its arguments.
    public var program: String
    public var arguments: [String]
    /// How the program is called on the command line.
    public var command: String
    /// The package whose scripts are built anew when they are saved, if there is one.
    public var package: ScriptPackage?
    /// How many pictures are made at once.
    public var workers: Int

    public init(
      port: UInt16, program: String, arguments: [String], command: String,
      package: ScriptPackage? = nil,
      workers: Int = min(max(ProcessInfo.processInfo.activeProcessorCount, 2), 4)
    ) {
      self.port = port
      self.program = program
      self.arguments = arguments
      self.command = command
      self.package = package
      self.workers = workers
    }
  }

  /// The most connections at once.
  public static let maximumConnections = 400

  private let settings: Settings
  private let pool: any AsyncSocketPool = SocketPool.make()
  private let news = PreviewNews()
  private let connections = Mutex(0)
  private var queue: PictureQueue?
  private var running: Task<Void, Never>?

  public init(_ settings: Settings) { self.settings = settings }

  /// Opens the port and begins to answer.
  ///
  /// - Returns: the port.
  /// - Throws: a `ScriptError` that names the port and the remedy if it can't be had.
  public func start() async throws -> Int {
    // A browser that goes away in the midst of an answer must not end the program.
    signal(SIGPIPE) { _ in }
    let (socket, port) = try Self.listen(on: settings.port)
    try await pool.prepare()
    let listener = try AsyncSocket(socket: socket, pool: pool)
    let program = WorkerProcess.Program(
      path: settings.package?.program ?? settings.program, arguments: settings.arguments)
    let first = WorkerProcess.Program(path: settings.program, arguments: settings.arguments)
    let (pool, news) = (pool, news)
    let queue = PictureQueue(workers: settings.workers) {
      // A package that was never built is shown as the running program knows it.
      let isBuilt = FileManager.default.isExecutableFile(atPath: program.path)
      return try WorkerProcess(isBuilt ? program : first, pool: pool)
    }
    self.queue = queue
    let pages = PreviewPages(
      guardian: PreviewGuard(port: port), queue: queue, news: news, command: settings.command)
    let watch = settings.package.map { ScriptWatch(package: $0, queue: queue, news: news) }
    running = Task {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { try? await pool.run() }
        group.addTask { await self.accept(listener, pages) }
        if let watch { group.addTask { await watch.run() } }
      }
    }
    return port
  }

  /// Closes the port, ends all that runs, and returns when it has ended.
  public func stop() async {
    await news.end()
    await queue?.close()
    running?.cancel()
    await running?.value
  }

  private func accept(_ listener: AsyncSocket, _ pages: PreviewPages) async {
    await withDiscardingTaskGroup { group in
      while !Task.isCancelled {
        guard let socket = try? await listener.accept() else {
          // For want of file descriptors, say; some connection will end.
          try? await Task.sleep(for: .milliseconds(20))
          continue
        }
        let connection = HTTPConnection(socket, patience: .init())
        let isWelcome = connections.withLock { count in
          guard count < Self.maximumConnections else { return false }
          count += 1
          return true
        }
        group.addTask {
          guard isWelcome else {
            return await connection.refuse(HTTPRefusal(503, "too many connections"))
          }
          await connection.serve { await pages.answer($0) }
          self.connections.withLock { $0 -= 1 }
        }
      }
      try? listener.close()
    }
  }

  private static func listen(on port: UInt16) throws -> (Socket, Int) {
    do {
      let socket = try Socket(domain: AF_INET)
      try socket.setValue(true, for: .localAddressReuse)
      _ = fcntl(socket.file.rawValue, F_SETFD, FD_CLOEXEC)
      try socket.bind(to: .inet(ip4: "127.0.0.1", port: port))
      try socket.listen()
      guard case .ip4(_, let port) = try socket.sockname() else { throw SocketError.disconnected }
      return (socket, Int(port))
    } catch SocketError.failed(_, EADDRINUSE, _) {
      let other = port < 65_535 ? port + 1 : 8080
      throw ScriptError(
        "port \(port) is taken by another program; choose another one, as in --port \(other)")
    } catch SocketError.failed(_, EACCES, _) {
      throw ScriptError("port \(port) needs privileges; choose one above 1023, as in --port 8080")
    } catch {
      throw ScriptError("port \(port) can't be opened: \(error.localizedDescription)")
    }
  }
}
