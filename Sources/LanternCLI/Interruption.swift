import Foundation
import Synchronization

/// Lets Ctrl-C and a polite kill end work in order, so that half-written folders are removed.
///
/// The first signal makes `check` throw; while nothing checks, as in a long training, a second one
/// ends the process at once. Files then vanish by themselves: they have no names yet.
enum Interruption {
  /// That a signal came.
  struct Stopped: Error, CustomStringConvertible {
    var description: String { "interrupted; nothing that is not whole was left" }
  }

  private static let count = Atomic(0)

  static func watch() {
    // Made before a signal comes.
    _ = count.load(ordering: .relaxed)
    var signals = sigset_t()
    sigemptyset(&signals)
    for number in [SIGINT, SIGTERM, SIGHUP] {
      let before = signal(number) { number in
        if Interruption.count.add(1, ordering: .relaxed).newValue > 1 { _exit(128 + number) }
      }
      // Who starts a program with nohup wants it to outlive the terminal.
      if number == SIGHUP, unsafeBitCast(before, to: Int.self) == 1 { signal(number, SIG_IGN) }
      sigaddset(&signals, number)
    }
    // A program inherits what its parent's thread holds back, and Dispatch's threads hold back all:
    // the signals would wait for ever.
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  /// - Throws: `Stopped` if a signal has come.
  static func check() throws {
    if count.load(ordering: .relaxed) > 0 { throw Stopped() }
  }

  /// Waits until a signal has come.
  static func wait() {
    while count.load(ordering: .relaxed) == 0 { usleep(20_000) }
  }
}
