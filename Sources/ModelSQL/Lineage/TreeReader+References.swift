import JSON
import Words

/// What a SELECT can name: the relations of its FROM and their columns, as far as they are known. Names in lower case.
struct Visible {
  var relations: [String: [String]?] = [:]
  var columns: Set<String> = []
  /// Names its SELECT list makes; DuckDB lets them be used all over the query.
  var aliases: Set<String> = []
  /// All columns of all relations are known.
  var isComplete = true

  func has(_ name: String) -> Bool { columns.contains(name) || aliases.contains(name) || relations.keys.contains(name) }
}

extension TreeReader {
  func visible(in node: JSONObject, _ scope: Scope) -> Visible {
    var visible = Visible()
    if let from = node.object("from_table") { collect(from, scope, &visible) }
    visible.aliases = Set(node.objects("select_list").compactMap { $0.alias?.lowercased() })
    return visible
  }

  private func collect(_ from: JSONObject, _ scope: Scope, _ visible: inout Visible) {
    if from.typeName == "JOIN" {
      for side in ["left", "right"] { if let part = from.object(side) { collect(part, scope, &visible) } }
      return
    }
    let columns = fromColumns(from, scope)?.map { $0.lowercased() }
    let name = from.alias ?? from.text("table_name") ?? from.object("function")?.text("function_name")
    if let name { visible.relations[name.lowercased()] = .some(columns) }
    if let columns, !columns.contains("") { visible.columns.formUnion(columns) } else { visible.isComplete = false }
  }

  /// Names no column has that is in sight. Nothing is said where a relation's columns are not known.
  mutating func checkReferences(_ node: JSONObject, _ own: Visible, _ outer: [Visible]) {
    let sight = [own] + outer
    for (key, value) in node.entries where key != "cte_map" {
      for reference in Self.columnReferences(value) {
        let names = reference.list("column_names").compactMap(\.stringValue)
        switch names.count {
        case 1: checkPlain(names[0], reference.location, sight)
        case 2: checkQualified(names[0], names[1], reference.location, sight)
        default: break
        }
      }
    }
  }

  private mutating func checkPlain(_ name: String, _ place: Int?, _ sight: [Visible]) {
    let lower = name.lowercased()
    guard sight.allSatisfy(\.isComplete), !sight.contains(where: { $0.has(lower) }),
      FunctionCatalog.unrepeatable[lower] == nil
    else { return }
    let names = sight.flatMap { $0.columns }
    report(byte: place ?? 0, .error, "there is no column \(name) here", hint: hint(name, names))
  }

  private mutating func checkQualified(_ owner: String, _ name: String, _ place: Int?, _ sight: [Visible]) {
    let (lowerOwner, lower) = (owner.lowercased(), name.lowercased())
    guard let level = sight.first(where: { $0.relations.keys.contains(lowerOwner) }) else {
      // A struct's field is written the same way.
      guard sight.allSatisfy(\.isComplete), !sight.contains(where: { $0.has(lowerOwner) }) else { return }
      let names = sight.flatMap { Array($0.relations.keys) }
      report(byte: place ?? 0, .error, "there is no table named \(owner) in this query", hint: hint(owner, names))
      return
    }
    guard let columns = level.relations[lowerOwner] ?? nil, !columns.contains(""), !columns.contains(lower) else {
      return
    }
    report(byte: place ?? 0, .error, "\(owner) has no column \(name)", hint: hint(name, columns))
  }

  private func hint(_ name: String, _ names: [String]) -> String? {
    NearestName.closest(to: name, among: names).map { "did you mean \($0)" }
  }

  /// References to columns of a SELECT itself: not those of queries within it.
  static func columnReferences(_ value: JSONValue) -> [JSONObject] {
    switch value {
    case .array(let items): return items.flatMap(columnReferences)
    case .object(let object):
      if object.className == "COLUMN_REF" { return [object] }
      if object.className == "LAMBDA" { return [] }
      return object.entries.flatMap { $0.key == "subquery" || $0.key == "query" ? [] : columnReferences($0.value) }
    default: return []
    }
  }
}
