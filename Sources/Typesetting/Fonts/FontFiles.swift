#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Finds font files by name in the folders where they are commonly installed.
enum FontFiles {
  /// The folders searched, in order. `LANTERN_FONTS` may name more, separated by colons; they come
  /// first.
  static func folders() -> [String] {
    var folders: [String] = []
    if let list = environment("LANTERN_FONTS") {
      folders += list.split(separator: ":").map(String.init)
    }
    folders += [
      "/usr/share/texmf/fonts/opentype/public/lm",
      "/usr/share/texmf/fonts/opentype/public/lm-math",
      "/usr/share/fonts/truetype/dejavu",
      "/usr/share/texlive/texmf-dist/fonts/opentype/public/lm",
      "/usr/share/texlive/texmf-dist/fonts/opentype/public/lm-math",
    ]
    if let home = environment("HOME") {
      folders += ["\(home)/.fonts", "\(home)/.local/share/fonts"]
    }
    return folders + ["/usr/share/fonts", "/usr/local/share/fonts"]
  }

  /// The path of the font file called `name` with one of `endings`, or `nil`.
  static func path(of name: String, endings: [String] = ["otf", "ttf", "ttc"]) -> String? {
    let folders = folders()
    // The usual places first, each with one look.
    for folder in folders {
      for ending in endings where access("\(folder)/\(name).\(ending)", R_OK) == 0 {
        return "\(folder)/\(name).\(ending)"
      }
    }
    // Then everything below them.
    let names = Set(endings.map { "\(name).\($0)" })
    for folder in folders {
      if let found = search(folder, for: names, depth: 0) { return found }
    }
    return nil
  }

  private static func search(_ folder: String, for names: Set<String>, depth: Int) -> String? {
    guard depth < 6, let directory = opendir(folder) else { return nil }
    defer { closedir(directory) }
    var subfolders: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if names.contains(name) { return "\(folder)/\(name)" }
      if name.hasPrefix(".") { continue }
      if entry.pointee.d_type == UInt8(DT_DIR) || entry.pointee.d_type == UInt8(DT_LNK) {
        subfolders.append("\(folder)/\(name)")
      }
    }
    for subfolder in subfolders.sorted() {
      if let found = search(subfolder, for: names, depth: depth + 1) { return found }
    }
    return nil
  }

  private static func environment(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let string = String(cString: value)
    return string.isEmpty ? nil : string
  }
}
