import Foundation

/// A change of a composite alarm, and what became of its actions.
package struct CompositeTransition: Sendable, Hashable {
  package let at: Date
  package let from: AlarmState
  package let to: AlarmState
  package let reason: String
  /// Nil where nothing withheld the actions.
  package let suppressedBy: SuppressedBy?
}

/// A moment at which a composite alarm acted.
package struct CompositeAction: Sendable, Hashable {
  package let at: Date
  package let state: AlarmState
}

/// What a composite alarm would have done, given the changes of the alarms it looks at.
package struct CompositeTimeline: Sendable, Hashable {
  package private(set) var transitions: [CompositeTransition] = []
  package private(set) var actions: [CompositeAction] = []
  /// The state at the end.
  package private(set) var state: AlarmState
  /// What withholds actions at the end.
  package private(set) var suppressedBy: SuppressedBy?
  /// The states of the others at the end.
  package private(set) var states: [String: AlarmState]
  /// What the next evaluation goes on with.
  package private(set) var suppression: ActionSuppression

  /// Evaluates at `from`, then each minute and at each change up to and including `until`.
  ///
  /// - Parameters:
  ///   - changes: the states that alarms have from a moment on.
  ///   - states: those they had before.
  ///   - suppression: what the evaluation before left; nil at the first.
  package init(
    _ alarm: CompositeAlarm, _ changes: [StateChange], from: Date, until: Date,
    initialState: AlarmState = .insufficientData, states: [String: AlarmState] = [:],
    suppression: ActionSuppression? = nil
  ) {
    state = initialState
    self.states = states
    self.suppression = suppression ?? ActionSuppression(acted: initialState)
    let sorted = changes.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    var next = 0
    for moment in Self.moments(sorted, from, until) {
      while next < sorted.count, sorted[next].at <= moment {
        self.states[sorted[next].alarm] = sorted[next].state
        next += 1
      }
      step(alarm, moment)
    }
  }

  private mutating func step(_ alarm: CompositeAlarm, _ moment: Date) {
    let before = state
    state = alarm.state(states)
    let isOn = alarm.suppressor.map { states[$0.alarm] == .alarm } ?? false
    suppressedBy = nil
    switch suppression.advance(to: moment, state: state, isOn: isOn, alarm.suppressor) {
    case .nothing: break
    case .act(let state): actions.append(CompositeAction(at: moment, state: state))
    case .suppressed(let cause): suppressedBy = cause
    }
    guard state != before else { return }
    transitions.append(
      CompositeTransition(
        at: moment, from: before, to: state, reason: alarm.reason(states), suppressedBy: suppressedBy))
  }

  private static func moments(_ changes: [StateChange], _ from: Date, _ until: Date) -> [Date] {
    guard from <= until else { return [] }
    let minutes = stride(from: 0, through: until.timeIntervalSince(from), by: 60).map { from.addingTimeInterval($0) }
    let between = changes.map(\.at).filter { $0 > from && $0 <= until }
    return Set(minutes + between + [until]).sorted()
  }
}

/// The state that an alarm has from a moment on.
package struct StateChange: Sendable, Hashable {
  package let at: Date
  package let alarm: String
  package let state: AlarmState

  package init(at: Date, alarm: String, _ state: AlarmState) { (self.at, self.alarm, self.state) = (at, alarm, state) }
}
