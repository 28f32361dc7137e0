import ArgumentParser
import Foundation
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
      print(String(decoding: try encoder.encode(scripts.map(ListedScript.init)), as: UTF8.self))
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

/// A script as `list --json` prints it.
private struct ListedScript: Encodable {
  struct ListedParameter: Encodable {
    var name: String
    var label: String
    var type: String
    var `default`: String
    var minimum: String?
    var maximum: String?
    var logarithmic: Bool
    var choices: [String]?
  }

  var kind: String
  var number: String?
  var name: String?
  var title: String
  var alt: String
  var treatment: String
  var parameters: [ListedParameter]

  init(_ script: ScriptRegistration) {
    let entry = script.entry
    kind = entry.kind.rawValue
    number = entry.kind == .figure ? entry.id : nil
    name = entry.kind == .scene ? entry.id : nil
    title = entry.title
    alt = entry.alt
    treatment = entry.treatment.rawValue
    parameters = script.parameters.map {
      ListedParameter(
        name: $0.name, label: $0.label, type: $0.type, default: $0.defaultValue,
        minimum: $0.lowerBound, maximum: $0.upperBound, logarithmic: $0.isLogarithmic,
        choices: $0.choices)
    }
  }
}
