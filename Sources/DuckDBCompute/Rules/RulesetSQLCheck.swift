import DataQuality
import Engine
import ModelSQL
import Project
import Words

/// What is wrong with the SQL and the patterns of a ruleset, told before anything runs.
package struct RulesetSQLCheck {
  let connection: Connection
  /// Tables that may be read; nil: nobody knows which there will be, so that tables are not checked, and SQL that
  /// another engine may take is only warned of.
  let tables: Set<TableName>?

  package init(connection: Connection, tables: Set<TableName>?) {
    (self.connection, self.tables) = (connection, tables)
  }

  /// - Parameter file: as the problems name it.
  package func problems(_ ruleset: Ruleset, file: String) throws -> [Problem] {
    var problems: [Problem] = []
    for (sql, rule) in ruleset.writtenSQL {
      if let (severity, message) = try problem(sql) { problems.append(rule.problem(file, severity, message)) }
    }
    for (pattern, rule) in ruleset.patterns {
      if let message = try fault(in: pattern) { problems.append(rule.problem(file, .error, message)) }
    }
    return problems + ruleset.hopeless.map { $0.rule.problem(file, .warning, "this rule always fails: \($0.reason)") }
  }

  private func problem(_ sql: RuleSQL) throws -> (Severity, String)? {
    var givesNumber = false
    if case .statement(_, true) = sql { givesNumber = true }
    let scope = RuleScope(relations: ["primary"], textColumns: [], givesNumber: givesNumber)
    let statement = RuleStatement(sql, scope)
    let parsed = try statement.parsed(knownTables: tables, connection: connection)
    switch statement.problem(parsed) {
    case nil: return nil
    case .missingReference(let message): return tables == nil ? nil : (.error, message)
    case .refused(let message): return (tables == nil && message.contains("syntax error") ? .warning : .error, message)
    }
  }

  /// Nil for a pattern the engine can read.
  private func fault(in pattern: String) throws -> String? {
    do {
      _ = try connection.query("SELECT regexp_matches('', $1)", [.text(pattern)])
      return nil
    } catch EngineError.query(let failure) {
      let reason = failure.message.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "it is none"
      return "the pattern cannot be read: \(reason)"
    }
  }
}

extension Rule {
  fileprivate func problem(_ file: String, _ severity: Severity, _ message: String) -> Problem {
    Problem(file, SourcePosition(line: line, column: column), severity, message)
  }
}
