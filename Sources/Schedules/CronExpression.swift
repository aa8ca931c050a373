/// EventBridge's six cron fields: minute, hour, day of month, month, day of week, year.
///
/// Exactly one of the two day fields is `?`. Ranges may wrap around (`20-2`), names are upper case. `L`, `W` and `#` are
/// as in Quartz: `nW` never leaves its month, a month without a fifth Friday skips `FRI#5`, a bare `L` as day of week is
/// Saturday.
package struct CronExpression: Sendable, Hashable {
  let minutes: CronSet
  let hours: CronSet
  let months: CronSet
  let years: CronSet
  let days: CronDays

  init(parsing text: Substring) throws(ScheduleError) {
    guard text.first != " ", text.last != " " else { throw ScheduleError("cron(…) has no blanks at its ends") }
    let fields = text.split(separator: " ")
    guard fields.count == 6 else {
      throw ScheduleError(
        "cron() has six fields (minute hour day-of-month month day-of-week year), not \(fields.count)")
    }
    minutes = try CronField.minute.set(fields[0])
    hours = try CronField.hour.set(fields[1])
    months = try CronField.month.set(fields[3])
    years = try CronField.year.set(fields[5])
    switch (fields[2] == "?", fields[4] == "?") {
    case (false, true): days = try CronDays(dayOfMonth: fields[2])
    case (true, false): days = try CronDays(dayOfWeek: fields[4])
    case (true, true): throw ScheduleError("one of day-of-month and day-of-week must say which days; both are ?")
    case (false, false): throw ScheduleError("one of day-of-month and day-of-week must be ?")
    }
  }
}
