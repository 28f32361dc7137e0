import CVideo

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Room for what the C side has to say.
struct VideoMessage {
  var bytes = [CChar](repeating: 0, count: Int(CVIDEO_MESSAGE_LENGTH))

  var text: String {
    String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Calls a C function and throws what it reports of the file at `path`.
  ///
  /// - Returns: The function's value, which is not negative.
  @discardableResult
  static func check(
    _ path: String, action: String = "write", _ body: (inout VideoMessage) -> CInt
  ) throws -> CInt {
    var message = VideoMessage()
    let code = body(&message)
    guard code < 0 else { return code }
    // The system's own errors are the file's affair; they have remedies.
    let reason = -code
    if (1..<200).contains(reason), reason != EINVAL, reason != ENOMEM, reason != ENOSYS {
      throw FileError(path, reason, action: action)
    }
    throw RenderingError(
      message.text.contains("install")
        ? message.text
        : "cannot \(action) \(path): \(message.text.isEmpty ? "error \(code)" : message.text)")
  }
}

/// Calls `body` with C strings that live as long as the call.
func withCStrings<Result>(
  _ strings: [String], _ body: ([UnsafePointer<CChar>?]) throws -> Result
) rethrows -> Result {
  let copies = strings.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return try body(copies.map { UnsafePointer($0) })
}
