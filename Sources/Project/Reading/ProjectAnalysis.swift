import JSON
import ModelSQL
import Words

/// What the engine's parse of every model, saved query and tile tells about a project.
package struct ProjectAnalysis: Sendable {
  package let models: [TableName: ParsedModel]
  /// The inputs of each model; a quarantine table counts as the table it belongs to.
  package let inputs: [TableName: [TableName]]
  /// The models so that each follows what it reads; empty when they form a cycle.
  package let order: [TableName]
  /// Sorted by place; what `load` found is not repeated.
  package let problems: [Problem]

  /// For engines that tell lineage in another way than by a serialized parse.
  package init(
    models: [TableName: ParsedModel], inputs: [TableName: [TableName]], order: [TableName], problems: [Problem] = []
  ) {
    (self.models, self.inputs, self.order, self.problems) = (models, inputs, order, problems)
  }

  package var hasErrors: Bool { problems.contains { $0.severity == .error } }
}

extension ProjectDefinition {
  /// Everything that may be read: the tables, and the quarantine of each.
  package var readableTables: Set<TableName> { Set(tables + tables.map(\.quarantine)) }

  /// Parses all SQL of the project and checks what needs the parse. Throws only when the engine cannot be asked.
  /// `columns` are those of Bronze tables, where they are known better than from `columns` in project.yml.
  package func analyze(
    _ serializer: some SQLSerializer, columns: [TableName: [String]] = [:]
  ) throws -> ProjectAnalysis {
    var definitions = ProjectDefinitions(tables: Set(tables), models: models, dashboards: dashboards, queries: queries)
    definitions.metrics = metrics
    definitions.environment = environment
    definitions.columns = SourceDefinition.columns(of: sources).merging(columns) { $1 }
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
  var metrics: [MetricDefinition] = []
  /// Says who evaluates the models; nil where it is not known.
  var environment: EnvironmentSettings?

  /// Columns of Bronze tables, where they are known.
  var columns: [TableName: [String]] = [:]

  func analyze(_ serializer: some SQLSerializer) throws -> ProjectAnalysis {
    let serializer = RememberingSerializer(serializer)
    let known = tables.map { $0.union($0.map(\.quarantine)) }
    var problems: [Problem] = []
    var parsed: [TableName: ParsedModel] = [:]
    for model in models {
      parsed[model.table] = try ModelAnalysis.analyze(model, knownTables: known, serializer: serializer)
    }
    let inputs = parsed.mapValues { Self.owners($0.inputs) }
    let order = order(inputs, parsed, &problems)
    var columns = columns
    // Once more in the order of the data, when the columns of every input are known.
    for table in order {
      guard let model = models.first(where: { $0.table == table }) else { continue }
      let result = try ModelAnalysis.analyze(model, knownTables: known, columns: columns, serializer: serializer)
      columns[table] = Self.storedColumns(result)
      parsed[table] = result
    }
    for model in models {
      guard let result = parsed[model.table] else { continue }
      let mayUseSpark = environment?.mayUseSpark(model) ?? false
      let found = mayUseSpark ? SparkPortability.problems(of: result) : result.problems
      problems += found.map { Problem(model.path, $0) }
    }
    problems += KeyOrderCheck(models: models, parsed: parsed).problems
    problems += try queryProblems(known, columns, serializer)
    return ProjectAnalysis(models: parsed, inputs: inputs, order: order, problems: problems.sorted())
  }

  private func queryProblems(
    _ known: Set<TableName>?, _ columns: [TableName: [String]], _ serializer: some SQLSerializer
  ) throws -> [Problem] {
    try queryTexts.flatMap { text in
      var result = try ModelAnalysis.analyze(
        text.source, as: .query, knownTables: known, columns: columns, serializer: serializer)
      if let shape = text.shape, !result.hasErrors { shape.check(&result) }
      return result.problems.map { Problem(text.path, $0) }
    }
  }

  /// What a reader of the table finds; nil when the text does not tell.
  private static func storedColumns(_ parsed: ParsedModel) -> [String]? {
    parsed.hasErrors
      ? nil : parsed.outputColumns?.filter { $0 != SteeringColumn.reject && $0 != SteeringColumn.deleted }
  }

  private var queryTexts: [(path: String, source: SQLText, shape: TileShape?)] {
    queries.map { ($0.path, $0.source, nil) }
      + metrics.compactMap { metric in metric.source.map { (metric.path, $0, nil) } }
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

extension SourceDefinition {
  /// The columns of the Bronze tables whose sources declare them, with those that Bronze adds.
  static func columns(of sources: [SourceDefinition]) -> [TableName: [String]] {
    var columns: [TableName: [String]] = [:]
    for source in sources {
      guard let declared = source.columns else { continue }
      let added = ["_file", "_record", "_source", "_ingested_at", "_run"]
      columns[source.table] = declared + added + (source.changes == nil ? [] : ["_op", "_commit_ts", "_sequence"])
    }
    return columns
  }
}

/// Asks the engine once for each text.
private final class RememberingSerializer<Engine: SQLSerializer>: SQLSerializer {
  private let engine: Engine
  private var answers: [String: JSONValue] = [:]

  init(_ engine: Engine) { self.engine = engine }

  func serialize(_ sql: String) throws -> JSONValue {
    if let answer = answers[sql] { return answer }
    let answer = try engine.serialize(sql)
    answers[sql] = answer
    return answer
  }
}
