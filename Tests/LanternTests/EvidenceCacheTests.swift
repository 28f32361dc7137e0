import Dispatch
import Drawing
import Figures
import Foundation
import Gallery
import Lantern
import Synchronization
import Testing

/// How often each test's script has computed, by the value of its parameter `test`.
private let computations = Mutex<[Int: Int]>([:])

/// A figure that counts how often it computes, in pieces.
private struct Counted: Figure {
  static let entry = Entry("1.30", "t", alt: "a")

  @Parameter("Test", in: 0...1000) var test = 0
  @Parameter("Pieces", in: 0...100) var pieces = 3
  @Parameter("Pieces before it fails", in: 0...100) var endurance = 100
  @Parameter("Seed", in: 0...99) var seed = 0

  struct Evidence: Codable, Sendable, Equatable {
    var noise: Tensor
    var sums: [Double]
  }

  func compute(in lab: Lab) throws -> Evidence {
    let sums = try (0..<pieces).map { index in
      defer { lab.progress(Double(index + 1) / 8) }
      return try lab.remember("piece \(index)") {
        guard index < endurance else { throw ScriptError("the run was stopped") }
        computations.withLock { $0[test, default: 0] += 1 }
        return lab.key("piece").fold(index).uniform()
      }
    }
    return Evidence(noise: lab.key("noise").normal([3, 2]), sums: sums)
  }

  func page(_ evidence: Evidence) -> some Drawing { Text("\(evidence.sums.count)") }
}

private func evidence(
  _ store: (any EvidenceStore)?, test: Int, fingerprint: String = "1", _ more: [String: String] = [:]
) throws -> Counted.Evidence {
  let script = registration(Counted.self, fingerprint: fingerprint)
  let settings = more.merging(["test": "\(test)"]) { a, _ in a }
  guard case .figure(let run) = try script.run(settings: settings, store: store),
    let evidence = run.evidence as? Counted.Evidence
  else { throw ScriptError("no figure") }
  return evidence
}

/// How often the script of that test has computed a piece since it was last asked.
private func count(_ test: Int) -> Int {
  computations.withLock { $0.removeValue(forKey: test) ?? 0 }
}

@Suite struct EvidenceCacheTests {
  private let folder: TemporaryFolder
  private let cache: EvidenceCache

  init() throws {
    folder = try TemporaryFolder()
    cache = EvidenceCache(folder: folder.file("cache"))
  }

