import JSON
import Words

/// Walks the engine's parse once and gathers tables, calls and problems.
struct TreeReader {
  var parsed: ParsedModel
  let tokens: SQLTokens
  let isModel: Bool
  /// Whether constructs outside the portable subset are reported.
  let isPortable: Bool
  let knownTables: Set<TableName>?
  /// The columns of tables, where they are known.
  let knownColumns: [TableName: [String]]

  /// For the SQL of a rule, what it finds around it.
  var rule: RuleScope?

  /// What a part of the tree can see from where it stands.
  struct Scope {
    /// Names given by WITH, and their columns where they are known.
    var commonTables: [String: [String]?] = [:]
    /// Stands in an output column of a SELECT, with no CAST around it.
    var isBareOutput = false
    /// What the queries around this one can name, the nearest first.
    var outer: [Visible] = []
    /// Is itself an argument of a function that hashes, alone or joined to others by `||`.
    var isHashed = false
  }

  mutating func read(_ statements: [JSONValue]) {
    guard statements.count == 1, let node = statements[0].objectValue?.object("node") else {
      let second = tokens.tokens.indices.first { tokens.isMark($0, ";") }
      report(
        byte: second.map { tokens.tokens[$0].range.lowerBound } ?? 0, .error, "one SELECT is expected in this file")
      return
    }
    var scope = Scope()
    for name in rule?.relations ?? [] { scope.commonTables[name] = .some(nil) }
    visit(node, scope)
    if rule?.givesNumber == true { readOutputsAsNumbers(node) }
    parsed.outputColumns = columns(of: node, scope)
    if isModel { checkOutputs(node) }
    finish()
  }

  private mutating func finish() {
    parsed.tables.sort { $0.range.lowerBound < $1.range.lowerBound }
    parsed.calls.sort { $0.range.lowerBound < $1.range.lowerBound }
    parsed.casts.sort { $0.range.lowerBound < $1.range.lowerBound }
    parsed.typedUses.sort { $0.range.lowerBound < $1.range.lowerBound }
    parsed.problems.sort { ($0.position, $0.message) < ($1.position, $1.message) }
  }

  // MARK: Walking

  mutating func visit(_ value: JSONValue, _ scope: Scope) {
    switch value {
    case .array(let items): for item in items { visit(item, scope) }
    case .object(let object): visit(object, scope)
    default: break
    }
  }

  private mutating func visit(_ object: JSONObject, _ scope: Scope) {
    var scope = scope
    for entry in object.object("cte_map")?.objects("map") ?? [] { visit(commonTable: entry, &scope) }
    switch object.typeName {
    case "BASE_TABLE": table(object, scope)
    case "TABLE_FUNCTION":
      tableFunction(object, scope)
      return
    case "SELECT_NODE":
      let own = visible(in: object, scope)
      select(object, own)
      checkReferences(object, own, scope.outer)
      scope.outer.insert(own, at: 0)
    case "PIVOT", "SET_OPERATION_NODE": relation(object)
    case "SHOW_REF":
      report(
        byte: parsed.tables.first?.range.lowerBound ?? 0, .error, "DESCRIBE, SHOW and SUMMARIZE cannot be read from",
        hint: Self.catalogue)
    default: break
    }
    if object.className != nil { expression(object, scope) }
    if ["BETWEEN", "COMPARISON"].contains(object.className) { noteDays(object) }
    visitParts(of: object, scope)
  }

  private mutating func visitParts(of object: JSONObject, _ scope: Scope) {
    let isSelect = object.typeName == "SELECT_NODE"
    let hashes = object.className == "FUNCTION" && Self.hashing.contains(object.text("function_name") ?? "")
    for (key, value) in object.entries where key != "cte_map" {
      var inner = scope
      inner.isHashed = (hashes || (scope.isHashed && object.text("function_name") == "||")) && key == "children"
      inner.isBareOutput = isSelect ? key == "select_list" : scope.isBareOutput && keepsOutput(object)
      visit(value, inner)
    }
  }

  private static let hashing: Set<String> = [PortableFunction.hashKey.rawValue, PortableFunction.hashText.rawValue]

