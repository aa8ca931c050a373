import Clocks
import Foundation

/// Moments as HTTP's headers name them: `Sun, 06 Nov 1994 08:49:37 GMT`.
package enum WebDate {
  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// Nil where the text is of another form, of which HTTP has two that nobody writes any more.
  package static func parse(_ text: String) -> Date? {
    let words = text.split { " ,:".contains($0) }
    guard words.count == 8, words[7] == "GMT", let day = Int(words[1]), (1...31).contains(day),
      let month = months.firstIndex(of: String(words[2])), let year = Int(words[3]), (1970...9999).contains(year),
      let hour = Int(words[4]), let minute = Int(words[5]), let second = Int(words[6]),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second)
    else { return nil }
    let start = CalendarDay(year: year, month: month + 1, day: day).start
    return start.addingTimeInterval(TimeInterval(hour * 3600 + minute * 60 + second))
  }

  package static func text(_ moment: Date) -> String {
    let day = CalendarDay(moment)
    let (year, month, date) = day.components
    let rest = Int(saturating: moment.timeIntervalSince1970.rounded(.down)) - day.daysSince1970 * 86_400
    let time = [rest / 3600, rest / 60 % 60, rest % 60].map(twoDigits).joined(separator: ":")
    return "\(days[day.weekday - 1]), \(twoDigits(date)) \(months[month - 1]) \(year) \(time) GMT"
  }

  private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
