import Foundation

/// Where "now" comes from. Everything that asks for the time takes one, so that tests and the demo can say when it is.
package protocol WallClock: Sendable {
  func now() -> Date
}

/// The machine's clock.
package struct SystemClock: WallClock {
  package init() {}
  package func now() -> Date { Date() }
}

/// A clock that was set to a moment when it was made, and runs on from there at the machine's pace.
package struct ShiftedClock: WallClock {
  package let offset: TimeInterval
  package init(startingAt moment: Date, machine: Date = Date()) { offset = moment.timeIntervalSince(machine) }
  package func now() -> Date { Date().addingTimeInterval(offset) }
}
