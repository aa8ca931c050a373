import Foundation

/// What an operator does to an alarm.
package enum AlarmChange: Sendable, Hashable {
  case acknowledge
  /// Nil ends it.
  case mute(until: Date?)
  case enable
  case disable
}
