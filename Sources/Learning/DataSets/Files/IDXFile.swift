/// The file format of MNIST: a tensor of numbers, after a header that says their type and the
/// tensor's shape (Y. LeCun, "The MNIST database"). All numbers are big-endian.
///
///     let train = try IDXFile.examples(
///       images: "train-images-idx3-ubyte", labels: "train-labels-idx1-ubyte")
public enum IDXFile {
  /// The tensor in a file.
  ///
  /// - Throws: `DataFileError`, which names the byte where the file breaks.
  public static func tensor(at path: String) throws -> Tensor {
    try tensor(try fileBytes(path), name: path)
  }

  /// Pictures of MNIST's kind and their classes: inputs `[count, 1, height, width]` from 0 to 1,
  /// targets `[count]`.
  ///
  /// - Throws: `DataFileError`, also when the files don't belong together.
  public static func examples(images: String, labels: String) throws -> Examples {
    let pictures = try tensor(at: images)
    let classes = try tensor(at: labels)
    guard pictures.shape.rank == 3 else {
      throw DataFileError(
        images, "byte 3",
        "\(pictures.shape.rank) axes where pictures have 3; are images and labels swapped?")
    }
    guard classes.shape.rank == 1 else {
      throw DataFileError(
        labels, "byte 3",
        "\(classes.shape.rank) axes where labels have 1; are images and labels swapped?")
    }
    guard pictures.shape[0] == classes.shape[0] else {
      throw DataFileError(
        labels, "byte 4",
        "\(classes.shape[0]) labels for \(pictures.shape[0]) pictures; take both files from one set"
      )
    }
    return Examples(inputs: pictures.expanded(1) / 255, targets: classes)
  }

  /// The tensor in the bytes of a file called `name`.
  public static func tensor(_ bytes: [UInt8], name: String = "IDX data") throws -> Tensor {
    func failure(_ byte: Int, _ problem: String) -> DataFileError {
      DataFileError(name, "byte \(byte)", problem)
    }
    guard bytes.count >= 4 else {
      throw failure(bytes.count, "ends within the header; fetch the file again")
    }
    if bytes[0] == 0x1f && bytes[1] == 0x8b {
      throw failure(0, "is compressed; unpack it with gunzip")
    }
    guard bytes[0] == 0, bytes[1] == 0 else {
      throw failure(0, "doesn't start with two zeros; this is not an IDX file")
    }
    guard let type = NumberType(rawValue: bytes[2]) else {
      throw failure(
        2, "unknown type of numbers \(bytes[2]); IDX knows 8, 9, 11, 12, 13 and 14")
    }
    let rank = Int(bytes[3])
    guard rank > 0 else { throw failure(3, "has no axes; a tensor needs at least one") }
    let start = 4 + 4 * rank
    guard bytes.count >= start else {
      throw failure(bytes.count, "ends within the header; fetch the file again")
    }
    let extents = (0..<rank).map { axis in
      (0..<4).reduce(0) { $0 << 8 | Int(bytes[4 + 4 * axis + $1]) }
    }
    var count = 1
    for (axis, extent) in extents.enumerated() {
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= Int.max / 8 else {
        throw failure(4 + 4 * axis, "an extent of \(extent) is too large; is the header damaged?")
      }
      count = product
    }
    let end = start + count * type.size
    guard bytes.count >= end else {
      throw failure(
        bytes.count,
        "ends too early, \(end) bytes are needed for \(Shape(extents)); fetch the file again")
    }
    guard bytes.count == end else {
      throw failure(
        end, "\(bytes.count - end) bytes follow the last number; is the header damaged?")
    }
    let elements = (0..<count).map { type.number(bytes, start + $0 * type.size) }
    if let bad = elements.firstIndex(where: { !$0.isFinite }) {
      throw failure(start + bad * type.size, "a number is not finite; mend the data")
    }
    return Tensor(elements, shape: Shape(extents))
  }

  private enum NumberType: UInt8 {
    case unsigned = 8, signed = 9, short = 11, int = 12, float = 13, double = 14

    var size: Int {
      switch self {
      case .unsigned, .signed: 1
      case .short: 2
      case .int, .float: 4
      case .double: 8
      }
    }

    func number(_ bytes: [UInt8], _ place: Int) -> Float {
      let bits = (0..<size).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[place + $1]) }
      switch self {
      case .unsigned: return Float(bits)
      case .signed: return Float(Int8(truncatingIfNeeded: bits))
      case .short: return Float(Int16(truncatingIfNeeded: bits))
      case .int: return Float(Int32(truncatingIfNeeded: bits))
      case .float: return Float(bitPattern: UInt32(truncatingIfNeeded: bits))
      case .double: return Float(Double(bitPattern: bits))
      }
    }
  }
}
