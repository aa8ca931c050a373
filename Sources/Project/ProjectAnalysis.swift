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

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }
}

extension ProjectDefinition {
  /// Everything that may be read: the tables, and the quarantine of each.
  package var readableTables: Set<TableName> { Set(tables + tables.map(\.quarantine)) }

  /// Parses all SQL of the project and checks what needs the parse. Throws only when the engine cannot be asked.
  package func analyze(_ serializer: some SQLSerializer) throws -> ProjectAnalysis {
    let definitions = ProjectDefinitions(tables: Set(tables), models: models, dashboards: dashboards, queries: queries)
    return try definitions.analyze(serializer)
  }
}

/// The parts of a project that hold SQL.
struct ProjectDefinitions {
  /// Nil when it is not known which there are.
  var tables: Set<TableName>?
  var models: [Model] = []
  var dashboards: [DashboardDefinition] = []
  var queries: [SavedQuery] = []

  func analyze(_ serializer: some SQLSerializer) throws -> ProjectAnalysis {
    let known = tables.map { $0.union($0.map(\.quarantine)) }
    var problems: [Problem] = []
    var parsed: [TableName: ParsedModel] = [:]
    for model in models {
      let result = try ModelAnalysis.analyze(model, knownTables: known, serializer: serializer)
      problems += result.problems.map { Problem(model.path, $0) }
      parsed[model.table] = result
    }
    for text in queryTexts {
      var result = try ModelAnalysis.analyze(text.source, as: .query, knownTables: known, serializer: serializer)
      if let shape = text.shape, !result.hasErrors { shape.check(&result) }
      problems += result.problems.map { Problem(text.path, $0) }
    }
    let inputs = parsed.mapValues { Self.owners($0.inputs) }
    let order = order(inputs, parsed, &problems)
    return ProjectAnalysis(models: parsed, inputs: inputs, order: order, problems: problems.sorted())
  }

  private var queryTexts: [(path: String, source: SQLText, shape: TileShape?)] {
    queries.map { ($0.path, $0.source, nil) }
      + dashboards.flatMap { board in
        board.tiles.flatMap { tile in
          [(board.path, tile.source, TileShape(tile.kind))]
            + (tile.trend.map { [(board.path, $0, TileShape.trend)] } ?? [])
        }
      }
  }

  private static func owners(_ tables: [TableName]) -> [TableName] {
    var seen: Set<TableName> = []
    return tables.map { $0.quarantinedTable ?? $0 }.filter { seen.insert($0).inserted }
  }

  private func order(
    _ inputs: [TableName: [TableName]], _ parsed: [TableName: ParsedModel], _ problems: inout [Problem]
  ) -> [TableName] {
    do throws(Lineage.Cycle) {
      return try Lineage.order(inputs)
    } catch {
      let use = parsed[error.path[0]]?.tables.first { ($0.table.quarantinedTable ?? $0.table) == error.path[1] }
      let path = models.first { $0.table == error.path[0] }?.path ?? ProjectFileReader.fileName
      problems.append(Problem(path, use?.position ?? .start, .error, error.description))
      return []
    }
  }
}
