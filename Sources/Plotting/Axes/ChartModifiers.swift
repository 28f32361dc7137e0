import Drawing
import Geometry

/// Modifiers for the charts within a drawing. The one closest to a chart wins.
extension Drawing {
  func chart(_ change: @escaping @Sendable (inout ChartConfiguration) -> Void) -> some Drawing {
    transformEnvironment { change(&$0[ChartConfigurationKey.self]) }
  }

  /// The values at the left and right end of the horizontal axis.
  ///
  /// - Parameter isReversed: whether values grow to the left.
  public func chartXScale(
    domain: ClosedRange<Double>, type: ScaleType = .linear, isReversed: Bool = false
  ) -> some Drawing {
    chart { $0.x.setScale(domain, type, isReversed) }
  }

  /// The values at the lower and upper end of the vertical axis.
  ///
  /// - Parameter isReversed: whether values grow downwards.
  public func chartYScale(
    domain: ClosedRange<Double>, type: ScaleType = .linear, isReversed: Bool = false
  ) -> some Drawing {
    chart { $0.y.setScale(domain, type, isReversed) }
  }

  /// Names along the horizontal axis in place of numbers: the first stands at 0, the next at 1, ….
  public func chartXScale(categories: [String]) -> some Drawing {
    chart { $0.x.setCategories(categories) }
  }

  /// Names along the vertical axis in place of numbers: the lowest stands at 0, the next at 1, ….
  public func chartYScale(categories: [String]) -> some Drawing {
    chart { $0.y.setCategories(categories) }
  }

  public func chartXAxis(_ visibility: AxisVisibility) -> some Drawing {
    chart { $0.x.visibility = visibility }
  }

  public func chartYAxis(_ visibility: AxisVisibility) -> some Drawing {
    chart { $0.y.visibility = visibility }
  }

  /// Whether the horizontal axis stands below (`.start`) or above the plot area.
  public func chartXAxis(side: AxisSide) -> some Drawing { chart { $0.x.side = side } }

  /// Whether the vertical axis stands left (`.start`) or right of the plot area.
  public func chartYAxis(side: AxisSide) -> some Drawing { chart { $0.y.side = side } }

  /// Labelled ticks at these values; `subdivisions` minor steps between each two of them, and
  /// labels with a fixed number of digits after the point.
  ///
  /// - Parameter labels: texts in place of the values, such as `$\pi$`; an empty one leaves a tick
  ///   without a label.
  public func chartXAxis(
    values: [Double], subdivisions: Int = 5, decimals: Int? = nil, labels: [String]? = nil
  ) -> some Drawing {
    chart {
      $0.x.setTicks(
        Ticks(at: values, subdivisions: subdivisions, decimals: decimals), labels)
    }
  }

  /// Labelled ticks at these values; `subdivisions` minor steps between each two of them, and
  /// labels with a fixed number of digits after the point.
  ///
  /// - Parameter labels: texts in place of the values, such as `$\pi$`; an empty one leaves a tick
  ///   without a label.
  public func chartYAxis(
    values: [Double], subdivisions: Int = 5, decimals: Int? = nil, labels: [String]? = nil
  ) -> some Drawing {
    chart {
      $0.y.setTicks(
        Ticks(at: values, subdivisions: subdivisions, decimals: decimals), labels)
    }
  }

  /// A horizontal axis that runs from the first to the last of these values, with labelled ticks
  /// at each and its title: the scale's domain, the ticks and the title in one.
  public func chartXAxis(
    _ title: String? = nil, spanning values: [Double], subdivisions: Int = 5, decimals: Int? = nil,
    labels: [String]? = nil
  ) -> some Drawing {
    chart {
      if let first = values.min(), let last = values.max() { $0.x.domain = first...last }
      $0.x.setTicks(Ticks(at: values, subdivisions: subdivisions, decimals: decimals), labels)
      if let title { $0.x.label = title }
    }
  }

  /// A vertical axis that runs from the first to the last of these values, with labelled ticks
  /// at each and its title: the scale's domain, the ticks and the title in one.
  public func chartYAxis(
    _ title: String? = nil, spanning values: [Double], subdivisions: Int = 5, decimals: Int? = nil,
    labels: [String]? = nil
  ) -> some Drawing {
    chart {
      if let first = values.min(), let last = values.max() { $0.y.domain = first...last }
      $0.y.setTicks(Ticks(at: values, subdivisions: subdivisions, decimals: decimals), labels)
      if let title { $0.y.label = title }
    }
  }

