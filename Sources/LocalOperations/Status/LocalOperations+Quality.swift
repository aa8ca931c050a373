import DataQuality
import Foundation
import JSON
import Ledger
import Operations
import Project
import Words

extension LocalOperations: QualityReading {
  package func quality(asOf: Date?) throws -> [TableQuality] {
    try translated {
      let moment = past(asOf)
      let verdicts = try KnownVerdicts(journal, until: moment)
      return try project.rulesets.map(\.table).sorted().map { try quality($0, verdicts) }
    }
  }

  private func quality(_ table: TableName, _ verdicts: KnownVerdicts) throws -> TableQuality {
    let record = try verdicts.newest(of: table.description)
    var quality = TableQuality(table: table.description, gate: project.quality.gate(of: table))
    quality.quarantinedRows = try verdicts.quarantinedRows(of: table.description)
    quality.scoreHistory = try verdicts.scores(of: table.description, limit: 30).compactMap(\.score).reversed()
    guard let record else { return quality }
    quality.score = record.quality.score
    quality.rowsPassed = record.quality.rowsPassed
    quality.rowsFailed = record.quality.rowsFailed
    quality.checkedAt = record.at
    quality.execution = record.execution.rawValue
    quality.isOfStoppedBuild = record.quality.gate == .stop && record.quality.rules.contains { $0.status != .pass }
    quality.rules = record.quality.rules.map { rule in
      RuleVerdict(
        rule: rule.rule, status: rule.status, value: rule.value, message: rule.message)
    }
    return quality
  }

  package func quality(table name: String, rowLimit: Int, asOf: Date?) throws -> QualityDetail {
    try translated {
      if rowLimit > 0 { try refusePast(asOf, "a table's rows are read as they are now; its verdicts are known") }
      let table = try known(name)
      let verdicts = try KnownVerdicts(journal, until: past(asOf))
      var quality = try quality(table, verdicts)
      for index in quality.rules.indices {
        let points = try verdicts.points(of: quality.rules[index].rule, table: name, limit: 30)
        quality.rules[index].verdicts = points.map(\.status).reversed()
        quality.rules[index].history = try verdicts.values(of: quality.rules[index].rule, table: name, limit: 30)
          .reversed()
      }
      guard past(asOf) == nil else {
        return QualityDetail(quality: quality, failingRows: RowPage(), quarantine: RowPage())
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
