import Canvas
import Clocks
import Foundation
import Interaction
import Operations
import Presentation

/// What all screens work with: whom to ask, what time it is, and how far the newest look at the data came.
struct Desk: Sendable {
  /// What can be seen.
  let reading: any EnvironmentReading
  /// What can be done; nil where the environment was opened to look.
  let operations: (any EnvironmentOperations)?
  let clock: any WallClock
  var options: DashboardOptions
  /// As the newest look found it.
  var identity: EnvironmentIdentity
  /// The newest change token; nil before the first.
  var token: Int64?
  /// Why changes cannot be seen at the moment: then everything shown may be old.
  var lookProblem: String?
  /// A start that has not been answered yet.
  var isStarting = false
  var now: Date

  init(
    reading: any EnvironmentReading, operations: (any EnvironmentOperations)?, clock: any WallClock,
    options: DashboardOptions
  ) {
    (self.reading, self.operations) = (reading, operations)
    self.clock = clock
    self.options = options
    self.options.isReadOnly = options.isReadOnly || operations == nil
    identity = reading.identity
    now = clock.now()
  }

  /// Moments as the project's clocks show them.
  var clockText: ClockText { ClockText(identity.timeZone, now: now) }

  /// The same desk with the time of this moment.
  var atThisMoment: Desk {
    var copy = self
    copy.now = clock.now()
    return copy
  }

  /// Asks on a background thread; the answer comes back as an event. Newer questions in a slot make older ones stale.
  func ask<Value: Sendable>(
    _ slot: Slot, _ question: @escaping @Sendable (any EnvironmentReading) throws -> Value,
    then event: @escaping @Sendable (Answer<Value>) -> DashboardEvent
  ) -> Effect<DashboardMessage> {
    .work(slot, work(question, then: event))
  }

  /// The same for the look of each second, which reports and rows must not hold up: what looks late is called stale.
  func watch<Value: Sendable>(
    _ slot: Slot, _ question: @escaping @Sendable (any EnvironmentReading) throws -> Value,
    then event: @escaping @Sendable (Answer<Value>) -> DashboardEvent
  ) -> Effect<DashboardMessage> {
    .watch(slot, work(question, then: event))
  }

  private func work<Value: Sendable>(
    _ question: @escaping @Sendable (any EnvironmentReading) throws -> Value,
    then event: @escaping @Sendable (Answer<Value>) -> DashboardEvent
  ) -> @Sendable (Cancellation) -> DashboardMessage? {
    let reading = reading
    return { cancellation in
      guard !cancellation.isCancelled else { return nil }
      let asked = reading.asked(while: { !cancellation.isCancelled })
      return DashboardMessage(event(Answer(asking: { try question(asked) })))
    }
  }

  /// Does something on a background thread; what came of it comes back as an event.
  func act<Value: Sendable>(
    _ slot: Slot, _ work: @escaping @Sendable (any EnvironmentOperations) throws -> Value,
    then event: @escaping @Sendable (Answer<Value>) -> DashboardEvent
  ) -> Effect<DashboardMessage> {
    let operations = operations
    return .work(slot) { _ in
      DashboardMessage(
        event(
          Answer(asking: {
            guard let operations else { throw OperationsError.refused("it was opened to look") }
            return try work(operations)
          })))
    }
  }

  /// The same for data of screens.
  func fetch<Key, Value>(_ question: Question<Key, Value>, _ key: Key, in slot: Slot) -> Effect<DashboardMessage> {
    ask(slot, { try question.ask($0, key) }, then: { .arrived(Arrival(question, key, $0)) })
  }
}
