import Clocks
import Foundation
import Operations

extension FakeOperations: BackfillOperations {
  package func backfills(asOf: Date?) throws -> [BackfillSummary] {
    if let asOf, asOf < read({ $0.status.at }) { return [] }
    return read(\.backfills)
  }

  package func coverage(
    from: CalendarDay, until: CalendarDay, tables: [String], asOf: Date?
  ) throws -> [CoverageDay] {
    let known = Dictionary(read(\.coverage).map { ($0.day, $0) }) { first, _ in first }
    return (from.daysSince1970...max(from.daysSince1970, until.daysSince1970)).map { day in
      let day = CalendarDay(daysSince1970: day)
      return known[day] ?? CoverageDay(day, .missing)
    }
  }

  package func startBackfill(_ days: [CalendarDay], _ request: RunRequest, atOnce: Int) throws -> String {
    change { $0.backfilled.append(days) }
    return "backfill-new1"
  }

  package func pauseBackfill(_ id: String) throws { tell("pause \(id)") }
  package func resumeBackfill(_ id: String) throws { tell("resume \(id)") }
  package func cancelBackfill(_ id: String) throws { tell("cancel \(id)") }
  package func retryBackfill(_ id: String) throws { tell("retry \(id)") }
  package func markBackfillDay(_ day: CalendarDay, of id: String, reason: String) throws {
    tell("mark \(day) of \(id): \(reason)")
  }

  private func tell(_ text: String) { change { $0.said.append(text) } }
}
