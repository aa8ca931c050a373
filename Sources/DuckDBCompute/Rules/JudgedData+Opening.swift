import DataQuality
import Deliveries
import DeltaLog
import Engine
import Files
import Foundation
import JSON
import Lake
import Project
import Records
import Words

extension JudgedData {
  /// Puts the rows up in a session.
  ///
  /// - Parameter number: tells several data of one session apart.
  func open(in session: DuckDBSession, number: Int) throws -> Opened {
    switch format {
    case .delta: return Opened(relation: "(\(try session.relation(path: path)))", files: [])
    case .parquet:
      let contents = try FileInspection(workspace: session.workspace, compute: session, source: source, name: name)
        .inspectParquet(path)
      let file = SQLQuote.text(Glob.escaped(path))
      return Opened(
        relation: "(SELECT * FROM read_parquet(\(file), hive_partitioning = false))",
        files: [try QualityFile(path: path)], records: contents.records)
    case .csv, .jsonl: return try openText(in: session, number: number)
    }
  }

  private func openText(in session: DuckDBSession, number: Int) throws -> Opened {
    guard let file = try IncomingFile(path: RawPath(path), projectFolder: "") else {
      throw LakeError(.fileUnreadable, "there is no file \(name)")
    }
    guard let copy = try file.copy(into: session.workspace.pendingPath(source), between: {}) else {
      throw LakeError(.fileUnreadable, "\(name) is still being written")
    }
    let contents = try FileInspection(workspace: session.workspace, compute: session, source: source, name: name)
      .inspect(copy)
    let bytes = try contents.text?.file.map() ?? copy.bytes
    let names = ColumnNames(source)
    let columns = names.union(contents.columns)
    let rows = BronzeRows(
      names: names, sourceColumns: columns,
      files: [
        BronzeFile(
          bytes: bytes.bytes, owner: bytes, dialect: source.dialect, blocks: contents.blocks,
          columns: contents.columns, name: name, ingestedAt: 0, execution: "")
      ], isJSONLines: format == .jsonl, estimatedRows: Int(contents.records))
    let function = "assay_judged_\(number)"
    try session.connection.register(rows, name: function)
    let view = BronzeView(session: session, source: source, columns: columns)
    return Opened(
      relation: "(\(view.valuesSQL(function: function)))", files: [try QualityFile(path: path)],
      records: contents.records, malformed: contents.faults.count)
  }

  /// Data that rules can be asked about.
  struct Opened {
    /// As it may stand after FROM.
    let relation: String
    let files: [QualityFile]
    /// Good and malformed ones, where they were counted.
    var records: Int64 = 0
    var malformed: Int64 = 0
  }
}

extension DuckDBSession {
  package func judge(_ check: DataCheck, by ruleset: Ruleset, now: Date) throws -> DataCheck.Outcome {
    let opened = try check.data.open(in: self, number: 0)
    var context = QualityContext(
      relation: opened.relation, columns: try columns(opened.relation), now: now)
    context.files = opened.files
    context.textsAreUntyped = check.data.format == .csv || check.data.format == .jsonl
    var tables: Set<TableName> = []
    for (index, (alias, reference)) in check.references.sorted(by: { $0.key < $1.key }).enumerated() {
      let other = try reference.open(in: self, number: index + 1)
      context.references[alias] = other.relation
      context.referenceFiles[alias] = other.files
      // An alias that is no table's name with its layer is found by its bare name.
      guard let table = try? TableName(parsing: alias) else { continue }
      try createView(table, "SELECT * FROM \(other.relation) AS t")
      context.references[alias] = table.sql
      tables.insert(table)
    }
    let report = QualityCheck.run(ruleset, context, RuleEngine(session: self, tables: tables))
    return DataCheck.Outcome(report: report, malformed: opened.malformed)
  }

  private func columns(_ relation: String) throws -> [QualityContext.Column] {
    try connection.query("DESCRIBE SELECT * FROM \(relation)").rows
      .map { QualityContext.Column(name: $0[0].displayText, type: $0[1].displayText) }
  }
}

extension DuckDBSession {
  /// All rows of a table as a SELECT.
  package func relation(path: String, version: TableVersion = .newest) throws -> String {
    guard let snapshot = try deltaTable(path: path).snapshot(version) else { throw LakeError.noTable(path) }
    return try relation(of: snapshot).sql
  }
}
