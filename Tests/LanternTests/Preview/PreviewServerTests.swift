import Dispatch
import Foundation
import Synchronization
import Testing

/// The preview's server, from outside: what it answers, and what it doesn't.
@Suite(.serialized) struct PreviewServerTests {
  private let preview: PreviewProgram

  init() throws { preview = try PreviewProgram() }

  @Test func aPictureIsTheOneOfTheCommandLine() throws {
    let folder = try TemporaryFolder()
    let run = try Program.run([
      "render", "3.8", "--format", "svg", "--theme", "lecture", "-o", folder.path,
    ])
    #expect(run.status == 0, "\(run.error)")
    let wish = preview.wish(#"{"script":"3.8","settings":{},"theme":"lecture"}"#, client: "a")
    let answer = try preview.answer(to: wish)
    #expect(answer.status == 200)
    let (line, picture) = try #require(Self.picture(of: answer))
    #expect(line.contains("image") && line.contains("\"bytes\":\(picture.count)"))
    #expect(try Self.drawing(in: picture) == Self.drawing(in: bytes(of: folder.file("3.8.svg"))))
  }

  @Test func whatIsWrongWithAWishIsOneLine() throws {
    for (picture, part) in [
      (#"{"script":"6.55","settings":{},"theme":"book"}"#, "6.55"),
      (#"{"script":"6.5","settings":{"seed":"100"},"theme":"book"}"#, "0 to 99"),
      (#"{"script":"6.5","settings":{"sed":"1"},"theme":"book"}"#, "no parameter"),
      (#"{"script":"6.5","settings":{},"theme":"dim"}"#, "dim"),
    ] {
      let answer = try preview.answer(to: preview.wish(picture, client: "a"))
      #expect(answer.status == 200 && answer.text.contains(part), "\(answer.text)")
      #expect(answer.text.hasPrefix("{\"failure\":") && answer.text.hasSuffix("}\n"))
    }
    for body in [
      "", "{", "[]", "{\"client\":\"a\"}", "null", String(repeating: "[", count: 60_000),
      #"{"client":"","picture":{"script":"6.5","settings":{},"theme":"book"}}"#,
      #"{"client":"a","picture":{"script":"6.5","settings":{},"theme":"book","width":100000}}"#,
      #"{"client":"a","picture":{"script":"6.5","settings":{},"theme":"book","time":-1}}"#,
    ] {
      #expect(try preview.answer(to: preview.post(body)).status == 400, "\(body.prefix(80))")
    }
  }

  // MARK: Safety

  @Test func noPathReachesTheFileSystem() throws {
    for path in [
      "/../../../../etc/passwd", "/view/../../../etc/passwd", "/view/..%2f..%2fetc%2fpasswd",
      "/view/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/view/..", "/view/.", "/view/",
      "/preview.js/../../Package.swift", "/preview.js%00.html", "/Package.swift", "/.git/config",
      "/view/6.5/../../../etc/passwd", "/view/..\\..\\etc\\passwd", "/proc/self/environ",
      "/file:///etc/passwd", "/view/6.5%0d%0aSet-Cookie:x=1", "/api/", "/api/picture", "/api",
    ] {
      let answer = try preview.answer(to: preview.get(path))
      #expect([400, 404].contains(answer.status), "\(path): \(answer.status)")
      #expect(!answer.text.contains("root:") && answer.body.count < 200)
    }
    #expect(try preview.answer(to: preview.get("/view/6.5")).status == 200)
    #expect(try preview.answer(to: preview.get("/view/6.5?seed=8#part")).status == 200)
  }

  @Test func otherHostsAndOriginsAreRefused() throws {
    let port = preview.port
    func status(_ host: String, _ more: String = "", path: String = "/") throws -> Int {
      let end = "\(more)Connection: close\r\n\r\n"
      return try preview.answer(to: "GET \(path) HTTP/1.1\r\nHost: \(host)\r\n\(end)").status
    }
    for host in [
      "evil.example", "evil.example:\(port)", "127.0.0.1", "127.0.0.1:\(port + 1)",
      "localhost.evil.example:\(port)", "127.0.0.1.evil.example:\(port)", "evil@127.0.0.1:\(port)",
      "0.0.0.0:\(port)", "127.0.0.1:\(port),evil.example", "",
    ] {
      #expect(try status(host) == 421, "\(host)")
    }
    #expect(try status("localhost:\(port)") == 200 && status("LOCALHOST:\(port)") == 200)
    let wish = #"{"client":"a","picture":{"script":"3.8","settings":{},"theme":"book"}}"#
    for origin in [
      "http://evil.example", "null", "https://127.0.0.1:\(port)", "http://127.0.0.1",
      "http://127.0.0.1:\(port).evil.example", "http://evil.example:\(port)", "file://",
    ] {
      let answer = try preview.answer(to: preview.post(wish, ["Origin: \(origin)"]))
      #expect(answer.status == 403, "\(origin)")
    }
    let own = try preview.answer(to: preview.post(wish, ["Origin: http://localhost:\(port)"]))
    #expect(own.status == 200)
    // What another page can have a browser send without asking first.
    let form = preview.post(wish).replacing("application/json", with: "text/plain")
    #expect(try preview.answer(to: form).status == 415)
    let foreign = "Sec-Fetch-Site: cross-site\r\n"
    #expect(try status("localhost:\(port)", foreign, path: "/api/scripts") == 403)
    #expect(try status("localhost:\(port)", foreign, path: "/api/news") == 403)
    #expect(try status("localhost:\(port)", foreign) == 200, "a link from elsewhere opens the page")
  }

  @Test func oversizedRequestsAreRefused() throws {
    let host = "Host: 127.0.0.1:\(preview.port)\r\n"
    let long = String(repeating: "a", count: 5000)
    #expect(try preview.answer(to: "GET /\(long) HTTP/1.1\r\n\(host)\r\n").status == 414)
    let header = "X: \(String(repeating: "a", count: 40 << 10))\r\n"
    #expect(try preview.answer(to: "GET / HTTP/1.1\r\n\(host)\(header)\r\n").status == 431)
    let many = String(repeating: "X: a\r\n", count: 10_000)
    #expect(try preview.answer(to: "GET / HTTP/1.1\r\n\(host)\(many)\r\n").status == 431)
    let type = "Content-Type: application/json\r\n"
    for length in ["65537", "99999999999999999999999", "4294967296"] {
      let text = "POST /api/picture HTTP/1.1\r\n\(host)\(type)Content-Length: \(length)\r\n\r\n"
      #expect(try preview.answer(to: text).status == 413, "\(length)")
    }
    // A head without an end takes no memory.
    _ = try preview.answer(to: preview.get("/"))
    let before = try preview.memory()
    let endless = try RawConnection(port: preview.port)
    endless.send(Array("GET / HTTP/1.1\r\nX: ".utf8))
    let block = [UInt8](repeating: 0x61, count: 1 << 20)
    var isTaken = true
    for _ in 0..<64 where isTaken { isTaken = endless.send(block) }
    #expect(!isTaken, "64 MB were taken")
    #expect(try preview.memory() - before < 16 << 10)
  }

  @Test func malformedRequestsAreRefused() throws {
    let host = "Host: 127.0.0.1:\(preview.port)\r\n"
    let post = "POST /api/picture HTTP/1.1\r\n\(host)"
    let cases: [(String, Set<Int>)] = [
      ("\r\n\r\n", [400]), ("GET\r\n\r\n", [400]), ("GET /\r\n\(host)\r\n", [400]),
      ("GET  / HTTP/1.1\r\n\(host)\r\n", [400]), ("GET / HTTP/2.0\r\n\(host)\r\n", [505]),
      ("GET / FTP/1.1\r\n\(host)\r\n", [400]), ("GET http://x/ HTTP/1.1\r\n\(host)\r\n", [400]),
      ("GET * HTTP/1.1\r\n\(host)\r\n", [400]), ("DELETE / HTTP/1.1\r\n\(host)\r\n", [405]),
      ("CONNECT x:1 HTTP/1.1\r\n\(host)\r\n", [405]), ("GET / HTTP/1.1\r\n\r\n", [400]),
      ("G\u{0}T / HTTP/1.1\r\n\(host)\r\n", [400]), ("GET /ü HTTP/1.1\r\n\(host)\r\n", [400]),
      ("GET / HTTP/1.1\n\(host)\r\n\r\n", [400]), ("GET / HTTP/1.1\r\n\(host)\(host)\r\n", [400]),
      ("GET / HTTP/1.1\r\nHost : x\r\n\r\n", [400]),
      ("GET / HTTP/1.1\r\n\(host) folded\r\n\r\n", [400]),
      ("GET / HTTP/1.1\r\n\(host)nocolon\r\n\r\n", [400]),
      ("GET / HTTP/1.1\r\n\(host): empty\r\n\r\n", [400]),
      ("\(post)Content-Length: -1\r\n\r\n", [400]),
      ("\(post)Content-Length: 1x\r\n\r\n", [400]),
      ("\(post)Content-Length: +1\r\n\r\n", [400]),
      ("\(post)Content-Length: 1\r\nContent-Length: 2\r\n\r\n", [400]),
      ("\(post)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", [501]),
      (
        "POST / HTTP/1.1\r\n\(host)Content-Type: application/json\r\nConnection: close\r\n\r\n",
        [405]
      ),
      ("\u{16}\u{3}\u{1} TLS hello\r\n\r\n", [400]),
    ]
    for (text, expected) in cases {
      let status = try preview.answer(to: text).status
      #expect(expected.contains(status), "\(status) for \(text.debugDescription)")
    }
    // Clients that go away in the midst of it.
    for part in ["G", "GET / HTTP/1.1\r\nHos", "\(post)Content-Length: 9\r\n\r\n{"] {
      let connection = try RawConnection(port: preview.port)
      connection.send(Array(part.utf8))
    }
    #expect(try preview.answer(to: preview.get("/")).status == 200)
  }

  @Test func severalRequestsShareAConnection() throws {
    let connection = try RawConnection(port: preview.port)
    let first = preview.get("/icon.svg").replacing("Connection: close\r\n", with: "")
    let head = first.replacing("GET", with: "HEAD")
    connection.send(Array((first + head + preview.get("/preview.css")).utf8))
    let text = connection.answer().text
    #expect(text.components(separatedBy: "HTTP/1.1 200 OK").count == 3)
    #expect(text.components(separatedBy: "<svg").count == 2 && text.contains("--ground"))
  }

  // MARK: Load

  @Test func twoHundredClientsAreAnswered() throws {
    let good = Mutex(0)
    let port = preview.port
    let wishes = (0..<200).map {
      preview.wish(#"{"script":"3.3","settings":{},"theme":"book"}"#, client: "client \($0)")
    }
    DispatchQueue.concurrentPerform(iterations: wishes.count) { index in
      guard let connection = try? RawConnection(port: port) else { return }
      connection.send(Array(wishes[index].utf8))
      let answer = connection.answer()
      if answer.status == 200, Self.picture(of: answer) != nil { good.withLock { $0 += 1 } }
    }
    #expect(good.withLock { $0 } == 200)
    // Connections that do nothing, all at once.
    let idle = try (0..<200).map { _ in try RawConnection(port: preview.port) }
    #expect(try preview.answer(to: preview.get("/")).status == 200)
    #expect(idle.count == 200)
  }

  @Test func aThousandMovesOfASliderLeaveNothing() throws {
    func move(_ number: Int) throws -> RawConnection {
      let slope = Double(number % 200) / 100 - 1
      let connection = try RawConnection(port: preview.port)
      let wish = preview.wish(
        "{\"script\":\"2.2\",\"settings\":{\"lowSlope\":\"\(slope)\"},\"theme\":\"book\"}",
        client: "a")
      connection.send(Array(wish.utf8))
      return connection
    }
    for number in 0..<100 { _ = try move(number).answer() }
    let before = try preview.memory()
    var last: RawConnection?
    var next = ContinuousClock.now
    for number in 0..<1000 {
      // The page gives up on a wish when it has a newer one.
      last = try move(number)
      next += .milliseconds(10)
      Thread.sleep(forTimeInterval: max(0, (next - .now) / .seconds(1)))
    }
    let answer = try #require(last).answer()
    #expect(Self.picture(of: answer) != nil, "\(answer.text.prefix(200))")
    let after = try preview.memory()
    print("1,000 moves: \(before) kB before, \(after) kB after")
    #expect(after - before < 8 << 10)
    #expect(try preview.openFiles() < 64)
    #expect(preview.workers.count <= 4)
  }

  @Test func whatIsOutOfDateIsStopped() throws {
    let preview = try PreviewProgram(["--no-cache"])
    var old: RawConnection?
    for seed in 0..<6 {
      let wish = preview.wish(
        "{\"script\":\"8.10\",\"settings\":{\"seed\":\"\(seed)\"},\"theme\":\"book\"}", client: "a")
      let new = try RawConnection(port: preview.port)
      new.send(Array(wish.utf8))
      // The older one gives way, although it would compute for half a minute.
      if let answer = old?.answer() {
        #expect(answer.text.hasSuffix("{\"outOfDate\":true}\n"), "\(answer.text.suffix(200))")
      }
      new.waitForAnswer()
      old = new
    }
    let quick = preview.wish(#"{"script":"3.3","settings":{},"theme":"book"}"#, client: "a")
    #expect(Self.picture(of: try preview.answer(to: quick)) != nil)
    #expect(preview.workers.count <= 4)
  }

  // MARK: Ends

  @Test func aTakenPortIsOneLineWithARemedy() throws {
    let run = try Program.run(["preview", "--port", "\(preview.port)"])
    #expect(run.status == 1 && run.errorLines.count == 1, "\(run.error)")
    #expect(run.error.contains("port \(preview.port) is taken") && run.error.contains("--port"))
    #expect(run.output.isEmpty)
  }

  @Test func anInterruptEndsEverything() throws {
    // In the midst of a computation, with a page that listens.
    let listener = try RawConnection(port: preview.port)
    listener.send(Array(preview.get("/api/news").utf8))
    let busy = try RawConnection(port: preview.port)
    let wish = preview.wish(#"{"script":"8.10","settings":{},"theme":"book"}"#, client: "a")
    busy.send(Array(wish.utf8))
    while preview.workers.isEmpty { Thread.sleep(forTimeInterval: 0.01) }
    let workers = preview.workers
    #expect(preview.interrupt() == 0)
    #expect(listener.answer().status == 200)
    for _ in 0..<500 where workers.contains(where: Self.isRunning) {
      Thread.sleep(forTimeInterval: 0.01)
    }
    #expect(!workers.contains(where: Self.isRunning))
  }

  /// An SVG without what it says of the run that made it, from which its prefix is made, too.
  private static func drawing(in file: [UInt8]) throws -> String {
    let text = String(decoding: file, as: UTF8.self)
    let mark = try #require(text.firstRange(of: "aria-labelledby=\""))
    let prefix = String(text[mark.upperBound...].prefix { $0 != "-" })
    let start = try #require(text.firstRange(of: "<metadata>"))
    let end = try #require(text.firstRange(of: "</metadata>"))
    let rest = String(text[..<start.lowerBound] + text[end.upperBound...])
    return rest.replacing(prefix, with: "P")
  }

  /// Whether there is such a process, which has not ended and waits to be noticed.
  private static func isRunning(_ process: Int32) -> Bool {
    let status = try? String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
    return status.map { !$0.contains("State:\tZ") } ?? false
  }

  /// The line before a picture, and its bytes.
  private static func picture(of answer: RawConnection.Answer) -> (String, [UInt8])? {
    var rest = answer.body[...]
    while let end = rest.firstIndex(of: 0x0a) {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line.hasPrefix("{\"picture\"") { return (line, Array(rest)) }
    }
    return nil
  }
}
