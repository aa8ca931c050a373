import Clocks
import Foundation
import Ledger
import Operations
import Words

extension LocalOperations: RunReading {
  package func executions(_ query: ExecutionQuery, asOf: Date?) throws -> [ExecutionSummary] {
    try translated {
      if let moment = past(asOf) { return try PastExecutions(self, moment).page(query) }
      var filter = ExecutionFilter(
        status: query.status, before: query.before.map { ExecutionID($0) })
      (filter.words, filter.withoutWords) = (query.words, query.withoutWords)
      return try summaries(LostExecutions(journal).page(filter, limit: query.limit, of: journal))
    }
  }

  package func execution(_ id: String, asOf: Date?) throws -> ExecutionDetail {
    try translated {
      let lost = try LostExecutions(journal)
      let record = lost.shown(try existing(id))
      if let moment = past(asOf) { return try defined(PastExecutions(self, moment).detail(record), record) }
      let qualities = Dictionary(
        try journal.qualities(of: record.id).map { ($0.quality.table, $0.quality) }, uniquingKeysWith: { $1 })
      let steps = try journal.steps(of: record.id).map(lost.shown).map { StepSummary($0, quality: qualities[$0.name]) }
      var detail = ExecutionDetail(summary: try summary(record), steps: steps)
      detail.input = record.workflow == nil ? record.input : record.input["input"] ?? [:]
      return try defined(detail, record)
    }
  }

  /// With what its machine says of each state.
  private func defined(_ detail: ExecutionDetail, _ record: ExecutionRecord) throws -> ExecutionDetail {
    guard record.workflow != nil, let kept = try journal.workflow(of: record.id) else { return detail }
    var detail = detail
    detail.steps = try StateDefinitions(text: kept.definition).defining(detail.steps)
    return detail
  }

  func existing(_ id: String) throws -> ExecutionRecord {
    guard let record = try journal.execution(ExecutionID(id)) else {
      throw OperationsError.notFound("there is no execution \(id); `assay runs` lists them")
    }
    return record
  }

  func summary(_ record: ExecutionRecord) throws -> ExecutionSummary { try summaries([record])[0] }

  /// In the same order.
  func summaries(_ records: [ExecutionRecord]) throws -> [ExecutionSummary] {
    let counts = try journal.stepCounts(of: records.map(\.id))
    let repairs = try journal.repairs(of: records.filter { $0.status.isFinal && $0.status != .succeeded })
    return try records.map { record in
      var summary = ExecutionSummary(record, steps: counts[record.id] ?? [:])
      summary.repairedBy = repairs[record.id]?.rawValue
      if summary.isOpenFailure { summary.markedBy = try mark(of: record.id) }
      return summary
    }
  }

  package func logs(_ query: LogQuery, asOf: Date?) throws -> [LogLine] {
    try translated {
      let filter = LogFilter(
        execution: ExecutionID(query.execution), step: query.step, minimumLevel: query.level,
        search: query.search)
      let lines = try journal.logs(filter, after: query.afterID, limit: query.limit)
      // Lines are in the order they were written, so those that were not yet are at the end.
      let known = past(asOf).map { moment in lines.filter { $0.at <= moment } } ?? lines
      return known.map(LogLine.init)
    }
  }
}
