import Foundation
import Words

/// What rules said of tables.
package protocol VerdictStore: Sendable {
  /// The newest evaluation of every table that has one.
  func latestQualities() throws(JournalError) -> [String: QualityRecord]

  /// When every table that has an evaluation was evaluated last.
  func latestQualityTimes() throws(JournalError) -> [String: Date]

  /// Those with a rule that failed, of executions that started at a moment or later; oldest first.
  func failedVerdicts(since: Date, limit: Int) throws(JournalError) -> [QualityRecord]

  /// The evaluations of one execution, in their order.
  func qualities(of execution: ExecutionID) throws(JournalError) -> [QualityRecord]

  /// A rule's evaluations, newest first.
  func ruleHistory(table: String, rule: String, limit: Int) throws(JournalError) -> [RulePoint]

  /// The numbers a rule measured last, newest first, as DQDL's `last(k)` needs them; evaluations without one do not count.
  func lastValues(table: String, rule: String, count: Int) throws(JournalError) -> [Double]

  /// A table's scores, newest first; `before` is the id of the last one of a page.
  func scoreHistory(of table: String, before: Int64?, limit: Int) throws(JournalError) -> [ScorePoint]
}
