import Yams

/// What libyaml complains about, in plain words.
enum YAMLWording {
  static func error(_ error: any Error, in text: String) -> YAMLError {
    guard let error = error as? YamlError else { return YAMLError(line: 1, column: 1, message: "\(error)") }
    switch error {
    case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      return located(problem, context, mark, in: text)
    case .duplicatedKeysInMapping(let keys, let context):
      let key = keys.first ?? ""
      let place = secondPlace(of: key, from: context.mark, in: text)
      return YAMLError(line: place.line, column: place.column, message: "the key '\(key)' stands twice")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0).split(separator: "\n", omittingEmptySubsequences: false)
      let column = (before.last?.unicodeScalars.count ?? 0) + 1
      return YAMLError(line: max(1, before.count), column: column, message: "not readable as text: \(problem)")
    default:
      return YAMLError(line: 1, column: 1, message: "not readable as YAML: \(error)")
    }
  }

  private static func located(_ problem: String, _ context: YamlError.Context?, _ mark: Mark, in text: String)
    -> YAMLError
  {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if let tab = tab(near: mark, lines) {
      let message = "a tab is used for indentation; YAML takes spaces only"
      return YAMLError(line: tab.line, column: tab.column, message: message)
    }
    return YAMLError(line: mark.line, column: mark.column, message: words(problem, context, mark, lines))
  }

  /// A tab among the blanks a line begins with, on the line of the complaint or on the one before it.
  private static func tab(near mark: Mark, _ lines: [Substring]) -> (line: Int, column: Int)? {
    for line in [mark.line, mark.line - 1] where lines.indices.contains(line - 1) {
      let blanks = lines[line - 1].prefix { $0 == " " || $0 == "\t" }
      guard let tab = blanks.firstIndex(of: "\t") else { continue }
      return (line, blanks.distance(from: blanks.startIndex, to: tab) + 1)
    }
    return nil
  }

  private static func words(_ problem: String, _ context: YamlError.Context?, _ mark: Mark, _ lines: [Substring])
    -> String
  {
    switch problem {
    case "mapping values are not allowed in this context":
      return "a ':' is not expected here; check the indentation, or put the text in quotes"
    case "did not find expected key":
      return "a key is expected here; check the indentation, or put the text above in quotes"
    case "did not find expected node content":
      return "a value is expected here" + opened(context)
    case "could not find expected ':'":
      return "the ':' after the key is missing"
    case "did not find expected '-' indicator":
      return "a list item ('- …') is expected here; check the indentation"
    case "did not find expected ',' or ']'":
      return "',' or ']' is missing" + opened(context)
    case "did not find expected ',' or '}'":
      return "',' or '}' is missing" + opened(context)
    case "found unexpected end of stream" where context?.text.contains("quoted scalar") == true:
      return "the closing quote is missing" + opened(context)
    case "found character that cannot start any token":
      return "a text that begins with '\(character(mark, lines))' must stand in quotes"
    case "but found another document":
      return "only one document may stand in this file"
    case "found undefined alias": return "this alias names no anchor"
    default: return "not readable as YAML: \(problem)" + (context.map { " \($0.text)" } ?? "")
    }
  }

  private static func opened(_ context: YamlError.Context?) -> String {
    context.map { "; it was opened at \($0.mark.line):\($0.mark.column)" } ?? ""
  }

  private static func character(_ mark: Mark, _ lines: [Substring]) -> String {
    guard lines.indices.contains(mark.line - 1) else { return "" }
    return lines[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1).first.map(String.init) ?? ""
  }

  /// Yams names the first of equal keys, a reader wants the one too many: the next line that begins with the key at the
  /// same column, else (keys on one line) the place Yams names.
  private static func secondPlace(of key: String, from mark: Mark, in text: String) -> (line: Int, column: Int) {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated().dropFirst(mark.line) {
      let before = line.unicodeScalars.prefix(mark.column - 1)
      let rest = line.unicodeScalars.dropFirst(mark.column - 1).drop { $0 == "'" || $0 == "\"" }
      guard before.allSatisfy({ $0 == " " || $0 == "-" }), rest.starts(with: key.unicodeScalars) else { continue }
      let after = rest.dropFirst(key.unicodeScalars.count).first
      if let after, ": \t'\"".unicodeScalars.contains(after) { return (index + 1, mark.column) }
    }
    return (mark.line, mark.column)
  }
}
