import ArgumentParser
import Gallery
import Lantern

struct TypesetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "typeset", abstract: "Set one TeX formula in display style.",
    discussion: #"Example: lantern typeset '\frac{\partial L}{\partial \phi}' -o gradient.svg"#)

  @Argument(help: ArgumentHelp("The formula, without dollar signs.", valueName: "tex"))
  var tex: String?

  @Flag(help: "Write a page with every command instead of a formula.")
  var sheet = false

  @Flag(help: "Print width, height and depth in em as JSON.")
  var json = false

  @Option(
    name: [.customShort("o"), .customLong("output")],
    help: "The file to write, ending in .png, .pdf or .svg; formula.png if --json is not given.")
  var file: String?

  @Option(help: "Points per em.")
  var size = 10.0

  func run() throws {
    guard size.isFinite, (1...1000).contains(size) else {
      throw ScriptError("--size \(size) is out of range; choose 1 to 1000 points")
    }
    if sheet {
      let path = file ?? "typeset-sheet.png"
      try TypesetSheet().write(to: path)
      return Terminal.warn(path)
    }
    guard let tex else {
      throw ScriptError(#"give a formula, as in lantern typeset '\frac{a}{b}', or --sheet"#)
    }
    let formula = try Typesetter.formula(tex, size: size, display: true)
    if let file = file ?? (json ? nil : "formula.png") {
      try formula.write(to: file)
      Terminal.warn(file)
    }
    if json {
      let numbers = [formula.width, formula.ascent, formula.descent].map {
        ($0 / size).formatted(decimals: 4)
      }
      print("{\"width\":\(numbers[0]),\"height\":\(numbers[1]),\"depth\":\(numbers[2])}")
    }
  }
}
