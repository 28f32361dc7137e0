// Writes the Swift file that registers a module's scripts.
// Arguments: the output, the package's folder, the module's sources, `--computing`, the sources
// that models run on, `--drawing`, the other sources below the module.
import Foundation
import ScriptSource

let lists = CommandLine.arguments.split(omittingEmptySubsequences: false) {
  $0 == "--computing" || $0 == "--drawing"
}
guard lists.count == 3, lists[0].count >= 3 else {
  let usage = "RegistryTool OUTPUT PACKAGE SCRIPT... --computing SOURCE... --drawing SOURCE..."
  FileHandle.standardError.write(Data("usage: \(usage)\n".utf8))
  exit(2)
}

let (output, package) = (Array(lists[0])[1], Array(lists[0])[2])

/// A file that is a script, or that scripts share.
struct SourceFile {
  /// From the package's folder.
  var path: String
  var data: Data
  var script: ScriptSource?
}

do {
  func read(_ path: String) throws -> Data { try Data(contentsOf: URL(fileURLWithPath: path)) }
  func text(_ data: Data) -> String { String(decoding: data, as: UTF8.self) }

  let files = try lists[0].dropFirst(3).map { path in
    let data = try read(path)
    let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    let root = package.hasSuffix("/") ? package : package + "/"
    let inside = path.hasPrefix(root) ? String(path.dropFirst(root.count)) : name + ".swift"
    return SourceFile(path: inside, data: data, script: ScriptSource(text(data), name: name))
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

  let items = files.compactMap { file -> ScriptList.Item? in
    guard let script = file.script else { return nil }
    var picture = engine
    picture.combine(file.data)
    // A computation that uses a word of the drawing modules depends on them, too.
    var evidence = drawingNames.isDisjoint(with: script.computingNames) ? computing : engine
    evidence.combine(words: script.computing)
    return ScriptList.Item(
      name: script.name, picture: picture, evidence: evidence, path: file.path,
      source: text(file.data))
  }
  try ScriptList(items: items).text.write(toFile: output, atomically: true, encoding: .utf8)
} catch {
  FileHandle.standardError.write(Data("error: \(error.localizedDescription)\n".utf8))
  exit(1)
}
