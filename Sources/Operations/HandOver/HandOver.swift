import Clocks
import Foundation
import JSON

/// One thing that happened.
package struct Happening: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A run that failed; one that was stopped.
    case failure, stop
    case alarm
    /// Rules that did not hold.
    case gate
    /// Columns of a file that were others than before.
    case drift
    /// Files of the project that were others than in the run before.
    case definition
    /// A fire that was missed or left out.
    case schedule
    /// What somebody did.
    case deed
    /// A run that succeeded or runs.
    case run
  }

  package var kind: Kind
  package var at: Date
  /// An execution's id, a table, an alarm, a file …
  package var subject: String
  /// One sentence.
  package var text: String
  /// What is the same for all that belongs together: the step and error of failures, an alarm, a table, a person.
  package var cause: String
  package var execution: String?
  package var actor: String?
  /// The execution that made it good.
  package var repairedBy: String?
  /// Somebody still has to do something about it.
  package var isOpen = false

  package init(
    _ kind: Kind, at: Date, _ subject: String, _ text: String, cause: String, execution: String? = nil,
    actor: String? = nil
  ) {
    (self.kind, self.at, self.subject, self.text, self.cause) = (kind, at, subject, text, cause)
    (self.execution, self.actor) = (execution, actor)
  }
}

/// What has one cause.
package struct HappeningGroup: Sendable, Hashable {
  package let kind: Happening.Kind
  package let cause: String
  /// Oldest first; at least one.
  package let happenings: [Happening]

  /// Something of it is still open.
  package var isOpen: Bool { happenings.contains(where: \.isOpen) }
  package var first: Date { happenings.first?.at ?? .distantPast }
  package var last: Date { happenings.last?.at ?? .distantPast }
}

package struct HandOver: Sendable, Hashable {
  package var identity: EnvironmentIdentity
  package var since: Date
  package var until: Date
  /// Executions that started since, by status.
  package var runs: [String: Int] = [:]
  /// Oldest first.
  package var happenings: [Happening] = []
  /// There was more than is listed.
  package var isCut = false

  package init(identity: EnvironmentIdentity, since: Date, until: Date) {
    (self.identity, self.since, self.until) = (identity, since, until)
  }

  /// What is open first, then by kind, then by time.
  package var groups: [HappeningGroup] {
    struct Key: Hashable {
      let kind: Happening.Kind
      let cause: String
    }
    let order = Dictionary(uniqueKeysWithValues: Happening.Kind.allCases.enumerated().map { ($1, $0) })
    let groups = Dictionary(grouping: happenings) { Key(kind: $0.kind, cause: $0.cause) }
      .map { HappeningGroup(kind: $0.key.kind, cause: $0.key.cause, happenings: $0.value) }
    let rank = { (group: HappeningGroup) in (group.isOpen ? 0 : 1, order[group.kind] ?? 0, group.first, group.cause) }
    return groups.sorted { rank($0) < rank($1) }
  }
}

extension HandOver {
  package var json: JSONValue {
    [
      "project": .string(identity.project), "environment": .string(identity.environment),
      "since": .string(Timestamp.text(since)), "until": .string(Timestamp.text(until)),
      "runs": .object(JSONObject(runs.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
      "isCut": .bool(isCut), "events": .array(happenings.map(\.json)),
    ]
  }
}

extension Happening {
  package var json: JSONValue {
    [
      "at": .string(Timestamp.text(at)), "kind": .string(kind.rawValue), "subject": .string(subject),
      "text": .string(text), "cause": .string(cause), "execution": .optional(execution), "actor": .optional(actor),
      "repairedBy": .optional(repairedBy), "isOpen": .bool(isOpen),
    ]
  }
}
