import Lantern
import Rendering
import Typesetting

/// What this machine has of what Lantern needs.
public enum Health {
  public enum Result: Sendable {
    case fine(String)
    /// What is missing and how to get it.
    case missing(String)
    /// What could be had besides, and how to get it.
    case optional(String)
  }

  public struct Check: Sendable {
    public let name: String
    public let result: Result
  }

  public static func checks() -> [Check] {
    let fonts = FontFace.allCases.map { face in
      let result = attempt { try FontLibrary.file(for: face) }
      if face.isFallback, case .missing(let remedy) = result {
        return Check(name: "font \(face.rawValue)", result: .optional(remedy))
      }
      return Check(name: "font \(face.rawValue)", result: result)
    }
    return fonts + [
      Check(
        name: "film encoder (libavcodec, libx264)", result: attempt { try Movie.encoderVersion() }),
      Check(name: "drawing libraries", result: .fine(libraryVersions)),
      Check(name: "evidence cache", result: .fine(cacheState)),
    ]
  }

  /// The versions of the libraries that pictures depend on.
  static var libraryVersions: String { RenderingLibraries.versions }

  private static var cacheState: String {
    guard let folder = EvidenceCache.standardFolder() else {
      return "none, since neither LANTERN_CACHE nor HOME is set"
    }
    let usage = EvidenceCache(folder: folder).usage
    return "\(folder), \(usage.files) files, \(usage.bytes >> 20) MB"
  }

  private static func attempt(_ find: () throws -> String) -> Result {
    do { return .fine(try find()) } catch { return .missing("\(error)") }
  }
}
