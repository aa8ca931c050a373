import JSON
import Words

extension TreeReader {
  /// The names of a query's columns; nil where the text does not tell them. A column without a name is "".
  func columns(of node: JSONObject, _ outer: Scope) -> [String]? {
    var scope = outer
    for entry in node.object("cte_map")?.objects("map") ?? [] {
      guard let name = entry.text("key")?.lowercased(),
        let inner = entry.object("value")?.object("query")?.object("node")
      else { continue }
      let renamed = entry.object("value")?.list("aliases").compactMap(\.stringValue) ?? []
      scope.commonTables[name] = .some(renamed.isEmpty ? columns(of: inner, scope) : renamed)
    }
    switch node.typeName {
    case "SET_OPERATION_NODE" where node.text("setop_type") == "UNION_BY_NAME": return nil
    case "SET_OPERATION_NODE", "RECURSIVE_CTE_NODE":
      return node.object("left").flatMap { columns(of: $0, scope) } ?? firstChildColumns(node, scope)
    case "SELECT_NODE": return selectColumns(node, scope)
    default: return nil
    }
  }

  private func firstChildColumns(_ node: JSONObject, _ scope: Scope) -> [String]? {
    node.objects("children").first.flatMap { columns(of: $0, scope) }
  }

  private func selectColumns(_ node: JSONObject, _ scope: Scope) -> [String]? {
    var names: [String] = []
    for item in node.objects("select_list") {
      if item.className == "STAR" {
        guard let all = starColumns(item, node, scope) else { return nil }
        names += all
      } else {
        names.append(item.alias ?? item.columnName ?? "")
      }
    }
    return names
  }

  private func starColumns(_ star: JSONObject, _ node: JSONObject, _ scope: Scope) -> [String]? {
    guard !star.flag("columns"), star["relation_name"] == nil, star["rename_list"] == nil,
      let from = node.object("from_table"), let all = fromColumns(from, scope)
    else { return nil }
    let excluded = Set(star.list("exclude_list").compactMap(\.stringValue))
    return all.filter { !excluded.contains($0) }
  }

  /// The columns a FROM offers, when all of them are known.
  func fromColumns(_ from: JSONObject, _ scope: Scope) -> [String]? {
    let renamed = from.list("column_name_alias").compactMap(\.stringValue)
    return ownColumns(from, scope).map { renamed + $0.dropFirst(renamed.count) }
  }

  private func ownColumns(_ from: JSONObject, _ scope: Scope) -> [String]? {
    switch from.typeName {
    case "EMPTY": return []
    case "BASE_TABLE": return tableColumns(from, scope)
    case "EXPRESSION_LIST":
      return from.list("values").first?.arrayValue.map { $0.indices.map { "col\($0)" } }
    case "SUBQUERY":
      return from.object("subquery")?.object("node").flatMap { columns(of: $0, scope) }
    case "JOIN":
      guard from["using_columns"] == nil, from.text("ref_type") != "NATURAL", let left = from.object("left"),
        let right = from.object("right"), let leftColumns = fromColumns(left, scope),
        let rightColumns = fromColumns(right, scope)
      else { return nil }
      return leftColumns + rightColumns
    case "TABLE_FUNCTION":
      let name = from.object("function")?.text("function_name")
      return name == PortableFunction.dateSeries.rawValue ? ["date"] : nil
    default: return nil
    }
  }

  private func tableColumns(_ from: JSONObject, _ scope: Scope) -> [String]? {
    guard let name = from.text("table_name") else { return nil }
    guard let schema = from.text("schema_name") else { return scope.commonTables[name.lowercased()] ?? nil }
    guard let layer = Layer(rawValue: schema) else { return nil }
    return knownColumns[TableName(layer, name)]
  }

  /// Names a table can be made with: each column has one, no two have the same, and `_…` means something.
  mutating func checkOutputs(_ node: JSONObject) {
    var first = node
    while let left = first.object("left") ?? first.objects("children").first, first.typeName != "SELECT_NODE" {
      first = left
    }
    var seen: Set<String> = []
    for (index, item) in first.objects("select_list").enumerated() where item.className != "STAR" {
      let place = JSONValue.object(item).firstLocation ?? 0
      guard let name = item.alias ?? item.columnName else {
        report(byte: place, .error, "column \(index + 1) has no name", hint: "write … as NAME")
        continue
      }
      check(output: name, place, &seen)
    }
  }

  private mutating func check(output name: String, _ place: Int, _ seen: inout Set<String>) {
    guard seen.insert(name.lowercased()).inserted else {
      report(byte: place, .error, "two columns are named \(name)")
      return
    }
    if !TableName.isName(name) {
      warn(byte: place, "the column name '\(name)' needs quotes", hint: "use lower case letters, digits and _")
    } else if name.hasPrefix("_"), !SteeringColumn.names.contains(name) {
      let hint = NearestName.closest(to: name, among: SteeringColumn.names)
      report(
        byte: place, .warning, "\(name) begins with _ but steers nothing and is not stored",
        hint: hint.map { "did you mean \($0)" })
    }
  }
}
