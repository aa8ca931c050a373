import DataQuality
import DeltaLog
import Foundation
import Journal
import Project
import Words

/// Judges a table's candidate by its ruleset, before it is published.
struct QualityGateCheck {
  let session: LakeSession
  let table: TableName

  /// Nil when the table has no rules. `relation` is a SELECT over the candidate.
  func judge(_ relation: String) throws -> NewQuality? {
    guard let source = session.workspace.project.ruleset(of: table) else { return nil }
    try session.forgetSecrets()
    let context = try context(relation, source.ruleset)
    let report = QualityCheck.run(source.ruleset, context, RuleEngine(session: session))
    return NewQuality(
      table: table.description, gate: stops ? .stop : .warn, score: report.score, rowsPassed: report.rowsPassed,
      rowsFailed: report.rowsFailed, rules: report.results.map(RuleOutcome.init))
  }

  private var stops: Bool { session.workspace.project.quality.gate(of: table) == .stop }

  /// What a ruleset is checked against, with the tables it names made readable.
  func context(_ relation: String, _ ruleset: Ruleset) throws -> QualityContext {
    let unbuilt = try createReferenceViews(ruleset)
    let columns = try session.connection.query("DESCRIBE \(relation)").rows
      .map { QualityContext.Column(name: $0[0].displayText, type: $0[1].displayText) }
    let journal = session.journal
    let name = table.description
    var context = QualityContext(
      relation: "(\(relation))", columns: columns, references: references, now: session.workspace.clock.now(),
      history: { rule in
        // A journal that cannot be read leaves a rule without history, which the rule's result then says.
        (try? journal.lastValues(table: name, rule: rule, count: 100)) ?? []
      })
    context.zone = session.workspace.project.timeZone
    context.unbuilt = unbuilt
    context.files = try JudgedFiles(session: session).files(of: table, for: ruleset)
    return context
  }

  private var references: [String: String] {
    Dictionary(
      session.workspace.project.tables.map { ($0.description, $0.sql) }, uniquingKeysWith: { first, _ in first })
  }

  /// Rules may name other tables (`ReferentialIntegrity`, `CustomSql`): those that stand in the text are made readable.
  /// Returns the ones that were never built.
  private func createReferenceViews(_ ruleset: Ruleset) throws -> Set<String> {
    var unbuilt: Set<String> = []
    for other in session.workspace.project.tables(namedBy: ruleset) where other != table {
      let input = try session.inputState(other)
      if case .absent = input.content {
        unbuilt.insert(other.description)
      } else {
        try session.createWholeView(input)
      }
    }
    return unbuilt
  }
}

extension ProjectDefinition {
  /// The tables that stand in the text of a ruleset's rules.
  package func tables(namedBy ruleset: Ruleset) -> [TableName] {
    let text = ruleset.rules.map(\.text).joined(separator: "\n").lowercased()
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
package struct QualityStop: Error, Sendable, CustomStringConvertible {
  package let table: TableName
  package let quality: NewQuality

  package var description: String {
    let failed = quality.rules.filter { $0.status != .pass }
    let first = failed.first.map { "\($0.rule): \($0.message)" } ?? ""
    let more = failed.count > 1 ? " (and \(failed.count - 1) more)" : ""
    return "\(table) was not published, its rules stop it: \(first)\(more)"
  }
}

extension RuleOutcome {
  init(_ result: RuleResult) {
    let status: RuleStatus =
      switch result.status {
      case .pass: .pass
      case .fail: .fail
      case .error: .error
      }
    self.init(
      rule: result.rule, status: status, value: result.value, valueText: result.valueText, message: result.message)
  }
}
