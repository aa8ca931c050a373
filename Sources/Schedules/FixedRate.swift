/// A fixed rate of whole minutes, hours or days. A day is 24 elapsed hours, also where clocks change (EventBridge
/// Scheduler user guide, "Schedule types").
package struct FixedRate: Sendable, Hashable {
  package let count: Int
  package let unit: Unit

  package enum Unit: String, Sendable, Hashable, CaseIterable {
    case minute, hour, day

    var seconds: Int {
      switch self {
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      }
    }
  }

  /// The time between two fires; 60 or more.
  package let seconds: Int

  /// Reads what stands between the parentheses: one number, one space, one unit, singular for 1 and plural otherwise.
  init(parsing text: Substring) throws(ScheduleError) {
    let words = text.split(separator: " ", omittingEmptySubsequences: false)
    guard words.count == 2 else {
      throw ScheduleError("rate() takes a number and a unit, as rate(5 minutes), not “\(text)”")
    }
    guard words[0].utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(words[0]), count > 0 else {
      throw ScheduleError("a rate's number is a whole one above 0, not “\(words[0])”")
    }
    let spelling = words[1]
    guard let unit = Unit.allCases.first(where: { spelling == $0.rawValue || spelling == $0.rawValue + "s" }) else {
      throw ScheduleError("a rate's unit is minutes, hours or days, not “\(spelling)”")
    }
    guard (count == 1) == (spelling == unit.rawValue) else {
      throw ScheduleError("write \(count) \(unit.rawValue)\(count == 1 ? "" : "s"), not “\(text)”")
    }
    let (seconds, overflow) = count.multipliedReportingOverflow(by: unit.seconds)
    // Ten thousand years: beyond it no time can be written down.
    guard !overflow, seconds < 315_576_000_000 else { throw ScheduleError("the rate \(text) is too slow to ever fire") }
    (self.count, self.unit, self.seconds) = (count, unit, seconds)
  }
}
