import JSON
import Words

/// Adds to a query, beside its own columns, which file and record each of its rows came from. The parse is followed from
/// the result down to the one table whose rows it passes on, through WITH, subqueries, joins and UNION ALL; where rows are
/// made of several (GROUP BY, DISTINCT) there is no such table.
package struct RowOrigin {
  /// The columns that are added.
  package static let file = "_assay_file"
  package static let record = "_assay_record"
  package static let names: Set<String> = [file, record]

  /// Of the tables of an inner join the one whose rows are followed; else the first.
  private let preferred: TableName?
  /// Whether a table has the columns `_file` and `_record`.
  private let isKnown: (TableName) -> Bool

  package init(preferred: TableName?, isKnown: @escaping (TableName) -> Bool) {
    self.preferred = preferred
    self.isKnown = isKnown
  }

  /// - Parameter tree: the engine's whole parse of one SELECT (`json_serialize_sql`).
  /// - Returns: the same tree with the two columns; nil where the origin cannot be followed.
  package func traced(_ tree: JSONValue) -> JSONValue? {
    guard var root = tree.objectValue, let statements = root["statements"]?.arrayValue, statements.count == 1,
      var statement = statements[0].objectValue, let node = statement.object("node"),
      let traced = self.node(Self.withoutDistinct(node), [:])
    else { return nil }
    statement["node"] = .object(traced)
    root["statements"] = [.object(statement)]
    return .object(root)
  }

  /// A place in FROM with the origin in it, and how its columns are named there.
  private struct Place {
    var from: JSONObject
    var qualifier: String?
    var file = RowOrigin.file
    var record = RowOrigin.record
    /// Common tables that must stand beside those of the query.
    var added: [JSONValue] = []
  }

  private typealias Commons = [String: JSONObject]

  private func node(_ node: JSONObject, _ outer: Commons) -> JSONObject? {
    var commons = outer
    for entry in node.object("cte_map")?.objects("map") ?? [] {
      if let name = entry.text("key"), let value = entry.object("value") { commons[name.lowercased()] = value }
    }
    switch node.typeName {
    case "SELECT_NODE": return select(node, commons)
    case "SET_OPERATION_NODE": return union(node, commons)
    default: return nil
    }
  }

  private func union(_ node: JSONObject, _ commons: Commons) -> JSONObject? {
    guard node.text("setop_type") == "UNION", node.flag("setop_all"), node.list("modifiers").isEmpty,
      let left = node.object("left").flatMap({ self.node($0, commons) }),
      let right = node.object("right").flatMap({ self.node($0, commons) })
    else { return nil }
    var traced = node
    (traced["left"], traced["right"]) = (.object(left), .object(right))
    return traced
  }

  private func select(_ node: JSONObject, _ commons: Commons) -> JSONObject? {
    let groups = ["group_expressions", "group_sets"].allSatisfy { node.list($0).isEmpty } && isAbsent(node["having"])
    let isDistinct = node.objects("modifiers").contains { $0.typeName == "DISTINCT_MODIFIER" }
    guard groups, !isDistinct, let from = node.object("from_table"), let place = place(from, commons) else {
      return nil
    }
    var traced = node
    traced["from_table"] = .object(place.from)
    if !passesOn(place, in: node) {
      traced["select_list"] = .array(
        node.list("select_list") + [
          Self.column(place.file, of: place.qualifier, as: Self.file),
          Self.column(place.record, of: place.qualifier, as: Self.record),
        ])
    }
    if !place.added.isEmpty {
      traced["cte_map"] = ["map": .array((node.object("cte_map")?.list("map") ?? []) + place.added)]
    }
    return traced
  }

  /// A `*` over what was traced before has the two columns already.
  private func passesOn(_ place: Place, in node: JSONObject) -> Bool {
    guard place.file == Self.file else { return false }
    return node.objects("select_list").contains { item in
      guard item.className == "STAR" else { return false }
      let relation = item.text("relation_name") ?? ""
      return relation.isEmpty || relation.lowercased() == place.qualifier?.lowercased()
    }
  }

  /// Rows that are the same have one key, of which one row is kept anyway.
  private static func withoutDistinct(_ node: JSONObject) -> JSONObject {
    let modifiers = node.objects("modifiers")
    guard modifiers.count == 1, modifiers[0].typeName == "DISTINCT_MODIFIER",
      modifiers[0].list("distinct_on_targets").isEmpty
    else { return node }
    var plain = node
    plain["modifiers"] = []
    return plain
  }

  // MARK: FROM

  private func place(_ from: JSONObject, _ commons: Commons) -> Place? {
    guard from.list("column_name_alias").isEmpty else { return nil }
    switch from.typeName {
    case "BASE_TABLE": return table(from, commons)
    case "SUBQUERY": return subquery(from, commons)
    case "JOIN": return join(from, commons)
    default: return nil
    }
  }

  private func table(_ from: JSONObject, _ commons: Commons) -> Place? {
    guard let name = from.text("table_name") else { return nil }
    let qualifier = from.alias.flatMap { $0.isEmpty ? nil : $0 } ?? name
    let schema = from.text("schema_name") ?? ""
    if schema.isEmpty { return common(from, name, qualifier, commons) }
    guard let layer = Layer(rawValue: schema.lowercased()), isKnown(TableName(layer, name.lowercased())) else {
      return nil
    }
    return Place(from: from, qualifier: qualifier, file: "_file", record: "_record")
  }

  /// Others may read the common table too, so the one that is followed is a copy.
  private func common(_ from: JSONObject, _ name: String, _ qualifier: String, _ commons: Commons) -> Place? {
    var visible = commons
    guard let value = visible.removeValue(forKey: name.lowercased()), value.list("aliases").isEmpty,
      var query = value.object("query"), let body = query.object("node"), let traced = node(body, visible)
    else { return nil }
    query["node"] = .object(traced)
    var (copy, reference) = (value, from)
    copy["query"] = .object(query)
    let copied = "assay_traced_" + name.lowercased()
    (reference["table_name"], reference["alias"]) = (.string(copied), .string(qualifier))
    return Place(
      from: reference, qualifier: qualifier, added: [["key": .string(copied), "value": .object(copy)]])
  }

  private func subquery(_ from: JSONObject, _ commons: Commons) -> Place? {
    guard var query = from.object("subquery"), let body = query.object("node"), let traced = node(body, commons)
    else { return nil }
    query["node"] = .object(traced)
    var reference = from
    reference["subquery"] = .object(query)
    return Place(from: reference, qualifier: from.alias.flatMap { $0.isEmpty ? nil : $0 })
  }

  private func join(_ from: JSONObject, _ commons: Commons) -> Place? {
    // The added columns would join, too.
    guard from.text("ref_type") != "NATURAL" else { return nil }
    for side in sides(from) {
      guard let inner = from.object(side), var place = place(inner, commons) else { continue }
      var reference = from
      reference[side] = .object(place.from)
      place.from = reference
      return place
    }
    return nil
  }

  /// The sides of a join whose every row is in the result at most as often as it matches, the better one first.
  private func sides(_ join: JSONObject) -> [String] {
    switch join.text("join_type") {
    case "LEFT", "SEMI", "ANTI": return ["left"]
    case "RIGHT": return ["right"]
    case "INNER":
      return join["right"].map(mentionsPreferred) == true && join["left"].map(mentionsPreferred) != true
        ? ["right", "left"] : ["left", "right"]
    default: return []
    }
  }

  private func mentionsPreferred(_ value: JSONValue) -> Bool {
    switch value {
    case .array(let items): return items.contains(where: mentionsPreferred)
    case .object(let object):
      if let preferred, object.typeName == "BASE_TABLE", object.text("table_name")?.lowercased() == preferred.name,
        object.text("schema_name")?.lowercased() == preferred.layer.rawValue
      {
        return true
      }
      return object.entries.contains { mentionsPreferred($0.value) }
    default: return false
    }
  }

  private func isAbsent(_ value: JSONValue?) -> Bool { value == nil || value == .null }

  private static func column(_ name: String, of qualifier: String?, as alias: String) -> JSONValue {
    [
      "class": "COLUMN_REF", "type": "COLUMN_REF", "alias": .string(alias),
      "column_names": .array(((qualifier.map { [$0] } ?? []) + [name]).map(JSONValue.string)),
    ]
  }
}
