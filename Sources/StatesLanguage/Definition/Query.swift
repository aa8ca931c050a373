import JSON
import JSONata

/// One JSONata expression of a machine, read once.
struct Query {
  let text: String
  let expression: JSONataExpression
  /// Variables it may ask for: only these are handed over.
  let names: Set<String>
  /// Whether it may look at more of `$states` than input, result and errorOutput; the context takes time to make.
  let asksForContext: Bool

  /// - Parameter text: with its `{%` and `%}`.
  init?(marked text: String) {
    guard let inner = MachineValidator.inner(text), let expression = try? JSONataExpression(inner) else {
      // The validator has told why.
      return nil
    }
    self.text = inner.trimmingBlanks
    self.expression = expression
    (names, asksForContext) = Self.mentions(Array(inner.unicodeScalars))
  }

  private static let plain = [".input", ".result", ".errorOutput"].map { Array($0.unicodeScalars) }

  /// The words after a dollar, in texts and comments too: more than there are does no harm.
  private static func mentions(_ scalars: [Unicode.Scalar]) -> (Set<String>, Bool) {
    var (names, asksForContext, at): (Set<String>, Bool, Int) = ([], false, 0)
    while let dollar = scalars[at...].firstIndex(of: "$") {
      let rest = scalars[(dollar + 1)...]
      let end = rest.firstIndex { !$0.properties.isIDContinue && $0 != "_" } ?? rest.endIndex
      let name = String(String.UnicodeScalarView(scalars[(dollar + 1)..<end]))
      if name == "states", !plain.contains(where: { scalars[end...].starts(with: $0) }) { asksForContext = true }
      names.insert(name)
      at = end
    }
    return (names, asksForContext)
  }
}

extension String {
  var trimmingBlanks: String {
    var scalars = Substring(self).unicodeScalars
    while scalars.first?.properties.isWhitespace == true { scalars.removeFirst() }
    while scalars.last?.properties.isWhitespace == true { scalars.removeLast() }
    return String(scalars)
  }
}

/// A value with parts to be filled in: a payload template of JSONPath, or a value with expressions of JSONata.
indirect enum Template {
  case constant(JSONValue)
  case path(JSONPath)
  case call(IntrinsicCall)
  case query(Query)
  case array([Template])
  case object([(name: String, value: Template)])

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    switch node.content {
    case .string(let text):
      self = language == .jsonata ? Self.expression(text) : .constant(.string(text))
    case .array(let items): self = Self.folded(items.map { Template($0, language) })
    case .object(let entries): self = Self.folded(entries.map { Self.entry($0, language) })
    default: self = .constant(node.json)
    }
  }

  private static func expression(_ text: String) -> Template {
    guard text.hasPrefix("{%"), let query = Query(marked: text) else { return .constant(.string(text)) }
    return .query(query)
  }

  private static func entry(_ entry: LocatedEntry, _ language: QueryLanguage) -> (String, Template) {
    guard language == .jsonPath, entry.name.hasSuffix(".$"), let text = entry.value.string else {
      return (entry.name, Template(entry.value, language))
    }
    return (String(entry.name.dropLast(2)), Self.pathOrCall(text) ?? .constant(.string(text)))
  }

  /// The validator has told what is wrong where this is nil.
  static func pathOrCall(_ text: String) -> Template? {
    if text.hasPrefix("States.") { return (try? IntrinsicCall(parsing: text)).map(Template.call) }
    return (try? JSONPath(parsing: text)).map(Template.path)
  }

  /// Parts that are constant are put together once.
  private static func folded(_ items: [Template]) -> Template {
    var values: [JSONValue] = []
    for case .constant(let value) in items { values.append(value) }
    return values.count == items.count ? .constant(.array(values)) : .array(items)
  }

  private static func folded(_ entries: [(name: String, value: Template)]) -> Template {
    var values = JSONObject()
    for entry in entries {
      guard case .constant(let value) = entry.value else { return .object(entries) }
      values[entry.name] = value
    }
    return .constant(.object(values))
  }
}

extension LocatedJSON {
  /// The value without its places. Of a name that stands twice the last counts.
  var json: JSONValue {
    switch content {
    case .null: .null
    case .bool(let flag): .bool(flag)
    case .number(let text): .number(text)
    case .string(let text): .string(text)
    case .array(let items): .array(items.map(\.json))
    case .object(let entries): .object(JSONObject(entries.map { ($0.name, $0.value.json) }))
    }
  }
}
