import ArgumentParser
import Foundation
import Lantern
import Rendering

/// Where results go and what they look like: options that several commands share.
struct OutputOptions: ParsableArguments {
  @Option(name: [.customShort("o"), .customLong("output")], help: "The folder for the files.")
  var folder = "output"

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("Give a parameter a value; may be repeated.", valueName: "name=value"))
  var settings: [String] = []

  @Option(help: "The look: book or lecture. Figures default to book, scenes to lecture.")
  var theme: String?

  /// The settings by name.
  func parsedSettings() throws -> [String: String] {
    var values: [String: String] = [:]
    for setting in settings {
      let parts = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ScriptError("--set needs name=value, as in --set seed=8; it got \"\(setting)\"")
      }
      values[String(parts[0])] = String(parts[1])
    }
    return values
  }

  func parsedTheme(default standard: Theme) throws -> Theme {
    try theme.map(Theme.named) ?? standard
  }

  /// Makes the folder if it is not there.
  func makeFolder() throws {
    try Folder.make(folder)
  }

  func path(_ name: String) -> String { folder + "/" + name }
}

/// Splits a list of formats at its commas and checks each.
func parsedFormats<Format: RawRepresentable & CaseIterable>(
  _ list: String, as type: Format.Type
) throws -> [Format] where Format.RawValue == String {
  try list.split(separator: ",", omittingEmptySubsequences: false).map { name in
    guard let format = Format(rawValue: name.trimmingCharacters(in: .whitespaces)) else {
      let known = Format.allCases.map(\.rawValue).joined(separator: ", ")
      throw ScriptError("unknown format \"\(name)\"; choose from \(known)")
    }
    return format
  }
}
