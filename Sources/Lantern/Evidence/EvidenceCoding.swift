/// Evidence as bytes, and back: every bit of every number is kept.
///
/// The same evidence always gives the same bytes, in whatever order a dictionary is gone through;
/// sets, and dictionaries whose keys are neither text nor whole numbers, are no part of that
/// promise.
package enum EvidenceCoding {
  /// - Throws: an `EncodingError` if the value's own `encode(to:)` does.
  package static func encode<Value: Encodable>(_ value: Value) throws -> [UInt8] {
    var writer = EvidenceWriter()
    writer.write(try EvidenceEncoder.node(value))
    return writer.bytes
  }

  /// - Throws: an error if the bytes are damaged, or those of another type.
  package static func decode<Value: Decodable>(
    _ type: Value.Type, from bytes: ArraySlice<UInt8>
  ) throws -> Value {
    var reader = EvidenceReader(bytes)
    let node = try reader.node()
    guard reader.isAtEnd else { throw EvidenceReader.Damage() }
    return try EvidenceDecoder.value(type, from: node)
  }
}
