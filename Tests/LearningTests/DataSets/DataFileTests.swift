import Foundation
import Learning
import Testing

/// IDX and CSV: good files give their numbers, bad ones name the place where they break.
@Suite struct DataFileTests {
  static func bytes(_ numbers: Int...) -> [UInt8] {
    numbers.flatMap { n in (0..<4).map { UInt8(truncatingIfNeeded: n >> (24 - 8 * $0)) } }
  }

  static let pictures: [UInt8] =
    [0, 0, 8, 3] + bytes(2, 2, 3) + [0, 51, 102, 153, 204, 255] + [
      1, 2, 3, 4, 5, 6,
    ]

  @Test func idxFilesGiveTheirTensors() throws {
    let x = try IDXFile.tensor(Self.pictures)
    #expect(x.shape == [2, 2, 3] && x[0, 1, 2] == 255 && x[1, 0, 0] == 1)
    let types: [(UInt8, [UInt8], Float)] = [
      (9, [0xff], -1), (11, [0xff, 0xfe], -2), (12, [0, 1, 0, 0], 65536),
      (13, [0x3f, 0xc0, 0, 0], 1.5), (14, [0xc0, 0x04, 0, 0, 0, 0, 0, 0], -2.5),
    ]
    for (type, number, value) in types {
      let x = try IDXFile.tensor([0, 0, type, 1] + Self.bytes(2) + number + number)
      #expect(x.elements == [value, value], "type \(type)")
    }
    #expect(try IDXFile.tensor([0, 0, 8, 1] + Self.bytes(0)).count == 0)
  }

  @Test func badIDXFilesNameTheByte() {
    let good = Self.pictures
    let cases: [([UInt8], String, String)] = [
      ([], "byte 0", "fetch"), ([0, 0, 8], "byte 3", "header"),
      ([0x1f, 0x8b, 8, 0], "byte 0", "gunzip"), ([1] + good.dropFirst(), "byte 0", "not an IDX"),
      ([0, 0, 10] + good.dropFirst(3), "byte 2", "type"), ([0, 0, 8, 0], "byte 3", "no axes"),
      (Array(good.prefix(10)), "byte 10", "header"),
      (Array(good.dropLast()), "byte 27", "28 bytes"),
      (good + [7], "byte 28", "follow"),
      ([0, 0, 8, 3] + Self.bytes(-1, -1, -1), "byte 8", "too large"),
      ([0, 0, 13, 1] + Self.bytes(2) + [0, 0, 0, 0, 0x7f, 0x80, 0, 0], "byte 12", "not finite"),
    ]
    for (bytes, place, word) in cases {
      let error = #expect(throws: DataFileError.self) { try IDXFile.tensor(bytes, name: "f") }
      #expect(error?.place == place, "\(String(describing: error))")
      #expect(error?.description.contains(word) == true, "\(String(describing: error))")
      #expect(error?.description.contains("\n") == false)
    }
  }

  private func file(_ name: String, _ bytes: [UInt8]) throws -> String {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "lantern-data-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let url = folder.appendingPathComponent(name)
    try Data(bytes).write(to: url)
    return url.path
  }

  @Test func imagesAndLabelsBecomeExamples() throws {
    let images = try file("images", Self.pictures)
    let labels = try file("labels", [0, 0, 8, 1] + Self.bytes(2) + [7, 3])
    let examples = try IDXFile.examples(images: images, labels: labels)
    #expect(examples.inputs.shape == [2, 1, 2, 3] && examples.inputs[0, 0, 0, 1] == 0.2)
    #expect(examples.targets == [7, 3])
    let three = try file("three", [0, 0, 8, 1] + Self.bytes(3) + [7, 3, 1])
    for (a, b, word) in [
      (labels, images, "swapped"), (images, images, "swapped"), (images, three, "3 labels"),
      (images, labels + "x", "check the path"),
    ] {
      let error = #expect(throws: DataFileError.self) {
        try IDXFile.examples(images: a, labels: b)
      }
      #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    }
    #expect(throws: DataFileError.self) { try IDXFile.tensor(at: "/") }
  }

  @Test func tablesGiveTheirColumns() throws {
    let text =
      "\u{feff}kind,area,\"price, in \"\"k\"\"\"\r\nhouse, 120 ,250.5\r\n\r\n"
      + "\"flat\nsmall\",6e1,-1\n"
    let table = try CSVTable(text)
    #expect(table.columns == ["kind", "area", "price, in \"k\""] && table.rows.count == 2)
    #expect(table.rows[1][0] == "flat\nsmall")
    #expect(
      try table.numbers(["price, in \"k\"", "area"])
        == Tensor([250.5, 120, -1, 60], shape: [2, 2]))
    let (labels, names) = try table.classes("kind")
    #expect(names == ["flat\nsmall", "house"] && labels == [1, 0])
    #expect(try CSVTable("a;b\n1;2", separator: ";").numbers() == [[1, 2]])
    #expect(try CSVTable("a\tb\n1\t2\n", separator: "\t").numbers() == [[1, 2]])
    // A row of empty fields is a row; a file of one column may have an empty line.
    #expect(try CSVTable("a,b\n,\n").rows == [["", ""]])
    let read = try CSVTable(at: try file("table.csv", Array("a,b\n1,2\n".utf8)))
    #expect(try read.numbers(["b"]) == Tensor([2], shape: [1, 1]))
  }

  @Test func badTablesNameTheLine() throws {
    let cases: [(String, String, String)] = [
      ("", "line 1", "empty"), ("a,a\n1,2", "line 1", "two columns"),
      ("a,b\n1,2\n\n1,2,3\n", "line 4", "3 fields"), ("a,b\n1", "line 2", "1 fields"),
      ("a,b\n1,\"2\n\n3", "line 2", "never closes"), ("a,b\n1,\"2\"3\n", "line 2", "closing quote"),
      ("a,b\n1,2\n1,x\"y\n", "line 3", "unquoted"),
    ]
    for (text, place, word) in cases {
      let error = #expect(throws: DataFileError.self) { try CSVTable(text, name: "t.csv") }
      #expect(error?.place == place, "\(String(describing: error))")
      #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    }
    let table = try CSVTable("name,x\n\"a\nb\",1\nc,one\n,inf\n", name: "t.csv")
    for (read, place, word) in [
      ({ _ = try table.numbers(["x"]) }, "line 4", "\"one\""),
      ({ _ = try table.numbers(["y"]) }, "line 1", "there are name, x"),
      ({ _ = try table.classes("name") }, "line 5", "empty"),
    ] as [(() throws -> Void, String, String)] {
      let error = #expect(throws: DataFileError.self) { try read() }
      #expect(error?.place == place, "\(String(describing: error))")
      #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    }
    let path = try file("latin.csv", Array("a\n".utf8) + [0x65, 0xe9, 10])
    let error = #expect(throws: DataFileError.self) { try CSVTable(at: path) }
    #expect(error?.place == "line 2" && error?.description.contains("UTF-8") == true)
    #expect(throws: DataFileError.self) { try CSVTable("a", separator: "é") }
  }
}
