import Clocks
import Foundation

/// A moment as signatures name it.
struct SigningMoment {
  /// `20150830`
  let day: String
  /// `20150830T123600Z`
  let text: String

  init(_ moment: Date) {
    let seconds = Int(saturating: moment.timeIntervalSince1970.rounded(.down))
    let day = CalendarDay(moment)
    let rest = seconds - day.daysSince1970 * 86_400
    self.day = day.description.filter { $0 != "-" }
    text = "\(self.day)T" + [rest / 3600, rest / 60 % 60, rest % 60].map(Self.twoDigits).joined() + "Z"
  }

  private static func twoDigits(_ number: Int) -> String { (number < 10 ? "0" : "") + String(number) }
}
