import Clocks
import Engine
import Foundation
import JSON
import Lake
import Ledger
import ModelSQL
import Project
import Words

extension DuckDBSession {
  package func prepare(_ model: Model, _ parameters: RunParameters) throws -> PreparedModel {
    let parsed = try parse(model)
    return PreparedModel(inputs: parsed.inputs, text: try expand(parsed, parameters: parameters))
  }

  /// The engine's parse of a model; throws with every problem when it has errors.
  func parse(_ model: Model) throws -> ParsedModel {
    let parsed = try ModelAnalysis.analyze(
      model, knownTables: workspace.project.readableTables, serializer: ConnectionSerializer(connection: connection))
    try refuse(parsed, file: model.path)
    return parsed
  }

  /// Parses a question that is no model: an ad-hoc or saved query, a dashboard's tile.
  package func understand(_ query: SQLText, file: String) throws -> ParsedModel {
    let parsed = try ModelAnalysis.analyze(
      query, as: .query, knownTables: nil, serializer: ConnectionSerializer(connection: connection))
    try refuse(parsed, file: file)
    return parsed
  }

  private func refuse(_ parsed: ParsedModel, file: String) throws {
    let errors = parsed.problems.filter { $0.severity == .error }
    guard !errors.isEmpty else { return }
    throw LakeError(.modelWrong, errors.map { Problem(file, $0).description }.joined(separator: "\n"))
  }

  /// The SQL to run. Secrets become engine variables first, so that their values never stand in a text.
  func expand(_ parsed: ParsedModel, parameters: RunParameters) throws -> String {
    for (name, value) in try secretValues(of: parsed) {
      try connection.setVariable("secret_\(name)", .text(value))
      secrets.insert(name)
    }
    return try ModelExpansion.expand(parsed, dialect: .duckdb, parameters: parameters)
  }

  func secretValues(of parsed: ParsedModel) throws(SecretError) -> [String: String] {
    let store = SecretStore(
      projectFolder: workspace.project.folder, variables: ProcessInfo.processInfo.environment)
    var values: [String: String] = [:]
    for name in parsed.secrets { values[name] = try store.value(name) }
    return values
  }

  /// Takes the secrets out of the engine. What a model made with them must be written by now: a view that is read later
  /// would find NULL in their place.
  func forgetSecrets() throws {
    for name in secrets.sorted() { try connection.resetVariable("secret_\(name)") }
    secrets = []
  }

  /// Forgets the temporary tables and views of an attempt.
  package func forgetEvaluation() throws {
    let names = try connection.query(
      "SELECT table_name, table_type FROM information_schema.tables WHERE table_catalog = 'temp'")
    for row in names.rows {
      let kind = row[1].displayText.contains("VIEW") ? "VIEW" : "TABLE"
      try connection.execute("DROP \(kind) IF EXISTS temp.\(SQLQuote.name(row[0].displayText)) CASCADE")
    }
  }
}

/// The engine as the one that parses.
package struct ConnectionSerializer: SQLSerializer {
  private let connection: Connection
  package init(connection: Connection) { self.connection = connection }

  /// Asked as a plain query, because a statement that does not parse is an answer here and no error.
  package func serialize(_ sql: String) throws -> JSONValue {
    let answer = try connection.query(
      "SELECT json_serialize_sql(CAST($1 AS VARCHAR), skip_null := true, skip_empty := true)", [.text(sql)])
    return try JSONValue(parsing: answer.scalar?.textValue ?? "null")
  }
}

extension DuckDBSession {
  package func analyze(_ project: ProjectDefinition) throws -> ProjectAnalysis {
    try project.analyze(ConnectionSerializer(connection: connection))
  }
}
