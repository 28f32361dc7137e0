import Drawing
import Synchronization

extension Drawing {
  /// Gives all charts within that set no domain of their own the same scales: those that cover the
  /// data of all of them.
  ///
  /// - Parameters:
  ///   - x, y: which of the axes are shared.
  public func chartSharedScales(x: Bool = true, y: Bool = true) -> some Drawing {
    SharedScales(content: self, sharesX: x, sharesY: y)
  }
}

/// A drawing that is laid out twice: once to learn what data its charts show, then with scales that
/// cover all of it.
private struct SharedScales<Content: Drawing>: Drawing {
  let content: Content
  let sharesX: Bool
  let sharesY: Bool

  func layOut(_ proposal: ProposedSize, in environment: DrawingEnvironment) throws -> LaidOut {
    var environment = environment
    let collector = ExtentCollector()
    environment[SharedExtentKey.self] = .collecting(collector)
    _ = try content.layOut(proposal, in: environment)
    var extent = collector.extent
    if !sharesX { extent.x = nil }
    if !sharesY { extent.y = nil }
    environment[SharedExtentKey.self] = .shared(extent)
    return try content.layOut(proposal, in: environment)
  }

  func flexibility(in environment: DrawingEnvironment) -> Axis.Set {
    content.flexibility(in: environment)
  }
}

/// What a chart is to do with the extent of its data.
enum SharedExtent: Sendable {
  case own
  case collecting(ExtentCollector)
  /// Axes without data are the chart's own.
  case shared(DataExtent)
}

struct SharedExtentKey: EnvironmentKey {
  static let defaultValue = SharedExtent.own
}

/// Gathers the data of several charts while they are laid out.
final class ExtentCollector: Sendable {
  private let gathered = Mutex(DataExtent())

  var extent: DataExtent { gathered.withLock { $0 } }

  func add(_ extent: DataExtent) { gathered.withLock { $0 = $0.union(extent) } }
}
