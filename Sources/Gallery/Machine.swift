import Foundation

/// The kind of machine that this is.
enum Machine {
  /// The processor's model, its instruction set and the system: `AMD EPYC 9B45, x86_64, Linux`.
  static let name = ([model].compactMap { $0 } + [architecture, system]).joined(separator: ", ")

  private static var model: String? {
    let text = try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)
    let line = text?.split(separator: "\n").first { $0.hasPrefix("model name") }
    let model = line?.split(separator: ":", maxSplits: 1).last?
      .trimmingCharacters(in: .whitespaces)
    // Facts in files are printable ASCII; a hypervisor may name the processor as it likes.
    return model.map { $0.filter { $0.isASCII && !$0.isNewline } }.flatMap { $0.isEmpty ? nil : $0 }
  }

  private static var architecture: String {
    #if arch(x86_64)
      "x86_64"
    #elseif arch(arm64)
      "arm64"
    #else
      "another processor"
    #endif
  }

  private static var system: String {
    #if os(Linux)
      "Linux"
    #elseif os(macOS)
      "macOS"
    #else
      "another system"
    #endif
  }
}
