import ArgumentParser
import Foundation
import Gallery
import Lantern

struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "Show every figure and scene with its parameters.")

  @Option(help: "Only the figures of this chapter.")
  var chapter: String?

  @Flag(help: "Print a JSON array on the standard output.")
  var json = false

  func run() throws {
    let scripts = LanternCommand.library.scripts.filter {
      chapter == nil || $0.entry.chapter == chapter
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      print(String(decoding: try encoder.encode(scripts.map(ScriptListing.init)), as: UTF8.self))
      return
    }
    guard !scripts.isEmpty else {
      throw ScriptError("chapter \(chapter ?? "") has no figures; `lantern list` shows all")
    }
    let width = scripts.map(\.entry.id.count).max() ?? 0
    for script in scripts {
      let entry = script.entry
      let id = entry.id.padding(toLength: width, withPad: " ", startingAt: 0)
      print("\(id)  \(entry.title)  [\(entry.kind.rawValue), \(entry.treatment.rawValue)]")
      for parameter in script.parameters {
        let range = parameter.lowerBound.map { "\($0)…\(parameter.upperBound ?? "")" }
        let values = range ?? parameter.choices?.joined(separator: "|") ?? parameter.type
        let indent = String(repeating: " ", count: width + 4)
        print("\(indent)\(parameter.name)=\(parameter.defaultValue)  \(parameter.label), \(values)")
      }
    }
  }
}
