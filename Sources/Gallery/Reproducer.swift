import Drawing
import Foundation
import Lantern
import Rendering

/// Makes pictures again from what their files say of themselves, and compares.
public final class Reproducer {
  /// How a file and what was made again compare.
  public enum Outcome: Hashable, Sendable {
    /// Every byte is the same.
    case sameBytes
    /// The files differ, the pixels don't.
    case samePixels
    /// Pixels differ: the largest difference of a channel, of 255, and how many pixels.
    case pixels(largest: Int, count: Int)
    /// The images differ in size.
    case sizes(PixelSize, now: PixelSize)
    /// The drawings differ, from a byte on.
    case drawing(from: Int)
    /// The same frames went into both films, but the files differ.
    case sameFrames
    /// Other frames: the hashes of all of them.
    case frames(String, now: String)

    /// Whether a reader would see the same.
    public var isSame: Bool { [.sameBytes, .samePixels, .sameFrames].contains(self) }
  }

  /// What was found of a file.
  public struct Report: Sendable {
    /// Where the file comes from.
    public let provenance: Provenance
    /// What the file says, name and value, in order.
    public let facts: [Metadata.Entry]
    /// Why the picture may look different: lines for a reader.
    public let warnings: [String]
    /// Whether it is the same.
    public let outcome: Outcome
  }

  private let library: ScriptLibrary
  private let jobs: Int
  private let store: (any EvidenceStore)?
  /// The last script that ran: files of one run usually come together.
  private var last: (settings: Provenance.Run, run: ScriptRun)?

  /// - Parameters:
  ///   - jobs: how many threads draw a film.
  ///   - store: where evidence of earlier runs is; `nil` computes anew.
  public init(library: ScriptLibrary, jobs: Int = 1, store: (any EvidenceStore)? = nil) {
    self.library = library
    self.jobs = jobs
    self.store = store
  }

  /// Reads a file, makes it again and compares.
  ///
  /// What differs from run to run and from version to version, such as the compute time, is taken
  /// over from the file, so that the same picture gives the same bytes.
  ///
  /// - Throws: one line that says why it can't be made again.
  public func reproduce(
    _ path: String, progress: @escaping @Sendable (Double) -> Void = { _ in }
  ) throws -> Report {
    let file = try PictureFile(path)
    let provenance = try Provenance(file.metadata, path: path)
    let script: ScriptRegistration
    do { script = try library.script(provenance.script) } catch {
      throw ScriptError("\(path) was made by a script that is not here: \(error)")
    }
    let run = try run(script, provenance) { progress($0 * 0.1) }
    let outcome =
      if case (.scene(let scene), .film(let shot, let shape), let format?) =
        (run, provenance.view, file.format.movie)
      {
        try compare(
          file, film: scene, of: script, shot: shot, shape, format, theme: provenance.theme,
          progress: { progress(0.1 + 0.9 * $0) })
      } else {
        try Self.compare(file, try bytes(of: run, like: file, provenance))
      }
    return Report(
      provenance: provenance,
      facts: [.init("Title", file.metadata.title)] + file.metadata.entries,
      warnings: Self.warnings(provenance, script), outcome: outcome)
  }

  private func run(
    _ script: ScriptRegistration, _ provenance: Provenance,
    _ progress: @escaping @Sendable (Double) -> Void
  ) throws -> ScriptRun {
    if let last, last.settings == provenance.run { return last.run }
    let run = try script.run(settings: provenance.settings, store: store, report: progress)
    last = (provenance.run, run)
    return run
  }

  private func bytes(
    of run: ScriptRun, like file: PictureFile, _ provenance: Provenance
  ) throws -> [UInt8] {
    let theme = try Theme.named(provenance.theme)
    switch (run, provenance.view) {
    case (.figure(let figure), .page(let scale)) where file.format.movie == nil:
      let picture = try figure.picture(theme: theme)
      return try picture.bytes(
        as: file.format, scale: scale ?? FigureExporter.defaultScale, metadata: file.metadata)
    case (.scene(let scene), .still(let frame, let shape)) where file.format.movie == nil:
      let timeline = scene.timeline(frameRate: shape.frameRate)
      guard (0..<timeline.frameCount).contains(frame) else {
        throw ScriptError(
          "\(file.path) shows frame \(frame) of \(scene.entry.id), which now has only"
            + " \(timeline.frameCount)")
      }
      let aspectRatio = Double(shape.size.width) / Double(shape.size.height)
      var picture = try timeline.frame(frame, aspectRatio: aspectRatio, theme: theme)
      if shape.isTransparent { picture.background = nil }
      return try picture.bytes(
        as: file.format, scale: Double(shape.size.width) / picture.size.width,
        metadata: file.metadata)
    case (.scene, .film):
      throw ScriptError("\(file.path) is one frame of a film, and does not say which")
    default:
      throw ScriptError("\(file.path) is another kind of picture than \(provenance.script) makes")
    }
  }

