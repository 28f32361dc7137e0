import Drawing
import Foundation
import Gallery
import Geometry
import Lantern
import Testing

/// A folder that is removed at the end of a test.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "lantern-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  /// Every file, hidden ones too, without those in folders.
  var contents: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
  }

  /// Every file that isn't hidden, in this folder and those in it, by its path from here.
  var files: [String] {
    let names = FileManager.default.enumerator(atPath: path)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      return !name.split(separator: "/").contains { $0.hasPrefix(".") }
        && FileManager.default.fileExists(atPath: file(name), isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}

func bytes(of path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: URL(filePath: path))) }

/// The message of the error that `body` throws; fails if it throws none, or more than a line.
func message(
  sourceLocation: SourceLocation = #_sourceLocation, of body: () throws -> Void
) -> String {
  do {
    try body()
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    return ""
  } catch {
    let text = "\(error)"
    #expect(!text.contains("\n") && !text.isEmpty, sourceLocation: sourceLocation)
    return text
  }
}

extension Provenance.Circumstances {
  /// For files that must not differ by the time that they took.
  static let same = Provenance.Circumstances(computeTime: "1 s", machine: "any")
}

// MARK: Scripts for tests

enum Shade: String, CaseIterable, ParameterValue { case pale, dark }

/// A figure with a parameter of each kind.
struct Sample: Figure {
  static let entry = Entry("1.2", "A sample", alt: "A line.", width: .half)

  @Parameter("Slope", in: 0.5...4, scale: .logarithmic) var slope = 1.0
  @Parameter("Points", in: 2...50) var points = 8
  @Parameter("Shade") var shade = Shade.dark
  @Parameter("Seed", in: 0...99) var seed = 3

  struct Evidence: Sendable {
    var y: [Double]
    var noise: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    lab.progress(0.5)
    return Evidence(
      y: (0..<points).map { slope * Double($0) }, noise: lab.key("noise").normal(count: points))
  }

  func page(_ evidence: Evidence) -> some Drawing {
    Chart {
      LineMark(x: evidence.y.indices.map(Double.init), y: evidence.y)
        .foregroundStyle(shade == .dark ? .ink : .lightGray)
    }.chartPlotAspectRatio(1.5)
  }

  var claims: [Claim<Evidence>] {
    Claim("the line rises", in: 0.1...100) { ($0.y.last ?? 0) - $0.y[0] }
    Claim("the noise has no trend", in: -0.01...0.01, over: .median) { _ in 0 }
  }
}

/// A figure whose training diverges.
struct Diverging: Figure {
  static let entry = Entry("1.3", "A training that diverges", alt: "Nothing.", width: .half)

  func compute(in lab: Lab) throws -> [Double] {
    let line = FunctionModel(["slope"]) { x, p in p[0] * x }
    let training = Training(
      line, loss: .sumOfSquares, on: Examples(x: [1, 2, 3], y: [1, 2, 3]), optimizer: .sgd(10))
    return try training.run(steps: 2000, key: lab.key("run"), from: [5]).losses
  }

  func page(_ evidence: [Double]) -> some Drawing { Text("\(evidence.count)") }
}

/// A figure with a label that is no TeX.
struct Misspelt: Figure {
  static let entry = Entry("1.4", "A misspelt label", alt: "Nothing.", width: .half)

  func compute(in lab: Lab) throws -> Int { 0 }
  func page(_ evidence: Int) -> some Drawing { Text(#"$\lamda$"#) }
}

/// A figure that draws a value that is not finite.
struct Unplaceable: Figure {
  static let entry = Entry("1.5", "A coordinate that is not finite", alt: "Nothing.", width: .half)

  func compute(in lab: Lab) throws -> Double { .nan }

  func page(_ evidence: Double) -> some Drawing {
    Chart { SegmentMark([(from: Point(0, 0), to: Point(1, evidence))]) }
      .chartXScale(domain: 0...1).chartYScale(domain: 0...1)
  }
}

/// A scene of three shots, of which the second is shorter than a frame at low rates.
struct Turning: Scene {
  static let entry = Entry(scene: "turning", "A test", alt: "A disc moves.")

  @Parameter("Radius", in: 1...50) var radius = 12.0

  func compute(in lab: Lab) throws -> Double { radius }

  func shots(_ evidence: Double) -> [Shot] {
    Shot("move", lasting: .seconds(1)) { time in
      Circle().fill(.orange).frame(width: evidence, height: evidence)
        .offset(x: 200 * time.progress(from: 0.2, to: 0.8))
    }
    Shot("blink", lasting: .milliseconds(10)) { _ in Circle().fill(.teal) }
    Shot("rest", lasting: .seconds(0.75)) { time in
      Text("step \(Int((time.progress * 10).rounded(.down)))")
    }
  }
}

func registration(_ type: any Script.Type, fingerprint: String = "1") -> ScriptRegistration {
  ScriptRegistration(type, fingerprint: fingerprint)
}
