import DataQuality
import DeltaLog
import Foundation
import Lake
import Ledger
import Project
import Words

/// Judges a table's candidate by its ruleset, before it is published.
package struct QualityGateCheck {
  let session: LakeSession
  let table: TableName

  package init(session: LakeSession, table: TableName) {
    self.session = session
    self.table = table
  }

  /// Nil when the table has no rules.
  func judge(_ rows: RowSet) throws -> NewQuality? {
    guard let ruleset = session.workspace.project.ruleset(of: table)?.ruleset else { return nil }
    let report = try session.compute.judge(rows, by: try judgement(ruleset))
    return NewQuality(
      table: table.description, gate: stops ? .stop : .warn, score: report.score, rowsPassed: report.rowsPassed,
      rowsFailed: report.rowsFailed, rules: report.results.map(RuleOutcome.init))
  }

  private var stops: Bool { session.workspace.project.quality.gate(of: table) == .stop }

  /// What a ruleset is held against beside the rows: the tables it names (`ReferentialIntegrity`, `CustomSql`), the files,
  /// and what its rules found before.
  package func judgement(_ ruleset: Ruleset) throws -> Judgement {
    let named = try session.workspace.project.tables(namedBy: ruleset).filter { $0 != table }
      .map { try session.inputState($0) }
    let (journal, name) = (session.journal, table.description)
    return Judgement(
      ruleset: ruleset, references: named.filter { !$0.isAbsent },
      unbuilt: Set(named.filter(\.isAbsent).map(\.table.description)),
      files: try JudgedFiles(session: session).files(of: table, for: ruleset), now: session.workspace.clock.now(),
      history: { rule in
        // A journal that cannot be read leaves a rule without history, which the rule's result then says.
        (try? journal.lastValues(table: name, rule: rule, count: 100)) ?? []
      })
  }
}

extension ProjectDefinition {
  /// The tables that stand in the text of a ruleset's rules.
  package func tables(namedBy ruleset: Ruleset) -> [TableName] {
    // SQL may quote names, and a rule quotes the quotes.
    let text = ruleset.rules.map(\.text).joined(separator: "\n").lowercased().filter { $0 != "\"" && $0 != "\\" }
    return tables.filter { Self.stands($0.description, in: text) }
  }

  /// Whether a name stands in a text whole: `silver.order` does not in `silver.orders`.
  private static func stands(_ name: String, in text: String) -> Bool {
    let (name, text) = (Array(name.utf8), Array(text.utf8))
    guard text.count >= name.count else { return false }
    return (0...(text.count - name.count)).contains { start in
      let end = start + name.count
      return text[start] == name[0] && text[start..<end].elementsEqual(name)
        && (start == 0 || !isPart(text[start - 1])) && (end == text.count || !isPart(text[end]))
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...: true
    default: false
    }
  }
}

/// A candidate that its rules keep from being published.
package struct QualityStop: NamedFailure, CustomStringConvertible {
  package let table: TableName
  package let quality: NewQuality
  /// What was read and rejected; nothing was written.
  package var counts = RowCounts()
  /// All rows in the table's quarantine now; nil where the stopped build had none to add.
  package var quarantinedRows: Int64?

  package var error: FailureName { .qualityStop }
  package var description: String { cause }

  package var cause: String {
    let failed = quality.rules.filter { $0.status != .pass }
    let first = failed.first.map { "\($0.rule): \($0.message)" } ?? ""
    let more = failed.count > 1 ? " (and \(failed.count - 1) more)" : ""
    return "\(table) was not published, its rules stop it: \(first)\(more)"
  }
}

extension RuleOutcome {
  init(_ result: RuleResult) {
    self.init(
      rule: result.rule, status: result.status, value: result.value, valueText: result.valueText,
      message: result.message)
  }
}
