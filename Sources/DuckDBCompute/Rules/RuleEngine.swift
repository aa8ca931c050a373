import Clocks
import DataQuality
import Engine
import Foundation
import JSON
import ModelSQL
import Project
import Words

/// The engine as data quality rules ask it. What a rule's author wrote passes the same fence as a query: one SELECT over
/// tables that are there, no file, no setting, no secret.
struct RuleEngine: QualityEngine {
  let session: DuckDBSession
  /// Tables with a layer that rules may name; nil: those of the project.
  var tables: Set<TableName>?
  /// Called before rows are read.
  var open: () throws -> Void = {}

  func rows(_ sql: String) throws -> [[JSONValue]] {
    try open()
    return try facts(sql)
  }

  func facts(_ sql: String) throws -> [[JSONValue]] {
    do {
      return try session.connection.query(sql).rows.map { $0.map(\.json) }
    } catch EngineError.query(let failure) {
      throw RuleFailure(failure)
    }
  }

  func prepared(_ sql: RuleSQL, _ context: QualityContext) throws(RuleSQLProblem) -> String {
    try RuleStatement(sql, context.scope(of: sql)).prepared(
      knownTables: tables ?? session.workspace.project.readableTables,
      parameters: RunParameters(runDate: context.zone.day(context.now), runTimestamp: context.now),
      connection: session.connection)
  }
}

/// The SQL of one rule, understood through the engine's parse of it.
package struct RuleStatement {
  private let source: SQLText
  private let scope: RuleScope
  /// What stands before and behind the author's own text.
  private let wrapping: (before: String, behind: String)

  package init(_ sql: RuleSQL, _ scope: RuleScope) {
    self.scope = scope
    switch sql {
    case .condition(let text): wrapping = ("SELECT (", "\n) FROM \"primary\""); source = Self.text(wrapping, text)
    case .statement(let text, _): wrapping = ("", ""); source = SQLText(text)
    }
  }

  private static func text(_ wrapping: (before: String, behind: String), _ text: String) -> SQLText {
    SQLText(wrapping.before + text + wrapping.behind)
  }

  /// The engine's parse, with everything wrong in it. `knownTables`: nil leaves tables unchecked.
  package func parsed(knownTables: Set<TableName>?, connection: Connection) throws -> ParsedModel {
    try ModelAnalysis.analyze(
      source, as: .rule(scope), knownTables: knownTables, serializer: ConnectionSerializer(connection: connection))
  }

  func prepared(
    knownTables: Set<TableName>, parameters: RunParameters, connection: Connection
  ) throws(RuleSQLProblem) -> String {
    let parsed: ParsedModel
    let text: String
    do {
      parsed = try self.parsed(knownTables: knownTables, connection: connection)
      if let problem = problem(parsed) { throw problem }
      text = try ModelExpansion.expand(parsed, parameters: parameters)
    } catch let problem as RuleSQLProblem {
      throw problem
    } catch {
      throw .refused("\(error)")
    }
    return bare(text)
  }

  /// Without what stands around the author's text, which is as long in every engine's words.
  private func bare(_ text: String) -> String {
    String(text.dropFirst(wrapping.before.count).dropLast(wrapping.behind.count))
  }

  /// The same in Spark's words; what it has none for, or might take for something else, is refused.
  ///
  /// - Parameter tables: those that are to be had there.
  func shared(
    tables: [TableName: String], parameters: RunParameters, connection: Connection
  ) throws(RuleSQLProblem) -> String {
    let text: String
    do {
      let parsed = try ModelAnalysis.analyze(
        source, as: .sharedRule(scope), serializer: ConnectionSerializer(connection: connection))
      if let problem = SparkPortability.problems(of: parsed).first { throw RuleSQLProblem.refused(problem.text) }
      if let stranger = parsed.inputs.first(where: { tables[$0] == nil }) {
        throw RuleSQLProblem.refused("\(stranger) is read here")
      }
      guard parsed.typedUses.isEmpty else { throw RuleSQLProblem.refused("it takes texts for other values") }
      text = try ModelExpansion.expand(parsed, dialect: .spark, parameters: parameters, tables: tables)
    } catch let problem as RuleSQLProblem {
      throw problem
    } catch {
      throw .refused("\(error)")
    }
    return bare(text)
  }

  /// Why it is not asked; nil when it may be.
  package func problem(_ parsed: ParsedModel) -> RuleSQLProblem? {
    if !wrapping.before.isEmpty, !SQLTokens(source.text).isOneGroup(from: wrapping.before.utf8.count - 1) {
      return .refused("the condition of where must be one expression")
    }
    let errors = parsed.problems.filter { $0.severity == .error }
    guard let first = errors.first else { return nil }
    if errors.count == parsed.missingTables.count, let table = parsed.missingTables.first {
      return .missingReference("the reference \"\(table)\" is not there")
    }
    return .refused(first.message)
  }
}

/// What the engine says to a rule, without a value of the data: messages of rules go to logs and screens that more people
/// see than the table.
struct RuleFailure: Error, CustomStringConvertible {
  let description: String

  init(_ failure: QueryFailure) {
    let line = failure.message.prefix { $0 != "\n" }.description
    switch failure.kind {
    case .syntax, .binder, .interrupted, .outOfMemory, .diskFull, .permission: description = line
    case .conversion:
      description = "a value is not what the SQL takes it for: " + line.replacing(/'[^']*'|"[^"]*"/, with: "…")
    case .other(let name):
      description = line.contains("regex") || line.contains("regular") ? line : "the SQL failed while it ran (\(name))"
    case .inputOutput, .constraint, .rowSource, .fatal: description = "the engine failed while it ran the SQL"
    }
  }
}

extension QualityContext {
  func scope(of sql: RuleSQL) -> RuleScope {
    var givesNumber = false
    if case .statement(_, true) = sql { givesNumber = true }
    return RuleScope(
      relations: Set(references.keys).union(["primary"]), textColumns: Set(columns.filter(\.isText).map(\.name)),
      givesNumber: givesNumber)
  }
}
