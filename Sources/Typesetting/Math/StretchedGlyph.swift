import CHarfBuzz

extension MathLayout {
  /// A glyph grown to at least `extent` em: the smallest variant that is large enough, or else an
  /// assembly of parts, or else the largest variant.
  func stretched(
    _ glyph: UInt32, to extent: Double, vertical: Bool, style: MathStyle, written: String, ink: Ink
  ) -> (box: Box, italic: Double) {
    let size = self.size(style)
    var best = glyph
    for candidate in [glyph] + variants(of: glyph, vertical: vertical) {
      best = candidate
      let metrics = font.font.metrics(of: candidate)
      let reach = vertical ? metrics.height + metrics.depth : metrics.advance
      if reach * size >= extent {
        return (
          box(glyph: candidate, size: size, written: written, ink: ink),
          font.italicCorrection(of: candidate) * size
        )
      }
    }
    if let assembly = assembly(
      of: glyph, to: extent, vertical: vertical, size: size, written: written, ink: ink)
    {
      return assembly
    }
    return (
      box(glyph: best, size: size, written: written, ink: ink),
      font.italicCorrection(of: best) * size
    )
  }

  /// The larger forms of a glyph in growing order.
  func variants(of glyph: UInt32, vertical: Bool) -> [UInt32] {
    var variants = [hb_ot_math_glyph_variant_t](
      repeating: hb_ot_math_glyph_variant_t(), count: 24)
    var count = UInt32(variants.count)
    _ = hb_ot_math_get_glyph_variants(
      font.font.raw, glyph, vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR, 0, &count, &variants)
    return variants.prefix(Int(count)).map(\.glyph)
  }

  /// The widest variant that is not wider than `width` em; the glyph itself if all are.
  func widestVariant(of glyph: UInt32, within width: Double, style: MathStyle) -> UInt32 {
    var widest = glyph
    for variant in variants(of: glyph, vertical: false) {
      let metrics = font.font.metrics(of: variant)
      if max(metrics.advance, metrics.right - metrics.left) * size(style) > width { break }
      widest = variant
    }
    return widest
  }

  private struct Part {
    var glyph: UInt32
    var advance: Double
    var start: Double
    var end: Double
    var isExtender: Bool
  }

  /// Parts that overlap each other, with as many repeats as the extent needs; `nil` if the font has
  /// none for the glyph.
  private func assembly(
    of glyph: UInt32, to extent: Double, vertical: Bool, size: Double, written: String, ink: Ink
  ) -> (box: Box, italic: Double)? {
    var raw = [hb_ot_math_glyph_part_t](repeating: hb_ot_math_glyph_part_t(), count: 16)
    var count = UInt32(raw.count)
    var italic: hb_position_t = 0
    _ = hb_ot_math_get_glyph_assembly(
      font.font.raw, glyph, vertical ? HB_DIRECTION_TTB : HB_DIRECTION_LTR, 0, &count, &raw,
      &italic)
    let unit = font.font.scale * size
    let parts = raw.prefix(Int(count)).map { part in
      Part(
        glyph: part.glyph, advance: Double(part.full_advance) * unit,
        start: Double(part.start_connector_length) * unit,
        end: Double(part.end_connector_length) * unit,
        isExtender: part.flags.rawValue & HB_OT_MATH_GLYPH_PART_FLAG_EXTENDER.rawValue != 0)
    }
    guard !parts.isEmpty else { return nil }

    // Repeat the extenders until the parts reach far enough with the least overlap.
    let least = font.constants.minConnectorOverlap * size
    var repeats = 0
    var row: [Part] = []
    while true {
      row = parts.flatMap { Array(repeating: $0, count: $0.isExtender ? repeats : 1) }
      let reach = length(row) { _ in least }
      let isLongEnough = reach >= extent && !row.isEmpty
      if isLongEnough || repeats > 400 || !parts.contains(where: \.isExtender) { break }
      repeats += 1
    }
    guard !row.isEmpty else { return nil }

    // Then take up what is too long in the overlaps, as far as the connectors allow.
    let natural = length(row) { $0 }
    let stretch = length(row) { min($0, least) } - natural
    let share = stretch > 0 ? min(max((extent - natural) / stretch, 0), 1) : 0
    var box = Box()
    var place = 0.0
    var across = 0.0
    for (index, part) in row.enumerated() {
      if index > 0 {
        let most = overlap(row[index - 1], part)
        place -= most - share * (most - min(most, least))
      }
      let metrics = font.font.metrics(of: part.glyph)
      // Some fonts' parts do not start at the baseline.
      let x = vertical ? 0 : place
      let y = vertical ? -(place + metrics.depth * size) : 0
      box.elements.append(
        Box.Element(
          content: .glyph(.math, part.glyph, size: size, text: index == 0 ? written : ""), x: x,
          y: y, ink: ink))
      place += part.advance
      across = max(across, metrics.advance * size)
      if !vertical {
        box.height = max(box.height, metrics.height * size)
        box.depth = max(box.depth, metrics.depth * size)
        if index == 0 {
          box.height = metrics.height * size
          box.depth = metrics.depth * size
        }
      }
    }
    box.width = vertical ? across : place
    if vertical { box.height = place }
    return (box, Double(italic) * unit)
  }

  /// How far two neighbours may overlap at most.
  private func overlap(_ a: Part, _ b: Part) -> Double {
    // An overlap as long as a part would never end.
    min(a.end, b.start, 0.95 * a.advance, 0.95 * b.advance)
  }

  private func length(_ row: [Part], overlap used: (Double) -> Double) -> Double {
    var length = 0.0
    for (index, part) in row.enumerated() {
      length += part.advance
      if index > 0 {
        length -= min(used(overlap(row[index - 1], part)), overlap(row[index - 1], part))
      }
    }
    return length
  }
}
