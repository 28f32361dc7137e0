/// `\rule[raise]{width}{height}`: a filled rectangle, or a strut if one side is zero. In em.
struct SolidRule: Sendable {
  var width: Double
  var height: Double
  var raise: Double
}

extension MathParser {
  mutating func rule(_ name: String) throws(TypesettingError) -> Atom {
    var raise = 0.0
    skipBlanks()
    if index < end, source.scalars[index] == "[" {
      let start = index
      var written = ""
      index += 1
      while index < end, source.scalars[index] != "]" {
        written.unicodeScalars.append(source.scalars[index])
        index += 1
      }
      guard index < end, let length = Length.em(written) else {
        throw error("\\rule needs lengths such as 0.5em, 10pt or 2cm", at: start)
      }
      index += 1
      raise = length.value
    }
    let width = try length(of: name)
    let height = try length(of: name)
    return Atom(
      nucleus: .rule(SolidRule(width: width, height: height, raise: raise)), atomClass: .ordinary,
      ink: declarations.ink)
  }

  mutating func length(of command: String) throws(TypesettingError) -> Double {
    let start = index
    guard let length = Length.em(try rawArgument(of: command)) else {
      throw error("\\\(command) needs a length such as 0.5em, 10pt or 2cm", at: start)
    }
    return length.value
  }
}

extension MathLayout {
  func rule(_ rule: SolidRule, ink: Ink) -> Box {
    var box = Box(
      width: rule.width, height: max(0, rule.height + rule.raise), depth: max(0, -rule.raise))
    if rule.width > 0 && rule.height > 0 {
      box.place(.rule(width: rule.width, height: rule.height, ink: ink), x: 0, y: -rule.raise)
    }
    return box
  }
}
