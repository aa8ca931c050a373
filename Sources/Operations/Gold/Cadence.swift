import Clocks

/// How far the values of a curve are apart, told by their days: what makes a missing day a gap.
package enum Cadence: Sendable, Hashable {
  case days(Int)
  case months(Int)

  /// Days that are all firsts of months are months, quarters or years; all of one weekday are weeks; others are days. Days
  /// that are all equally far apart miss none. Nil for fewer than two days.
  /// - Parameter days: ascending, each once.
  package init?(_ days: [CalendarDay]) {
    guard let first = days.first, days.count > 1 else { return nil }
    let steps = zip(days, days.dropFirst()).map { $1.daysSince1970 - $0.daysSince1970 }
    if days.allSatisfy({ $0.components.day == 1 }) {
      let months = days.map { $0.components.year * 12 + $0.components.month }
      let step = zip(months, months.dropFirst()).map { $1 - $0 }.reduce(0, Self.divisor)
      self = .months([12, 3].first { step % $0 == 0 } ?? 1)
    } else if let only = Set(steps).first, Set(steps).count == 1, only == 7 || days.count > 2 {
      self = .days(only)
    } else if days.allSatisfy({ $0.weekday == first.weekday }) {
      self = .days(7)
    } else {
      self = .days(1)
    }
  }

  private static func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }

  /// The first day of the next value.
  package func next(after day: CalendarDay) -> CalendarDay {
    switch self {
    case .days(let count): return day.advanced(by: count)
    case .months(let count):
      let (year, month, _) = day.components
      let months = year * 12 + month - 1 + count
      return CalendarDay(year: months / 12, month: months % 12 + 1, day: 1)
    }
  }

  /// Whether a value stands for more than its own day.
  package var isBucket: Bool { self != .days(1) }

  /// Every day there should be a value of, both ends included; the days as they are when that were more than `limit`.
  package func filled(_ days: [CalendarDay], limit: Int = 4000) -> [CalendarDay] {
    guard let first = days.first, let last = days.last else { return days }
    var all: [CalendarDay] = []
    var day = first
    while day <= last {
      guard all.count < limit else { return days }
      all.append(day)
      day = next(after: day)
    }
    return all
  }
}

extension ReportSeries {
  /// Missing days are gaps: each series has a point for each day that any has between its own first and last.
  package static func withGaps(_ series: [ReportSeries]) -> [ReportSeries] {
    let days = Set(series.flatMap { $0.points.map(\.day) }).sorted()
    guard let cadence = Cadence(days) else { return series }
    let all = Set(cadence.filled(days)).union(days).sorted()
    return series.map { series in
      guard let first = series.points.first?.day, let last = series.points.last?.day else { return series }
      let known = Dictionary(series.points.map { ($0.day, $0.value) }) { first, _ in first }
      let own = all.filter { $0 >= first && $0 <= last }
      return ReportSeries(name: series.name, points: own.map { SeriesPoint(day: $0, value: known[$0] ?? nil) })
    }
  }
}
