import JSON

/// A number that is written down, or that data tell.
enum Quantity {
  case number(Double)
  case path(JSONPath)
  case query(Query)

  /// `Name` or `NamePath` of a state.
  init?(_ node: LocatedJSON, _ name: String) {
    if let path = node[name + "Path"]?.string.flatMap({ try? JSONPath(parsing: $0) }) {
      self = .path(path)
    } else if let number = node[name]?.number {
      self = .number(number)
    } else if let query = node[name]?.string.flatMap(Query.init(marked:)) {
      self = .query(query)
    } else {
      return nil
    }
  }
}

/// A text that is written down, or that data tell.
enum Wording {
  case text(String)
  case template(Template)

  init?(_ node: LocatedJSON, _ name: String, _ language: QueryLanguage) {
    if let text = node[name + "Path"]?.string, let template = Template.pathOrCall(text) {
      self = .template(template)
    } else if let value = node[name], let text = value.string {
      let template = Template(value, language)
      if case .query = template { self = .template(template) } else { self = .text(text) }
    } else {
      return nil
    }
  }
}

package struct FailDefinition {
  let error: Wording?
  let cause: Wording?

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    error = Wording(node, "Error", language)
    cause = Wording(node, "Cause", language)
  }
}

package struct WaitDefinition {
  let seconds: Quantity?
  let timestamp: Wording?

  init(_ node: LocatedJSON, _ language: QueryLanguage) {
    seconds = Quantity(node, "Seconds")
    timestamp = Wording(node, "Timestamp", language)
  }
}
