import Foundation

extension DayZone {
  /// A moment as a clock on the wall there shows it: the moment at which a clock in UTC shows the same. For writing and
  /// for days, never for reckoning: an hour that comes twice in autumn is one there.
  package func wall(_ moment: Date) -> Date { moment.addingTimeInterval(TimeInterval(offset(at: moment))) }

  /// The moment at which a clock there shows a time of a day, in seconds from midnight; of an hour that comes twice the
  /// first, of one that is left out the time as it would have gone on.
  package func moment(_ day: CalendarDay, _ seconds: TimeInterval) -> Date {
    let shown = day.start.addingTimeInterval(seconds)
    let guesses = [-86_400.0, 0, 86_400].map { offset(at: shown.addingTimeInterval($0)) }
    let moments = Set(guesses).map { shown.addingTimeInterval(-TimeInterval($0)) }.sorted()
    return moments.first { wall($0) == shown } ?? shown.addingTimeInterval(-TimeInterval(guesses[0]))
  }

  /// A moment as written: RFC 3339, where no offset means the clocks there; a day means its beginning. Nil on anything else.
  package func moment(parsing text: String) -> Date? {
    guard let parsed = Timestamp.parse(text) else { return nil }
    // A text that has an offset is none with a second one.
    guard CalendarDay(text) != nil || Timestamp.parse(text + "Z") != nil else { return parsed }
    let day = CalendarDay(parsed)
    return moment(day, parsed.timeIntervalSince(day.start))
  }

  /// What stands behind a time: `UTC`, `Berlin`.
  package var label: String {
    guard name.contains("/"), name != "Etc/UTC", let place = name.split(separator: "/").last else { return "UTC" }
    return String(place).replacing("_", with: " ")
  }
}
