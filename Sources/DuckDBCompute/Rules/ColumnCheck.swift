import Clocks
import DataQuality
import DeltaLog
import Engine
import Foundation
import JSON
import Lake
import ModelSQL
import Project
import Records
import Rows
import Words

extension DuckDBSession {
  package func problems(_ check: ColumnsInQuestion) throws -> ColumnFindings {
    var found = ColumnCheck(session: self, check)
    try found.checkTables()
    guard let building = check.building else {
      try found.checkQuestions()
      let early = found.early.map { $0.problem }
      return ColumnFindings(problems: (found.problems + early).sorted(), doubtful: found.doubtful)
    }
    let early = found.early.filter { $0.table.map(building.contains) ?? false }.map { $0.problem }
    return ColumnFindings(problems: (found.problems + early).sorted(), doubtful: found.doubtful)
  }
}

private struct ColumnCheck {
  let session: DuckDBSession
  let check: ColumnsInQuestion
  private var columns: [TableName: [(name: String, type: String)]] = [:]
  private(set) var problems: [Problem] = []
  /// Names that a model gained and that its table, as it was built, lacks.
  private var gained: [String: TableName] = [:]
  /// Queries that name such a column, and the table they make.
  private(set) var early: [(table: TableName?, problem: Problem)] = []

  /// Tables whose columns are known from files that are not loaded yet, and all that is made from them.
  private var guessed: Set<TableName> = []
  /// What is wrong with those.
  private(set) var doubtful: [(table: TableName, problem: Problem)] = []

  init(session: DuckDBSession, _ check: ColumnsInQuestion) {
    self.session = session
    self.check = check
  }

  private var analysis: ProjectAnalysis { check.analysis }

  private var project: ProjectDefinition { session.workspace.project }

  mutating func checkTables() throws {
    for source in project.sources {
      do {
        try putUp(source)
      } catch let error as EngineError {
        try report(error, source)
      }
    }
    for table in analysis.order { try check(table) }
    for ruleset in project.rulesets {
      check(ruleset)
      problems += try RulesetSQLCheck(connection: session.connection, tables: project.readableTables)
        .problems(ruleset.ruleset, file: ruleset.path)
    }
  }

  /// Saved queries and tiles, over the tables as `checkTables` put them up.
  mutating func checkQuestions() throws {
    for query in project.queries { try check(query.source, file: query.path) }
    for dashboard in project.dashboards {
      for tile in dashboard.tiles {
        if let columns = try check(tile.source, file: dashboard.path) { check(tile, columns, dashboard.path) }
        if let trend = tile.trend, let columns = try check(trend, file: dashboard.path) {
          check(tile, columns, dashboard.path, trend: trend)
        }
      }
    }
  }

  // MARK: Tables

  private mutating func putUp(_ source: SourceDefinition) throws {
    guard let known = check.sources[source.name] else { return }
    if known.isGuessed { guessed.insert(source.table) }
    var view = BronzeView(session: session, source: source, columns: known.names)
    try view.takeTypes(of: known.files)
    try session.createView(source.table, try view.sql([], function: "assay_empty_\(source.name)"))
    columns[source.table] = try describe(source.table)
    try putUpQuarantine(source.table)
  }

  /// A source that cannot be put up costs only what reads it, which stays unchecked.
  private mutating func report(_ error: EngineError, _ source: SourceDefinition) throws {
    guard case .query(let failure) = error else { throw error }
    problems.append(
      Problem(
        ProjectDefinition.fileName, source.position, .error,
        "\(source.table) cannot be read: \(failure.message.split(separator: "\n").first ?? "")"))
  }

  private func putUpQuarantine(_ table: TableName) throws {
    try session.createView(table.quarantine, Quarantine.emptySQL)
  }

  private func describe(_ table: TableName) throws -> [(name: String, type: String)] {
    try session.connection.query("DESCRIBE \(table.sql)").rows.map { ($0[0].displayText, $0[1].displayText) }
  }

  private mutating func check(_ table: TableName) throws {
    guard let model = project.model(table), let parsed = analysis.models[table], !parsed.hasErrors,
      parsed.inputs.allSatisfy({ columns[$0.quarantinedTable ?? $0] != nil })
    else { return }
    if !guessed.isDisjoint(with: parsed.inputs) { guessed.insert(table) }
    do {
      let sql = try ModelExpansion.expand(parsed, dialect: .duckdb, parameters: Self.parameters)
      // A table, not a view: what reads it is bound against its columns, and not against all it is made from once more.
      try session.connection.execute("CREATE TABLE \(table.sql) AS SELECT * FROM (\(sql)) WITH NO DATA")
      let output = try describe(table)
      columns[table] = output.filter { !Stage.steering.contains($0.name) }
      try takeAway(notBuilt(model), from: table)
      try putUpQuarantine(table)
      checkMentions(model)
    } catch EngineError.query(let failure) {
      report(problem(failure, model.source, model.path), of: table)
    }
  }

  private mutating func report(_ found: (problem: Problem, isEarly: Bool), of table: TableName?) {
    if found.isEarly { return early.append((table, found.problem)) }
    if let table, guessed.contains(table) { return doubtful.append((table, found.problem)) }
    problems.append(found.problem)
  }

