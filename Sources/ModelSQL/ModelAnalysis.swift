/// Understands a model through the engine's parse of it.
package enum ModelAnalysis {
  package enum Purpose: Sendable { case model, query }

  /// `knownTables`: what may be read, for errors with a suggestion; nil leaves tables unchecked.
  /// Throws only when the engine cannot be asked; what is wrong with the SQL is among the problems.
  package static func analyze(
    _ source: SQLText, as purpose: Purpose, knownTables: Set<TableName>? = nil, serializer: some SQLSerializer
  ) throws -> ParsedModel {
    ParsedModel(source: source)
  }

  package static func analyze(
    _ model: Model, knownTables: Set<TableName>? = nil, serializer: some SQLSerializer
  ) throws -> ParsedModel {
    try analyze(model.source, as: .model, knownTables: knownTables, serializer: serializer)
  }
}
