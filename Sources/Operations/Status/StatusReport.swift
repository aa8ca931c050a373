import Clocks
import Foundation
import JSON

/// How a table or a layer is, worst last.
package enum HealthState: String, Sendable, Hashable, CaseIterable, Comparable {
  /// Within its policy, or without one and built.
  case ok = "OK"
  /// Never built, or its age cannot be known.
  case unknown = "UNKNOWN"
  /// A build is running.
  case running = "RUNNING"
  /// It is as it should be but for something that is told.
  case warn = "WARN"
  /// Older than `warn_after`.
  case late = "LATE"
  /// Older than `error_after`.
  case overdue = "ERROR"
  /// Its newest build failed.
  case failed = "FAILED"

  package static func < (a: HealthState, b: HealthState) -> Bool {
    (allCases.firstIndex(of: a) ?? 0) < (allCases.firstIndex(of: b) ?? 0)
  }
}

/// The next start by a schedule, where a scheduler runs that will make it.
package struct NextRun: Sendable, Hashable {
  package let schedule: String
  package let at: Date
  package init(schedule: String, at: Date) { (self.schedule, self.at) = (schedule, at) }
}

/// One table as the overview shows it.
package struct TableStatus: Sendable, Hashable {
  /// `silver.orders`.
  package var name: String
  package var layer: String
  package var state: HealthState
  /// Why it is not OK, in one sentence; empty when it is.
  package var reason: String
  /// Seconds since the newest load; nil when never loaded.
  package var ageSeconds: Int64?
  package var lastLoadedAt: Date?
  /// The newest moment in the data, where the model or source declares `event_time`.
  package var newestEvent: Date?
  /// The newest moment in the data that had not come yet when it was taken in; it does not count as fresh.
  package var futureEvent: Date?
  /// What is told beside its state, each in one sentence.
  package var warnings: [String] = []
  /// Seconds since then, where a policy looks at it.
  package var eventAgeSeconds: Int64?
  /// Limits of its policy in seconds; nil where there is none.
  package var warnAfterSeconds: Int64?
  package var errorAfterSeconds: Int64?
  package var rows: Int64?
  package var rejectedRows: Int64?
  package var bytes: Int64?
  package var version: Int64?
  /// Quality score 0…1 of the newest check.
  package var score: Double?
  /// Counts of the newest build.
  package var lastCounts: RowFlow?
  package var lastExecution: String?
  /// The newest run did not come to it: something before it failed, or the run was stopped.
  package var isLeftOut = false

  /// Which of its two ages is the one its limits are held against: that of the load, or that of the data.
  package var isJudgedByData: Bool {
    guard let eventAgeSeconds else { return false }
    return ageSeconds.map { eventAgeSeconds > $0 } ?? true
  }

  /// What its gate lets pass though a rule failed; nil when all is well.
  package var warning: String? {
    guard state == .ok || state == .running, let score, score < 1 else { return nil }
    return "quality \(ScoreText.percent(score)): a rule fails, and its gate only warns"
  }

  /// The age that its limits are held against: of the newest load or the newest event, whichever is older.
  package var judgedAgeSeconds: Int64? { [ageSeconds, eventAgeSeconds].compactMap { $0 }.max() }

  package init(name: String, layer: String, state: HealthState, reason: String = "") {
    self.name = name
    self.layer = layer
    self.state = state
    self.reason = reason
  }
}

/// Rows through one step. read = inserted + updated + deleted + superseded + rejected.
package struct RowFlow: Sendable, Hashable {
  package var read: Int64 = 0
  package var inserted: Int64 = 0
  package var updated: Int64 = 0
  package var deleted: Int64 = 0
  package var superseded: Int64 = 0
  package var rejected: Int64 = 0
  /// Rows that left the table without a row read for them.
  package var removed: Int64 = 0
  package init() {}

  /// Rows written: inserted and updated.
  package var written: Int64 { inserted.saturatingAdd(updated) }
}

package struct LayerStatus: Sendable, Hashable {
  package var name: String
  package var tables: [TableStatus]
  package init(name: String, tables: [TableStatus]) {
    self.name = name
    self.tables = tables
  }

  /// The worst of its tables.
  package var state: HealthState { tables.map(\.state).max() ?? .unknown }
  package func count(_ states: HealthState...) -> Int { tables.filter { states.contains($0.state) }.count }
}

package struct StatusReport: Sendable, Hashable {
  package var identity: EnvironmentIdentity
  /// When the report was taken.
  package var at: Date
  /// bronze, silver, gold.
  package var layers: [LayerStatus]
  package var running: [ExecutionSummary]
  package var lastExecution: ExecutionSummary?
  package var lastFailed: ExecutionSummary?
  /// Executions of the last 24 hours by status.
  package var recentCounts: [String: Int]
  package var alarms: [AlarmStatus] = []
  /// The first start that is to come; nil where nothing starts by itself.
  package var nextRun: NextRun?
  /// Tables that are in the lake and that nothing makes any more, each with one sentence about it.
  package var leftOver: [String: String] = [:]

  package init(identity: EnvironmentIdentity, at: Date, layers: [LayerStatus]) {
    self.identity = identity
    self.at = at
    self.layers = layers
    running = []
    recentCounts = [:]
  }

  /// A freshness policy is in error, a table's newest build failed, or an alarm is on that nobody muted: `assay status`
  /// then ends with 1.
  package var isBad: Bool { layers.contains { $0.count(.overdue, .failed) > 0 } || alarms.contains(where: \.isBad) }
}

extension RowFlow {
  package var json: JSONValue {
    [
      "read": .int(read), "inserted": .int(inserted), "updated": .int(updated), "deleted": .int(deleted),
      "superseded": .int(superseded), "rejected": .int(rejected), "removed": .int(removed),
    ]
  }
}

extension TableStatus {
  package var json: JSONValue {
    [
      "name": .string(name), "state": .string(state.rawValue), "reason": .string(reason),
      "warning": .optional(warning),
      "ageSeconds": .optional(ageSeconds), "lastLoadedAt": .optional(lastLoadedAt.map(Timestamp.text)),
      "newestEvent": .optional(newestEvent.map(Timestamp.text)), "eventAgeSeconds": .optional(eventAgeSeconds),
      "futureEvent": .optional(futureEvent.map(Timestamp.text)), "warnings": .array(warnings.map(JSONValue.string)),
      "warnAfterSeconds": .optional(warnAfterSeconds),
      "errorAfterSeconds": .optional(errorAfterSeconds), "rows": .optional(rows),
      "rejectedRows": .optional(rejectedRows), "bytes": .optional(bytes), "version": .optional(version),
      "score": score.map(JSONValue.double) ?? .null, "lastBuild": lastCounts?.json ?? .null,
      "lastExecution": .optional(lastExecution),
    ]
  }
}

extension StatusReport {
  package var json: JSONValue {
    [
      "project": .string(identity.project), "environment": .string(identity.environment),
      "at": .string(Timestamp.text(at)), "engine": .string(identity.engine),
      "layers": .array(
        layers.map { layer in
          [
            "name": .string(layer.name), "state": .string(layer.state.rawValue),
            "tables": .array(layer.tables.map(\.json)),
          ]
        }),
      "executions": [
        "running": .array(running.map(\.json)), "last": lastExecution?.json ?? .null,
        "lastFailed": lastFailed?.json ?? .null,
        "last24Hours": .object(JSONObject(recentCounts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
      ],
      "alarms": .array(alarms.map(\.json)),
      "leftOver": .array(
        leftOver.sorted { $0.key < $1.key }.map { ["name": .string($0.key), "reason": .string($0.value)] }),
    ]
  }
}
