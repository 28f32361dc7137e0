/// Encoded evidence: numbers, text, and lists and records of them.
///
/// Numbers keep every bit, so that decoded evidence gives the same picture; arrays of numbers, of
/// which evidence mostly consists, are copied as a whole.
enum EvidenceNode: Hashable {
  case null
  case bool(Bool)
  case integer(Int64)
  case natural(UInt64)
  case double(Double)
  case float(Float)
  case text(String)
  case doubles([Double])
  case floats([Float])
  case integers([Int64])
  case list([EvidenceNode])
  /// Values by name, in the order of the names.
  case record([Entry])

  struct Entry: Hashable {
    var name: String
    var value: EvidenceNode
  }

  fileprivate var tag: UInt8 {
    switch self {
    case .null: 0
    case .bool: 1
    case .integer: 2
    case .natural: 3
    case .double: 4
    case .float: 5
    case .text: 6
    case .doubles: 7
    case .floats: 8
    case .integers: 9
    case .list: 10
    case .record: 11
    }
  }
}

/// Writes nodes as bytes; a name that occurs again is written as its number.
struct EvidenceWriter {
  private(set) var bytes: [UInt8] = []
  private var names: [String: Int] = [:]

  mutating func write(_ node: EvidenceNode) {
    bytes.append(node.tag)
    switch node {
    case .null: break
    case .bool(let value): bytes.append(value ? 1 : 0)
    case .integer(let value): append(value)
    case .natural(let value): append(value)
    case .double(let value): append(value)
    case .float(let value): append(value)
    case .text(let value): write(value)
    case .doubles(let values): write(values)
    case .floats(let values): write(values)
    case .integers(let values): write(values)
    case .list(let nodes):
      write(count: nodes.count)
      for node in nodes { write(node) }
    case .record(let entries):
      write(count: entries.count)
      for entry in entries {
        if let number = names[entry.name] {
          write(count: number)
        } else {
          write(count: names.count)
          write(entry.name)
          names[entry.name] = names.count
        }
        write(entry.value)
      }
    }
  }

  mutating func write(_ text: String) {
    write(count: text.utf8.count)
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func write<Number: BitwiseCopyable>(_ values: [Number]) {
    write(count: values.count)
    values.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }

  /// Seven bits a byte, the lowest first (LEB128).
  mutating func write(count: Int) {
    var rest = UInt(count)
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  /// The machine's own order of bytes: a cache isn't carried elsewhere.
  mutating func append<Number: BitwiseCopyable>(_ value: Number) {
    withUnsafeBytes(of: value) { bytes.append(contentsOf: $0) }
  }
}

/// Reads what `EvidenceWriter` wrote; whatever else it is given, it throws.
struct EvidenceReader {
  struct Damage: Error {}

  private let bytes: ArraySlice<UInt8>
  private var at: Int
  private var names: [String] = []
  /// Damaged bytes must not make it call itself without end.
  private var depth = 0

  init(_ bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
    at = bytes.startIndex
  }

  var isAtEnd: Bool { at == bytes.endIndex }

  mutating func node() throws -> EvidenceNode {
    depth += 1
    defer { depth -= 1 }
    guard depth < 200 else { throw Damage() }
    switch try byte() {
    case 0: return .null
    case 1: return .bool(try byte() != 0)
    case 2: return .integer(try number())
    case 3: return .natural(try number())
    case 4: return .double(try number())
    case 5: return .float(try number())
    case 6: return .text(try text())
    case 7: return .doubles(try numbers(0.0))
    case 8: return .floats(try numbers(Float(0)))
    case 9: return .integers(try numbers(Int64(0)))
    case 10:
      let count = try count(eachAtLeast: 1)
      return .list(try (0..<count).map { _ in try node() })
    case 11:
      let count = try count(eachAtLeast: 2)
      return .record(try (0..<count).map { _ in try entry() })
    default: throw Damage()
    }
  }

  private mutating func entry() throws -> EvidenceNode.Entry {
    let number = try count(eachAtLeast: 0)
    guard number <= names.count else { throw Damage() }
    if number == names.count { names.append(try text()) }
    return EvidenceNode.Entry(name: names[number], value: try node())
  }

  mutating func text() throws -> String {
    let count = try count(eachAtLeast: 1)
    defer { at += count }
    guard let text = String(validating: bytes[at..<(at + count)], as: UTF8.self) else {
      throw Damage()
    }
    return text
  }

  private mutating func numbers<Number: BitwiseCopyable>(_ zero: Number) throws -> [Number] {
    let size = MemoryLayout<Number>.size
    let count = try count(eachAtLeast: size)
    defer { at += count * size }
    var values = [Number](repeating: zero, count: count)
    values.withUnsafeMutableBytes { $0.copyBytes(from: bytes[at..<(at + count * size)]) }
    return values
  }

  mutating func number<Number: BitwiseCopyable>() throws -> Number {
    let size = MemoryLayout<Number>.size
    guard bytes.endIndex - at >= size else { throw Damage() }
    defer { at += size }
    return bytes.withUnsafeBytes {
      $0.loadUnaligned(fromByteOffset: at - bytes.startIndex, as: Number.self)
    }
  }

  /// A count of things of which each takes so many bytes; no more than there are left.
  private mutating func count(eachAtLeast size: Int) throws -> Int {
    var value: UInt = 0
    for shift in stride(from: UInt(0), to: 63, by: 7) {
      let byte = try byte()
      value |= UInt(byte & 0x7f) << shift
      if byte < 0x80 {
        guard let count = Int(exactly: value), size == 0 || count <= (bytes.endIndex - at) / size
        else { throw Damage() }
        return count
      }
    }
    throw Damage()
  }

  private mutating func byte() throws -> UInt8 {
    guard at < bytes.endIndex else { throw Damage() }
    defer { at += 1 }
    return bytes[at]
  }
}
