import JSON

/// What stands outside the portable subset, seen in the tree.
extension TreeReader {
  mutating func select(_ node: JSONObject, _ own: Visible) {
    if let qualify = node["qualify"] {
      let place = tokens.lastWord("qualify", before: qualify.firstLocation) ?? qualify.firstLocation
      warn(byte: place, "QUALIFY is not portable", hint: "filter a subquery by its row_number()")
    }
    if node.text("aggregate_handling") == "FORCE_AGGREGATES" { warn(byte: groupByAll, "GROUP BY ALL is not portable") }
    if node["sample"] != nil { warn(byte: tokens.firstWord("sample"), "USING SAMPLE is not portable") }
    modifiers(node)
    groups(node, own)
    aliases(node, own)
    joins(node)
  }

  private var groupByAll: Int? {
    tokens.tokens.indices.first { index in
      tokens.isWord(index, "group") && tokens.isWord(index + 1, "by") && tokens.isWord(index + 2, "all")
    }.map { tokens.tokens[$0].range.lowerBound }
  }

  private mutating func modifiers(_ node: JSONObject) {
    for modifier in node.objects("modifiers") {
      if modifier.typeName == "DISTINCT_MODIFIER", let targets = modifier["distinct_on_targets"] {
        let place = tokens.lastWord("distinct", before: targets.firstLocation) ?? targets.firstLocation
        warn(byte: place, "DISTINCT ON is not portable", hint: "filter a subquery by its row_number()")
      }
      for order in modifier.objects("orders") {
        guard let expression = order.object("expression"), expression.className == "STAR" else { continue }
        warn(byte: tokens.lastWord("order", before: expression.location) ?? 0, "ORDER BY ALL is not portable")
      }
    }
  }

  private mutating func groups(_ node: JSONObject, _ own: Visible) {
    for group in node.objects("group_expressions") {
      if group.className == "CONSTANT" {
        warn(byte: group.location, "GROUP BY a position is not portable", hint: "write the expression again")
      }
      guard let name = group.plainColumn, !own.isComplete || !own.columns.contains(name.lowercased()),
        node.objects("select_list").contains(where: { $0.alias == name && $0.columnName != name })
      else { continue }
      warn(byte: group.location, "GROUP BY the alias \(name) is not portable", hint: "write the expression again")
    }
  }

  /// Aliases used beside where they are made; seen only where the columns of FROM are known.
  private mutating func aliases(_ node: JSONObject, _ own: Visible) {
    guard isPortable, own.isComplete else { return }
    let items = node.objects("select_list")
    let made = own.aliases.subtracting(own.columns)
    for part in items.map(JSONValue.object) + [node["where_clause"] ?? .null] {
      for reference in Self.columnReferences(part) {
        guard let name = reference.plainColumn, made.contains(name.lowercased()) else { continue }
        warn(
          byte: reference.location, "the alias \(name) is used beside where it is made", hint: "use a subquery or WITH")
      }
    }
  }

  mutating func portability(of object: JSONObject, _ scope: Scope) {
    switch object.className {
    case "STAR": star(object)
    case "LAMBDA": arrow(object)
    case "POSITIONAL_REFERENCE": warn(byte: object.location, "a column by its position (#1) is not portable")
    case "PARAMETER": parameter(object)
    case "CAST": cast(object)
    case "OPERATOR": operators(object)
    case "FUNCTION", "WINDOW": constructs(object, scope)
    default: break
    }
  }

  /// The parser takes `x -> '$.a'` for a lambda until names are resolved.
  private mutating func arrow(_ object: JSONObject) {
    let isPath = object.object("expr")?.className == "CONSTANT"
    warn(
      byte: object.location, isPath ? "'->' is not portable" : "a lambda is not portable",
      hint: isPath ? "write json_text(json, path)" : nil)
  }

  private mutating func parameter(_ object: JSONObject) {
    guard isModel else { return }
    report(byte: object.location ?? 0, .error, "a model has no parameters", hint: "use run_date() or run_timestamp()")
  }

  /// Parts of FROM that are no tables.
  mutating func relation(_ object: JSONObject) {
    switch object.typeName {
    case "PIVOT":
      let place = tokens.firstWord("pivot") ?? tokens.firstWord("unpivot")
      warn(byte: place, "PIVOT and UNPIVOT are not portable", hint: "write case when … then … end, or union all")
    case "SET_OPERATION_NODE" where object.text("setop_type") == "UNION_BY_NAME":
      warn(byte: tokens.firstWord("name"), "UNION BY NAME is not portable", hint: "name the columns in one order")
    default: break
    }
  }