  /// A cast fixes the type of what is in it; a subquery has outputs of its own; a comparison is boolean either way.
  private func keepsOutput(_ object: JSONObject) -> Bool {
    switch object.className {
    case "CAST", "SUBQUERY", "COMPARISON", "BETWEEN", "CONJUNCTION": false
    case "FUNCTION": object.text("function_name") != PortableFunction.safeDivide.rawValue
    default: true
    }
  }

  private mutating func visit(commonTable entry: JSONObject, _ scope: inout Scope) {
    guard let name = entry.text("key")?.lowercased(), let query = entry.object("value")?.object("query"),
      let node = query.object("node")
    else { return }
    var inner = scope
    if node.typeName == "RECURSIVE_CTE_NODE" { inner.commonTables[name] = .some(nil) }
    inner.isBareOutput = false
    visit(node, inner)
    let renamed = entry.object("value")?.list("aliases").compactMap(\.stringValue) ?? []
    scope.commonTables[name] = .some(renamed.isEmpty ? columns(of: node, scope) : renamed)
  }

  // MARK: Tables

  private mutating func table(_ object: JSONObject, _ scope: Scope) {
    guard let name = object.text("table_name") else { return }
    let offset = object.location ?? 0
    if object["catalog_name"] != nil {
      report(byte: offset, .error, "a table is named by layer and name: two parts, not three")
      return
    }
    guard let schema = object.text("schema_name") else {
      if scope.commonTables[name.lowercased()] == nil { noLayer(name, offset) }
      return
    }
    do throws(TableNameError) {
      use(try TableName(parsing: "\(schema).\(name)"), object, offset)
    } catch {
      let isCatalogue = Self.catalogueSchemas.contains(schema.lowercased())
      report(byte: offset, .error, error.description, hint: isCatalogue ? Self.catalogue : nil)
    }
  }

  /// Where what a database keeps in its own catalogue is found here.
  private static let catalogue = "columns: assay table show LAYER.NAME; all tables: assay table list"

  /// Schemas in which databases keep that.
  private static let catalogueSchemas: Set<String> = ["information_schema", "pg_catalog"]

  private mutating func use(_ table: TableName, _ object: JSONObject, _ offset: Int) {
    if let known = knownTables, !known.contains(table) {
      let hint = NearestName.closest(to: table.description, among: known.map(\.description))
      parsed.missingTables.append(table.description)
      report(byte: offset, .error, "there is no table \(table)", hint: hint.map { "did you mean \($0)" })
    }
    let range = tokens.nameRange(atByte: offset) ?? offset..<offset
    parsed.tables.append(
      TableUse(
        table: table, position: parsed.source.position(ofByte: offset), range: range, hasAlias: object.alias != nil))
    if object["sample"] != nil { warn(byte: offset, "TABLESAMPLE is not portable and gives other rows each time") }
  }

  private mutating func noLayer(_ name: String, _ offset: Int) {
    if !name.utf8.allSatisfy({ $0 != 0x2E && $0 != 0x2F && $0 != 0x2A && $0 != 0x3A }) {
      report(byte: offset, .error, "models read tables, not files: '\(name)'")
      return
    }
    parsed.missingTables.append(name)
    let known = knownTables ?? []
    let sameName = known.filter { $0.name == name }.min()?.description
    let near = NearestName.closest(to: name, among: known.map(\.name)).flatMap { near in
      known.filter { $0.name == near }.min()?.description
    }
    let hint = (sameName ?? near).map { "did you mean \($0)" } ?? "write bronze.NAME, silver.NAME or gold.NAME"
    report(byte: offset, .error, "'\(name)' is neither a table with its layer nor a name given by WITH", hint: hint)
  }

  // MARK: Reporting

  mutating func report(byte offset: Int, _ severity: Severity, _ message: String, hint: String? = nil) {
    let problem = SQLProblem(parsed.source.position(ofByte: offset), severity, message, hint: hint)
    if !parsed.problems.contains(problem) { parsed.problems.append(problem) }
  }

  /// Something outside the portable subset.
  mutating func warn(byte offset: Int?, _ message: String, hint: String? = nil) {
    if isPortable { report(byte: offset ?? 0, .warning, message, hint: hint) }
  }
}
