import Foundation

extension Browser {
  /// Keys that are held while another is pressed.
  public struct Modifiers: OptionSet, Sendable {
    public let rawValue: Int
    public init(rawValue: Int) { self.rawValue = rawValue }
    public static let alt = Modifiers(rawValue: 1)
    public static let control = Modifiers(rawValue: 2)
    public static let shift = Modifiers(rawValue: 8)
  }

  /// Presses and lets go of a key: a character, or a name such as `ArrowRight`, `Tab`, `Enter`,
  /// `Escape`, `Home`.
  public func press(_ key: String, _ modifiers: Modifiers = []) throws {
    var parameters: [String: Any] = [
      "key": key, "code": key, "modifiers": modifiers.rawValue,
      "windowsVirtualKeyCode": Self.keyCodes[key] ?? 0,
    ]
    // Only with a text a key does what it does by itself: type, or press a button.
    let text = key == "Enter" ? "\r" : key.count == 1 ? key : ""
    let types = text.isEmpty || modifiers.contains(.control) ? "rawKeyDown" : "keyDown"
    if types == "keyDown" { parameters["text"] = text }
    for type in [types, "keyUp"] {
      parameters["type"] = type
      try call("Input.dispatchKeyEvent", parameters)
    }
  }

  /// The numbers of keys without which the browser doesn't act by itself, such as moving a slider.
  private static let keyCodes = [
    "Tab": 9, "Enter": 13, "Escape": 27, " ": 32, "PageUp": 33, "PageDown": 34, "End": 35,
    "Home": 36, "ArrowLeft": 37, "ArrowUp": 38, "ArrowRight": 39, "ArrowDown": 40,
  ]

  /// Types text into what has the focus.
  public func type(_ text: String) throws { try call("Input.insertText", ["text": text]) }

  /// Clicks into the middle of the first element that the CSS selector finds.
  ///
  /// - Throws: a `Failure` if there is none, or something lies over it.
  public func click(_ selector: String) throws {
    let middle = try middle(of: selector)
    try mouse("mouseMoved", middle)
    try mouse("mousePressed", middle, buttons: 1)
    try mouse("mouseReleased", middle)
  }

  /// Drags from the middle of an element along a path of offsets in CSS pixels, and lets go there.
  public func drag(_ selector: String, through offsets: [(x: Double, y: Double)]) throws {
    let start = try middle(of: selector)
    try mouse("mouseMoved", start)
    try mouse("mousePressed", start, buttons: 1)
    var last = start
    for offset in offsets {
      last = [start[0] + offset.x, start[1] + offset.y]
      try mouse("mouseMoved", last, buttons: 1)
    }
    try mouse("mouseReleased", last)
  }

  private func mouse(_ type: String, _ point: [Double], buttons: Int = 0) throws {
    try call(
      "Input.dispatchMouseEvent",
      [
        "type": type, "x": point[0], "y": point[1], "buttons": buttons,
        "button": type == "mouseMoved" && buttons == 0 ? "none" : "left",
        "clickCount": type == "mouseMoved" ? 0 : 1,
      ])
  }

  private func middle(of selector: String) throws -> [Double] {
    try value(
      """
      (() => {
        const element = document.querySelector(\(Self.quoted(selector)));
        if (!element) throw new Error('there is no such element');
        element.scrollIntoView({ block: 'nearest', behavior: 'instant' });
        const box = element.getBoundingClientRect();
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const top = document.elementFromPoint(x, y);
        if (!top || !(element.contains(top) || top.contains(element)))
          throw new Error('it is hidden below ' + (top ? top.outerHTML.slice(0, 80) : 'nothing'));
        return [x, y];
      })()
      """, as: [Double].self)
  }

  /// A text as a JavaScript literal.
  static func quoted(_ text: String) -> String {
    let data = (try? JSONEncoder().encode([text])) ?? Data("[\"\"]".utf8)
    return String(decoding: data, as: UTF8.self) + "[0]"
  }
}
