import DataQuality
import Engine
import Files
import Foundation
import JSON
import Project
import Records
import Words

/// A file, or the folder of a Delta table, of nobody's project: read as a source would read it, for rules to judge.
///
/// Text files are scanned as `assay run` scans them: all values are texts, malformed records are no rows. Parquet and
/// Delta keep their types.
package struct JudgedData {
  package enum Format: String, Sendable, CaseIterable { case csv, jsonl, parquet, delta }

  /// As messages name it.
  package let name: String
  /// Absolute, links resolved.
  package let path: String
  package let format: Format
  /// How a text file is written.
  package let source: SourceDefinition

  package init(name: String, path: String, format: Format, source: SourceDefinition) {
    (self.name, self.path, self.format, self.source) = (name, path, format, source)
  }

  /// What the engine itself must be able to open: nothing of a text file, which our scanner reads.
  package var reach: (folders: [String], files: [String]) {
    switch format {
    case .csv, .jsonl: ([], [])
    case .parquet: ([], [path])
    case .delta: ([path], [])
    }
  }

  /// Puts the rows up in a session.
  ///
  /// - Parameter number: tells several data of one session apart.
  func open(in session: LakeSession, number: Int) throws -> Opened {
    switch format {
    case .delta: return Opened(relation: "(\(try RowReading(session, for: .owner).relation(path: path)))", files: [])
    case .parquet:
      let contents = try FileInspection(session: session, source: source, name: name).inspectParquet(path)
      let file = Quote.text(Glob.escaped(path))
      return Opened(
        relation: "(SELECT * FROM read_parquet(\(file), hive_partitioning = false))",
        files: [try QualityFile(path: path)], records: contents.records)
    case .csv, .jsonl: return try openText(in: session, number: number)
    }
  }

  private func openText(in session: LakeSession, number: Int) throws -> Opened {
    guard let file = try IncomingFile(path: RawPath(path), projectFolder: "") else {
      throw LakeError(.fileUnreadable, "there is no file \(name)")
    }
    guard let copy = try file.copy(into: session.workspace.pendingPath(source), between: {}) else {
      throw LakeError(.fileUnreadable, "\(name) is still being written")
    }
    let contents = try FileInspection(session: session, source: source, name: name).inspect(copy)
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

/// A ruleset held against data of nobody's project.
package struct DataCheck {
  package let data: JudgedData
  /// By the alias rules use: `ref`, or a table's name with its layer, `silver.orders`.
  package let references: [String: JudgedData]

  package init(data: JudgedData, references: [String: JudgedData] = [:]) {
    (self.data, self.references) = (data, references)
  }

  /// What the engine of the session must be able to open.
  package var reach: (folders: [String], files: [String]) {
    let all = ([data] + references.values).map(\.reach)
    return (all.flatMap(\.folders), all.flatMap(\.files))
  }

  package struct Outcome {
    package let report: QualityReport
    /// Records of the data that are no rows.
    package let malformed: Int64
  }

  package func run(_ ruleset: Ruleset, session: LakeSession, now: Date) throws -> Outcome {
    let opened = try data.open(in: session, number: 0)
    var context = QualityContext(
      relation: opened.relation, columns: try columns(opened.relation, session), now: now)
    context.files = opened.files
    context.textsAreUntyped = data.format == .csv || data.format == .jsonl
    var tables: Set<TableName> = []
    for (index, (alias, reference)) in references.sorted(by: { $0.key < $1.key }).enumerated() {
      let other = try reference.open(in: session, number: index + 1)
      context.references[alias] = other.relation
      context.referenceFiles[alias] = other.files
      // An alias that is no table's name with its layer is found by its bare name.
      guard let table = try? TableName(parsing: alias) else { continue }
      try session.createView(table, "SELECT * FROM \(other.relation) AS t")
      context.references[alias] = table.sql
      tables.insert(table)
    }
    let report = QualityCheck.run(ruleset, context, RuleEngine(session: session, tables: tables))
    return Outcome(report: report, malformed: opened.malformed)
  }

  private func columns(_ relation: String, _ session: LakeSession) throws -> [QualityContext.Column] {
    try session.connection.query("DESCRIBE SELECT * FROM \(relation)").rows
      .map { QualityContext.Column(name: $0[0].displayText, type: $0[1].displayText) }
  }
}
