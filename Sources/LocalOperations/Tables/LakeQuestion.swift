import Foundation
import Operations

/// What can only be answered by reading the tables, and so takes an engine. Everything else an operator sees comes from the
/// journal.
package enum LakeQuestion: Sendable, Hashable, Codable {
  /// A dashboard's tiles; nil is the first dashboard, the range its own, and of now.
  case figures(dashboard: String?, range: DayRange?, past: LakePast? = nil)
  /// Rows of a table that fail a rule, and rows that were rejected.
  case rows(table: String, limit: Int)
  /// What a run would touch.
  case plan(RunRequest)
  /// What tables there are, one by its name, and how one came to be.
  case tables
  case table(String)
  case history(table: String, limit: Int)
}

/// The lake as it stood.
package struct LakePast: Sendable, Hashable, Codable {
  package var moment: Date
  /// Of tables of which the version is known, by name; a version of nil: the table was not there yet.
  package var versions: [String: Int64?] = [:]

  package init(_ moment: Date, versions: [String: Int64?] = [:]) { (self.moment, self.versions) = (moment, versions) }
}

package enum LakeAnswer: Sendable, Hashable, Codable {
  case figures(DashboardFigures)
  case rows(TableRows)
  case plan(RunPlan)
  case tables([TableEntry])
  case table(TableDetail)
  case history(TableHistory)
}

package struct DashboardFigures: Sendable, Hashable, Codable {
  package var dashboard: String
  package var range: DayRange
  package var tiles: [ReportTile]
  /// The days the tables' data reach; nil when nobody knows.
  package var dataDays: DayRange?
  /// The tables the tiles read.
  package var tables: [String]
}

package struct TableRows: Sendable, Hashable, Codable {
  package var failing: RowPage
  package var quarantine: RowPage
}

/// Who answers: an engine in this process, or in another.
///
/// Calls block. An answer is of its question's kind.
package protocol LakeReader: Sendable {
  /// - Parameter isWanted: asked now and then while it takes; when it says no, the call ends with any error.
  func answer(_ question: LakeQuestion, while isWanted: @Sendable () -> Bool) throws(OperationsError) -> LakeAnswer
}

extension LocalOperations {
  func figures(
    dashboard: String?, range: DayRange?, past: LakePast? = nil
  ) throws(OperationsError) -> DashboardFigures {
    let answer = try reader.answer(.figures(dashboard: dashboard, range: range, past: past), while: isWanted)
    guard case .figures(let figures) = answer else { throw Self.mixedUp }
    return figures
  }

  func rows(of table: String, limit: Int) throws(OperationsError) -> TableRows {
    let answer = try reader.answer(.rows(table: table, limit: limit), while: isWanted)
    guard case .rows(let rows) = answer else { throw Self.mixedUp }
    return rows
  }

  package func plan(_ request: RunRequest) throws -> RunPlan {
    guard case .plan(let plan) = try reader.answer(.plan(request), while: isWanted) else { throw Self.mixedUp }
    return try noting(plan)
  }

  static var mixedUp: OperationsError { .failed("the answer belongs to another question") }
}
