import Foundation

/// A change of an alarm's state.
package struct AlarmTransition: Sendable, Hashable {
  package let from: AlarmState
  package let evaluation: AlarmEvaluation
  package var at: Date { evaluation.at }
  package var to: AlarmState { evaluation.state }
}

/// What an alarm would have done over a stretch of time: the back-test.
package struct AlarmTimeline: Sendable, Hashable {
  package let transitions: [AlarmTransition]
  /// The state at the end.
  package let state: AlarmState

  /// Evaluates at `from` and then at the alarm's interval up to and including `until`.
  ///
  /// - Parameter step: seconds from one evaluation to the next; default: the alarm's interval. Between the ends of two
  ///   periods nothing can change, so that from the start of a period on the period's length says the same.
  package init(
    _ alarm: MetricAlarm, _ data: AlarmData, from: Date, until: Date, initialState: AlarmState = .insufficientData,
    step: Int? = nil
  ) {
    let judge = AlarmJudge(alarm, data)
    var transitions: [AlarmTransition] = []
    var state = initialState
    var moment = from
    while moment <= until {
      if let evaluation = judge.change(at: moment, state: state) {
        transitions.append(AlarmTransition(from: state, evaluation: evaluation))
        state = evaluation.state
      }
      moment = moment.addingTimeInterval(TimeInterval(max(1, step ?? alarm.evaluationInterval)))
    }
    (self.transitions, self.state) = (transitions, state)
  }
}
