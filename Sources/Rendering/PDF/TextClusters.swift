import Typesetting

/// Which characters of a run's text which of its glyphs stand for.
///
/// A run says its text and its glyphs, not how they belong together; ligatures and built-up symbols
/// make the numbers differ. Where a glyph is the font's usual one for a character, they belong
/// together; what lies between two such pairs forms one cluster.
enum TextClusters {
  struct Cluster: Hashable {
    var bytes: Int
    var glyphs: Int
  }

  /// The clusters in order; together they cover all bytes and all glyphs. Empty without text.
  static func match(
    _ run: GlyphRun, nominalGlyph: (Unicode.Scalar) -> UInt32
  ) -> [Cluster] {
    let scalars = Array(run.text.unicodeScalars)
    guard !scalars.isEmpty, !run.glyphs.isEmpty else { return [] }
    let lengths = scalars.map { UTF8.width($0) }
    if scalars.count == run.glyphs.count {
      return lengths.map { Cluster(bytes: $0, glyphs: 1) }
    }
    let expected = scalars.map(nominalGlyph)
    var clusters: [Cluster] = []
    var (scalar, glyph) = (0, 0)
    while glyph < run.glyphs.count {
      let (skippedScalars, skippedGlyphs) = nextMatch(expected[scalar...], run.glyphs[glyph...])
      if skippedScalars + skippedGlyphs > 0 {
        let bytes = lengths[scalar..<scalar + skippedScalars].reduce(0, +)
        // Neither characters nor glyphs may stand alone: they join the cluster before.
        if (bytes == 0 || skippedGlyphs == 0), let before = clusters.indices.last {
          clusters[before].bytes += bytes
          clusters[before].glyphs += skippedGlyphs
        } else {
          clusters.append(Cluster(bytes: bytes, glyphs: skippedGlyphs))
        }
      }
      scalar += skippedScalars
      glyph += skippedGlyphs
      guard scalar < scalars.count, glyph < run.glyphs.count else { break }
      clusters.append(Cluster(bytes: lengths[scalar], glyphs: 1))
      scalar += 1
      glyph += 1
    }
    let rest = lengths[scalar...].reduce(0, +)
    if rest > 0, let last = clusters.indices.last { clusters[last].bytes += rest }
    if let first = clusters.first, first.bytes == 0 || first.glyphs == 0, clusters.count > 1 {
      clusters[1].bytes += first.bytes
      clusters[1].glyphs += first.glyphs
      clusters.removeFirst()
    }
    return clusters
  }

  /// How many characters and glyphs to pass over until a pair belongs together; all that are left
  /// if none does.
  private static func nextMatch(
    _ expected: ArraySlice<UInt32>, _ glyphs: ArraySlice<GlyphRun.Glyph>
  ) -> (scalars: Int, glyphs: Int) {
    for total in 0..<expected.count + glyphs.count {
      for scalars in 0...total where scalars < expected.count && total - scalars < glyphs.count {
        let wanted = expected[expected.startIndex + scalars]
        if wanted != 0, wanted == glyphs[glyphs.startIndex + total - scalars].id {
          return (scalars, total - scalars)
        }
      }
    }
    return (expected.count, glyphs.count)
  }
}
