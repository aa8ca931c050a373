import Clocks
import JSON
import Operations
import Project
import Runs
import Words

/// Answers with an engine in this process.
package struct EngineReader: LakeReader {
  let local: LocalEnvironment
  /// Whether the queries of dashboards are counted.
  let counts: Bool

  /// - Parameter counts: false for what screens ask again and again, and for whom nothing may be written.
  package init(_ local: LocalEnvironment, counts: Bool = true) { (self.local, self.counts) = (local, counts) }

  var project: ProjectDefinition { local.project }

  package func answer(_ question: LakeQuestion, while isWanted: @Sendable () -> Bool) throws(OperationsError)
    -> LakeAnswer
  {
    switch question {
    case .figures, .rows, .plan: try OperationsError.translated { try figured(question) }
    // Asked by names that a person wrote.
    case .tables: try OperationsError.answered { .tables(try tables()) }
    case .table(let name): try OperationsError.answered { .table(try table(name)) }
    case .history(let name, let limit): try OperationsError.answered { .history(try history(of: name, limit: limit)) }
    }
  }

  private func figured(_ question: LakeQuestion) throws -> LakeAnswer {
    switch question {
    case .figures(let dashboard, let range, let past):
      .figures(try figures(try project.dashboard(named: dashboard), range, past))
    case .rows(let table, let limit): .rows(try rows(of: try TableName(parsing: table), limit: limit))
    case .plan(let request): .plan(try plan(request))
    case .tables, .table, .history: throw LocalOperations.mixedUp
    }
  }

  private func rows(of table: TableName, limit: Int) throws -> TableRows {
    let reading = try local.reading()
    let failing = try reading.failingRows(of: table, limit: limit)
    let rejected = try reading.quarantine(of: table, limit: limit)
    return TableRows(
      failing: RowPage(
        columns: ["_rules"] + failing.columns,
        rows: failing.rows.map { [$0.rules.joined(separator: "; ")] + $0.values.map(Self.text) }),
      quarantine: RowPage(
        columns: rejected.columns.map(\.name),
        rows: rejected.rows.map { $0.map { $0.isNull ? nil : $0.displayText } }))
  }

  private static func text(_ value: JSONValue) -> String? {
    switch value {
    case .null: nil
    case .string(let text): text
    default: value.text
    }
  }
}
