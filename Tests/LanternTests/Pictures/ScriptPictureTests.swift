import Drawing
import Figures
import Foundation
import Geometry
import Lantern
import Scenes
import Testing
import Typesetting

extension ScriptRegistration: CustomTestStringConvertible {
  public var testDescription: String { entry.id }
}

extension Theme: CustomTestStringConvertible {
  public var testDescription: String { name }
}

extension ScriptRegistration {
  /// What makes a figure that computes for minutes quick enough to run again and again.
  fileprivate var quickSettings: [String: String] {
    entry.id == "8.10" ? ["size": "sketch"] : [:]
  }

  /// Whether a choice asks for more than tests have time for.
  fileprivate func takesHours(_ choice: String) -> Bool { entry.id == "8.10" && choice == "book" }

  fileprivate func figureRun(_ settings: [String: String]) throws -> FigureRun {
    guard case .figure(let run) = try run(settings: settings) else {
      throw ScriptError("\(entry.id) is no figure")
    }
    return run
  }
}

/// Runs each script once for all tests.
private actor Runs {
  static let shared = Runs()
  private var tasks: [String: Task<ScriptRun, any Error>] = [:]

  func run(_ script: ScriptRegistration) async throws -> ScriptRun {
    let id = script.entry.id
    let task = tasks[id] ?? Task.detached { try script.run() }
    tasks[id] = task
    return try await task.value
  }

  static func figure(_ script: ScriptRegistration) async throws -> FigureRun {
    guard case .figure(let run) = try await shared.run(script) else {
      throw ScriptError("\(script.entry.id) is no figure")
    }
    return run
  }

  static func scene(_ script: ScriptRegistration) async throws -> SceneRun {
    guard case .scene(let run) = try await shared.run(script) else {
      throw ScriptError("\(script.entry.id) is no scene")
    }
    return run
  }
}

@Suite struct FigurePictureTests {
  @Test func numbersAreUniqueAndNumbersOfTheBook() throws {
    let ids = Figures.scripts.map(\.entry.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /(\d+|[A-Z])\.\d+/) != nil, "\(id)") }
    for script in Figures.scripts { #expect(script.entry.kind == .figure) }
  }

  @Test(arguments: Figures.scripts)
  func everyFigureSaysWhatItShows(_ script: ScriptRegistration) {
    expectDescribed(script)
  }

  @Test(arguments: Figures.scripts, Theme.all)
  func aReaderFindsNoMistake(_ script: ScriptRegistration, _ theme: Theme) async throws {
    let picture = try await Runs.figure(script).picture(theme: theme)
    try expectSound(picture, exempt: script.type.exemptions, theme: theme)
  }

  @Test(arguments: Figures.scripts)
  func exemptionsGiveTheirReason(_ script: ScriptRegistration) {
    for exemption in script.type.exemptions {
      #expect(exemption.reason.count > 20 && exemption.reason.hasSuffix("."))
    }
  }

  @Test(arguments: Figures.scripts)
  func whatMustHoldInEveryRunHoldsInTheFirst(_ script: ScriptRegistration) async throws {
    for claim in try await Runs.figure(script).claims() {
      #expect(!claim.statement.isEmpty)
      #expect(claim.values.allSatisfy { $0.isFinite }, "\(claim.statement)")
      if claim.aggregate == .every {
        #expect(claim.holds, "\(claim.statement): \(claim.values)")
      }
    }
  }

  @Test(arguments: Figures.scripts)
  func aFigureIsTheSameEachTime(_ script: ScriptRegistration) async throws {
    let first =
      if script.quickSettings.isEmpty {
        try await Runs.figure(script).picture(theme: .book)
      } else {
        try script.figureRun(script.quickSettings).picture(theme: .book)
      }
    let again = try script.figureRun(script.quickSettings)
    #expect(try again.picture(theme: .book) == first)
  }

  @Test(arguments: Figures.scripts)
  func aReaderFindsNoMistakeAtTheEndsOfEveryParameter(_ script: ScriptRegistration) throws {
    for parameter in script.parameters {
      for value in parameter.choices?.filter({ $0 != parameter.defaultValue })
        ?? [parameter.lowerBound, parameter.upperBound].compactMap(\.self)
      where !script.takesHours(value) {
        let setting = "\(parameter.name)=\(value)"
        // Experiments of the book's size run for hours.
        if setting == "size=book" { continue }
        #expect(throws: Never.self, "\(setting)") {
          guard case .figure(let run) = try script.run(
            settings: script.quickSettings.merging([parameter.name: value]) { $1 })
          else {
            return
          }
          for theme in Theme.all {
            let picture = try run.picture(theme: theme)
            try expectSound(
              picture, "\(setting), \(theme.name)", exempt: script.type.exemptions, theme: theme)
          }
        }
      }
    }
  }
}

@Suite struct ScenePictureTests {
  @Test func namesAreUniqueAndOfSmallLettersAndHyphens() {
    let ids = Scenes.scripts.map(\.entry.id)
    #expect(Set(ids).count == ids.count)
    for id in ids { #expect(id.wholeMatch(of: /[a-z]+(-[a-z]+)*/) != nil, "\(id)") }
    for script in Scenes.scripts { #expect(script.entry.kind == .scene) }
  }

  @Test(arguments: Scenes.scripts)
  func everySceneSaysWhatItShows(_ script: ScriptRegistration) {
    expectDescribed(script)
  }

  @Test(arguments: Scenes.scripts)
  func framesCanBeReadAndLieOnThePage(_ script: ScriptRegistration) async throws {
    let timeline = try await Runs.scene(script).timeline(frameRate: 60)
    #expect(timeline.frameCount > 60)
    // The first and the last frame of each shot, and eight between.
    for (start, end) in zip(timeline.starts, timeline.starts.dropFirst()) where end > start {
      for fraction in [0, 0.07, 0.13, 0.24, 0.37, 0.5, 0.62, 0.77, 0.9, 1] {
        let index = start + Int(Double(end - 1 - start) * fraction)
        let picture = try timeline.frame(index, aspectRatio: 16 / 9, theme: .lecture)
        try expectSound(
          picture, "frame \(index)", exempt: script.type.exemptions, theme: .lecture,
          ignoresFading: true)
      }
    }
  }

  @Test(arguments: Scenes.scripts)
  func aFrameDrawnAloneEqualsTheSameFrameInSequence(_ script: ScriptRegistration) async throws {
    let timeline = try await Runs.scene(script).timeline(frameRate: 30)
    let chosen = (0..<9).map { $0 * (timeline.frameCount - 1) / 8 }
    let sequence = try chosen.map { try timeline.frame($0, aspectRatio: 16 / 9, theme: .lecture) }
    for (index, frame) in zip(chosen, sequence).reversed() {
      #expect(try timeline.frame(index, aspectRatio: 16 / 9, theme: .lecture) == frame)
    }
  }
}
