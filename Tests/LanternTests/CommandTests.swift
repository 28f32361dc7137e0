import Figures
import Foundation
import Gallery
import Scenes
import Testing

@Suite struct CommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  // MARK: What works

  @Test func theListHasEveryScriptWithItsParameters() throws {
    let run = try Program.run(["list", "--json"])
    #expect(run.status == 0 && run.error.isEmpty)
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    let ids = list.compactMap { ($0["number"] ?? $0["name"]) as? String }
    let library = ScriptLibrary(Figures.scripts + Scenes.scripts)
    #expect(ids == library.scripts.map(\.entry.id))
    let figure = try #require(list.first { $0["number"] as? String == "6.5" })
    #expect(figure["kind"] as? String == "figure")
    #expect((figure["alt"] as? String)?.isEmpty == false)
    let parameters = try #require(figure["parameters"] as? [[String: Any]])
    let seed = try #require(parameters.first { $0["name"] as? String == "seed" })
    #expect(seed["type"] as? String == "whole number")
    #expect(seed["minimum"] as? String == "0" && seed["default"] is String)
  }

  @Test func theListIsReadableToo() throws {
    let run = try Program.run(["list", "--chapter", "6"])
    #expect(run.status == 0)
    #expect(run.output.contains("6.5") && !run.output.contains("19.10"))
    let none = try Program.run(["list", "--chapter", "66"])
    expectFailure(none, ["66"])
  }

  @Test func aFigureComesInFourFormatsTheSameEachTime() throws {
    let (one, two) = (folder.file("one"), folder.file("two/deeper"))
    for place in [one, two] {
      let run = try Program.run(
        ["render", "6.5", "--no-cache", "--format", "png,pdf,svg,json", "-o", place])
      #expect(run.status == 0, "\(run.error)")
      #expect(run.errorLines == ["png", "pdf", "svg", "json"].map { "\(place)/6.5.\($0)" })
    }
    for name in ["6.5.png", "6.5.pdf", "6.5.svg", "6.5.json"] { try expectWhole("\(one)/\(name)") }
    #expect(try bytes(of: "\(one)/6.5.json") == bytes(of: "\(two)/6.5.json"))
    // The others say how long they took.
    let files = [one, two].flatMap { place in ["png", "pdf", "svg"].map { "\(place)/6.5.\($0)" } }
    let again = try Program.run(["reproduce"] + files)
    #expect(again.status == 0 && again.error.isEmpty, "\(again.error)")
    #expect(
      again.output.split(separator: "\n") == files.map { "\($0): the same, byte for byte" })
  }

  @Test func anotherSeedIsAnotherPicture() throws {
    for (seed, place) in [("8", "eight"), ("9", "nine")] {
      let run = try Program.run(
        ["render", "6.5", "--format", "svg", "--set", "seed=\(seed)", "-o", folder.file(place)])
      #expect(run.status == 0, "\(run.error)")
    }
    #expect(try bytes(of: folder.file("eight/6.5.svg")) != bytes(of: folder.file("nine/6.5.svg")))
  }

  @Test func widthAndThemeAreHonoured() throws {
    let run = try Program.run([
      "render", "6.5", "--width", "500", "--theme", "lecture", "-o", folder.path,
    ])
    #expect(run.status == 0, "\(run.error)")
    let header = try bytes(of: folder.file("6.5.png"))[16..<20]
    #expect(header.reduce(0) { $0 << 8 | Int($1) } == 500)
  }

  @Test func verifyingSaysWhatWasMeasured() throws {
    let run = try Program.run(["verify", "3.8", "6.5", "--seeds", "7", "--json"])
    #expect(run.status == 0, "\(run.error)")
    #expect(run.error.contains("needed: exactly 7") && run.error.contains("of 7 runs"))
    let list = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(list.map { $0["number"] as? String } == ["3.8", "6.5"])
    let claims = try #require(list[1]["claims"] as? [[String: Any]])
    for claim in claims {
      let values = try #require(claim["values"] as? [Double]).sorted()
      #expect(claim["median"] as? Double == values[3] && claim["holds"] as? Bool == true)
      #expect(claim["medianInterval"] as? [Double] == [values[0], values[6]])
      #expect(claim["holding"] as? Int == 7)
    }
  }

  @Test func helpIsNoFailure() throws {
    let run = try Program.run(["--help"])
    #expect(run.status == 0 && run.error.isEmpty)
    for command in ["list", "render", "animate", "gallery", "verify", "reproduce", "doctor"] {
      #expect(run.output.contains(command))
    }
  }

  @Test func theDoctorFailsIfSomethingIsMissing() throws {
    let run = try Program.run(["doctor"])
    #expect(run.output.contains("font lmsans10-regular"))
    let isUnwell = run.output.split(separator: "\n").contains { $0.hasPrefix("missing") }
    #expect(run.status == (isUnwell ? 1 : 0))
  }

  // MARK: What fails

  /// Arguments after which nothing must be written, and what the message must name.
  private static let bad: [([String], [String])] = [
    (["render", "6.55"], ["6.55", "did you mean 6.5?"]),
    (["render", "nothing-like-it"], ["nothing-like-it", "lantern list"]),
    (["render", "6.5", "--set", "sed=8"], ["no parameter \"sed\"", "seed"]),
    (["render", "6.5", "--set", "seed=100"], ["seed=100", "0 to 99"]),
    (["render", "6.5", "--set", "seed=-1"], ["seed=-1", "0 to 99"]),
    (["render", "6.5", "--set", "seed=two"], ["seed", "whole number", "two"]),
    (["render", "6.5", "--set", "learningRate=nan"], ["learningRate", "number"]),
    (["render", "6.5", "--set", "seed"], ["--set", "name=value"]),
    (["render", "6.5", "--set", "=8"], ["--set", "name=value"]),
    (["render", "6.5", "--format", "gif"], ["gif", "png, pdf, svg, json"]),
    (["render", "6.5", "--format", "png,"], ["unknown format"]),
    (["render", "6.5", "--format", ""], ["unknown format"]),
    (["render", "6.5", "--theme", "dark"], ["dark", "book, lecture"]),
    (["render", "6.5", "--width", "15"], ["--width 15", "16"]),
    (["render", "6.5", "--width", "20001"], ["--width 20001", "20000"]),
    (["render", "6.5", "--width", "wide"], ["--width", "wide"]),
    (["render", "6.5", "--widht", "300"], ["--widht"]),
    (["render"], ["figure"]),
    (["animate", "6.5"], ["6.5", "lantern render 6.5"]),
    (["animate", "nope"], ["no scene \"nope\";", "lantern list"]),
    (["animate", "penguin"], ["did you mean penguin-learns?"]),
    (["animate", "6.5", "--size", "large"], ["--size", "large"]),
    (["animate", "6.5", "--size", "1921x1080"], ["1921x1080", "even"]),
    (["animate", "6.5", "--size", "8x8"], ["8x8", "16"]),
    (["animate", "6.5", "--fps", "0"], ["--fps 0"]),
    (["animate", "6.5", "--at", "1s", "--format", "mp4"], ["mp4", "png, pdf, svg"]),
    (["animate", "6.5", "--jobs", "0"], ["--jobs 0"]),
    (["animate", "6.5", "--format", "avi"], ["avi", "mp4, webm, gif, apng, frames"]),
    (["animate", "penguin-learns", "--transparent"], ["MP4", "transparent", "webm"]),
    (["animate", "penguin-learns", "--format", "gif", "--fps", "60"], ["GIF", "50"]),
    (["preview", "6.55"], ["6.55", "6.5"]),
    (["preview", "--port", "65536"], ["--port 65536", "0 to 65535"]),
    (["gallery", "6.55"], ["6.55", "6.5"]),
    (["gallery", "--jobs", "-3"], ["--jobs"]),
    (["paint", "6.5"], ["paint", "render, animate"]),
    (["rendr"], ["rendr"]),
    (["--frobnicate"], ["--frobnicate"]),
    (["verify", "6.5", "--seeds", "0"], ["--seeds 0"]),
  ]

  @Test(arguments: bad)
  func aBadArgumentIsOneLineAndNoFile(_ arguments: [String], _ parts: [String]) throws {
    let takesFolder = ["render", "animate", "gallery"].contains(arguments[0])
    let run = try Program.run(
      arguments + (takesFolder ? ["-o", folder.file("out")] : []), in: folder.path)
    expectFailure(run, parts)
    #expect(try folder.contents.isEmpty)
  }

  @Test(.enabled(if: !Scenes.scripts.isEmpty, "there are no scenes yet"))
  func scenesAreAnimatedAndNotRendered() throws {
    let scene = try #require(Scenes.scripts.first?.entry.id)
    let rendered = try Program.run(["render", scene, "-o", folder.file("out")])
    expectFailure(rendered, [scene, "lantern animate \(scene)"])
    let odd = try Program.run(["animate", scene, "--size", "641x360", "-o", folder.file("out")])
    expectFailure(odd, ["641x360", "even"])
    #expect(try folder.contents.isEmpty)
  }

  @Test func aFolderThatCannotBeMadeIsOneLine() throws {
    try Data([1]).write(to: URL(filePath: folder.file("file")))
    for place in [folder.file("file"), folder.file("file/below"), "/proc/lantern"] {
      for command in [["render", "10.6"], ["gallery", "10.6"]] {
        let run = try Program.run(command + ["-o", place])
        expectFailure(run, [place])
      }
    }
    #expect(try bytes(of: folder.file("file")) == [1])
    #expect(try folder.contents == ["file"])
  }

  @Test(.enabled(if: Program.canIsolate, "mounting needs privileges that this process lacks"))
  func aFullDiskIsOneLineAndLeavesNothing() throws {
    let disk = folder.file("disk")
    let run = try Program.isolated(
      """
      mkdir \(disk) && mount -t tmpfs -o size=16k none \(disk) && \
      "$LANTERN" render 6.5 -o \(disk); status=$?; ls -A \(disk); exit $status
      """)
    expectFailure(run, ["\(disk)/6.5.png", "the disk is full"])
    #expect(run.output.isEmpty, "left behind: \(run.output)")
  }

  @Test(.enabled(if: Program.canIsolate, "mounting needs privileges that this process lacks"))
  func missingFontsAreOneLineThatNamesThePackage() throws {
    let run = try Program.isolated(
      """
      for d in /usr/share/texmf /usr/share/fonts /usr/share/texlive /usr/local/share/fonts; do
        test ! -d $d || mount -t tmpfs none $d
      done
      HOME=/nonexistent LANTERN_FONTS=/nonexistent "$LANTERN" render 6.5 -o \(folder.path)
      """)
    expectFailure(run, ["font", "lmsans", "fonts-lmodern", "LANTERN_FONTS"])
    #expect(try folder.contents.isEmpty)
  }

  /// Fails unless the program ended with status 1 and one line on the standard error.
  private func expectFailure(
    _ run: Program.Outcome, _ parts: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(run.status == 1, sourceLocation: sourceLocation)
    #expect(run.errorLines.count == 1, "\(run.error)", sourceLocation: sourceLocation)
    #expect(run.error.hasPrefix("error: "), "\(run.error)", sourceLocation: sourceLocation)
    #expect(run.error.hasSuffix("\n"), sourceLocation: sourceLocation)
    for part in parts {
      #expect(run.error.contains(part), "\(run.error)", sourceLocation: sourceLocation)
    }
  }
}
