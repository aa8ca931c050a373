import JSON

/// Text columns in the SQL of a rule: a file of texts has no other types, so the SQL that compares with them says what
/// they stand for.
extension TreeReader {
  /// A comparison, a range, a list or a function whose operands tell each other's type.
  mutating func readTextsAsValues(_ object: JSONObject) {
    switch object.className {
    case "COMPARISON": read([object.object("left"), object.object("right")])
    case "BETWEEN": read([object.object("input"), object.object("lower"), object.object("upper")])
    case "OPERATOR" where ["COMPARE_IN", "COMPARE_NOT_IN"].contains(object.typeName): read(object.objects("children"))
    case "FUNCTION", "WINDOW": readArguments(object)
    default: break
    }
  }

  /// The value a rule compares with a number.
  mutating func readOutputsAsNumbers(_ node: JSONObject) {
    for item in node.objects("select_list") { read(item, as: .number) }
  }

  private mutating func read(_ operands: [JSONObject?]) {
    let operands = operands.compactMap { $0 }
    guard let kind = operands.compactMap(Self.valueKind).first else { return }
    for operand in operands { read(operand, as: kind) }
  }

  private mutating func readArguments(_ object: JSONObject) {
    let name = object.text("function_name") ?? ""
    let arguments = object.objects("children")
    guard Self.computing.contains(name) || (Self.arithmetic.contains(name) && object.flag("is_operator")) else {
      return
    }
    // A day plus an interval, or a day less a day.
    let isMoved = arguments.contains(where: Self.isInterval)
    let kind = isMoved ? .moment : arguments.compactMap(Self.valueKind).first { $0 != .number } ?? .number
    for argument in arguments { read(argument, as: kind) }
  }

  /// Goes down to the columns that give the value.
  private mutating func read(_ object: JSONObject, as kind: TypedUse.Kind) {
    switch object.className {
    case "COLUMN_REF": note(object, kind)
    case "CASE":
      for check in object.objects("case_checks") { if let then = check.object("then_expr") { read(then, as: kind) } }
      if let other = object.object("else_expr") { read(other, as: kind) }
    case "FUNCTION", "WINDOW":
      guard let name = object.text("function_name"), Self.passing.contains(name) else { return }
      for argument in object.objects("children") { read(argument, as: kind) }
    case "OPERATOR" where object.typeName == "OPERATOR_COALESCE" || object.typeName == "OPERATOR_NULLIF":
      for argument in object.objects("children") { read(argument, as: kind) }
    default: break
    }
  }

  private mutating func note(_ column: JSONObject, _ kind: TypedUse.Kind) {
    guard let name = column.list("column_names").last?.stringValue, let offset = column.location,
      rule?.textColumns.contains(name.lowercased()) == true, let range = tokens.nameRange(atByte: offset)
    else { return }
    let use = TypedUse(range: range, kind: kind)
    if !parsed.typedUses.contains(where: { $0.range == range }) { parsed.typedUses.append(use) }
  }

  // MARK: What an expression gives

  private static func valueKind(_ object: JSONObject) -> TypedUse.Kind? {
    switch object.className {
    case "CONSTANT": return object.object("value")?.object("type")?.text("id").flatMap(kind(ofType:))
    case "CAST": return object.object("cast_type")?.text("id").flatMap(kind(ofType:))
    case "COLUMN_REF": return object.plainColumn.flatMap { clock[$0.lowercased()] }
    case "FUNCTION", "WINDOW": return kind(ofCall: object)
    default: return nil
    }
  }

  private static func kind(ofCall object: JSONObject) -> TypedUse.Kind? {
    let name = object.text("function_name") ?? ""
    let arguments = object.objects("children")
    if let moment = clock[name] { return moment }
    if measuring.contains(name) { return .number }
    if arithmetic.contains(name) || passing.contains(name) || computing.contains(name) {
      let kinds = arguments.compactMap(valueKind)
      return kinds.first { $0 != .number } ?? (computing.contains(name) ? .number : kinds.first)
    }
    return nil
  }

  private static func isInterval(_ object: JSONObject) -> Bool {
    let type = object.object("cast_type")?.text("id") ?? object.object("value")?.object("type")?.text("id")
    return type == "INTERVAL" || (object.text("function_name")?.hasPrefix("to_") ?? false)
  }

  private static func kind(ofType name: String) -> TypedUse.Kind? {
    switch name {
    case "DATE": .date
    case "TIMESTAMP", "TIMESTAMP WITH TIME ZONE", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS": .moment
    case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT",
      "UHUGEINT", "FLOAT", "DOUBLE", "DECIMAL", "INTEGER_LITERAL":
      .number
    default: nil
    }
  }

  private static let clock: [String: TypedUse.Kind] = [
    "now": .moment, "current_timestamp": .moment, "get_current_timestamp": .moment, "localtimestamp": .moment,
    "transaction_timestamp": .moment, "run_timestamp": .moment, "current_date": .date, "today": .date,
    "run_date": .date, "parse_date": .date, "parse_timestamp": .moment, "date_add_days": .date,
  ]
  private static let arithmetic: Set<String> = ["+", "-", "*", "/", "%", "//", "**", "^"]
  /// Functions that give a number of whatever they are given.
  private static let measuring: Set<String> = [
    "count", "count_star", "length", "len", "try_int", "try_decimal", "date_diff_days", "date_part", "safe_divide",
    "row_number", "rank", "dense_rank",
  ]
  /// Functions that need numbers.
  private static let computing: Set<String> = [
    "sum", "avg", "mean", "stddev", "stddev_pop", "stddev_samp", "variance", "var_pop", "var_samp", "median",
    "quantile", "quantile_cont", "quantile_disc", "percentile", "corr", "abs", "round", "floor", "ceil", "ceiling",
    "trunc", "sqrt", "ln", "exp", "power", "pow", "mod", "sign",
  ]
  /// Functions that give one of their arguments.
  private static let passing: Set<String> = [
    "min", "max", "coalesce", "greatest", "least", "nullif", "ifnull", "first", "last", "any_value", "+", "-",
  ]
}