  /// Makes a film again in a folder of its own and compares it with the file.
  private func compare(
    _ file: PictureFile, film run: SceneRun, of script: ScriptRegistration, shot: Int?,
    _ shape: Provenance.Shape, _ format: MovieFormat, theme: String,
    progress: (Double) throws -> Void
  ) throws -> Outcome {
    let exporter = SceneExporter(
      script: script, theme: try Theme.named(theme), size: shape.size, frameRate: shape.frameRate,
      isTransparent: shape.isTransparent, jobs: jobs)
    var film = SceneFilm(exporter: exporter, run: run, stated: file.metadata)
    // The hash is added when all frames are there.
    let hash = film.stated?.entries.last { $0.key == MovieReport.hashKey }?.value ?? ""
    film.stated?.entries.removeAll { $0.key == MovieReport.hashKey }
    if let shot, !run.shots.indices.contains(shot) {
      throw ScriptError(
        "\(file.path) shows shot \(shot + 1) of \(film.id), which now has only \(run.shots.count)")
    }
    let folder = FileManager.default.temporaryDirectory.path + "/lantern-\(UUID().uuidString)"
    try Folder.make(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let path = "\(folder)/\(film.id).\(format.rawValue)"
    let made =
      if let shot {
        try film.write(shot: shot, as: format, to: path, progress: progress)
      } else {
        try film.write(format, to: path, progress: progress)
      }
    let again = try PictureFile(path).bytes
    if again == file.bytes { return .sameBytes }
    // The head of a film that is cut off is whole, and so may all of its frames be.
    guard !again.starts(with: file.bytes) else {
      throw ScriptError("\(file.path) is cut off; get it again or make it anew")
    }
    guard made.frameHash == hash else { return .frames(hash, now: made.frameHash) }
    try Self.checkFrames(of: file.path, like: path)
    return .sameFrames
  }

  /// Throws if a film can be read less far than another. Not every version stores equal frames, so
  /// their number tells nothing.
  private static func checkFrames(of path: String, like other: String) throws {
    func end(_ path: String) throws -> Double {
      let reader = try MovieReader(path)
      var end = -1.0
      while try reader.nextFrame() != nil { end = reader.time }
      return end
    }
    let (found, needed) = ((try? end(path)) ?? -1, try end(other))
    guard found > needed - 0.002 else {
      throw ScriptError(
        "\(path) is cut off or damaged: it can be read up to \(max(found, 0).formatted(decimals: 2))"
          + " of \(needed.formatted(decimals: 2)) s; get it again or make it anew")
    }
  }

  private static func warnings(_ provenance: Provenance, _ script: ScriptRegistration) -> [String] {
    var warnings: [String] = []
    if provenance.version != LanternVersion.current {
      warnings.append(
        "it was made by Lantern \(provenance.version), and this is \(LanternVersion.current)")
    }
    if provenance.fingerprint != script.fingerprint {
      warnings.append(
        "the code has changed since: its fingerprint was \(provenance.fingerprint) and is"
          + " \(script.fingerprint)")
    }
    if provenance.circumstances.machine != Machine.name {
      warnings.append(
        "it was made on another machine: \(provenance.circumstances.machine), and this is"
          + " \(Machine.name)")
    }
    return warnings
  }

  private static func compare(_ file: PictureFile, _ again: [UInt8]) throws -> Outcome {
    if file.bytes == again { return .sameBytes }
    guard file.format == .png else {
      let start = zip(file.bytes, again).enumerated().first { $0.element.0 != $0.element.1 }
      return .drawing(from: start?.offset ?? min(file.bytes.count, again.count))
    }
    switch try PixelDifference(file.bytes, again) {
    case .sizes(let old, let new): return .sizes(old, now: new)
    case .pixels(0, _): return .samePixels
    case .pixels(let largest, let count): return .pixels(largest: largest, count: count)
    }
  }
}

extension Provenance {
  /// What the evidence depends on.
  struct Run: Hashable {
    var script: String
    var parameters: [Setting]
  }

  var run: Run { Run(script: script, parameters: parameters) }
}

extension Picture {
  /// The picture as a file.
  ///
  /// - Parameter scale: pixels a point of a raster image.
  func bytes(
    as format: PictureFile.Format, scale: Double, metadata: Metadata
  ) throws -> [UInt8] {
    switch format {
    case .png: try png(scale: scale, metadata: metadata)
    case .pdf: try pdf(metadata: metadata)
    case .svg: try svg(metadata: metadata)
    case .mp4, .webm, .gif, .apng: throw ScriptError("a still picture can't be a film")
    }
  }
}
