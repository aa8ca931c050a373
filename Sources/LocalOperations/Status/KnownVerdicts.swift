import Foundation
import Ledger
import Words

/// What rules said, as far as it was known at a moment; nil is now. Of now each table's newest is read once for all.
struct KnownVerdicts {
  private let journal: any RunLedger
  private let moment: Date?
  private let newest: [String: QualityRecord]
  private let steps: [String: StepRecord]
  private let successes: [String: StepRecord]
  private static let page = 200

  init(_ journal: any RunLedger, until moment: Date?) throws {
    (self.journal, self.moment) = (journal, moment)
    newest = moment == nil ? try journal.latestQualities() : [:]
    steps = moment == nil ? try journal.latestSteps() : [:]
    successes = moment == nil ? try journal.latestSuccesses() : [:]
  }

  func newest(of table: String) throws -> QualityRecord? {
    guard moment != nil else { return newest[table] }
    guard let point = try scores(of: table, limit: 1).first else { return nil }
    return try journal.qualities(of: point.execution).first { $0.id == point.id }
  }

  /// Rows in a table's quarantine.
  func quarantinedRows(of table: String) throws -> Int64 {
    let newest = try newestStep(of: table, steps, status: nil)
    let success = try newestStep(of: table, successes, status: .succeeded)
    return try journal.quarantinedRows(after: newest, since: success, until: moment) ?? 0
  }

  private func newestStep(
    of table: String, _ known: [String: StepRecord], status: StepStatus?
  ) throws -> StepRecord? {
    guard let moment else { return known[table] }
    var last: Int64?
    while true {
      let page = try journal.stepHistory(of: table, status: status, before: last, limit: Self.page)
      if let found = page.first(where: { ($0.endedAt ?? .distantFuture) <= moment }) { return found }
      guard page.count == Self.page else { return nil }
      last = page.last?.sequence
    }
  }

  /// Newest first.
  func scores(of table: String, limit: Int) throws -> [ScorePoint] {
    guard let moment else { return try journal.scoreHistory(of: table, limit: limit) }
    var found: [ScorePoint] = []
    var last: Int64?
    while true {
      let page = try journal.scoreHistory(of: table, before: last, limit: Self.page)
      found += page.filter { $0.at <= moment }
      guard found.count < limit, page.count == Self.page else { return Array(found.prefix(limit)) }
      last = page.last?.id
    }
  }

  /// A rule's evaluations, newest first. The ledger pages none, so of the past as many are seen as it gives at once.
  func points(of rule: String, table: String, limit: Int) throws -> [RulePoint] {
    guard let moment else { return try journal.ruleHistory(table: table, rule: rule, limit: limit) }
    let all = try journal.ruleHistory(table: table, rule: rule, limit: 100_000)
    return Array(all.lazy.filter { $0.at <= moment }.prefix(limit))
  }

  /// The numbers a rule measured, newest first.
  func values(of rule: String, table: String, limit: Int) throws -> [Double] {
    guard moment != nil else { return try journal.lastValues(table: table, rule: rule, count: limit) }
    return Array(try points(of: rule, table: table, limit: 100_000).compactMap(\.value).prefix(limit))
  }
}
