import CCairo
import Drawing
import Foundation
import Geometry
import Rendering
import Testing

/// The chunks of a PNG file: type and data.
private func chunks(_ file: [UInt8]) -> [(type: String, data: [UInt8])] {
  var result: [(String, [UInt8])] = []
  var at = 8
  while at + 12 <= file.count {
    let length = file[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
    let type = String(decoding: file[at + 4..<at + 8], as: UTF8.self)
    result.append((type, Array(file[at + 8..<at + 8 + length])))
    at += 12 + length
  }
  return result
}

/// A PNG file's premultiplied pixels, as Cairo's own reader finds them.
private func decoded(_ file: [UInt8], in folder: TemporaryFolder) throws -> (Int, Int, [UInt8]) {
  let path = folder.file("decode.png")
  try AtomicFile.write(file, to: path)
  let surface = try #require(cairo_image_surface_create_from_png(path))
  defer { cairo_surface_destroy(surface) }
  try #require(cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS)
  let (width, height) = (
    Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface))
  )
  let stride = Int(cairo_image_surface_get_stride(surface))
  let data = try #require(cairo_image_surface_get_data(surface))
  var pixels: [UInt8] = []
  for y in 0..<height {
    for x in 0..<width {
      let p = data + y * stride + 4 * x
      pixels += [p[2], p[1], p[0], p[3]]
    }
  }
  return (width, height, pixels)
}

@Suite struct PNGTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test func opaquePixelsSurvive() throws {
    let picture = everything()
    let file = try picture.png(scale: 2)
    let bitmap = try picture.bitmap(scale: 2)
    #expect(chunks(file).first?.data[9] == 2)
    let (width, height, pixels) = try decoded(file, in: folder)
    #expect((width, height) == (bitmap.width, bitmap.height))
    let same = stride(from: 0, to: pixels.count, by: 4).allSatisfy {
      pixels[$0..<$0 + 3] == bitmap.pixels[$0..<$0 + 3]
    }
    #expect(same)
  }

  @Test func transparencySurvives() throws {
    let color = Color(red: 1, green: 0.5, blue: 0.25, opacity: 0.5)
    let picture = Picture(
      size: Size(8, 8), commands: [.fill(Path(rect: Rect(x: 0, y: 0, width: 4, height: 8)), color)])
    let file = try picture.png(scale: 1)
    #expect(chunks(file).first?.data[9] == 6)
    let (_, _, pixels) = try decoded(file, in: folder)
    for (drawn, given) in zip(pixels[0..<4], [128, 64, 32, 128]) {
      #expect(abs(Int(drawn) - given) <= 1)
    }
    #expect(Array(pixels[20..<24]) == [0, 0, 0, 0])
  }

  @Test func metadataAndPrintedSize() throws {
    let metadata = Metadata(
      title: "Loss", summary: "Täler", entries: [.init("Seed", "7"), .init("Parameters", "a = 1")])
    let all = chunks(try everything().png(scale: 3, metadata: metadata))
    #expect(all.map(\.type).first == "IHDR")
    #expect(all.map(\.type).last == "IEND")
    let texts = all.filter { $0.type == "tEXt" }.map { String(decoding: $0.data, as: UTF8.self) }
    #expect(texts == ["Title\0Loss", "Seed\0" + "7", "Parameters\0a = 1"])
    let international = try #require(all.first { $0.type == "iTXt" })
    #expect(String(decoding: international.data, as: UTF8.self) == "Description\0\0\0\0\0Täler")
    // 3 pixels a point are 216 an inch, 8504 a metre.
    let physical = try #require(all.first { $0.type == "pHYs" })
    #expect(physical.data == [0, 0, 0x21, 0x38, 0, 0, 0x21, 0x38, 1])
    #expect(throws: RenderingError.self) {
      try everything().png(metadata: Metadata(entries: [.init("two\nlines", "")]))
    }
  }

  @Test func sameBytesTwice() throws {
    #expect(try everything().png() == everything().png())
    #expect(try everything().png() != everything(at: 0.1).png())
  }

  @Test func bitmapsAreWritten() throws {
    let bitmap = Bitmap(width: 2, height: 1, pixels: [1, 2, 3, 255, 4, 5, 6, 255])
    let (width, height, pixels) = try decoded(try bitmap.png(), in: folder)
    #expect((width, height) == (2, 1))
    #expect(pixels == bitmap.pixels)
    #expect(throws: RenderingError.self) { try Bitmap(width: 0, height: 0, pixels: []).png() }
  }
}
