import Foundation
import Metrics

/// What a page of an alarm is about.
package struct AlarmPageRequest: Sendable, Hashable {
  /// Nil for one that is not written yet.
  package var name: String?
  /// Another definition than the stored one, to be tried.
  package var trial: MetricAlarm?
  /// Seconds that it is tried over; nil: as suits its period.
  package var span: Int?

  package init(name: String? = nil, trial: MetricAlarm? = nil, span: Int? = nil) {
    (self.name, self.trial, self.span) = (name, trial, span)
  }
}

/// An alarm with what it looks at, what it did, and what it would have done.
package struct AlarmPage: Sendable, Hashable {
  /// One period of the newest evaluation.
  package struct Dot: Sendable, Hashable {
    package let start: Date
    /// Nil where there is no datapoint.
    package let value: Double?
    package let isBreaching: Bool
    package init(start: Date, value: Double?, isBreaching: Bool) {
      (self.start, self.value, self.isBreaching) = (start, value, isBreaching)
    }
  }

  package let name: String
  /// Nil for one that is not written yet.
  package var status: AlarmStatus?
  package let definition: AlarmDefinition
  /// As the project's file has it.
  package var stored: AlarmDefinition?
  package let range: ClosedRange<Date>
  /// The periods it judges, oldest first; those without data are missing.
  package var points: [AlarmDatapoint] = []
  /// The newest N periods and a few more, oldest first.
  package var dots: [Dot] = []
  /// What the definition shown would have done, what the stored one would have, and what happened.
  package var tried: [StateChangeSummary] = []
  package var storedChanges: [StateChangeSummary] = []
  package var happened: [StateChangeSummary] = []
  /// Of a composite alarm.
  package var tree: [CompositeBranch] = []
  /// Newest first.
  package var history: [AlarmEvent] = []
  /// The definition as its file would have it; nil where the file has to be edited by hand.
  package var text: String?
  /// `alarms/late.yml`.
  package var path: String?

  package init(name: String, definition: AlarmDefinition, range: ClosedRange<Date>) {
    (self.name, self.definition, self.range) = (name, definition, range)
  }
}
