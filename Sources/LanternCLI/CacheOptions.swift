import ArgumentParser
import Gallery

/// Whether evidence of earlier runs is used: an option that several commands share.
struct CacheOptions: ParsableArguments {
  @Flag(help: "Compute everything anew, and keep nothing for later.")
  var noCache = false

  /// The user's cache, unless it isn't wanted or there is no place for it.
  var cache: EvidenceCache? { noCache ? nil : CacheOptions.standard }

  /// The user's cache.
  static var standard: EvidenceCache? {
    EvidenceCache.standardFolder().map { EvidenceCache(folder: $0, warn: Terminal.warn) }
  }
}
