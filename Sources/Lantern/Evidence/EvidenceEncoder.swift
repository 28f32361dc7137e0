/// Turns evidence into nodes, by its conformance to `Encodable`.
final class EvidenceEncoder: Encoder {
  /// What has been encoded: one value, or a container whose parts may still grow.
  private enum Content {
    case nothing
    case single(EvidenceNode)
    case list([Part])
    case record([(name: String, part: Part)])
  }

  fileprivate enum Part {
    case node(EvidenceNode)
    case growing(EvidenceEncoder)

    var node: EvidenceNode {
      switch self {
      case .node(let node): node
      case .growing(let encoder): encoder.node
      }
    }
  }

  private var content = Content.nothing
  let codingPath: [any CodingKey] = []
  let userInfo: [CodingUserInfoKey: Any] = [:]

  static func node<Value: Encodable>(_ value: Value) throws -> EvidenceNode {
    switch value {
    case let value as Double: return .double(value)
    case let value as Float: return .float(value)
    case let value as Bool: return .bool(value)
    case let value as String: return .text(value)
    case let value as any SignedInteger & FixedWidthInteger: return .integer(Int64(value))
    case let value as any UnsignedInteger & FixedWidthInteger: return .natural(UInt64(value))
    default: break
    }
    // Compared by type: an empty array of anything could be cast to any of these.
    if Value.self == [Double].self, let values = value as? [Double] { return .doubles(values) }
    if Value.self == [Float].self, let values = value as? [Float] { return .floats(values) }
    if Value.self == [Int].self, let values = value as? [Int] {
      return .integers(values.map(Int64.init))
    }
    let encoder = EvidenceEncoder()
    try value.encode(to: encoder)
    return encoder.node
  }

  var node: EvidenceNode {
    switch content {
    case .nothing: .record([])
    case .single(let node): node
    case .list(let parts): .list(parts.map(\.node))
    case .record(let entries):
      // By name, so that the order in which a dictionary is gone through doesn't matter.
      .record(
        entries.map { EvidenceNode.Entry(name: $0.name, value: $0.part.node) }
          .sorted { $0.name < $1.name })
    }
  }

  fileprivate func append(_ part: Part) {
    guard case .list(var parts) = content else { return content = .list([part]) }
    content = .nothing
    parts.append(part)
    content = .list(parts)
  }

  fileprivate func set(_ name: String, _ part: Part) {
    guard case .record(var entries) = content else { return content = .record([(name, part)]) }
    content = .nothing
    entries.append((name, part))
    content = .record(entries)
  }

  fileprivate func set(_ node: EvidenceNode) { content = .single(node) }

  fileprivate var count: Int {
    if case .list(let parts) = content { parts.count } else { 0 }
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    if case .record = content {} else { content = .record([]) }
    return KeyedEncodingContainer(RecordEncoding(encoder: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    if case .list = content {} else { content = .list([]) }
    return ListEncoding(encoder: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer { SingleEncoding(encoder: self) }
}

// One generic `encode` meets the protocols' demands for all types.

private struct RecordEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let encoder: EvidenceEncoder
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil(forKey key: Key) { encoder.set(key.stringValue, .node(.null)) }

  mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
    encoder.set(key.stringValue, .node(try EvidenceEncoder.node(value)))
  }

  private func grow(_ name: String) -> EvidenceEncoder {
    let part = EvidenceEncoder()
    encoder.set(name, .growing(part))
    return part
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> { grow(key.stringValue).container(keyedBy: type) }

  mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    grow(key.stringValue).unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { grow("super") }
  mutating func superEncoder(forKey key: Key) -> any Encoder { grow(key.stringValue) }
}

private struct ListEncoding: UnkeyedEncodingContainer {
  let encoder: EvidenceEncoder
  var codingPath: [any CodingKey] { [] }
  var count: Int { encoder.count }

  mutating func encodeNil() { encoder.append(.node(.null)) }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    encoder.append(.node(try EvidenceEncoder.node(value)))
  }

  private func grow() -> EvidenceEncoder {
    let part = EvidenceEncoder()
    encoder.append(.growing(part))
    return part
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> { grow().container(keyedBy: type) }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    grow().unkeyedContainer()
  }

  mutating func superEncoder() -> any Encoder { grow() }
}

private struct SingleEncoding: SingleValueEncodingContainer {
  let encoder: EvidenceEncoder
  var codingPath: [any CodingKey] { [] }

  mutating func encodeNil() { encoder.set(.null) }

  mutating func encode<Value: Encodable>(_ value: Value) throws {
    encoder.set(try EvidenceEncoder.node(value))
  }
}
