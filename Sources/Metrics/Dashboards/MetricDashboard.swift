/// Charts of metrics beside each other, as a project declares them.
package struct MetricDashboard: Sendable, Hashable {
  /// The file's name without its ending.
  package let name: String
  package let title: String
  package let description: String?
  /// Seconds that it shows at first.
  package let span: Int
  package let widgets: [MetricWidget]

  package init(name: String, title: String, description: String? = nil, span: Int, widgets: [MetricWidget]) {
    (self.name, self.title, self.description) = (name, title, description)
    (self.span, self.widgets) = (span, widgets)
  }
}

/// One of its charts, or one of its figures.
package struct MetricWidget: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case line
    /// The newest value, how it moved, and its trend.
    case number
  }

  package let title: String
  package let kind: Kind
  /// Quarters of the screen, 1 to 4.
  package let width: Int
  /// Seconds; nil: as suits the time that is shown.
  package let period: Int?
  package let math: MetricMath
  /// The ids of what is drawn, in their order. A band is drawn behind the others.
  package let shown: [String]
  package let unit: MetricUnit
  package let thresholds: [Double]

  package init(
    title: String, kind: Kind, width: Int, period: Int? = nil, math: MetricMath, shown: [String],
    unit: MetricUnit = .none, thresholds: [Double] = []
  ) {
    (self.title, self.kind, self.width, self.period) = (title, kind, width, period)
    (self.math, self.shown, self.unit, self.thresholds) = (math, shown, unit, thresholds)
  }
}