  private var files: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: cache.folder).sorted()
        .map { cache.folder + "/" + $0 }
    }
  }

  @Test func whatIsKeptIsNotComputedAgain() throws {
    let fresh = try evidence(nil, test: 1)
    #expect(count(1) == 3)
    #expect(try evidence(cache, test: 1) == fresh && count(1) == 3)
    #expect(try evidence(cache, test: 1) == fresh && count(1) == 0)
    // Nobody asked to keep it, nobody asked to use it.
    #expect(try evidence(nil, test: 1) == fresh && count(1) == 3)
  }

  @Test func changedCodeIsRunAgain() throws {
    _ = try evidence(cache, test: 2)
    _ = try evidence(cache, test: 2, fingerprint: "2")
    #expect(count(2) == 6)
    _ = try evidence(cache, test: 2)
    _ = try evidence(cache, test: 2, fingerprint: "2")
    #expect(count(2) == 0)
  }

  @Test func changedParametersAreRunAgain() throws {
    let first = try evidence(cache, test: 3)
    let other = try evidence(cache, test: 3, ["seed": "5"])
    #expect(first != other && count(3) == 6)
    #expect(try evidence(cache, test: 3, ["pieces": "4"]).sums.count == 4)
    #expect(count(3) == 4)
    #expect(try evidence(cache, test: 3) == first)
    #expect(try evidence(cache, test: 3, ["seed": "5"]) == other && count(3) == 0)
  }

  @Test func evidenceThatIsNotCodableIsComputedEachTime() throws {
    #expect(!registration(Sample.self).keepsEvidence && registration(Counted.self).keepsEvidence)
    for _ in 0..<2 { _ = try registration(Sample.self).run(store: cache) }
    #expect(!FileManager.default.fileExists(atPath: cache.folder))
  }

  @Test func aRunThatIsStoppedGoesOnWhereItWas() throws {
    let text = message { _ = try evidence(cache, test: 4, ["pieces": "9", "endurance": "5"]) }
    #expect(text.contains("stopped") && count(4) == 5)
    // A parameter is another computation, so the test fails in the same one.
    _ = message { _ = try evidence(cache, test: 4, ["pieces": "9", "endurance": "5"]) }
    #expect(count(4) == 0)
    let whole = try evidence(cache, test: 4, ["pieces": "9", "endurance": "9"])
    #expect(try count(4) == 9 && whole == evidence(nil, test: 4, ["pieces": "9"]))
  }

  @Test func aRunThatGoesOnSaysSo() throws {
    let store = Telling(cache: cache)
    _ = message { _ = try evidence(store, test: 7, ["pieces": "4", "endurance": "2"]) }
    #expect(store.lines.withLock { $0 }.isEmpty)
    _ = message { _ = try evidence(store, test: 7, ["pieces": "4", "endurance": "2"]) }
    #expect(store.lines.withLock { $0 } == ["1.30  goes on where it was: 2 pieces kept, 25.0 % done"])
    // One that is complete has nothing to go on with.
    for _ in 0..<2 { _ = try evidence(store, test: 7) }
    #expect(store.lines.withLock { $0.count } == 1)
  }

  @Test func aKilledExperimentKeepsEveryModelThatWasTrained() throws {
    let arguments = [
      "render", "8.10", "--set", "size=sketch", "--format", "json", "-o", folder.path,
    ]
    let environment = ["LANTERN_CACHE": cache.folder]
    func models() -> [String: Int] {
      let names = (try? FileManager.default.contentsOfDirectory(atPath: cache.folder)) ?? []
      return names.filter { $0.hasPrefix("8.10-") }.reduce(into: [:]) { places, name in
        let file = try? FileManager.default.attributesOfItem(atPath: cache.folder + "/" + name)
        places[name] = file?[.systemFileNumber] as? Int
      }
    }
    try Program.kill(arguments, environment: environment) { models().count >= 3 }
    let kept = models()
    let run = try Program.run(arguments, environment: environment)
    #expect(run.status == 0 && run.error.contains("\(kept.count) pieces kept"), "\(run.error)")
    // Written once: what was kept is still the same file. 24 models, and the whole.
    #expect(models().filter { kept[$0.key] != nil } == kept)
    #expect(models().count == 25)
    let picture = try bytes(of: folder.file("8.10.json"))
    _ = try Program.run(arguments + ["--no-cache"], environment: environment)
    #expect(try bytes(of: folder.file("8.10.json")) == picture)
  }

  @Test func twoPiecesNeedTwoNames() {
    let text = message { _ = try registration(Confused.self).run(store: cache) }
    #expect(text.contains("\"width\""))
  }

  // MARK: Damage

  @Test(arguments: 0..<12)
  func damagedFilesAreNoticedAndReplaced(_ kind: Int) throws {
    let test = 100 + kind
    let fresh = try evidence(cache, test: test, ["pieces": "1"])
    for path in try files {
      var file = try bytes(of: path)
      switch kind {
      case 0: file = []
      case 1: file.removeLast()
      case 2: file.append(0)
      case 3: file = Array(file.prefix(20))
      // A bit anywhere: in the mark, the checksum, the key, the evidence.
      default: file[(kind - 4) * (file.count - 1) / 7] ^= 0x10
      }
      try Data(file).write(to: URL(filePath: path))
    }
    _ = count(test)
    #expect(try evidence(cache, test: test, ["pieces": "1"]) == fresh && count(test) == 1)
    #expect(try evidence(cache, test: test, ["pieces": "1"]) == fresh && count(test) == 0)
  }

  @Test func anotherKeysFileIsNotUsed() throws {
    let (one, two) = (key("one"), key("two"))
    cache.write([1, 2, 3], for: one)
    let path = try #require(try files.first)
    cache.write([4], for: two)
    let other = try #require(try files.first { $0 != path })
    try Data(bytes(of: other)).write(to: URL(filePath: path))
    #expect(cache.read(one) == nil && cache.read(two) == [4])
  }

  @Test func evidenceOfAnotherShapeIsComputedAnew() throws {
    // A store that answers with anything at all.
    var fuzz = Key(seed: 3)
    for trial in 0..<300 {
      fuzz = fuzz.fold(trial)
      let length = Int(fuzz.uniform(in: 0..<60))
      let junk = fuzz.uniform(count: length, in: 0..<256).map { UInt8($0) }
      let store = Fixed(bytes: Array(repeating: 0, count: 8) + junk)
      _ = try evidence(store, test: 5, ["pieces": "0"])
    }
    let fresh = try evidence(nil, test: 5, ["pieces": "0"])
    #expect(try evidence(Fixed(bytes: []), test: 5, ["pieces": "0"]) == fresh)
  }

  // MARK: Many at once

  @Test func manyReadersAndWritersNeverSeeHalf() throws {
    let keys = (0..<4).map { key("\($0)") }
    // Each content is a run of one byte, so a mixture would be seen.
    let wrong = Mutex(0)
    let cache = cache
    DispatchQueue.concurrentPerform(iterations: 8) { worker in
      for round in 0..<60 {
        let key = keys[(worker + round) % 4]
        if (worker + round / 4).isMultiple(of: 2) {
          let value = UInt8(worker * 16 + round % 16)
          cache.write(Array(repeating: value, count: 20_000 + 100 * Int(value)), for: key)
        } else if let read = cache.read(key), let first = read.first {
          let isWhole = read.allSatisfy { $0 == first } && read.count == 20_000 + 100 * Int(first)
          if !isWhole { wrong.withLock { $0 += 1 } }
        }
      }
    }
    #expect(wrong.withLock { $0 } == 0)
    #expect(try files.count == 4)
    for key in keys { #expect(cache.read(key) != nil) }
  }

  @Test func twoProgramsMayComputeTheSame() throws {
    let outcomes = Mutex<[Program.Outcome]>([])
    let (place, home) = (folder.path, cache.folder)
    DispatchQueue.concurrentPerform(iterations: 3) { number in
      let outcome = try? Program.run(
        ["render", "6.5", "--format", "json", "-o", "\(place)/\(number)"],
        environment: ["LANTERN_CACHE": home])
      outcomes.withLock { outcomes in outcome.map { outcomes.append($0) } }
    }
    #expect(outcomes.withLock { $0.map(\.status) } == [0, 0, 0])
    let pictures = try (0..<3).map { try bytes(of: folder.file("\($0)/6.5.json")) }
    #expect(Set(pictures).count == 1)
    #expect(try files.count == 1)
  }

  @Test(arguments: [3, 10, 30, 60, 100])
  func aProgramThatIsKilledLeavesNothingWrong(_ milliseconds: Int) throws {
    let arguments = ["render", "6.5", "--format", "json", "-o", folder.path]
    let environment = ["LANTERN_CACHE": cache.folder]
    try Program.kill(arguments, after: milliseconds, environment: environment)
    let run = try Program.run(arguments, environment: environment)
    #expect(run.status == 0, "\(run.error)")
    let picture = try bytes(of: folder.file("6.5.json"))
    let plain = try Program.run(arguments + ["--no-cache"], environment: environment)
    #expect(try plain.status == 0 && bytes(of: folder.file("6.5.json")) == picture)
  }

  // MARK: Size

  @Test func whatWasNotUsedForLongestGoesFirst() throws {
    let small = EvidenceCache(folder: cache.folder, limit: 10_000)
    let keys = (0..<8).map { key("\($0)") }
    for (index, key) in keys.enumerated() {
      small.write(Array(repeating: 1, count: 1500), for: key)
      // The first is used again and again, and the clock goes on.
      try setAge(of: key, in: small, seconds: Double(100 - index))
      #expect(small.read(keys[0]) != nil)
    }
    #expect(small.usage.bytes <= 10_000)
    #expect(small.read(keys[0]) != nil && small.read(keys[7]) != nil)
    #expect(small.read(keys[1]) == nil)
  }

  @Test func whatIsLargerThanHalfTheCacheIsNotKept() {
    let small = EvidenceCache(folder: cache.folder, limit: 1000)
    small.write(Array(repeating: 1, count: 600), for: key("large"))
    #expect(small.read(key("large")) == nil && small.usage.files == 0)
  }

  @Test func cleaningRemovesEvidenceAndNothingElse() throws {
    cache.write([1], for: key("one"))
    cache.write([2], for: key("two"))
    try Data([3]).write(to: URL(filePath: cache.folder + "/letter.txt"))
    // What a writer leaves that is killed between its last two steps.
    try Data([3]).write(to: URL(filePath: cache.folder + "/.1.9-a.evidence.x7"))
    #expect(cache.clean().files == 3)
    #expect(cache.read(key("one")) == nil)
    #expect(try files == [cache.folder + "/letter.txt"])
    #expect(cache.clean().files == 0)
  }

  @Test func theCommandCleansTheCacheToo() throws {
    let environment = ["LANTERN_CACHE": cache.folder]
    let gallery = ["gallery", "6.9", "-o", folder.file("out")]
    _ = try Program.run(gallery, environment: environment)
    #expect(cache.usage.files == 1)
    cache.write([1], for: key("other"))
    let run = try Program.run(gallery + ["--clean-cache"], environment: environment)
    #expect(run.status == 0 && run.error.contains("removed the evidence of 2 runs"), "\(run.error)")
    let plain = try Program.run(gallery + ["--no-cache"], environment: environment)
    #expect(plain.error.contains("1 made, 0 kept"), "\(plain.error)")
    #expect(cache.usage.files == 0)
  }

  // MARK: Places

  @Test func theFolderIsWhereCachesBelong() {
    func folder(_ environment: [String: String]) -> String? {
      EvidenceCache.standardFolder(environment: environment)
    }
    #expect(folder(["HOME": "/home/a"]) == "/home/a/.cache/lantern")
    #expect(folder(["HOME": "/home/a", "XDG_CACHE_HOME": "/c"]) == "/c/lantern")
    // The specification ignores relative paths.
    #expect(folder(["HOME": "/home/a", "XDG_CACHE_HOME": "c"]) == "/home/a/.cache/lantern")
    #expect(folder(["HOME": "/home/a", "LANTERN_CACHE": "here"]) == "here")
    #expect(folder(["LANTERN_CACHE": ""]) == nil)
    #expect(folder([:]) == nil)
  }

  @Test(.enabled(if: Program.canIsolate, "mounting needs privileges that this process lacks"))
  func aFullDiskCostsNothingButTime() throws {
    let disk = folder.file("disk")
    let run = try Program.isolated(
      """
      mkdir \(disk) && mount -t tmpfs -o size=8k none \(disk) && export LANTERN_CACHE=\(disk) && \
      "$LANTERN" render 6.5 -o \(folder.path); status=$?; ls -A \(disk); exit $status
      """)
    #expect(run.status == 0, "\(run.error)")
    #expect(run.output.isEmpty, "left behind: \(run.output)")
    #expect(run.error.contains("warning: evidence is not kept in \(disk): no space left"))
    try expectWhole(folder.file("6.5.png"))
  }

  @Test func aFolderThatCannotBeMadeIsAWarningOnce() throws {
    try Data().write(to: URL(filePath: folder.file("file")))
    let warnings = Mutex<[String]>([])
    let cache = EvidenceCache(folder: folder.file("file/below")) { line in
      warnings.withLock { $0.append(line) }
    }
    for _ in 0..<2 { _ = try evidence(cache, test: 6) }
    #expect(count(6) == 6)
    let lines = warnings.withLock { $0 }
    #expect(lines.count == 1 && lines[0].contains("LANTERN_CACHE"), "\(lines)")
  }

  // MARK: Truth

  /// The user's cache may hold evidence of many builds. What it answers for the present code must be
  /// what that code computes, down to the last bit; a figure chosen by chance is asked each time.
  @Test func whatTheCacheSaysIsWhatIsComputed() throws {
    let home = EvidenceCache.standardFolder().flatMap { folder in
      FileManager.default.fileExists(atPath: folder) ? folder : nil
    }
    let store = home ?? Program.cacheFolder
    func names() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: store)) ?? [] }
    let (all, known) = (Figures.scripts.filter(\.keepsEvidence), names())
    let kept = all.filter { script in known.contains { $0.hasPrefix(script.entry.id + "-") } }
    let id = try #require((kept.isEmpty ? all : kept).randomElement()).entry.id
    let render = ["render", id, "--format", "json"]
    // The first of them fills the cache if it holds evidence of other builds only.
    for _ in 0..<2 {
      let run = try Program.run(
        render + ["-o", folder.file("kept")], environment: ["LANTERN_CACHE": store])
      #expect(run.status == 0, "\(run.error)")
    }
    #expect(names().contains { $0.hasPrefix(id + "-") }, "nothing is kept of \(id)")
    let fresh = try Program.run(render + ["--no-cache", "-o", folder.file("fresh")])
    #expect(fresh.status == 0, "\(fresh.error)")
    #expect(
      try bytes(of: folder.file("kept/\(id).json")) == bytes(of: folder.file("fresh/\(id).json")),
      "the cache holds evidence of \(id) that its code does not give; find what the key leaves out")
  }

  private func key(_ name: String) -> EvidenceKey { EvidenceKey(script: "1.9", text: name) }

  private func setAge(of key: EvidenceKey, in cache: EvidenceCache, seconds: Double) throws {
    for name in try FileManager.default.contentsOfDirectory(atPath: cache.folder) {
      let path = cache.folder + "/" + name
      let isKeys = try String(decoding: bytes(of: path)[24..<25], as: UTF8.self) == key.text
      guard isKeys else { continue }
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -seconds)], ofItemAtPath: path)
    }
  }
}

private struct Confused: Figure {
  static let entry = Entry("1.31", "t", alt: "a")

  func compute(in lab: Lab) throws -> [Double] {
    try [10.0, 20].map { width in try lab.remember("width") { width } }
  }

  func page(_ evidence: [Double]) -> some Drawing { EmptyDrawing() }
}

/// A store that gives one answer to every question.
private struct Fixed: EvidenceStore {
  let bytes: [UInt8]
  func read(_ key: EvidenceKey) -> [UInt8]? { bytes }
  func write(_ bytes: [UInt8], for key: EvidenceKey) {}
}

/// A cache that notes what it is to tell.
private final class Telling: EvidenceStore {
  private let cache: EvidenceCache
  let lines = Mutex<[String]>([])

  init(cache: EvidenceCache) { self.cache = cache }

  func read(_ key: EvidenceKey) -> [UInt8]? { cache.read(key) }
  func write(_ bytes: [UInt8], for key: EvidenceKey) { cache.write(bytes, for: key) }
  func tell(_ line: String) { lines.withLock { $0.append(line) } }
}