  private mutating func star(_ object: JSONObject) {
    guard !object.flag("columns") else {
      // ORDER BY ALL comes as a star too and was reported with its words.
      if object["expr"] != nil { warn(byte: object.location, "COLUMNS(…) is not portable") }
      return
    }
    for (key, word) in [("exclude_list", "EXCLUDE"), ("replace_list", "REPLACE"), ("rename_list", "RENAME")] {
      guard object[key] != nil else { continue }
      let place = tokens.firstWord(word.lowercased(), after: object.location ?? 0) ?? object.location
      warn(byte: place, "* \(word) is not portable", hint: "name the columns")
    }
  }

  private mutating func cast(_ object: JSONObject) {
    // An interval's number is cast without a place in the text.
    guard let place = object.location else { return }
    if object.flag("try_cast") {
      warn(byte: place, "TRY_CAST is not portable", hint: "write try_int, try_decimal, parse_date or parse_timestamp")
    } else if let type = object.object("cast_type")?.text("id"), !FunctionCatalog.portableTypes.contains(type) {
      guard tokens.index(atByte: place) != nil, object.object("child")?.location != place else { return }
      warn(byte: place, "the type \(type) is not portable")
    }
    if tokens.index(atByte: place).map({ tokens.isMark($0, "::") }) ?? false {
      warn(byte: place, "'::' is not portable", hint: "write cast(… as …)")
    }
  }

  private mutating func operators(_ object: JSONObject) {
    switch object.typeName {
    case "ARRAY_EXTRACT", "ARRAY_SLICE", "STRUCT_EXTRACT":
      warn(byte: JSONValue.object(object).firstLocation, "taking an element by [ ] is not portable")
    case "ARRAY_CONSTRUCTOR": warn(byte: JSONValue.object(object).firstLocation, "a list is not portable")
    default: break
    }
  }

  func isInterval(_ name: String) -> Bool {
    name.hasPrefix("to_") && Self.intervalUnits.contains(String(name.dropFirst(3)))
  }

  private static let intervalUnits: Set<String> = [
    "years", "months", "weeks", "days", "hours", "minutes", "seconds", "milliseconds", "microseconds", "quarters",
    "decades", "centuries", "millennia",
  ]

  private mutating func constructs(_ object: JSONObject, _ scope: Scope) {
    let name = object.text("function_name") ?? ""
    let place = object.location ?? JSONValue.object(object).firstLocation
    if object["filter"] != nil || object["filter_expr"] != nil {
      warn(
        byte: place, "FILTER (…) is not portable",
        hint: "write \(name == "count_star" ? "count" : name)(case when … then … end)")
    }
    if object["schema"] != nil {
      literal(name, place)
    } else if isInterval(name) {
      warn(byte: place, "INTERVAL gives a date or a timestamp, by engine", hint: "write date_add_days(date, days)")
    }
    if name == "/" { division(object) }
    if object.flag("is_operator"), let (word, instead) = FunctionCatalog.operators[name] {
      warn(byte: place, "\(word) is not portable", hint: instead.map { "write \($0)" })
    }
    // A rule takes what comes for a number, of whatever type.
    if name == "sum", scope.isBareOutput, rule == nil {
      warn(
        byte: place, "the type of sum(…) differs by engine", hint: "write cast(sum(…) as decimal(p, s)) or as bigint")
    }
  }

  /// Lists, structs and maps are noted at their first element; they are shown where they open.
  private mutating func literal(_ name: String, _ place: Int?) {
    guard let place else { return }
    switch name {
    case "list_value":
      // A map is made of two lists nobody wrote.
      guard !tokens.isMark("{", before: place), !tokens.isSymbol(":", before: place) else { return }
      warn(byte: tokens.lastMark("[", before: place) ?? place, "a list is not portable")
    case "struct_pack": warn(byte: tokens.lastMark("{", before: place) ?? place, "a struct is not portable")
    case "row": warn(byte: place, "a struct is not portable")
    case "map": warn(byte: tokens.lastWord("map", before: place) ?? place, "a map is not portable")
    default: break
    }
  }

  private mutating func division(_ object: JSONObject) {
    guard let divisor = object.objects("children").last else { return }
    guard divisor.text("function_name") != "nullif", divisor.className != "CONSTANT" else { return }
    warn(byte: object.location, "division by zero is infinity or an error, by engine", hint: "write safe_divide(a, b)")
  }

  private mutating func joins(_ node: JSONObject) {
    guard let from = node.object("from_table") else { return }
    for join in Self.joins(in: from) {
      guard let kind = join.text("ref_type"), kind == "ASOF" || kind == "POSITIONAL" else { continue }
      let place = tokens.lastWord(kind.lowercased(), before: join["right"]?.firstLocation) ?? join.location
      warn(byte: place, "\(kind) JOIN is not portable")
    }
  }

  private static func joins(in from: JSONObject) -> [JSONObject] {
    guard from.typeName == "JOIN" else { return [] }
    return [from] + ["left", "right"].compactMap { from.object($0) }.flatMap(joins)
  }
}
