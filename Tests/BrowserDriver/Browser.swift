import Foundation

/// The program chromium without a window, told what to do over the Chrome DevTools Protocol. Tests
/// of pages use it to see what a reader sees:
///
///     @Test(.enabled(if: Browser.path != nil, "install the Debian package chromium"))
///     func theMenuOpens() throws {
///       let browser = try Browser()
///       try browser.setViewport(width: 390, height: 844, isMobile: true)
///       try browser.setColorScheme(.dark)
///       try browser.open(file: folder.file("index.html"))  // or open(URL)
///       try browser.click("#menu")
///       try browser.wait(for: "document.querySelector('nav').hidden === false")
///       try browser.press("Escape")
///       #expect(try browser.value("document.activeElement.id") == "menu")
///       #expect(browser.complaints.isEmpty, "\(browser.complaints)")
///       try browser.screenshot(to: "/tmp/menu.png")
///     }
///
/// Every call waits for its answer, at most `patience` seconds. A browser has one page, starts with
/// a profile of its own in a temporary folder, and ends with the last reference to it.
public final class Browser {
  /// Where the program is; `nil` if it isn't installed.
  public static let path: String? = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
    .first(where: FileManager.default.isExecutableFile)

  /// What went wrong: in the page, in the browser, or on the way to it.
  public struct Failure: Error, CustomStringConvertible {
    public let description: String
  }

  /// The most seconds that any call waits.
  public var patience = 30.0

  /// What the page has complained of: exceptions, errors and warnings on the console, requests that
  /// failed.
  public private(set) var complaints: [String] = []

  /// The addresses that the page has asked for, in order.
  public private(set) var requests: [String] = []

  private let process = Process()
  private let pipe: BrowserPipe
  private let folder: URL
  private var session: String?
  private var count = 0

  /// Starts the program with an empty page of 1280 × 800 pixels.
  ///
  /// - Throws: a `Failure` if it is not installed or doesn't start.
  public init() throws {
    guard let path = Self.path else {
      throw Failure(description: "chromium is missing; install the Debian package chromium")
    }
    folder = FileManager.default.temporaryDirectory.appending(path: "browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    pipe = try BrowserPipe(folder: folder.path) { [process, folder] in
      // With "pipe", messages go through descriptors 3 and 4.
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = [
        "-c",
        "exec \"$0\" --headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run"
          + " --disable-background-networking --hide-scrollbars --window-size=1280,800"
          + " --user-data-dir=\"$1/profile\" --remote-debugging-pipe 3<\"$1/in\" 4>\"$1/out\"",
        path, folder.path,
      ]
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = FileHandle.nullDevice
      process.standardError = FileHandle.nullDevice
      try process.run()
    }
    let target = try call("Target.createTarget", ["url": "about:blank"])
    let attached = try call(
      "Target.attachToTarget", ["targetId": target["targetId"] ?? "", "flatten": true])
    session = attached["sessionId"] as? String
    for domain in ["Runtime", "Log", "Page", "Network"] { try call("\(domain).enable") }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
    try? FileManager.default.removeItem(at: folder)
  }

  // MARK: Pages

  /// Opens an address and waits until the page and all that belongs to it are there.
  public func open(_ address: URL) throws {
    let answer = try call("Page.navigate", ["url": address.absoluteString])
    if let reason = answer["errorText"] { throw Failure(description: "\(address): \(reason)") }
    try wait(for: "location.href !== 'about:blank' && document.readyState === 'complete'")
  }

  /// Opens a file.
  public func open(file: String) throws { try open(URL(filePath: file)) }

  /// Loads the page again and waits until it is there.
  public func reload() throws {
    // The old page must not be taken for the new one.
    _ = try value("window.isOldPage = true")
    try call("Page.reload")
    try wait(for: "!window.isOldPage && document.readyState === 'complete'")
  }

  // MARK: Looking

  /// The value of a JavaScript expression as text; of a promise, what it was fulfilled with.
  ///
  /// - Throws: a `Failure` with what the expression threw.
  @discardableResult
  public func value(_ expression: String) throws -> String {
    let answer = try call(
      "Runtime.evaluate",
      [
        "expression": "(async () => String(await (\(expression))))()", "returnByValue": true,
        "awaitPromise": true,
      ])
    if let thrown = answer["exceptionDetails"] as? [String: Any] {
      let text = (thrown["exception"] as? [String: Any])?["description"] ?? thrown["text"] ?? ""
      throw Failure(description: "\(expression): \(text)")
    }
    return (answer["result"] as? [String: Any])?["value"] as? String ?? ""
  }

