import Clocks
import Foundation

/// What a rule's measure, or each value it looks at, must meet.
package enum Condition: Sendable, Hashable {
  case number(Comparison<NumberExpression>)
  case text(Comparison<TextValue>)
  /// The whole value must match the pattern (or, negated, must not).
  case pattern(String, negated: Bool)
  case date(Comparison<DateExpression>)
  case duration(Comparison<DurationLength>)
  case size(Comparison<ByteCount>)
}

package enum Comparator: String, Sendable, Hashable {
  case greater = ">"
  case greaterOrEqual = ">="
  case less = "<"
  case lessOrEqual = "<="
  case equal = "="
  case notEqual = "!="
  /// Without both ends.
  case between
  /// With both ends.
  case notBetween = "not between"
  case isIn = "in"
  case notIn = "not in"

  var isOrdering: Bool {
    switch self {
    case .equal, .notEqual, .isIn, .notIn: false
    default: true
    }
  }
}

/// A comparator with what stands on its right: one value, the two ends of a range, or a list.
package struct Comparison<Value: Sendable & Hashable>: Sendable, Hashable {
  package let comparator: Comparator
  package let values: [Value]
  /// NULL stood among the values.
  package let includesNull: Bool

  package init(_ comparator: Comparator, _ values: [Value], includesNull: Bool = false) {
    self.comparator = comparator
    self.values = values
    self.includesNull = includesNull
  }
}

package enum TextValue: Sendable, Hashable {
  case literal(String)
  /// `EMPTY`: no characters.
  case empty
  /// `WHITESPACES_ONLY`: characters, and all of them blank.
  case whitespacesOnly
}

package indirect enum NumberExpression: Sendable, Hashable {
  /// The digits as written, with their sign.
  case literal(String)
  case call(String, [NumberExpression])
  case binary(String, NumberExpression, NumberExpression)
}

package enum DateExpression: Sendable, Hashable {
  case day(CalendarDay)
  /// The moment of the check, moved by a number of minutes.
  case now(plusMinutes: Int)
  /// Today at this time, UTC.
  case timeOfDay(minutes: Int)

  /// The day meant when it is `now`.
  func day(now: Date, _ zone: DayZone) -> CalendarDay {
    if case .day(let day) = self { day } else { zone.day(moment(now: now)) }
  }

  /// The moment meant when it is `now`.
  package func moment(now: Date) -> Date {
    switch self {
    case .day(let day): day.start
    case .now(let minutes): now.addingTimeInterval(TimeInterval(minutes) * 60)
    case .timeOfDay(let minutes): CalendarDay(now).start.addingTimeInterval(TimeInterval(minutes) * 60)
    }
  }
}

package struct DurationLength: Sendable, Hashable {
  package let amount: Int
  package let unit: Unit

  package enum Unit: String, CaseIterable, Sendable { case minutes, hours, days }

  package var minutes: Int { amount * Self.minutes(unit) }

  /// A thousand years, so that no reckoning with it can leave its type.
  static func most(_ unit: Unit) -> Int { 525_960_000 / minutes(unit) }

  private static func minutes(_ unit: Unit) -> Int {
    switch unit {
    case .minutes: 1
    case .hours: 60
    case .days: 1440
    }
  }
}

package struct ByteCount: Sendable, Hashable {
  package let amount: Int
  package let unit: Unit

  package init(amount: Int, unit: Unit) {
    self.amount = amount
    self.unit = unit
  }

  package enum Unit: String, CaseIterable, Sendable {
    case bytes = "B", kilo = "KB", mega = "MB", giga = "GB", tera = "TB"
  }
}
