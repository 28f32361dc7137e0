import Foundation
import Lantern

/// The user's evidence cache as the preview uses it: it reads everything, and keeps only what took
/// long. A slider's hundred quick runs would push out what took hours.
struct PreviewStore: EvidenceStore {
  let cache: any EvidenceStore
  /// When the present run began, in seconds of the system's uptime.
  let started: @Sendable () -> Double

  /// The least time of a run whose evidence is kept, in seconds.
  static let patience = 1.0

  func read(_ key: EvidenceKey) -> [UInt8]? { cache.read(key) }

  func write(_ bytes: [UInt8], for key: EvidenceKey) {
    if ProcessInfo.processInfo.systemUptime - started() > Self.patience {
      cache.write(bytes, for: key)
    }
  }
}
