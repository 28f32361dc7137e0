import Geometry
import Synchronization

/// The fonts of this process: each file is opened once, when it is first needed.
public enum FontLibrary {
  private static let fonts = Mutex<[FontFace: Font]>([:])
  private static let absent = Mutex<Set<FontFace>>([])

  /// A glyph's outline in em, `y` downwards, its origin on the baseline; empty for a space.
  ///
  /// - Throws: if the font is not installed.
  public static func outline(of glyph: UInt32, in face: FontFace) throws(TypesettingError) -> Path {
    try font(face).outline(of: glyph)
  }

  /// The path of the font's file.
  ///
  /// - Throws: an error that names the file and the Debian package that has it.
  public static func file(for face: FontFace) throws(TypesettingError) -> String {
    try font(face).path
  }

  static func font(_ face: FontFace) throws(TypesettingError) -> Font {
    if let font = fonts.withLock({ $0[face] }) { return font }
    guard let path = FontFiles.path(of: face.rawValue) else { throw missing(face) }
    let opened = try Font(face, path: path)
    // Two threads may have opened the file at once: all use the one that was stored first.
    return fonts.withLock { fonts in
      if let first = fonts[face] { return first }
      fonts[face] = opened
      return opened
    }
  }

  package static func missing(_ face: FontFace) -> TypesettingError {
    TypesettingError(
      "the font \(face.rawValue) is missing; install the Debian package \(face.package), or name "
        + "the folder that has it in LANTERN_FONTS")
  }

  /// The font if it is installed. The search for a missing one is made only once.
  static func fontIfInstalled(_ face: FontFace) -> Font? {
    if absent.withLock({ $0.contains(face) }) { return nil }
    if let font = try? font(face) { return font }
    absent.withLock { _ = $0.insert(face) }
    return nil
  }
}

extension FontFace {
  /// The Debian package that installs the font.
  var package: String {
    switch self {
    case .dejaVuSans, .dejaVuSansBold, .dejaVuSerif, .dejaVuSerifBold, .dejaVuMono:
      "fonts-dejavu-core"
    case .droidFallback: "fonts-droid-fallback"
    case .notoCJK: "fonts-noto-cjk"
    default: "fonts-lmodern"
    }
  }
}
