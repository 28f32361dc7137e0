#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// All bytes of a file.
///
/// - Throws: `DataFileError` if it can't be read.
func fileBytes(_ path: String) throws -> [UInt8] {
  guard let file = fopen(path, "rb") else {
    throw DataFileError(path, "", "\(String(cString: strerror(errno))); check the path")
  }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  let size = 1 << 16
  while true {
    let chunk = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = fread(buffer.baseAddress, 1, size, file)
    }
    bytes += chunk
    if chunk.count < size { break }
  }
  guard ferror(file) == 0 else {
    throw DataFileError(path, "byte \(bytes.count)", "can't be read on; is it a folder?")
  }
  return bytes
}
