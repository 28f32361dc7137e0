import Drawing
import Geometry

/// How much of an axis is shown.
public enum AxisVisibility: Hashable, Sendable {
  /// Ticks and their labels.
  case automatic
  /// Ticks alone: for the inner panels of a row, whose first panel has the labels.
  case ticks
  case hidden
}

/// What a script said about one axis; what it left out is chosen from the data.
struct AxisConfiguration: Sendable {
  var domain: ClosedRange<Double>?
  var type = ScaleType.linear
  var label: String?
  var visibility = AxisVisibility.automatic
  var ticks: Ticks?
  var decimals: Int?
  var tickCount = 3
}

struct ChartConfiguration: Sendable {
  var x = AxisConfiguration()
  var y = AxisConfiguration()
  var plotSize: Size?
  var aspectRatio: Double?
  var hasFrame = true
}

struct ChartConfigurationKey: EnvironmentKey {
  static let defaultValue = ChartConfiguration()
}

/// Modifiers for the charts within a drawing. The one closest to a chart wins.
extension Drawing {
  func chart(_ change: @escaping @Sendable (inout ChartConfiguration) -> Void) -> some Drawing {
    transformEnvironment { change(&$0[ChartConfigurationKey.self]) }
  }

  /// The values at the left and right end of the horizontal axis.
  public func chartXScale(domain: ClosedRange<Double>, type: ScaleType = .linear) -> some Drawing {
    chart {
      $0.x.domain = domain
      $0.x.type = type
    }
  }

  /// The values at the lower and upper end of the vertical axis.
  public func chartYScale(domain: ClosedRange<Double>, type: ScaleType = .linear) -> some Drawing {
    chart {
      $0.y.domain = domain
      $0.y.type = type
    }
  }

  public func chartXAxis(_ visibility: AxisVisibility) -> some Drawing {
    chart { $0.x.visibility = visibility }
  }

  public func chartYAxis(_ visibility: AxisVisibility) -> some Drawing {
    chart { $0.y.visibility = visibility }
  }

  /// Labelled ticks at these values; `subdivisions` minor steps between each two of them, and labels
  /// with a fixed number of digits after the point.
  public func chartXAxis(
    values: [Double], subdivisions: Int = 5, decimals: Int? = nil
  ) -> some Drawing {
    chart { $0.x.ticks = Ticks(at: values, subdivisions: subdivisions, decimals: decimals) }
  }

  /// Labelled ticks at these values; `subdivisions` minor steps between each two of them, and labels
  /// with a fixed number of digits after the point.
  public func chartYAxis(
    values: [Double], subdivisions: Int = 5, decimals: Int? = nil
  ) -> some Drawing {
    chart { $0.y.ticks = Ticks(at: values, subdivisions: subdivisions, decimals: decimals) }
  }

  /// The title of the horizontal axis: text with formulas between dollar signs.
  public func chartXAxisLabel(_ label: String?) -> some Drawing { chart { $0.x.label = label } }

  /// The title of the vertical axis: text with formulas between dollar signs.
  public func chartYAxisLabel(_ label: String?) -> some Drawing { chart { $0.y.label = label } }

  /// Fixes the size of the plot area, in points; labels come around it.
  public func chartPlotSize(width: Double, height: Double) -> some Drawing {
    chart { $0.plotSize = Size(width, height) }
  }

  /// The ratio of width to height of the plot area; 1 for a square.
  public func chartPlotAspectRatio(_ ratio: Double) -> some Drawing {
    chart { $0.aspectRatio = ratio }
  }

  /// Whether a closed frame surrounds the plot area.
  public func chartFrame(_ isVisible: Bool) -> some Drawing { chart { $0.hasFrame = isVisible } }
}
