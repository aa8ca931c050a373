import Clocks
import Foundation
import JSON
import Words

/// What to run.
package struct RunRequest: Sendable, Hashable, Codable {
  /// Only these tables (`silver.orders`, `bronze.orders`); empty for all.
  package var tables: [String]
  package var upstream: Bool
  package var downstream: Bool
  package var fullRefresh: Bool
  /// The day the run is for; nil is today.
  package var runDate: CalendarDay?
  package var trigger: ExecutionTrigger
  package var rerunOf: String?
  package init(
    tables: [String] = [], upstream: Bool = false, downstream: Bool = false, fullRefresh: Bool = false,
    runDate: CalendarDay? = nil, trigger: ExecutionTrigger = .manual, rerunOf: String? = nil
  ) {
    self.tables = tables
    self.upstream = upstream
    self.downstream = downstream
    self.fullRefresh = fullRefresh
    self.runDate = runDate
    self.trigger = trigger
    self.rerunOf = rerunOf
  }
}

/// Which state machine to start.
package struct WorkflowRequest: Sendable, Hashable {
  /// `daily` of `workflows/daily.asl.json`.
  package var workflow: String
  package var input: JSONValue
  /// Stands for the execution, as long as its input is the same; nil: its id.
  package var name: String?

  package init(_ workflow: String, input: JSONValue = [:], name: String? = nil) {
    (self.workflow, self.input, self.name) = (workflow, input, name)
  }
}

/// One step a run would take.
package struct PlannedStep: Sendable, Hashable, Codable {
  package var name: String
  package var kind: StepKind
  package var dependsOn: [String]
  /// What it will read or why it has nothing to do.
  package var reason: String
  package var willChange: Bool
  /// It will fail, or be left out because something before it will.
  package var isBlocked = false
  package var version: Int64?
  package var rules: Int
  /// The new files a source will take in, by path.
  package var files: [String] = []
  /// Who will evaluate its query; nil for a step that evaluates none.
  package var engine: String?
  /// Bytes of files it will read, about; nil for a step that reads none.
  package var bytes: Int64?
  /// Median of its last runs; nil without history.
  package var expectedSeconds: Double?
  package init(name: String, kind: StepKind, dependsOn: [String], reason: String, willChange: Bool) {
    self.name = name
    self.kind = kind
    self.dependsOn = dependsOn
    self.reason = reason
    self.willChange = willChange
    rules = 0
  }
}

/// The blast radius of a run: the tables, checks and dashboards that may change, and how long it may take.
package struct RunPlan: Sendable, Hashable, Codable {
  package var request: RunRequest
  package var steps: [PlannedStep]
  package var dashboards: [String]
  package var expectedSeconds: Double?
  /// The environment is protected: a confirm asks for its name.
  package var isProtected: Bool
  /// What else there is to know before it, each in one sentence: runs and schedules it would meet.
  package var notes: [String] = []
  package init(request: RunRequest, steps: [PlannedStep], dashboards: [String], isProtected: Bool) {
    self.request = request
    self.steps = steps
    self.dashboards = dashboards
    self.isProtected = isProtected
  }
}

extension RunPlan {
  /// The new files the run will take in.
  package var files: [String] { steps.flatMap(\.files) }

  /// The first day written in a path: `incoming/2026-11-28/payments.jsonl`.
  package static func day(in path: String) -> CalendarDay? {
    let characters = Array(path.utf8)
    guard characters.count >= 10 else { return nil }
    return (0...characters.count - 10).lazy.compactMap { start in
      CalendarDay(String(decoding: characters[start..<start + 10], as: UTF8.self))
    }.first
  }
}

extension RunPlan {
  package var json: JSONValue {
    [
      "runDate": .optional(request.runDate?.description), "fullRefresh": .bool(request.fullRefresh),
      "steps": .array(
        steps.map {
          [
            "name": .string($0.name), "kind": .string($0.kind.rawValue), "reason": .string($0.reason),
            "willChange": .bool($0.willChange), "version": .optional($0.version), "rules": .int($0.rules),
            "expectedSeconds": $0.expectedSeconds.map(JSONValue.double) ?? .null,
            "engine": .optional($0.engine), "bytes": .optional($0.bytes),
            "files": .array($0.files.map(JSONValue.string)),
            "dependsOn": .array($0.dependsOn.map(JSONValue.string)),
          ]
        }),
      "notes": .array(notes.map(JSONValue.string)),
      "dashboards": .array(dashboards.map(JSONValue.string)),
      "expectedSeconds": expectedSeconds.map(JSONValue.double) ?? .null, "protected": .bool(isProtected),
    ]
  }
}
