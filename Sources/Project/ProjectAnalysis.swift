import ModelSQL

/// What the engine's parse of every model, saved query and tile tells about a project.
package struct ProjectAnalysis: Sendable {
  package let models: [TableName: ParsedModel]
  /// The inputs of each model; a quarantine table counts as the table it belongs to.
  package let inputs: [TableName: [TableName]]
  /// The models so that each follows what it reads; empty when they form a cycle.
  package let order: [TableName]
  /// Sorted by place; what `load` found is not repeated.
  package let problems: [Problem]
}

extension ProjectDefinition {
  /// Parses all SQL of the project and checks what needs the parse. Throws only when the engine cannot be asked.
  package func analyze(_ serializer: some SQLSerializer) throws -> ProjectAnalysis {
    ProjectAnalysis(models: [:], inputs: [:], order: [], problems: [])
  }
}
