import Foundation

/// One period's statistic, stamped with the period's start.
package struct PeriodValue: Sendable, Hashable {
  package let start: Date
  package let value: Double

  package init(start: Date, value: Double) {
    self.start = start
    self.value = value
  }
}

/// Samples gathered into periods. A period starts at a multiple of its length from 1970 (UTC) and does not include its
/// end, so the same samples give the same periods whatever range is asked for.
package struct PeriodSeries: Sendable, Hashable {
  /// Seconds, 1 or more.
  package let period: Int

  package init?(period: Int) {
    guard period >= 1 else { return nil }
    self.period = period
  }

  /// The start of the period a moment falls into.
  package func start(of moment: Date) -> Date {
    let length = Double(period)
    return Date(timeIntervalSince1970: (moment.timeIntervalSince1970 / length).rounded(.down) * length)
  }

  /// The statistic of every period that has a sample, oldest first. The newest one may still be filling.
  package func values(of samples: [Sample], _ statistic: Statistic) -> [PeriodValue] {
    Dictionary(grouping: samples) { start(of: $0.at) }
      .sorted { $0.key < $1.key }
      .compactMap { start, members in
        statistic.value(of: members.filter { $0.set == nil }.map(\.value), members.compactMap(\.set)).map {
          PeriodValue(start: start, value: $0)
        }
      }
  }
}
