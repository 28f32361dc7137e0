/// Turns nodes back into evidence, by its conformance to `Decodable`.
struct EvidenceDecoder: Decoder {
  let node: EvidenceNode
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// - Throws: a `DecodingError` if the node was made from another type.
  static func value<Value: Decodable>(_ type: Value.Type, from node: EvidenceNode) throws -> Value {
    let found: Any?
    switch type {
    case is Double.Type: if case .double(let value) = node { found = value } else { found = nil }
    case is Float.Type: if case .float(let value) = node { found = value } else { found = nil }
    case is Bool.Type: if case .bool(let value) = node { found = value } else { found = nil }
    case is String.Type: if case .text(let value) = node { found = value } else { found = nil }
    case let integer as any FixedWidthInteger.Type: found = integer.value(of: node)
    default:
      if let values = node.packed, Swift.type(of: values) == type, let value = values as? Value {
        return value
      }
      return try Value(from: EvidenceDecoder(node: node))
    }
    guard let value = found as? Value else { throw mismatch(type) }
    return value
  }

  fileprivate static func mismatch(_ wanted: Any.Type) -> DecodingError {
    .typeMismatch(
      wanted, DecodingError.Context(codingPath: [], debugDescription: "other evidence"))
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard case .record(let entries) = node else { throw Self.mismatch([String: Any].self) }
    return KeyedDecodingContainer(RecordDecoding(entries))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard case .list(let nodes) = node else { throw Self.mismatch([Any].self) }
    return ListDecoding(nodes: nodes)
  }

  func singleValueContainer() throws -> any SingleValueDecodingContainer {
    SingleDecoding(node: node)
  }
}

extension FixedWidthInteger {
  fileprivate static func value(of node: EvidenceNode) -> Self? {
    switch node {
    case .integer(let value): Self(exactly: value)
    case .natural(let value): Self(exactly: value)
    default: nil
    }
  }
}

extension EvidenceNode {
  /// The array of numbers that is stored as a whole.
  fileprivate var packed: Any? {
    switch self {
    case .doubles(let values): values
    case .floats(let values): values
    case .integers(let values): values.map { Int($0) }
    default: nil
    }
  }
}

// One generic `decode` meets the protocols' demands for all types.

private struct RecordDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let entries: [EvidenceNode.Entry]
  var codingPath: [any CodingKey] { [] }

  init(_ entries: [EvidenceNode.Entry]) { self.entries = entries }

  var allKeys: [Key] { entries.compactMap { Key(stringValue: $0.name) } }

  /// Entries are in the order of their names.
  private func find(_ name: String) -> EvidenceNode? {
    var (low, high) = (0, entries.count)
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].name < name { low = middle + 1 } else { high = middle }
    }
    return low < entries.count && entries[low].name == name ? entries[low].value : nil
  }

  private func node(_ name: String) throws -> EvidenceNode {
    guard let node = find(name) else { throw EvidenceDecoder.mismatch(Key.self) }
    return node
  }

  func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try node(key.stringValue) == .null }

  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
    try EvidenceDecoder.value(type, from: node(key.stringValue))
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> {
    try EvidenceDecoder(node: node(key.stringValue)).container(keyedBy: type)
  }

  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try EvidenceDecoder(node: node(key.stringValue)).unkeyedContainer()
  }

  func superDecoder() throws -> any Decoder { EvidenceDecoder(node: try node("super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder {
    EvidenceDecoder(node: try node(key.stringValue))
  }
}

private struct ListDecoding: UnkeyedDecodingContainer {
  let nodes: [EvidenceNode]
  private(set) var currentIndex = 0
  var codingPath: [any CodingKey] { [] }
  var count: Int? { nodes.count }
  var isAtEnd: Bool { currentIndex >= nodes.count }

  init(nodes: [EvidenceNode]) { self.nodes = nodes }

  private mutating func next() throws -> EvidenceNode {
    guard currentIndex < nodes.count else { throw EvidenceDecoder.mismatch([Any].self) }
    defer { currentIndex += 1 }
    return nodes[currentIndex]
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, nodes[currentIndex] == .null else { return false }
    currentIndex += 1
    return true
  }

  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try EvidenceDecoder.value(type, from: next())
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> {
    try EvidenceDecoder(node: next()).container(keyedBy: type)
  }

  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try EvidenceDecoder(node: next()).unkeyedContainer()
  }

  mutating func superDecoder() throws -> any Decoder { EvidenceDecoder(node: try next()) }
}

private struct SingleDecoding: SingleValueDecodingContainer {
  let node: EvidenceNode
  var codingPath: [any CodingKey] { [] }

  func decodeNil() -> Bool { node == .null }

  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    try EvidenceDecoder.value(type, from: node)
  }
}
