import Clocks

/// The shop counts seconds from the midnight that starts its last day, so that another last day moves every date and
/// changes nothing else. Each source writes moments in its own way.
struct ShopCalendar {
  static let secondsPerDay = 86_400
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  let until: CalendarDay

  func day(_ offset: Int) -> CalendarDay { until.advanced(by: offset) }

  /// `2026-11-08 14:03:22`: the database and the website.
  func plain(_ moment: Int) -> String { "\(parts(moment).day) \(clock(moment))" }

  /// `08/11/2026 14:03`: the tills.
  func till(_ moment: Int) -> String {
    let (year, month, day) = parts(moment).day.components
    return "\(pad(day))/\(pad(month))/\(pad(year, 4)) \(clock(moment).prefix(5))"
  }

  /// `20261108 140322`: the catalogue.
  func packed(_ moment: Int) -> String { plain(moment).filter { $0 != "-" && $0 != ":" } }

  /// `08 Nov 2026 14:03:22`: the banks.
  func bank(_ moment: Int) -> String {
    let (year, month, day) = parts(moment).day.components
    return "\(pad(day)) \(Self.months[month - 1]) \(pad(year, 4)) \(clock(moment))"
  }

  /// `11-08-2026`: the customer list.
  func dashed(dayOffset: Int) -> String {
    let (year, month, day) = day(dayOffset).components
    return "\(pad(month))-\(pad(day))-\(pad(year, 4))"
  }

  private func parts(_ moment: Int) -> (day: CalendarDay, second: Int) {
    let second = (moment % Self.secondsPerDay + Self.secondsPerDay) % Self.secondsPerDay
    return (day((moment - second) / Self.secondsPerDay), second)
  }

  private func clock(_ moment: Int) -> String {
    let second = parts(moment).second
    return "\(pad(second / 3600)):\(pad(second / 60 % 60)):\(pad(second % 60))"
  }

  private func pad(_ value: Int, _ width: Int = 2) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
