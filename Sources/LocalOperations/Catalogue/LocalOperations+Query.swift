import Clocks
import Foundation
import Lake
import Metrics
import ModelSQL
import Operations
import Rows
import Words

extension LocalOperations: QueryReading {
  package func obstacle(to capability: Capability) -> String? {
    guard capability == .query, !(reader is EngineReader) else { return nil }
    return "the tables are read by another process here, which answers whole questions only"
  }

  package func rows(_ question: RowsQuestion, asOf: Date?, to sink: inout some RowSink) throws {
    let (question, moment) = (question, past(asOf))
    try OperationsError.answered {
      switch question {
      case .select(let text): try select(SQLText(text), "query", .query, asOf, to: &sink)
      case .saved(let name):
        let query = try project.savedQuery(named: name)
        try select(query.source, query.path, .saved, asOf, to: &sink)
      case .table(let name, let version, let limit):
        let version = moment.map { version == .newest ? .asOf($0) : version } ?? version
        try table(try project.table(named: name), version, limit, to: &sink)
      }
    }
  }

  private func select(
    _ text: SQLText, _ file: String, _ group: QueryMetrics.WorkGroup?, _ asOf: Date?, to sink: inout some RowSink
  ) throws {
    try refusePast(asOf, "a SELECT reads the tables as they stand; of one table earlier rows can be asked for")
    let now = local.clock.now()
    try local.reading(counting: group).stream(
      text, file: file, parameters: RunParameters(runDate: project.timeZone.day(now), runTimestamp: now), to: &sink)
  }

  private func table(
    _ name: TableName, _ version: TableMoment, _ limit: Int?, to sink: inout some RowSink
  ) throws {
    guard project.source(of: name)?.keep == .files else {
      return try local.reading().stream(
        path: local.workspace.tablePath(name), version: TableVersion(version), limit: limit, to: &sink)
    }
    guard version == .newest else {
      throw OperationsError.invalid(
        "\(name) is kept as files and has no versions; its files: assay table history \(name)")
    }
    let clause = limit.map { " limit \($0)" } ?? ""
    try select(SQLText("select * from \(name)\(clause)"), "\(name)", nil, nil, to: &sink)
  }
}

extension TableVersion {
  init(_ moment: TableMoment) {
    self =
      switch moment {
      case .newest: .newest
      case .version(let version): .version(version)
      case .asOf(let moment): .asOf(moment)
      }
  }
}
