import Foundation

/// Periods beside each other, the oldest first, over which an expression is calculated.
package struct SeriesGrid: Sendable, Hashable {
  package let first: Date
  package let period: PeriodSeries
  package let count: Int

  package init(first: Date, period: PeriodSeries, count: Int) {
    (self.first, self.period, self.count) = (first, period, max(0, count))
  }

  package func start(_ index: Int) -> Date { first.addingTimeInterval(Double(index) * Double(period.period)) }
}
