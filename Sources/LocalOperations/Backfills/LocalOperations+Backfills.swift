import Clocks
import Foundation
import Ledger
import Operations
import Processes
import Runs
import Words

extension LocalOperations: BackfillOperations {
  package func backfills(asOf: Date?) throws -> [BackfillSummary] {
    try refusePast(asOf, "a backfill's days tell what became of them since")
    return try translated { try journal.backfills(limit: 200).map(summary) }
  }

  /// Seconds in which the process that drives a new one may not have named itself yet.
  private static let driverStart: TimeInterval = 10

  private func summary(_ record: BackfillRecord) throws -> BackfillSummary {
    let isDriven =
      record.worker.map { ProcessIdentity.sign(host: record.host, worker: $0) != .dead }
      ?? (local.clock.now().timeIntervalSince(record.createdAt) < Self.driverStart)
    return BackfillSummary(
      id: record.id, state: record.state, tables: try RunInput(json: record.input).tables.map(\.description),
      createdAt: record.createdAt, createdBy: record.createdBy, atOnce: record.atOnce, isDriven: isDriven,
      days: record.days.map {
        BackfillSummary.Day(
          day: $0.day, state: $0.state, attempt: $0.attempt, execution: $0.execution?.rawValue, note: $0.note)
      })
  }

  /// Days of one backfill, and of one answer about coverage.
  package static let mostDays = 1000

  package func startBackfill(_ days: [CalendarDay], _ request: RunRequest, atOnce: Int) throws -> String {
    try translated {
      guard !days.isEmpty else { throw OperationsError.refused("there is no day to run: all are done") }
      guard days.count <= Self.mostDays else {
        throw OperationsError.refused("\(days.count) days are more than \(Self.mostDays); give fewer")
      }
      guard (1...8).contains(atOnce) else { throw OperationsError.refused("1 to 8 days may run at the same time") }
      _ = try journal.dataVersion()
      try local.findEngine()
      let record = try journal.createBackfill(
        days, input: try RunInput(request).json, atOnce: atOnce, by: NSUserName())
      try starter.launchBackfill(record.id)
      return record.id
    }
  }

  package func pauseBackfill(_ id: String) throws {
    try change(id, from: [.running], to: .paused, "backfill pause", "only one that runs can be paused")
  }

  package func resumeBackfill(_ id: String) throws {
    try change(id, from: [.running, .paused], to: .running, "backfill resume", "it is over; retry its days")
    try translated { try starter.launchBackfill(id) }
  }

  package func cancelBackfill(_ id: String) throws {
    try change(id, from: [.running, .paused], to: .cancelled, "backfill cancel", "it is over already")
    // Whoever drives it stops what runs; where nobody does, somebody has to.
    try translated { try starter.launchBackfill(id) }
  }

  package func retryBackfill(_ id: String) throws {
    try translated {
      let record = try existingBackfill(id)
      guard record.count(.failed) + record.count(.cancelled) > 0 else {
        throw OperationsError.refused("no day of it failed or was left out")
      }
    }
    try change(
      id, from: Set(BackfillState.allCases), to: .running, "backfill retry", "",
      requeueing: [.failed, .cancelled])
    try translated { try starter.launchBackfill(id) }
  }

  package func markBackfillDay(_ day: CalendarDay, of id: String, reason: String) throws {
    try translated {
      let record = try existingBackfill(id)
      guard record.days.contains(where: { $0.day == day }) else {
        throw OperationsError.notFound("\(day) is no day of \(id)")
      }
      guard try journal.markDay(day, of: id, by: NSUserName(), reason: reason) else {
        throw OperationsError.refused("\(day) runs, or is done")
      }
    }
  }

  private func existingBackfill(_ id: String) throws -> BackfillRecord {
    guard let record = try journal.backfill(id) else {
      throw OperationsError.notFound("there is no backfill \(id); `assay backfill list` lists them")
    }
    return record
  }

  private func change(
    _ id: String, from states: Set<BackfillState>, to state: BackfillState, _ action: String, _ refusal: String,
    requeueing: Set<BackfillDayState> = []
  ) throws {
    try translated {
      let record = try existingBackfill(id)
      guard
        try journal.setBackfill(
          id, from: states, to: state, requeueing: requeueing, by: (NSUserName(), action))
      else { throw OperationsError.refused("\(id) is \(record.state.rawValue): \(refusal)") }
    }
  }

  // MARK: coverage

  package func coverage(
    from: CalendarDay, until: CalendarDay, tables: [String], asOf: Date?
  ) throws -> [CoverageDay] {
    try refusePast(asOf, "which days wait is known of now only")
    return try translated {
      guard from <= until else { throw OperationsError.refused("\(from) is after \(until)") }
      let count = until.daysSince1970 - from.daysSince1970 + 1
      guard count <= Self.mostDays else {
        throw OperationsError.refused("\(count) days are more than \(Self.mostDays); give fewer")
      }
      let lost = try LostExecutions(journal)
      let waiting = try journal.backfills(limit: 50)
      let first = try journal.firstRunDate()
      return try (0..<count).map { offset in
        let day = from.advanced(by: offset)
        var covered = try coverage(of: day, tables, waiting, lost)
        if covered.state == .missing, first.map({ day < $0 }) ?? true, !hasFile(of: day) { covered.state = .outside }
        return covered
      }
    }
  }

  /// A file that a source expects of a day lies there.
  private func hasFile(of day: CalendarDay) -> Bool {
    project.sources.contains { source in
      source.expectedPath(for: day).map { FileManager.default.fileExists(atPath: $0) } ?? false
    }
  }

  private func coverage(
    of day: CalendarDay, _ tables: [String], _ backfills: [BackfillRecord], _ lost: LostExecutions
  ) throws -> CoverageDay {
    let runs = try journal.executions(ExecutionFilter(runDate: day), limit: 50).map(lost.shown)
      .filter { Self.covers($0, tables) }
    if let done = runs.first(where: { $0.status == .succeeded }) {
      return CoverageDay(day, .done, execution: done.id.rawValue)
    }
    if let running = runs.first(where: { $0.status == .running }) {
      return CoverageDay(day, .running, execution: running.id.rawValue)
    }
    let places = backfills.filter { record in
      guard let named = try? RunInput(json: record.input).tables.map(\.description) else { return false }
      return named.isEmpty || (!tables.isEmpty && Set(tables).isSubset(of: named))
    }.flatMap(\.days).filter { $0.day == day }
    if let marked = places.first(where: { $0.state == .marked }) {
      return CoverageDay(day, .marked, execution: marked.execution?.rawValue, note: marked.note)
    }
    if let queued = places.first(where: { $0.state == .queued }) { return CoverageDay(day, .queued, note: queued.note) }
    if let failed = runs.first, let repairing = try journal.repairs(of: [failed])[failed.id] {
      return CoverageDay(day, .done, execution: repairing.rawValue, note: "repaired \(failed.id)")
    }
    if let failed = runs.first, let mark = try mark(of: failed.id) {
      return CoverageDay(day, .marked, execution: failed.id.rawValue, note: mark)
    }
    if let failed = runs.first { return CoverageDay(day, .failed, execution: failed.id.rawValue, note: failed.cause) }
    return CoverageDay(day, .missing)
  }

  /// A run was of all these tables, or of everything.
  private static func covers(_ run: ExecutionRecord, _ tables: [String]) -> Bool {
    guard run.workflow == nil, let named = try? RunInput(json: run.input).tables.map(\.description) else {
      return false
    }
    return named.isEmpty || (!tables.isEmpty && Set(tables).isSubset(of: named))
  }
}
