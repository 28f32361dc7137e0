/// A table read from a text file of comma-separated values (RFC 4180): the first line has the names
/// of the columns, and each other line a row.
///
///     let table = try CSVTable(at: "houses.csv")
///     let data = Examples(
///       inputs: try table.numbers(["area", "rooms"]), targets: try table.numbers(["price"]))
public struct CSVTable: Hashable, Sendable {
  public let name: String
  public let columns: [String]
  /// The fields of each row, as written.
  public let rows: [[String]]
  /// The line at which each row starts, counted from 1.
  private let lines: [Int]

  /// Reads a file; `separator` may be a semicolon or a tab.
  ///
  /// - Throws: `DataFileError`, which names the line where the file breaks.
  public init(at path: String, separator: Character = ",") throws {
    try self.init(try fileBytes(path), name: path, separator: separator)
  }

  /// Reads the text of a file called `name`.
  public init(_ text: String, name: String = "CSV data", separator: Character = ",") throws {
    try self.init(Array(text.utf8), name: name, separator: separator)
  }

  private init(_ bytes: [UInt8], name: String, separator: Character) throws {
    guard let mark = separator.asciiValue, mark != Reader.quote, mark != 10, mark != 13 else {
      throw DataFileError(name, "", "\(separator) can't separate fields; use a comma or a tab")
    }
    var reader = Reader(bytes: bytes, name: name, separator: mark)
    let records = try reader.records()
    guard let header = records.first else {
      throw DataFileError(name, "line 1", "is empty; the first line must name the columns")
    }
    for (index, column) in header.fields.enumerated()
    where header.fields[..<index].contains(column) {
      throw DataFileError(name, "line 1", "two columns are called \"\(column)\"; rename one")
    }
    for record in records where record.fields.count != header.fields.count {
      throw DataFileError(
        name, "line \(record.line)",
        "\(record.fields.count) fields where line 1 has \(header.fields.count); "
          + "quote fields that contain a separator")
    }
    self.name = name
    columns = header.fields
    rows = records.dropFirst().map(\.fields)
    lines = records.dropFirst().map(\.line)
  }

  private func index(_ column: String) throws -> Int {
    guard let index = columns.firstIndex(of: column) else {
      throw DataFileError(
        name, "line 1",
        "no column is called \"\(column)\"; there are \(columns.joined(separator: ", "))")
    }
    return index
  }

  /// The columns of these names as numbers, `[rows, columns]`; all columns if nil.
  ///
  /// - Throws: `DataFileError` where a field is no finite number.
  public func numbers(_ names: [String]? = nil) throws -> Tensor {
    let names = names ?? columns
    let indices = try names.map(index)
    var elements: [Float] = []
    for (row, fields) in rows.enumerated() {
      for index in indices {
        let text = fields[index].trimmed
        guard let number = Float(text), number.isFinite else {
          throw DataFileError(
            name, "line \(lines[row])",
            "column \"\(columns[index])\" has \"\(text)\" where a number is needed; "
              + "mend it or leave the row out")
        }
        elements.append(number)
      }
    }
    return Tensor(elements, shape: [rows.count, indices.count])
  }

  /// A column of words as numbers of classes in alphabetical order, `[rows]`, and the classes.
  ///
  /// - Throws: `DataFileError` where a field is empty.
  public func classes(_ column: String) throws -> (labels: Tensor, names: [String]) {
    let index = try index(column)
    let words = try rows.enumerated().map { row, fields in
      let word = fields[index].trimmed
      guard !word.isEmpty else {
        throw DataFileError(
          name, "line \(lines[row])",
          "column \"\(column)\" is empty where a class is needed; leave the row out")
      }
      return word
    }
    let names = Set(words).sorted()
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, Float($0)) })
    return (Tensor(words.map { numbers[$0] ?? 0 }), names)
  }
}

extension String {
  /// Without spaces and tabs at both ends.
  fileprivate var trimmed: String {
    let isSpace = { (character: Character) in character == " " || character == "\t" }
    return String(drop(while: isSpace).reversed().drop(while: isSpace).reversed())
  }
}

/// Cuts text into records of fields.
private struct Reader {
  static let quote: UInt8 = 34

  let bytes: [UInt8]
  let name: String
  let separator: UInt8
  private var place = 0
  private var line = 1

  init(bytes: [UInt8], name: String, separator: UInt8) {
    self.bytes = bytes
    self.name = name
    self.separator = separator
    // The mark that some programs put before UTF-8.
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { place = 3 }
  }

  private func failure(_ problem: String) -> DataFileError {
    DataFileError(name, "line \(line)", problem)
  }

  /// All records but empty lines, with the lines at which they start.
  mutating func records() throws -> [(line: Int, fields: [String])] {
    var records: [(line: Int, fields: [String])] = []
    while place < bytes.count {
      let start = line
      var fields = [try field()]
      while place < bytes.count, bytes[place] == separator {
        place += 1
        fields.append(try field())
      }
      let isBlank = fields == [""]
      if place < bytes.count {
        if bytes[place] == 13 { place += 1 }
        if place < bytes.count, bytes[place] == 10 { place += 1 }
        line += 1
      }
      if !isBlank { records.append((start, fields)) }
    }
    return records
  }

  private func ends(_ byte: UInt8) -> Bool { byte == separator || byte == 10 || byte == 13 }

  private mutating func field() throws -> String {
    var content: [UInt8] = []
    if place < bytes.count, bytes[place] == Reader.quote {
      let opening = line
      place += 1
      while true {
        guard place < bytes.count else {
          throw DataFileError(name, "line \(opening)", "a quote opens and never closes; close it")
        }
        let byte = bytes[place]
        place += 1
        if byte == Reader.quote {
          // Two quotes stand for one.
          guard place < bytes.count, bytes[place] == Reader.quote else { break }
          place += 1
        }
        if byte == 10 { line += 1 }
        content.append(byte)
      }
      guard place == bytes.count || ends(bytes[place]) else {
        throw failure("text follows a closing quote; double quotes inside a quoted field")
      }
    } else {
      while place < bytes.count, !ends(bytes[place]) {
        if bytes[place] == Reader.quote {
          throw failure(
            "a quote stands inside an unquoted field; quote the field, double the quote")
        }
        content.append(bytes[place])
        place += 1
      }
    }
    guard let text = String(validating: content, as: UTF8.self) else {
      throw failure("is not UTF-8; save the file as UTF-8")
    }
    return text
  }
}
