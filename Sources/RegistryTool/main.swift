// Writes the Swift file that registers a module's scripts.
// Arguments: the output, the module's sources, `--engine`, the sources of everything below it.
import Foundation

/// FNV-1a, 64 bits: tells versions of source code apart.
struct Fingerprint {
  private(set) var value: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func combine(_ data: some Sequence<UInt8>) {
    for byte in data { value = (value ^ UInt64(byte)) &* 0x100_0000_01b3 }
  }
}

let arguments = CommandLine.arguments
guard let divider = arguments.firstIndex(of: "--engine"), divider >= 2 else {
  FileHandle.standardError.write(
    Data("usage: RegistryTool OUTPUT SCRIPT... --engine SOURCE...\n".utf8))
  exit(2)
}

do {
  var engine = Fingerprint()
  for path in arguments[(divider + 1)...] {
    engine.combine(try Data(contentsOf: URL(fileURLWithPath: path)))
  }
  var scripts: [(type: String, source: Data)] = []
  for path in arguments[2..<divider] {
    let url = URL(fileURLWithPath: path)
    let source = try Data(contentsOf: url)
    let type = url.deletingPathExtension().lastPathComponent
    let declaration = try Regex("struct \(type): [^{]*\\b(Figure|Scene)\\b")
    if try declaration.firstMatch(in: String(decoding: source, as: UTF8.self)) != nil {
      scripts.append((type, source))
    } else {
      engine.combine(source)  // shared by the scripts of the module
    }
  }
  var lines = [
    "import Lantern", "", "/// The scripts of this module, in the order of their files.",
    "public let scripts: [ScriptRegistration] = [",
  ]
  for script in scripts {
    var own = engine
    own.combine(script.source)
    let digits = String(own.value, radix: 16)
    lines.append("  ScriptRegistration(\(script.type).self, fingerprint: \"\(digits)\"),")
  }
  lines.append("]\n")
  try lines.joined(separator: "\n").write(toFile: arguments[1], atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("error: \(error.localizedDescription)\n".utf8))
  exit(1)
}
