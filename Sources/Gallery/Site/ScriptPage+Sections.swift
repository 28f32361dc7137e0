import Drawing
import Foundation
import Lantern

/// What a script's page says below the picture.
extension ScriptPage {
  /// The picture in words.
  var description: HTML {
    Tag.section(["class": "words"]) {
      Tag.h2 { "In words" }
      Tag.p { item.entry.alt }
    }
  }

  var claims: HTML {
    Tag.section(["class": "claims"]) {
      Tag.h2 { "What it claims" }
      if let failure = item.facts.claimFailure { Tag.p { "Could not be measured: \(failure)" } }
      Tag.ul {
        for claim in item.facts.claims {
          Tag.li(["class": claim.holds ? "holds" : "fails"]) {
            Tag.p { claim.statement.prefix(1).uppercased() + claim.statement.dropFirst() }
            Tag.p(["class": "measure"]) {
              "Measured "
              Tag.strong { claim.measured ?? "nothing" }
              "; needed \(claim.needed)."
              claim.holds ? "" : " It does not hold in this run."
            }
          }
        }
      }
    }
  }

  /// The shots of a film with what a lecturer would say.
  var shots: HTML {
    Tag.section(["class": "shots"]) {
      Tag.h2 { "Shots" }
      Tag.ol {
        for shot in item.facts.shots {
          Tag.li {
            Tag.button(["type": "button", "data-seconds": "\(shot.start)"]) {
              Tag.span(["class": "time"]) { shot.start.asClock }
              Tag.span(["class": "shot-name"]) { shot.name }
            }
            if let narration = shot.narration { Tag.p { narration } }
          }
        }
      }
    }
  }

  /// What a lecturer would say, as captions of the film.
  var narration: HTML? {
    item.facts.narration.map { text in
      Tag.track([
        "kind": "captions", "srclang": "en", "label": "Narration",
        // In the page itself: a page from the file system may not load another file as text.
        "src": "data:text/vtt;base64," + Data(text.utf8).base64EncodedString(),
      ])
    }
  }

  var making: HTML {
    let (facts, entry) = (item.facts, item.entry)
    return Tag.section {
      Tag.h2 { "How it was made" }
      Tag.dl {
        fact("Treatment", "\(entry.treatment.name). \(entry.treatment.explanation)")
        if !facts.trainings.isEmpty { trained }
        fact("Computed in", facts.computeSeconds.asDuration)
        fact("Drawn in", facts.drawSeconds.asDuration)
        fact("Page", "\(Int(facts.width.rounded())) × \(Int(facts.height.rounded())) pt")
        if !facts.shots.isEmpty {
          let shots = facts.shots
          fact("Length", shots.reduce(0) { $0 + $1.duration }.asDuration)
        }
        fact("Code", "version \(LanternVersion.current), fingerprint \(item.script.fingerprint)")
      }
    }
  }

  /// What was trained, the kinds of most steps first.
  private var trained: HTML {
    let limit = 5
    let trainings = item.facts.trainings.sorted {
      $0.parameters * $0.steps > $1.parameters * $1.steps
    }
    let others = trainings.dropFirst(limit).reduce(0) { $0 + $1.count }
    return HTML([
      Tag.dt { "Trained" },
      Tag.dd {
        Tag.ul {
          for training in trainings.prefix(limit) { Tag.li { training.sentence } }
          if others > 0 { Tag.li { "\(others.grouped) more" } }
        }
      },
    ])
  }

  private func fact(_ name: String, _ value: String) -> HTML {
    HTML([Tag.dt { name }, Tag.dd { value }])
  }

  var parameterList: HTML {
    Tag.section(["class": "parameters"]) {
      Tag.h2 { "Parameters" }
      Tag.dl {
        for parameter in item.script.parameters {
          Tag.dt { parameter.label }
          Tag.dd {
            Tag.code { "\(parameter.name)=\(parameter.defaultValue)" }
            if let range = parameter.valuesInWords { Tag.span(["class": "range"]) { " \(range)" } }
          }
        }
      }
    }
  }

  /// The command that makes the files again.
  var command: HTML {
    let entry = item.entry
    let program = site.program
    let parameter = item.script.parameters.first
    let line =
      entry.kind == .figure
      ? "\(program) render \(entry.id) --format png,pdf,svg" : "\(program) animate \(entry.id)"
    return Tag.section(["class": "command"]) {
      Tag.h2 { "Make it again" }
      Tag.div(["class": "copyable"]) {
        Tag.pre { Tag.code(["id": "command"]) { line } }
        Tag.button(["type": "button", "class": "needs-script", "data-copy": "command"]) { "Copy" }
      }
      if let parameter {
        Tag.p(["class": "hint"]) {
          "Another value of a parameter: "
          Tag.code { "--set \(parameter.name)=\(parameter.anotherValue)" }
        }
      }
    }
  }

  /// The script itself.
  var source: HTML {
    let lines = SourceLanguage.swift.tokens(of: item.script.source.trimmingSuffix(\.isNewline))
    return Tag.section(["class": "source"]) {
      Tag.h2 { "The script" }
      Tag.p(["class": "file"]) { Tag.code { item.script.file } }
      Tag.div(["class": "copyable"]) {
        Tag.pre(["tabindex": "0", "role": "region", "aria-label": "Source of the script"]) {
          Tag.code(["id": "source"]) {
            for line in lines {
              Tag.span(["class": "line"]) {
                for token in line { token.html }
                "\n"
              }
            }
          }
        }
        Tag.button(["type": "button", "class": "needs-script", "data-copy": "source"]) { "Copy" }
      }
    }
  }
}

extension SourceLanguage.Token {
  fileprivate var html: HTML {
    switch kind {
    case .plain: HTML(text)
    case .keyword: Tag.span(["class": "k"]) { text }
    case .string: Tag.span(["class": "s"]) { text }
    case .comment: Tag.span(["class": "c"]) { text }
    case .number: Tag.span(["class": "n"]) { text }
    }
  }
}

extension ParameterDescription {
  /// Which values there are: `0.01 to 0.5, logarithmic`.
  fileprivate var valuesInWords: String? {
    if let choices { return choices.joined(separator: ", ") }
    guard let lowerBound, let upperBound else { return nil }
    return "\(lowerBound.asShownNumber) to \(upperBound.asShownNumber)"
      + (isLogarithmic ? ", logarithmic" : "")
  }

  /// A value that isn't the default.
  fileprivate var anotherValue: String {
    let values = (choices ?? [lowerBound, upperBound].compactMap { $0 })
    return (values.last { $0 != defaultValue } ?? defaultValue).asReadableNumber
  }
}

extension String {
  /// A parameter's value without a fraction of zero.
  var asReadableNumber: String { hasSuffix(".0") ? String(dropLast(2)) : self }

  /// The same with a minus sign instead of a hyphen, for readers.
  var asShownNumber: String {
    hasPrefix("-") ? "−" + String(dropFirst()).asReadableNumber : asReadableNumber
  }

  fileprivate func trimmingSuffix(_ isTrimmed: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isTrimmed(last) { text.removeLast() }
    return String(text)
  }
}

extension Double {
  /// Minutes and seconds: `1:05`.
  fileprivate var asClock: String {
    let seconds = Int(self)
    return "\(seconds / 60):\(seconds % 60 < 10 ? "0" : "")\(seconds % 60)"
  }
}
