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

/// The side of the plot area on which an axis stands.
public enum AxisSide: Hashable, Sendable {
  /// Left or below.
  case start
  /// Right or above.
  case end
}

/// What surrounds a plot area.
public enum ChartFrameStyle: Hashable, Sendable {
  /// A closed rectangle.
  case closed
  /// A line along each axis.
  case axes
  /// Lines with arrow heads through the zeros of both axes, with ticks and labels along them; an
  /// axis whose zero the plot doesn't show runs along its border.
  case origin
  case hidden
}

/// What a script said about one axis; what it left out is chosen from the data.
struct AxisConfiguration: Sendable {
  var domain: ClosedRange<Double>?
  var type = ScaleType.linear
  var isReversed = false
  var label: String?
  var visibility = AxisVisibility.automatic
  var side = AxisSide.start
  var ticks: Ticks?
  /// Texts beside the major ticks, in their order, in place of their values.
  var tickLabels: [String]?
  /// Further places with a name in place of a number.
  var names: [(value: Double, name: String)] = []
  var decimals: Int?
  var tickCount = 3
}

struct ChartConfiguration: Sendable {
  var x = AxisConfiguration()
  var y = AxisConfiguration()
  /// A second vertical axis, on the side that the first leaves free.
  var secondaryY: AxisConfiguration?
  /// A second horizontal axis: other numbers for the same places.
  var secondaryX: AxisConfiguration?
  var plotSize: Size?
  var aspectRatio: Double?
  var frame = ChartFrameStyle.closed
}

struct ChartConfigurationKey: EnvironmentKey {
  static let defaultValue = ChartConfiguration()
}
