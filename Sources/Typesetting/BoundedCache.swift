import Synchronization

/// A cache that several threads share and that holds at most twice `capacity` values: when the
/// younger half is full, the older one is let go.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  private struct Halves {
    var young: [Key: Value] = [:]
    var old: [Key: Value] = [:]
  }

  private let capacity: Int
  private let halves = Mutex(Halves())

  init(capacity: Int) { self.capacity = capacity }

  subscript(key: Key) -> Value? {
    get {
      halves.withLock { halves in
        if let value = halves.young[key] { return value }
        guard let value = halves.old[key] else { return nil }
        store(value, for: key, in: &halves)
        return value
      }
    }
    set {
      guard let newValue else { return }
      halves.withLock { store(newValue, for: key, in: &$0) }
    }
  }

  private func store(_ value: Value, for key: Key, in halves: inout Halves) {
    if halves.young.count >= capacity {
      halves.old = halves.young
      halves.young = [:]
    }
    halves.young[key] = value
  }
}
