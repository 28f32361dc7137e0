import Lantern
import Rendering
import Typesetting

/// What this machine has of what Lantern needs.
public enum Health {
  public enum Result: Sendable {
    case fine(String)
    /// What is missing and how to get it.
    case missing(String)
  }

  public struct Check: Sendable {
    public let name: String
    public let result: Result
  }

  public static func checks() -> [Check] {
    let fonts = FontFace.allCases.map { face in
      Check(name: "font \(face.rawValue)", result: attempt { try FontLibrary.file(for: face) })
    }
    return fonts + [
      Check(name: "film encoder (libavcodec, libx264)", result: attempt { try Movie.encoderVersion() }),
      Check(name: "drawing libraries", result: .fine(libraryVersions)),
    ]
  }

  /// The versions of the libraries that pictures depend on.
  static var libraryVersions: String { RenderingLibraries.versions }

  private static func attempt(_ find: () throws -> String) -> Result {
    do { return .fine(try find()) } catch { return .missing("\(error)") }
  }
}
