import Canvas
import Clocks
import Foundation
import Operations
import Words

@testable import Reports

/// Values that reports are made from, small and fixed.
enum Samples {
  static let now = Timestamp.parse("2026-11-21T09:00:00Z") ?? .distantPast
  static let page = Page(width: 80, now: now)
  static let ascii = Page(width: 80, glyphs: .ascii, now: now)
  static let endless = Page(now: now)
  static let id = "20261121-061000-x7k2"

  static func moment(_ clock: String) -> Date { Timestamp.parse("2026-11-21T\(clock)Z") ?? .distantPast }

  static var identity: EnvironmentIdentity {
    EnvironmentIdentity(
      project: "shop", environment: "dev", isProtected: false, engine: "DuckDB 1.5.5", account: "this machine")
  }

  static func table(_ name: String, _ state: HealthState, _ reason: String = "", rows: Int64? = nil) -> TableStatus {
    var table = TableStatus(name: name, layer: String(name.prefix { $0 != "." }), state: state, reason: reason)
    table.rows = rows
    table.ageSeconds = rows == nil ? nil : 10_200
    table.version = rows == nil ? nil : 14
    table.rejectedRows = rows == nil ? nil : 0
    return table
  }

  static var execution: ExecutionSummary {
    var summary = ExecutionSummary(
      id: id, pipeline: "shop", status: .failed, trigger: .demo, startedAt: moment("06:10:00"))
    summary.endedAt = moment("06:10:04")
    summary.runDate = CalendarDay(year: 2026, month: 11, day: 21)
    summary.error = "Assay.SourceMissing"
    summary.cause = "payments: the file has not arrived"
    summary.stepsTotal = 3
    (summary.stepsDone, summary.stepsFailed, summary.stepsSkipped) = (1, 1, 1)
    return summary
  }

  static func step(_ name: String, _ status: StepStatus) -> StepSummary {
    StepSummary(name: name, kind: name.hasPrefix("bronze") ? .ingest : .build, status: status)
  }

  static var built: StepSummary {
    var step = step("silver.orders", .succeeded)
    step.startedAt = moment("06:10:01")
    step.endedAt = moment("06:10:02")
    step.flow.read = 1234
    step.flow.inserted = 1000
    step.flow.updated = 200
    step.flow.rejected = 4
    step.duplicates = 30
    step.versionBefore = 13
    step.versionAfter = 14
    step.score = 1
    step.message = "1,000 inserted"
    return step
  }

  static var failed: StepSummary {
    var step = step("bronze.payments", .failed)
    step.startedAt = moment("06:10:00")
    step.endedAt = moment("06:10:00")
    step.error = "Assay.SourceMissing"
    step.cause = "payments: the file has not arrived"
    return step
  }

  static var detail: ExecutionDetail {
    ExecutionDetail(summary: execution, steps: [failed, built, step("gold.sales", .skipped)])
  }
}

extension [StyledLine] {
  /// The lines as a picture to compare with a string literal.
  var picture: String {
    map { line in String(line.text.reversed().drop { $0 == " " }.reversed()) + "\n" }.joined()
      .trimmingCharacters(in: .newlines)
  }
}
