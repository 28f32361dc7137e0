import CHarfBuzz

/// Sets a line of plain text with HarfBuzz: kerning, ligatures, and other fonts for characters that
/// the wanted font lacks. Lengths are in em of the text's own size times `size`.
enum TextShaper {
  static func box(
    _ string: some StringProtocol, face: FontFace, size: Double = 1, ink: Ink = Ink()
  ) throws(TypesettingError) -> Box {
    var box = Box()
    for (run, face) in try runs(String(string), face: face) {
      box.append(try shape(run, face: face, size: size, ink: ink))
    }
    return box
  }

  /// The stretches of `string` that one font can set.
  private static func runs(
    _ string: String, face: FontFace
  ) throws(TypesettingError) -> [(String, FontFace)] {
    if isPlain(string) { return [(string, face)] }
    var runs: [(String, FontFace)] = []
    for character in string {
      let shown = shown(character)
      let current = runs.last?.1
      guard let chosen = try self.face(for: shown, wanted: face, current: current) else {
        throw TypesettingError(missingMessage(character))
      }
      if chosen == current {
        runs[runs.count - 1].0.append(shown)
      } else {
        runs.append((String(shown), chosen))
      }
    }
    return runs
  }

  private static func isPlain(_ string: String) -> Bool {
    string.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7f }
  }

  /// White space and control characters of any kind leave a word space.
  private static func shown(_ character: Character) -> Character {
    let isBlank = character.isWhitespace && character != "\u{a0}"
    let isControl = character.unicodeScalars.contains { $0.properties.generalCategory == .control }
    return isBlank || isControl ? " " : character
  }

  /// The first of the wanted font and its fallbacks that has the character.
  private static func face(
    for character: Character, wanted: FontFace, current: FontFace?
  ) throws(TypesettingError) -> FontFace? {
    if character == " " { return current ?? wanted }
    if try covers(FontLibrary.font(wanted), character) { return wanted }
    for face in wanted.fallbacks {
      if let font = FontLibrary.fontIfInstalled(face), try covers(font, character) { return face }
    }
    return nil
  }

  /// The first character of `string` that no installed font has.
  static func missingCharacter(
    in string: String, face: FontFace
  ) throws(TypesettingError) -> Character? {
    if isPlain(string) { return nil }
    for character in string {
      if try self.face(for: shown(character), wanted: face, current: nil) == nil {
        return character
      }
    }
    return nil
  }

  static func missingMessage(_ character: Character) -> String {
    let codes = character.unicodeScalars.map { "U+" + String($0.value, radix: 16, uppercase: true) }
    return "no installed font has the character '\(character)' (\(codes.joined(separator: " "))); "
      + "replace it, or install one of the Debian packages fonts-dejavu-core, "
      + "fonts-droid-fallback, fonts-noto-cjk"
  }

  private static func covers(
    _ font: Font, _ character: Character
  ) throws(TypesettingError) -> Bool {
    if character.unicodeScalars.allSatisfy({ font.glyph(for: $0) != nil }) { return true }
    // A letter with a combining accent may have a glyph of its own.
    let box = try shape(String(character), face: font.face, size: 1, ink: Ink())
    return box.elements.allSatisfy {
      if case .glyph(_, let id, _, _) = $0.content { id != 0 } else { true }
    }
  }

  private static func shape(
    _ string: String, face: FontFace, size: Double, ink: Ink
  ) throws(TypesettingError) -> Box {
    let font = try FontLibrary.font(face)
    guard let buffer = hb_buffer_create() else { throw TypesettingError("out of memory") }
    defer { hb_buffer_destroy(buffer) }
    let bytes = Array(string.utf8)
    bytes.withUnsafeBytes { raw in
      hb_buffer_add_utf8(
        buffer, raw.bindMemory(to: CChar.self).baseAddress, Int32(raw.count), 0, Int32(raw.count))
    }
    hb_buffer_guess_segment_properties(buffer)
    hb_shape(font.raw, buffer, nil, 0)

    var count: UInt32 = 0
    guard let infos = hb_buffer_get_glyph_infos(buffer, &count),
      let positions = hb_buffer_get_glyph_positions(buffer, nil)
    else { return Box() }
    var box = Box()
    let unit = font.scale * size
    let texts = clusterTexts(bytes, (0..<Int(count)).map { Int(infos[$0].cluster) })
    for index in 0..<Int(count) {
      let id = infos[index].codepoint
      let position = positions[index]
      let metrics = font.metrics(of: id)
      let rise = Double(position.y_offset) * unit
      box.elements.append(
        Box.Element(
          content: .glyph(face, id, size: size, text: texts[index]),
          x: box.width + Double(position.x_offset) * unit, y: -rise, ink: ink))
      box.width += Double(position.x_advance) * unit
      if metrics.right > metrics.left {
        box.height = max(box.height, metrics.height * size + rise)
        box.depth = max(box.depth, metrics.depth * size - rise)
      }
    }
    return box
  }

  /// The characters that each glyph stands for: those from its cluster's start up to the next
  /// cluster's, given to the cluster's first glyph.
  private static func clusterTexts(_ bytes: [UInt8], _ clusters: [Int]) -> [String] {
    let starts = Set(clusters).sorted()
    var ends: [Int: Int] = [:]
    for (start, end) in zip(starts, starts.dropFirst() + [bytes.count]) { ends[start] = end }
    return clusters.map { start in
      guard let end = ends.removeValue(forKey: start) else { return "" }
      return String(decoding: bytes[start..<end], as: UTF8.self)
    }
  }
}

extension FontFace {
  /// Where to look for characters that this font lacks, best first.
  fileprivate var fallbacks: [FontFace] {
    switch self {
    case .sansBold, .sansBoldItalic, .serifBold, .serifBoldItalic:
      [.serifBold, .dejaVuSansBold, .math, .dejaVuSans, .droidFallback, .notoCJK]
    case .serif, .serifItalic:
      [.serif, .math, .dejaVuSerif, .dejaVuSans, .droidFallback, .notoCJK]
    case .mono, .monoItalic, .monoBold, .monoBoldItalic:
      [.mono, .dejaVuMono, .math, .dejaVuSans, .droidFallback, .notoCJK]
    default:
      [.sans, .serif, .math, .dejaVuSans, .droidFallback, .notoCJK]
    }
  }
}