  /// The value of a JavaScript expression, decoded.
  public func value<Value: Decodable>(_ expression: String, as type: Value.Type) throws -> Value {
    let text = try value("(async () => JSON.stringify(await (\(expression))))()")
    return try JSONDecoder().decode(type, from: Data(text.utf8))
  }

  /// Waits until an expression is true.
  ///
  /// - Throws: a `Failure` if it doesn't become so.
  public func wait(for expression: String) throws {
    let end = ContinuousClock.now + .seconds(patience)
    while ContinuousClock.now < end {
      // A page that goes away while it is asked is asked again.
      if (try? value(expression)) == "true" { return }
      Thread.sleep(forTimeInterval: 0.02)
    }
    throw Failure(description: "never came true: \(expression); now it is \(try value(expression))")
  }

  /// Writes what is visible to a PNG file; with `isWhole` all of the page, however long it is.
  public func screenshot(to path: String, isWhole: Bool = false) throws {
    let answer = try call(
      "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": isWhole])
    guard let data = (answer["data"] as? String).flatMap({ Data(base64Encoded: $0) }) else {
      throw Failure(description: "the browser gave no picture")
    }
    try data.write(to: URL(filePath: path))
  }

  // MARK: Settings

  public enum ColorScheme: String, Sendable { case light, dark }

  /// What pages are told that the reader prefers.
  public func setColorScheme(_ scheme: ColorScheme, reducedMotion: Bool = false) throws {
    try call(
      "Emulation.setEmulatedMedia",
      [
        "features": [
          ["name": "prefers-color-scheme", "value": scheme.rawValue],
          ["name": "prefers-reduced-motion", "value": reducedMotion ? "reduce" : "no-preference"],
        ]
      ])
  }

  /// The size of the window in CSS pixels; `isMobile` makes it a phone's, with two pixels each.
  public func setViewport(width: Int, height: Int, isMobile: Bool = false) throws {
    try call(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": width, "height": height, "deviceScaleFactor": isMobile ? 2 : 1, "mobile": isMobile,
      ])
  }

  // MARK: Protocol

  /// Sends a command of the protocol and waits for its answer.
  ///
  /// - Throws: a `Failure` if the browser refuses, has ended or doesn't answer in time.
  @discardableResult
  public func call(
    _ method: String, _ parameters: [String: Any] = [:]
  ) throws -> [String: Any] {
    count += 1
    var message: [String: Any] = ["id": count, "method": method, "params": parameters]
    if let session { message["sessionId"] = session }
    try pipe.send(JSONSerialization.data(withJSONObject: message))
    let end = ContinuousClock.now + .seconds(patience)
    while true {
      let data = try pipe.receive(until: end, waitingFor: method)
      let answer = try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
      if answer["id"] as? Int == count {
        if let error = answer["error"] { throw Failure(description: "\(method): \(error)") }
        return answer["result"] as? [String: Any] ?? [:]
      }
      notice(answer)
    }
  }

  private func notice(_ event: [String: Any]) {
    let parameters = event["params"] as? [String: Any] ?? [:]
    func part(_ name: String) -> [String: Any] { parameters[name] as? [String: Any] ?? [:] }
    switch event["method"] as? String {
    case "Runtime.exceptionThrown":
      let thrown = part("exceptionDetails")
      let text = (thrown["exception"] as? [String: Any])?["description"] ?? thrown["text"]
      complaints.append("\(text ?? parameters)")
    case "Runtime.consoleAPICalled":
      if ["error", "warning", "assert"].contains(parameters["type"] as? String) {
        complaints.append("\(parameters["args"] ?? "")")
      }
    case "Log.entryAdded":
      let entry = part("entry")
      if ["error", "warning"].contains(entry["level"] as? String) {
        complaints.append("\(entry["text"] ?? "") \(entry["url"] ?? "")")
      }
    case "Network.requestWillBeSent":
      if let address = part("request")["url"] as? String { requests.append(address) }
    default: break
    }
  }
}
