import DataQuality
import Foundation
import JSON
import Ledger
import Operations
import Project
import Words

extension LocalOperations {
  package func quality() throws -> [TableQuality] {
    try translated {
      let newest = try journal.latestQualities()
      let successes = try journal.latestSuccesses()
      return try project.rulesets.map(\.table).sorted().map { table in
        try quality(table, newest[table.description], successes[table.description])
      }
    }
  }

  private func quality(_ table: TableName, _ record: QualityRecord?, _ success: StepRecord?) throws -> TableQuality {
    var quality = TableQuality(table: table.description, gate: project.quality.gate(of: table).rawValue)
    quality.quarantinedRows = success?.details["quarantinedRows"]?.intValue ?? 0
    quality.scoreHistory = try journal.scoreHistory(of: table.description, limit: 30).compactMap(\.score).reversed()
    guard let record else { return quality }
    quality.score = record.quality.score
    quality.rowsPassed = record.quality.rowsPassed
    quality.rowsFailed = record.quality.rowsFailed
    quality.checkedAt = record.at
    quality.execution = record.execution.rawValue
    quality.isOfStoppedBuild = record.quality.gate == .stop && record.quality.rules.contains { $0.status != .pass }
    quality.rules = record.quality.rules.map { rule in
      RuleVerdict(
        rule: rule.rule, status: rule.status.rawValue.uppercased(), value: rule.value, message: rule.message)
    }
    return quality
  }

  package func quality(table name: String, rowLimit: Int) throws -> QualityDetail {
    try translated {
      let table = try known(name)
      var quality = try quality(
        table, journal.latestQuality(of: name), journal.latestSuccess(of: name))
      for index in quality.rules.indices {
        quality.rules[index].verdicts = try journal.ruleHistory(
          table: name, rule: quality.rules[index].rule, limit: 30
        ).map { $0.status.rawValue.uppercased() }.reversed()
        quality.rules[index].history = try journal.lastValues(
          table: name, rule: quality.rules[index].rule, count: 30
        ).reversed()
      }
      var rows = try self.rows(of: name, limit: rowLimit)
      rows.quarantine.total = quality.quarantinedRows
      return QualityDetail(quality: quality, failingRows: rows.failing, quarantine: rows.quarantine)
    }
  }

  /// A table of the project by name; throws `notFound` with the nearest name.
  package func known(_ name: String) throws -> TableName {
    let table = try TableName(parsing: name)
    guard project.tables.contains(table) else {
      let hint = NearestName.hint(for: name, among: project.tables.map(\.description))
      throw OperationsError.notFound("there is no table \(name)\(hint)")
    }
    return table
  }
}
