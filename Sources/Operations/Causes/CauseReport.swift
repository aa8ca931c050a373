import Clocks
import Foundation
import JSON

/// Something a link of the chain can be shown by.
package struct CauseEvidence: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case run, step, log, file, rule, schedule, alarm, policy, definition, audit
  }

  package var kind: Kind
  /// An execution's id, a path, a rule as it is written …
  package var name: String
  /// What it says, in one sentence; empty where the name says all.
  package var text: String
  package var at: Date?

  package init(_ kind: Kind, _ name: String, _ text: String = "", at: Date? = nil) {
    (self.kind, self.name, self.text, self.at) = (kind, name, text, at)
  }
}

/// One link: something that is as it is because of the next one.
package struct CauseLink: Sendable, Hashable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case environment, table, source, step, execution, rule, file, schedule, scheduler, alarm, definition, person
  }

  package var kind: Kind
  package var name: String
  package var state: CauseState
  /// How it is, in one sentence.
  package var sentence: String
  /// Since when, where that is known.
  package var at: Date?
  /// The execution it is of, where it is of one.
  package var execution: String?
  package var evidence: [CauseEvidence] = []

  package init(
    _ kind: Kind, _ name: String, _ state: CauseState, _ sentence: String, at: Date? = nil, execution: String? = nil,
    evidence: [CauseEvidence] = []
  ) {
    (self.kind, self.name, self.state, self.sentence) = (kind, name, state, sentence)
    (self.at, self.execution, self.evidence) = (at, execution, evidence)
  }
}

/// What somebody can do about the first cause.
package struct CauseRemedy: Sendable, Hashable {
  /// What is typed; nil where a hand must do it.
  package var command: String?
  /// What it does, or what is to be done, in one sentence.
  package var text: String

  package init(_ command: String?, _ text: String) { (self.command, self.text) = (command, text) }
}

/// The chain from what was asked about to the first cause.
package struct CauseReport: Sendable, Hashable {
  package var at: Date
  package var subject: CauseSubject
  /// Nothing is wrong with it.
  package var isWell: Bool
  /// What was asked about first, the first cause last; never empty.
  package var links: [CauseLink]
  /// In the order in which they are to be done.
  package var remedies: [CauseRemedy]

  package init(
    at: Date, subject: CauseSubject, isWell: Bool, links: [CauseLink], remedies: [CauseRemedy] = []
  ) {
    (self.at, self.subject, self.isWell, self.links, self.remedies) = (at, subject, isWell, links, remedies)
  }

  package var firstCause: CauseLink? { links.last }
}

extension CauseReport {
  package var json: JSONValue {
    [
      "at": .string(Timestamp.text(at)), "subject": .string("\(subject)"), "isWell": .bool(isWell),
      "links": .array(links.map(\.json)),
      "remedies": .array(remedies.map { ["command": .optional($0.command), "text": .string($0.text)] }),
    ]
  }
}

extension CauseLink {
  package var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "name": .string(name), "state": .string(state.word),
      "sentence": .string(sentence),
      "at": .optional(at.map(Timestamp.text)), "execution": .optional(execution),
      "evidence": .array(evidence.map(\.json)),
    ]
  }
}

extension CauseEvidence {
  package var json: JSONValue {
    [
      "kind": .string(kind.rawValue), "name": .string(name), "text": .string(text),
      "at": .optional(at.map(Timestamp.text)),
    ]
  }
}