  /// Columns that an incremental model gives now, and that its table lacks until it is written anew.
  private func notBuilt(_ model: Model) -> [String] {
    let action = model.settings.onModelChange ?? project.onModelChange
    guard model.settings.isIncremental, action != .refresh, !check.refreshed.contains(model.table),
      let schema = schema(model.table)
    else { return [] }
    return columns[model.table, default: []].map(\.name).filter { schema[$0] == nil }
  }

  /// Nil where there is none, and where a table is not to be read: its own step says why, and the others go on.
  private func schema(_ table: TableName) -> DeltaSchema? {
    do throws(DeltaError) {
      return try session.deltaTable(table).snapshot()?.schema
    } catch {
      return nil
    }
  }

  private mutating func takeAway(_ names: [String], from table: TableName) throws {
    for name in names {
      try session.connection.execute("ALTER TABLE \(table.sql) DROP COLUMN \(SQLQuote.name(name))")
      gained[name.lowercased()] = table
    }
  }

  private mutating func checkMentions(_ model: Model) {
    let names = columns[model.table, default: []].map(\.name)
    for mention in model.columnMentions where !names.contains(mention.column) {
      let hint = NearestName.hint(for: mention.column, among: names)
      problems.append(
        Problem(
          model.path, mention.position, .error,
          "\(mention.setting) names the column \(mention.column), which the model does not give\(hint)"))
    }
  }

  // MARK: Rules and queries

  /// Rules whose parameters are columns of the table.
  private static let columnRules: Set<String> = [
    "IsComplete", "Completeness", "IsUnique", "Uniqueness", "IsPrimaryKey", "UniqueValueRatio", "DistinctValuesCount",
    "ColumnValues", "ColumnLength", "ColumnDataType", "Mean", "Sum", "StandardDeviation", "DataFreshness", "Variance",
    "Entropy", "ColumnCorrelation",
  ]

  private mutating func check(_ ruleset: TableRuleset) {
    guard let known = columns[ruleset.table] else { return }
    let names = known.map(\.name)
    let context = known.map { QualityContext.Column(name: $0.name, type: $0.type) }
    for rule in ruleset.ruleset.rules {
      for column in Self.columns(of: rule.kind) where !QualityContext.has(column, among: context) {
        problems.append(
          Problem(
            ruleset.path, SourcePosition(line: rule.line, column: rule.column), .error,
            "\(ruleset.table) has no column \(column)\(NearestName.hint(for: column, among: names))"))
      }
    }
  }

  private static func columns(of kind: Rule.Kind) -> [String] {
    switch kind {
    case .simple(let rule): columnRules.contains(rule.type.rawValue) ? rule.parameters : []
    case .composite(_, let legs): legs.flatMap { columns(of: $0.kind) }
    }
  }

  private mutating func check(
    _ tile: DashboardTile, _ columns: [ResultColumn], _ file: String, trend: SQLText? = nil
  ) {
    guard let found = TileTypes.problem(tile.kind, isTrend: trend != nil, columns) else { return }
    let start = (trend ?? tile.source).start
    problems.append(
      Problem(file, start, found.severity, "tile \(tile.id)\(trend == nil ? "" : "'s trend"): \(found.message)"))
  }

  /// The columns a query gives; nil where it cannot be bound.
  @discardableResult
  private mutating func check(_ query: SQLText, file: String) throws -> [ResultColumn]? {
    let parsed = try ModelAnalysis.analyze(
      query, as: .query, knownTables: nil, serializer: ConnectionSerializer(connection: session.connection))
    guard !parsed.hasErrors, parsed.inputs.allSatisfy({ columns[$0.quarantinedTable ?? $0] != nil }) else { return nil }
    do {
      let sql = try ModelExpansion.expand(parsed, dialect: .duckdb, parameters: Self.parameters)
      let day = Value.date(CalendarDay(daysSince1970: 0))
      let binds = ["from": day, "to": day].filter { query.text.contains("$" + $0.key) }
      let empty = "SELECT * FROM (\(sql)) LIMIT 0"
      let result =
        binds.isEmpty ? try session.connection.query(empty) : try session.connection.query(empty, named: binds)
      return result.columns
    } catch EngineError.query(let failure) {
      report(problem(failure, query, file), of: nil)
      return nil
    }
  }

  private static let parameters = RunParameters(
    runDate: CalendarDay(daysSince1970: 0), runTimestamp: Date(timeIntervalSince1970: 0))

  /// The engine points into the expanded text; the name it could not find is looked up in the text as written.
  private func problem(
    _ failure: QueryFailure, _ source: SQLText, _ file: String
  ) -> (problem: Problem, isEarly: Bool) {
    var hint = ""
    if case .binder(let candidates) = failure.kind, let first = candidates.first { hint = "; did you mean \(first)" }
    var message = failure.message.split(separator: "\n").first.map(String.init) ?? failure.message
    var position = source.start
    let name = message.split(separator: "\"").dropFirst().first.map(String.init)
    let owner = name.flatMap { gained[$0.lowercased()] }
    if let owner, let name {
      hint = "; write it anew: \(owner.rewriteCommand)"
      message = "\(owner) as it was built has no column \(name), which its model has gained since"
    }
    if let name,
      let range = source.text.range(
        of: "\\b\(NSRegularExpression.escapedPattern(for: name))\\b", options: .regularExpression)
    {
      position = source.position(ofByte: source.text.utf8.distance(from: source.text.startIndex, to: range.lowerBound))
    }
    return (Problem(file, position, .error, message + hint), owner != nil)
  }
}
