import Drawing
import Foundation
import Lantern
import Rendering

/// What a file says of where it comes from, so that it can be made again: the script, its
/// parameters, the theme and size, the code, and the circumstances of the run.
public struct Provenance: Hashable, Sendable {
  /// What differs from run to run without a change of the picture.
  public struct Circumstances: Hashable, Sendable {
    /// How long the models ran, in words.
    public var computeTime: String
    /// The processor and the system; nothing that tells one machine of a kind from another.
    public var machine: String

    /// - Parameters:
    ///   - computeTime: how long the models ran, in words.
    ///   - machine: the processor and the system.
    public init(computeTime: String, machine: String) {
      self.computeTime = computeTime
      self.machine = machine
    }

    /// Those of a run on this machine.
    public init(computeSeconds: Double) {
      self.init(computeTime: computeSeconds.asDuration, machine: Machine.name)
    }
  }

  /// What of a script the file shows.
  public enum View: Hashable, Sendable {
    /// A figure's page; pixels a point for a raster image.
    case page(scale: Double?)
    /// A moment of a scene, by the number of its frame.
    case still(frame: Int, Shape)
    /// A scene, or with a number one of its shots.
    case film(shot: Int?, Shape)
  }

  /// What frames are like.
  public struct Shape: Hashable, Sendable {
    /// In pixels.
    public var size: PixelSize
    /// Frames a second.
    public var frameRate: Int
    /// Whether the ground is left out.
    public var isTransparent: Bool
  }

  /// The number or name of the script.
  public var script: String
  /// The values of all its parameters by name, in order.
  public var parameters: [Setting]
  /// The name of the theme.
  public var theme: String
  /// What of the script is shown, and how large.
  public var view: View
  /// The version of Lantern.
  public var version: String
  /// Tells versions of the code that the picture depends on apart.
  public var fingerprint: String
  /// How long the run took, and on what.
  public var circumstances: Circumstances

  /// A parameter and its value as text.
  public struct Setting: Hashable, Sendable {
    /// The name of the script's property.
    public var name: String
    /// As the command line takes it.
    public var value: String
  }

  /// The settings by name.
  public var settings: [String: String] {
    Dictionary(parameters.map { ($0.name, $0.value) }) { first, _ in first }
  }

  init(
    script: ScriptRegistration, parameters: [ParameterDescription], theme: Theme, view: View,
    circumstances: Circumstances
  ) {
    self.script = script.entry.id
    self.parameters = parameters.map { Setting(name: $0.name, value: $0.value) }
    self.theme = theme.name
    self.view = view
    version = LanternVersion.current
    fingerprint = script.fingerprint
    self.circumstances = circumstances
  }
}

// MARK: In files

extension Provenance {
  /// The names of the facts, as files have them.
  private enum Name {
    static let script = "Script"
    static let parameters = "Parameters"
    static let theme = "Theme"
    static let scale = "Pixels a point"
    static let size = "Size"
    static let background = "Background"
    static let frame = "Frame"
    static let shot = "Shot"
    static let frameRate = "Frame rate"
    static let fingerprint = "Fingerprint"
    static let software = "Software"
    static let computeTime = "Compute time"
    static let machine = "Machine"
  }

  /// The facts in the order in which a reader wants them.
  var facts: [Metadata.Entry] {
    var facts = [
      Metadata.Entry(Name.script, script),
      Metadata.Entry(
        Name.parameters, parameters.map { "\($0.name)=\($0.value)" }.joined(separator: " ")),
      Metadata.Entry(Name.theme, theme),
    ]
    switch view {
    case .page(nil): break
    case .page(let scale?): facts.append(.init(Name.scale, "\(scale)"))
    case .still(let frame, let shape):
      facts.append(.init(Name.frame, "\(frame)"))
      facts += Self.facts(shape)
    case .film(let shot, let shape):
      if let shot { facts.append(.init(Name.shot, "\(shot + 1)")) }
      facts += Self.facts(shape)
    }
    return facts + [
      .init(Name.software, "Lantern \(version)"), .init(Name.fingerprint, fingerprint),
      .init(Name.computeTime, circumstances.computeTime),
      .init(Name.machine, circumstances.machine),
    ]
  }

  private static func facts(_ shape: Shape) -> [Metadata.Entry] {
    [.init(Name.size, "\(shape.size)"), .init(Name.frameRate, "\(shape.frameRate)")]
      + (shape.isTransparent ? [.init(Name.background, "none")] : [])
  }

  /// What a file with this provenance says of itself.
  func metadata(for entry: Entry) -> Metadata {
    Metadata(title: entry.title, summary: entry.alt, entries: facts)
  }

  /// What a file says.
  ///
  /// - Throws: a `ScriptError` if it says nothing of Lantern, or not all that is needed; `path`
  ///   names the file in it.
  public init(_ metadata: Metadata, path: String) throws {
    let facts = Dictionary(metadata.entries.map { ($0.key, $0.value) }) { first, _ in first }
    guard let software = facts[Name.software], software.hasPrefix("Lantern") else {
      throw ScriptError(
        "\(path) does not say that Lantern made it; only files of render, animate and gallery can"
          + " be made again")
    }
    func fact(_ name: String) throws -> String {
      guard let value = facts[name] else {
        throw ScriptError(
          "\(path) does not say its \(name.lowercased()); another program has changed it, or an"
            + " earlier version of Lantern has made it")
      }
      return value
    }
    script = try fact(Name.script)
    parameters = Provenance.settings(try fact(Name.parameters))
    theme = try fact(Name.theme)
    version = String(software.dropFirst("Lantern ".count))
    fingerprint = try fact(Name.fingerprint)
    circumstances = Circumstances(
      computeTime: try fact(Name.computeTime), machine: try fact(Name.machine))
    func number<Number>(_ name: String, _ parse: (String) -> Number?) throws -> Number {
      let text = try fact(name)
      guard let value = parse(text) else {
        throw ScriptError("\(path) says of its \(name.lowercased()) \"\(text)\", which is none")
      }
      return value
    }
    guard facts[Name.frameRate] != nil else {
      let scale = try facts[Name.scale].map { _ in try number(Name.scale) { Double($0) } }
      view = .page(scale: scale)
      return
    }
    let shape = Shape(
      size: try number(Name.size) { try? PixelSize(parsing: $0) },
      frameRate: try number(Name.frameRate) { Int($0).flatMap { $0 > 0 ? $0 : nil } },
      isTransparent: facts[Name.background] == "none")
    if facts[Name.frame] != nil {
      view = .still(frame: try number(Name.frame) { Int($0) }, shape)
    } else {
      let shot = try facts[Name.shot].map { _ in try number(Name.shot) { Int($0) } }
      view = .film(shot: shot.map { $0 - 1 }, shape)
    }
  }

  /// The settings that were written as `a=1 b=2`; a value may have spaces.
  private static func settings(_ text: String) -> [Setting] {
    var settings: [Setting] = []
    for word in text.split(separator: " ", omittingEmptySubsequences: false) {
      let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 {
        settings.append(Setting(name: String(parts[0]), value: String(parts[1])))
      } else if !settings.isEmpty {
        settings[settings.count - 1].value += " " + word
      }
    }
    return settings
  }
}
