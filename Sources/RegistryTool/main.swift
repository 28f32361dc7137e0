// Writes the Swift file that registers a module's scripts.
// Arguments: the output, the module's sources, `--computing`, the sources that models run on,
// `--drawing`, the other sources below the module.
import Foundation
import ScriptSource

let lists = CommandLine.arguments.split(omittingEmptySubsequences: false) {
  $0 == "--computing" || $0 == "--drawing"
}
guard lists.count == 3, lists[0].count >= 2, let output = lists[0].dropFirst().first else {
  FileHandle.standardError.write(
    Data("usage: RegistryTool OUTPUT SCRIPT... --computing SOURCE... --drawing SOURCE...\n".utf8))
  exit(2)
}

/// A file that is a script, or that scripts share.
struct SourceFile {
  var data: Data
  var script: ScriptSource?
}

do {
  func read(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
  func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  let files = try lists[0].dropFirst(2).map { path in
    let data = try read(path)
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    return SourceFile(data: data, script: ScriptSource(text(data), name: name))
  }

  // What all scripts depend on: in their evidence, and in their pictures.
  var computing = Fingerprint()
  var names: Set<String> = []
  for path in lists[1] {
    let data = try read(path)
    computing.combine(data)
    names.formUnion(ScriptSource.declaredNames(in: text(data), isPublic: false))
  }
  for file in files where file.script == nil { computing.combine(file.data) }
  var engine = computing
  var drawingNames: Set<String> = []
  for path in lists[2] {
    let data = try read(path)
    engine.combine(data)
    drawingNames.formUnion(ScriptSource.declaredNames(in: text(data), isPublic: true))
  }
  drawingNames.subtract(names)

  var lines = [
    "import Lantern", "", "/// The scripts of this module, in the order of their files.",
    "public let scripts: [ScriptRegistration] = [",
  ]
  for file in files {
    guard let script = file.script else { continue }
    var picture = engine
    picture.combine(file.data)
    // A computation that uses a word of the drawing modules depends on them, too.
    var evidence = drawingNames.isDisjoint(with: script.computingNames) ? computing : engine
    evidence.combine(words: script.computing)
    lines += [
      "  ScriptRegistration(",
      "    \(script.name).self, fingerprint: \"\(picture.text)\", evidence: \"\(evidence.text)\"),",
    ]
  }
  lines.append("]")
  for file in files {
    // A script that shows its own source is given the text that it was compiled from.
    guard let script = file.script, script.tokens.contains("ownSource") else { continue }
    lines += [
      "", "extension \(script.name) {", "  /// The text of the script's file.",
      "  static let ownSource = ####\"\"\"", text(file.data) + "\"\"\"####", "}",
    ]
  }
  lines.append("")
  try lines.joined(separator: "\n").write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("error: \(error.localizedDescription)\n".utf8))
  exit(1)
}
