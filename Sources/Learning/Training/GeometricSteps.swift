#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Moments at which to look at something that changes fast at first and slowly later: `count` steps
/// from 0 to `last`, each about as many times the one before.
public func geometricSteps(_ count: Int, to last: Int) -> [Int] {
  precondition(count >= 2 && last >= 0, "steps need a first and a last")
  return (0..<count).map { index in
    Int(pow(Double(last) + 1, Double(index) / Double(count - 1)).rounded()) - 1
  }
}
