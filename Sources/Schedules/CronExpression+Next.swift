import Clocks

extension CronExpression {
  /// The first local minute at or after `start` that the expression means; nil when there is none up to 2199.
  func next(from start: LocalMinute) -> LocalMinute? {
    let (startYear, startMonth, startDay) = start.day.components
    if contains(year: startYear, month: startMonth, day: startDay),
      let minute = minuteOfDay(from: start.minuteOfDay)
    {
      return LocalMinute(day: start.day, minuteOfDay: minute)
    }
    guard let day = day(after: start.day), let minute = minuteOfDay(from: 0) else { return nil }
    return LocalMinute(day: day, minuteOfDay: minute)
  }

  private func minuteOfDay(from minute: Int) -> Int? {
    guard let hour = hours.next(from: minute / 60), let first = minutes.least else { return nil }
    if hour > minute / 60 { return hour * 60 + first }
    if let next = minutes.next(from: minute % 60) { return hour * 60 + next }
    return hours.next(from: hour + 1).map { $0 * 60 + first }
  }

  private func contains(year: Int, month: Int, day: Int) -> Bool {
    years.contains(year) && months.contains(month) && dayOfMonth(from: day, year, month) == day
  }

  private func day(after previous: CalendarDay) -> CalendarDay? {
    let (startYear, startMonth, startDay) = previous.components
    var year = years.next(from: startYear)
    while let candidate = year {
      var month = months.next(from: candidate == startYear ? startMonth : 1)
      while let found = month {
        let first = candidate == startYear && found == startMonth ? startDay + 1 : 1
        if let day = dayOfMonth(from: first, candidate, found) {
          return CalendarDay(year: candidate, month: found, day: day)
        }
        month = months.next(from: found + 1)
      }
      year = years.next(from: candidate + 1)
    }
    return nil
  }

  private func dayOfMonth(from day: Int, _ year: Int, _ month: Int) -> Int? {
    let first = CalendarDay(year: year, month: month, day: 1)
    return days.next(
      from: day, length: Self.length(year, month), firstWeekday: first.weekday % 7 + 1)
  }

  private static func length(_ year: Int, _ month: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
