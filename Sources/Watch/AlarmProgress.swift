import Foundation
import Ledger
import Metrics
import Project

/// A change of an alarm's state, with the datapoints that decided it.
package struct StateTransition: Sendable, Hashable {
  package let at: Date
  package let from: AlarmState
  package let to: AlarmState
  package let reason: String
  package let deciding: [AlarmDatapoint]
}

/// How an alarm is, and what changed since it was evaluated last.
package struct AlarmProgress: Sendable, Hashable {
  package let definition: AlarmDefinition
  /// As the journal has it; nil for one that nobody evaluated or changed.
  package let before: AlarmRecord?
  /// As of now.
  package var record: AlarmRecord
  package var transitions: [StateTransition] = []
  /// The datapoints of the newest evaluation, the newest first.
  package var deciding: [AlarmDatapoint] = []
  /// The change whose actions are due: the newest, where the state is another than the one before.
  package var due: StateTransition?
  /// What withholds the actions of a composite alarm.
  package var suppressedBy: SuppressedBy?

  package var name: String { definition.name }
}

/// One alarm's way from its last evaluation to now.
struct AlarmStep {
  let alarm: ProjectAlarm
  let before: AlarmRecord?
  let now: Date

  /// The first moment that is evaluated: the one after the last, or now for an alarm that is new or was edited.
  var from: Date {
    guard let last = before?.evaluatedAt, before?.fingerprint == alarm.text, last <= now else { return now }
    return max(last, now.addingTimeInterval(-AlarmOutlook.catchUp))
  }

  private func start() -> AlarmProgress {
    var record = before ?? AlarmRecord(name: alarm.definition.name, at: now)
    (record.evaluatedAt, record.fingerprint) = (now, alarm.text)
    return AlarmProgress(definition: alarm.definition, before: before, record: record)
  }

  private func enter(_ transition: StateTransition, _ progress: inout AlarmProgress) {
    progress.transitions.append(transition)
    progress.record.state = transition.to
    progress.record.since = transition.at
    (progress.record.acknowledgedAt, progress.record.acknowledgedBy) = (nil, nil)
  }

  /// At the end of each period that ended meanwhile, since nothing else decides, and now.
  private func moments(_ period: PeriodSeries) -> [Date] {
    let first = period.start(of: from).addingTimeInterval(Double(period.period))
    let ends = stride(from: first.timeIntervalSince1970, to: now.timeIntervalSince1970, by: Double(period.period))
    return ends.map { Date(timeIntervalSince1970: $0) } + [now]
  }

  func metric(_ metric: MetricAlarm, _ data: AlarmData) -> AlarmProgress {
    var progress = start()
    let judge = AlarmJudge(metric, data)
    let isKnown = before?.evaluatedAt != nil && before?.fingerprint == alarm.text
    for moment in moments(metric.period) {
      let state = progress.record.state
      let evaluation = judge.evaluate(at: moment, state: state)
      // Where a state is kept for want of data, what led to it is what somebody wants to know.
      if !evaluation.deciding.isEmpty || evaluation.state != state || !isKnown {
        (progress.record.reason, progress.deciding) = (evaluation.reason, evaluation.deciding)
      }
      guard evaluation.state != state else { continue }
      enter(
        StateTransition(
          at: moment, from: state, to: evaluation.state, reason: evaluation.reason, deciding: evaluation.deciding),
        &progress)
    }
    if let last = progress.transitions.last, last.to != (before?.state ?? .insufficientData) { progress.due = last }
    return progress
  }

  /// - Parameter others: the alarms it looks at, as of now.
  func composite(_ composite: CompositeAlarm, _ others: [String: AlarmProgress]) -> AlarmProgress {
    var progress = start()
    let named = composite.alarms.compactMap { others[$0] }
    let states = Dictionary(
      named.map { ($0.name, $0.before?.state ?? .insufficientData) }, uniquingKeysWith: { first, _ in first })
    let changes = named.flatMap { alarm in
      alarm.transitions.map { StateChange(at: $0.at, alarm: alarm.name, $0.to) }
    }
    let initial = progress.record.state
    let timeline = CompositeTimeline(
      composite, changes, from: from, until: now, initialState: initial, states: states,
      suppression: ActionSuppression(json: progress.record.suppression))
    for change in timeline.transitions {
      enter(
        StateTransition(at: change.at, from: change.from, to: change.to, reason: change.reason, deciding: []),
        &progress)
    }
    progress.record.reason = composite.reason(timeline.states)
    progress.record.suppression = timeline.suppression.json
    progress.suppressedBy = timeline.suppressedBy
    if let action = timeline.actions.last {
      progress.due = StateTransition(
        at: action.at, from: initial, to: action.state, reason: progress.record.reason, deciding: [])
    }
    return progress
  }
}