  /// A horizontal axis of another kind than a linear one: its title, the values at its ends, and
  /// its labelled ticks in one.
  public func chartXAxis(
    _ title: String? = nil, over domain: ClosedRange<Double>, type: ScaleType,
    values: [Double]? = nil
  ) -> some Drawing {
    chart {
      $0.x.setScale(domain, type, false)
      if let values { $0.x.setTicks(Ticks(at: values), nil) }
      $0.x.label = title
    }
  }

  /// A vertical axis of another kind than a linear one: its title, the values at its ends, and its
  /// labelled ticks in one.
  public func chartYAxis(
    _ title: String? = nil, over domain: ClosedRange<Double>, type: ScaleType,
    values: [Double]? = nil
  ) -> some Drawing {
    chart {
      $0.y.setScale(domain, type, false)
      if let values { $0.y.setTicks(Ticks(at: values), nil) }
      $0.y.label = title
    }
  }

  /// A horizontal axis without ticks and numbers: its title and the values at its ends in one.
  public func chartXAxis(
    _ title: String? = nil, over domain: ClosedRange<Double>, isReversed: Bool = false
  ) -> some Drawing {
    chart {
      $0.x.setScale(domain, .linear, isReversed)
      $0.x.visibility = .hidden
      $0.x.label = title
    }
  }

  /// A vertical axis without ticks and numbers: its title and the values at its ends in one.
  public func chartYAxis(
    _ title: String? = nil, over domain: ClosedRange<Double>, isReversed: Bool = false
  ) -> some Drawing {
    chart {
      $0.y.setScale(domain, .linear, isReversed)
      $0.y.visibility = .hidden
      $0.y.label = title
    }
  }

  /// A name at a place of the horizontal axis, such as `$\mu$`; numbers that would touch it are
  /// left out.
  public func chartXAxis(name: String, at value: Double) -> some Drawing {
    chart { $0.x.names.append((value, name)) }
  }

  /// The title of the horizontal axis: text with formulas between dollar signs.
  public func chartXAxisLabel(_ label: String?) -> some Drawing { chart { $0.x.label = label } }

  /// The title of the vertical axis: text with formulas between dollar signs.
  public func chartYAxisLabel(_ label: String?) -> some Drawing { chart { $0.y.label = label } }

  /// A second vertical axis on the other side, for the marks that are `onSecondaryAxis()`.
  public func chartSecondaryYAxis(
    domain: ClosedRange<Double>, type: ScaleType = .linear, values: [Double]? = nil,
    subdivisions: Int = 5, decimals: Int? = nil, label: String? = nil
  ) -> some Drawing {
    chart {
      var axis = AxisConfiguration(domain: domain, type: type, label: label)
      axis.ticks = values.map { Ticks(at: $0, subdivisions: subdivisions, decimals: decimals) }
      $0.secondaryY = axis
    }
  }

  /// A second horizontal axis on the other side: other numbers for the same places, such as epochs
  /// beside steps.
  public func chartSecondaryXAxis(
    domain: ClosedRange<Double>, type: ScaleType = .linear, values: [Double]? = nil,
    subdivisions: Int = 5, decimals: Int? = nil, label: String? = nil
  ) -> some Drawing {
    chart {
      var axis = AxisConfiguration(domain: domain, type: type, label: label)
      axis.ticks = values.map { Ticks(at: $0, subdivisions: subdivisions, decimals: decimals) }
      $0.secondaryX = axis
    }
  }

  /// Fixes the size of the plot area, in points; labels come around it.
  public func chartPlotSize(width: Double, height: Double) -> some Drawing {
    chart { $0.plotSize = Size(width, height) }
  }

  /// The ratio of width to height of the plot area; 1 for a square.
  public func chartPlotAspectRatio(_ ratio: Double) -> some Drawing {
    chart { $0.aspectRatio = ratio }
  }

  /// What surrounds the plot area.
  public func chartFrame(_ style: ChartFrameStyle) -> some Drawing { chart { $0.frame = style } }
}

extension AxisConfiguration {
  fileprivate mutating func setScale(
    _ domain: ClosedRange<Double>, _ type: ScaleType, _ isReversed: Bool
  ) {
    self.domain = domain
    self.type = type
    self.isReversed = isReversed
  }

  fileprivate mutating func setCategories(_ names: [String]) {
    setScale(-0.5...max(Double(names.count) - 0.5, 0.5), .linear, false)
    setTicks(Ticks(at: names.indices.map(Double.init)), names)
  }

  fileprivate mutating func setTicks(_ ticks: Ticks, _ labels: [String]?) {
    self.ticks = ticks
    tickLabels = labels
  }
}
