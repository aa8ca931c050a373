import JSON
import Words

extension TreeReader {
  mutating func expression(_ object: JSONObject, _ scope: Scope) {
    switch object.className {
    case "FUNCTION", "WINDOW":
      function(object, scope)
      if rule != nil { readTextsAsValues(object) }
    case "COMPARISON", "BETWEEN", "OPERATOR":
      if rule != nil { readTextsAsValues(object) }
    case "COLUMN_REF": columnReference(object)
    case "CAST" where !object.flag("try_cast"):
      if let cast = object.location.flatMap({ TextCast(tokens, atByte: $0) }) { parsed.casts.append(cast) }
    default: break
    }
    portability(of: object, scope)
    sparkDoubts(of: object)
  }

  private mutating func columnReference(_ object: JSONObject) {
    // Words like current_date have no parentheses; the parser takes them for columns until names are resolved.
    guard let name = object.plainColumn?.lowercased(), let instead = FunctionCatalog.unrepeatable[name],
      name.hasPrefix("current_") || name.hasPrefix("local")
    else { return }
    if isModel || isPortable {
      report(byte: object.location ?? 0, .warning, "\(name) is another one each time", hint: "use \(instead)")
    }
  }

  private mutating func function(_ object: JSONObject, _ scope: Scope) {
    guard let name = object.text("function_name"), !object.flag("is_operator"), let offset = object.location else {
      return
    }
    if let schema = object.text("schema"), schema != "main" {
      methodCall(name, on: schema, offset)
      return
    }
    guard refuse(name, offset) else { return }
    if let function = PortableFunction(rawValue: name) {
      if function == .secret, isModel, !scope.isHashed {
        report(
          byte: offset, .error, "secret(…) may only be an argument of hash_key(…) or hash_text(…)",
          hint: "anything else could show its value")
        return
      }
      call(function, offset, isTable: false, hasAlias: true)
    } else if isModel || isPortable {
      standardCall(name, offset, isSyntax: object["schema"] != nil)
    }
  }

  /// False when the function must not be called at all.
  private mutating func refuse(_ name: String, _ offset: Int) -> Bool {
    if FunctionCatalog.fileReaders.contains(name) {
      report(byte: offset, .error, "models read tables, not files: \(name)(…)")
      return false
    }
    if let instead = FunctionCatalog.refused[name] {
      report(byte: offset, .error, "\(name)(…) may not be called here", hint: instead)
      return false
    }
    return true
  }

  /// DuckDB takes `x.f(…)` for f(x, …) when x is a column; the arguments are then not between the parentheses. In a query
  /// that is allowed, but of no function that is refused.
  private mutating func methodCall(_ name: String, on owner: String, _ offset: Int) {
    guard refuse(name, offset) else { return }
    guard PortableFunction(rawValue: name) != nil || isModel else { return }
    report(byte: offset, .error, "functions are called as \(name)(…), not as \(owner).\(name)(…)")
  }

  private mutating func standardCall(_ name: String, _ offset: Int, isSyntax: Bool) {
    if let instead = FunctionCatalog.unrepeatable[name] {
      report(byte: offset, .warning, "\(name)() is another one each time", hint: "use \(instead)")
      return
    }
    guard !FunctionCatalog.standard.contains(name), !isSyntax, !isInterval(name) else { return }
    let names = FunctionCatalog.standard.union(PortableFunction.allCases.map(\.rawValue))
    let hint =
      FunctionCatalog.portableSpelling[name].map { "write \($0)" }
      ?? NearestName.closest(to: name, among: names).map { "did you mean \($0)" }
    warn(byte: offset, "\(name)(…) is not in the portable subset", hint: hint)
  }

  mutating func tableFunction(_ object: JSONObject, _ scope: Scope) {
    guard let inner = object.object("function"), let name = inner.text("function_name") else { return }
    let offset = inner.location ?? object.location ?? 0
    if let function = PortableFunction(rawValue: name), function == .dateSeries {
      call(function, offset, isTable: true, hasAlias: object.alias != nil)
    } else if refuse(name, offset) {
      if FunctionCatalog.tableFunctions.contains(name) {
        warn(
          byte: offset, "\(name)(…) in FROM is not in the portable subset",
          hint: name == "unnest" ? nil : "write date_series(from, to) for days")
      } else {
        report(byte: offset, .error, "models read tables, not table functions: \(name)(…)")
      }
    }
    for child in inner.list("children") { visit(child, scope) }
  }

  private mutating func call(_ function: PortableFunction, _ offset: Int, isTable: Bool, hasAlias: Bool) {
    guard let (range, arguments) = tokens.call(atByte: offset) else {
      report(byte: offset, .error, "\(function.rawValue) is called as \(function.signature)")
      return
    }
    guard function.arity.contains(arguments.count), (function == .dateSeries) == isTable else {
      let place = function == .dateSeries && !isTable ? " in FROM" : ""
      report(byte: offset, .error, "\(function.rawValue) is called as \(function.signature)\(place)")
      return
    }
    guard checkLiterals(function, arguments, offset) else { return }
    parsed.calls.append(
      FunctionCall(
        function: function, position: parsed.source.position(ofByte: offset), range: range, arguments: arguments,
        isTable: isTable, hasAlias: hasAlias))
  }

  /// Checks arguments that must be literals, because they are understood before the engine sees them.
  private mutating func checkLiterals(_ function: PortableFunction, _ arguments: [Range<Int>], _ offset: Int) -> Bool {
    switch function {
    case .parseDate, .parseTimestamp: return checkFormats(arguments.dropFirst())
    case .tryDecimal: return checkDecimal(arguments)
    case .secret: return checkSecret(arguments[0], offset)
    default: return true
    }
  }

  private mutating func checkFormats(_ formats: ArraySlice<Range<Int>>) -> Bool {
    for range in formats {
      guard let text = tokens.literal(range) else {
        report(byte: range.lowerBound, .error, "a format must be a text in quotes, such as 'yyyy-MM-dd'")
        return false
      }
      do throws(DateFormatError) {
        _ = try DateFormat(parsing: text)
      } catch {
        report(byte: range.lowerBound, .error, error.description)
        return false
      }
    }
    return true
  }

  private mutating func checkDecimal(_ arguments: [Range<Int>]) -> Bool {
    let numbers = arguments.dropFirst().map { Int(tokens.text($0)) }
    guard let precision = numbers[0], let scale = numbers[1], (1...38).contains(precision),
      (0...precision).contains(scale)
    else {
      report(byte: arguments[1].lowerBound, .error, "precision must be 1 to 38 and scale 0 to the precision, as digits")
      return false
    }
    return true
  }

  private mutating func checkSecret(_ argument: Range<Int>, _ offset: Int) -> Bool {
    guard isModel else {
      report(byte: offset, .error, "secret(…) may be used in models only, where its value is not shown")
      return false
    }
    guard let name = tokens.literal(argument), TableName.isName(name) else {
      report(byte: argument.lowerBound, .error, "a secret is named by a text of lower case letters, digits and _")
      return false
    }
    if !parsed.secrets.contains(name) { parsed.secrets.append(name) }
    return true
  }
}
