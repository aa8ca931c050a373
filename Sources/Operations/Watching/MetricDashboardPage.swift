import Foundation
import Metrics

/// Which dashboard of metrics is looked at, and over what time.
package struct MetricDashboardRequest: Sendable, Hashable {
  /// Nil: the first there is.
  package var name: String?
  /// Seconds that are shown; nil: as the dashboard has it.
  package var span: Int?
  /// The end of what is shown; nil: now.
  package var until: Date?
  /// Seconds; nil: as each widget has it, or as suits the span.
  package var period: Int?

  package init(name: String? = nil, span: Int? = nil, until: Date? = nil, period: Int? = nil) {
    (self.name, self.span, self.until, self.period) = (name, span, until, period)
  }
}

/// A dashboard of metrics with the values of its widgets.
package struct MetricDashboardPage: Sendable, Hashable {
  package struct Listed: Sendable, Hashable {
    package let name: String
    /// Nil where its file has errors.
    package let title: String?
    package init(name: String, title: String?) { (self.name, self.title) = (name, title) }
  }

  package let name: String
  package let title: String
  package let description: String?
  package let range: ClosedRange<Date>
  package var widgets: [MetricWidgetChart] = []
  package var runs: [MetricChart.Run] = []
  /// All there are, this one included, by name.
  package var all: [Listed] = []

  package init(name: String, title: String, description: String?, range: ClosedRange<Date>) {
    (self.name, self.title, self.description, self.range) = (name, title, description, range)
  }
}

/// One widget with its values.
package struct MetricWidgetChart: Sendable, Hashable {
  package struct Series: Sendable, Hashable {
    package let name: String
    /// Periods with a value, oldest first.
    package let values: [PeriodValue]
    /// Why it has none, where that can be told: `RecordsRead was never measured in Custom`.
    package let absence: String?
    package init(_ name: String, _ values: [PeriodValue], absence: String? = nil) {
      (self.name, self.values, self.absence) = (name, values, absence)
    }
  }

  package let title: String
  package let kind: MetricWidget.Kind
  /// Quarters of the screen.
  package let width: Int
  package let unit: MetricUnit
  /// Seconds.
  package let period: Int
  /// Values from here on belong to a period that is still filling.
  package let filling: Date
  package let series: [Series]
  package let thresholds: [Double]
  /// What is expected, where the widget has a band.
  package let band: [AlarmDatapoint]
  /// The metrics it is made of, in the unit they were measured in.
  package let metrics: [MetricKey]

  package init(
    _ widget: MetricWidget, unit: MetricUnit, period: Int, filling: Date, series: [Series],
    band: [AlarmDatapoint] = [], metrics: [MetricKey] = []
  ) {
    (title, kind, width, thresholds) = (widget.title, widget.kind, widget.width, widget.thresholds)
    (self.unit, self.period, self.filling, self.series) = (unit, period, filling, series)
    (self.band, self.metrics) = (band, metrics)
  }
}
