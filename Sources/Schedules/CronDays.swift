import Clocks

/// Which days of a month a cron expression means.
enum CronDays: Sendable, Hashable {
  case daysOfMonth(CronSet)
  case lastDay
  /// The weekday (Monday to Friday) nearest to a day, in the same month.
  case nearestWeekday(Int)
  /// Sunday is 1.
  case daysOfWeek(CronSet)
  case lastWeekday(Int)
  case nthWeekday(Int, ordinal: Int)

  init(dayOfMonth text: Substring) throws(ScheduleError) {
    if text == "L" {
      self = .lastDay
    } else if text.last == "W", text.utf8.count > 1 {
      self = .nearestWeekday(try CronField.dayOfMonth.value(text.dropLast()))
    } else {
      self = .daysOfMonth(try CronField.dayOfMonth.set(text))
    }
  }

  init(dayOfWeek text: Substring) throws(ScheduleError) {
    let field = CronField.dayOfWeek
    let parts = text.split(separator: "#", omittingEmptySubsequences: false)
    if parts.count == 2 {
      guard let ordinal = Int(parts[1]), parts[1].utf8.count == 1, (1...5).contains(ordinal) else {
        throw ScheduleError("after # stands the week of the month, 1-5, not “\(parts[1])”")
      }
      self = .nthWeekday(try field.value(parts[0]), ordinal: ordinal)
    } else if text == "L" {
      self = .lastSaturdayOfWeek
    } else if text.last == "L" {
      self = .lastWeekday(try field.value(text.dropLast()))
    } else {
      self = .daysOfWeek(try field.set(text))
    }
  }

  /// A bare `L` is the last day of the week: Saturday.
  private static var lastSaturdayOfWeek: CronDays {
    var saturday = CronSet(range: CronField.dayOfWeek.range)
    saturday.insert(7)
    return .daysOfWeek(saturday)
  }

  /// The first day that is meant, from `day` on, in a month of `length` days whose first is a `firstWeekday` (Sunday 1).
  func next(from day: Int, length: Int, firstWeekday: Int) -> Int? {
    switch self {
    case .daysOfMonth(let set): return set.next(from: day).flatMap { $0 <= length ? $0 : nil }
    case .daysOfWeek(let set):
      return (day..<day + 7).first { $0 <= length && set.contains(Self.weekday($0, firstWeekday)) }
    case .lastDay: return day <= length ? length : nil
    case .nearestWeekday(let wanted):
      return Self.nearest(wanted, length: length, firstWeekday: firstWeekday).flatMap { $0 >= day ? $0 : nil }
    case .lastWeekday(let weekday):
      let last = length - (Self.weekday(length, firstWeekday) - weekday + 7) % 7
      return last >= day ? last : nil
    case .nthWeekday(let weekday, let ordinal):
      let wanted = 1 + (weekday - firstWeekday + 7) % 7 + (ordinal - 1) * 7
      return wanted >= day && wanted <= length ? wanted : nil
    }
  }

  private static func weekday(_ day: Int, _ firstWeekday: Int) -> Int { (firstWeekday - 1 + day - 1) % 7 + 1 }

  private static func nearest(_ wanted: Int, length: Int, firstWeekday: Int) -> Int? {
    guard wanted <= length else { return nil }
    switch weekday(wanted, firstWeekday) {
    case 7: return wanted == 1 ? 3 : wanted - 1
    case 1: return wanted == length ? wanted - 2 : wanted + 1
    default: return wanted
    }
  }
}
