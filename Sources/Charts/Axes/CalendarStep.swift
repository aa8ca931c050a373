import Clocks
import Foundation

/// Steps of a time axis that people know: hours, days, Mondays, firsts of months, years.
enum CalendarStep: Hashable, Sendable {
  case hours(Int), days, weeks(Int), months(Int), years(Int)

  /// Finest first.
  static let ladder: [CalendarStep] =
    [
      .hours(1), .hours(3), .hours(6), .hours(12), .days, .weeks(1), .weeks(2), .months(1), .months(3), .months(6),
      .years(1), .years(2), .years(5), .years(10), .years(50), .years(100),
    ]

  /// About how long a step is, for choosing one without counting.
  var seconds: Double {
    switch self {
    case .hours(let count): Double(count) * 3600
    case .days: 86_400
    case .weeks(let count): Double(count) * 7 * 86_400
    case .months(let count): Double(count) * 30.4 * 86_400
    case .years(let count): Double(count) * 365.25 * 86_400
    }
  }

  /// The moments of this step in a range of time, UTC.
  func moments(in range: ClosedRange<Date>) -> [Date] {
    var result: [Date] = []
    var moment = first(atOrBefore: range.lowerBound)
    while moment <= range.upperBound {
      if moment >= range.lowerBound { result.append(moment) }
      moment = next(after: moment)
    }
    return result
  }

  private func first(atOrBefore moment: Date) -> Date {
    let day = CalendarDay(moment)
    let (year, month, _) = day.components
    switch self {
    case .hours, .days: return day.start
    case .weeks(let count):
      let monday = day.advanced(by: 1 - day.weekday)
      // Mondays counted from the one of 1970-01-05, so that every second one is the same on every axis.
      let weeks = (monday.daysSince1970 - 4) / 7
      return monday.advanced(by: -7 * ((weeks % count + count) % count)).start
    case .months(let count): return CalendarDay(year: year, month: (month - 1) / count * count + 1, day: 1).start
    case .years(let count): return CalendarDay(year: year - (year % count + count) % count, month: 1, day: 1).start
    }
  }

  private func next(after moment: Date) -> Date {
    let day = CalendarDay(moment)
    let (year, month, _) = day.components
    switch self {
    case .hours(let count): return moment.addingTimeInterval(Double(count) * 3600)
    case .days: return day.advanced(by: 1).start
    case .weeks(let count): return day.advanced(by: 7 * count).start
    case .months(let count):
      let months = year * 12 + month - 1 + count
      return CalendarDay(year: months / 12, month: months % 12 + 1, day: 1).start
    case .years(let count): return CalendarDay(year: year + count, month: 1, day: 1).start
    }
  }

  /// A tick's name: the year's first month says the year, midnight says the day.
  func label(_ moment: Date) -> String {
    let (year, month, day) = CalendarDay(moment).components
    let name = Self.monthNames[(month - 1) % 12]
    switch self {
    case .hours:
      let hour = Int(moment.timeIntervalSince(CalendarDay(moment).start)) / 3600
      return hour == 0 ? "\(day) \(name)" : (hour < 10 ? "0" : "") + "\(hour):00"
    case .days, .weeks: return "\(day) \(name)"
    case .months: return month == 1 ? "\(year)" : name
    case .years: return "\(year)"
    }
  }

  static let monthNames = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
}
