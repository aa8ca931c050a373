import JSONata

/// How data flows: paths, payload templates, expressions, variables.
extension MachineValidator {
  mutating func flow(_ state: LocatedJSON, _ kind: StateKind, _ language: QueryLanguage, _ subject: String) {
    switch language {
    case .jsonata:
      for name in ["Arguments", "Output", "Items"] {
        if let node = state[name] { expressions(node, "\(name) of \(subject)") }
      }
    case .jsonPath:
      for name in ["InputPath", "OutputPath"] {
        if let node = state[name], !node.isNull { path(node, "\(name) of \(subject)") }
      }
      if let node = state["ResultPath"], !node.isNull { resultPath(node, "ResultPath of \(subject)") }
      for name in ["Parameters", "ResultSelector"] {
        if let node = state[name] { template(node, "\(name) of \(subject)") }
      }
    }
    if let node = state["Assign"] { assign(node, language, subject) }
  }

  mutating func assign(_ node: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    guard let entries = node.entries else {
      return error(node.place, "Assign of \(subject) is an object, not \(node.kind)")
    }
    for entry in entries {
      let name = entry.name.hasSuffix(".$") && language == .jsonPath ? String(entry.name.dropLast(2)) : entry.name
      if name == "states" { error(entry.place, "a variable cannot be named states") }
      // The specification wants an identifier; AWS, and its judges beside, take dashes too.
      if name.unicodeScalars.count > 80 || name.isEmpty {
        error(entry.place, "a variable's name has 1 to 80 characters")
      }
      if variables.dropLast().contains(where: { $0.contains(name) }) {
        error(
          entry.place, "\(subject) assigns “\(name)”, a variable of the machine around it; inner states read it only")
      }
    }
    switch language {
    case .jsonata: expressions(node, "Assign of \(subject)")
    case .jsonPath: template(node, "Assign of \(subject)")
    }
  }

  // MARK: JSONPath

  @discardableResult
  mutating func path(_ node: LocatedJSON, _ subject: String) -> JSONPath? {
    guard let text = node.string else {
      error(node.place, "\(subject) is a path, and no \(node.kind)")
      return nil
    }
    do throws(PathError) {
      return try JSONPath(parsing: text)
    } catch {
      self.error(node.place, "\(subject): \(error)")
      return nil
    }
  }

  /// A path to one place of the input.
  private mutating func resultPath(_ node: LocatedJSON, _ subject: String) {
    guard let path = path(node, subject) else { return }
    switch path.root {
    case .value:
      if !path.isReference { error(node.place, "\(subject) must lead to one place: names and single numbers only") }
    case .context: error(node.place, "\(subject) cannot lead into the context object")
    case .variable: error(node.place, "\(subject) cannot lead into a variable; Assign sets one")
    }
  }

  /// A path, or a call of a function.
  mutating func pathOrCall(_ node: LocatedJSON, _ subject: String) {
    guard let text = node.string, text.hasPrefix("States.") else { return _ = path(node, subject) }
    do throws(PathError) {
      _ = try IntrinsicCall(parsing: text)
    } catch {
      self.error(node.place, "\(subject): \(error)")
    }
  }

  /// Names that end with `.$` hold a path or a call, and no other name may be the same without that end.
  mutating func template(_ node: LocatedJSON, _ subject: String) {
    if let items = node.items {
      for item in items { template(item, subject) }
      return
    }
    var seen: Set<String> = []
    for entry in node.entries ?? [] {
      let isDynamic = entry.name.hasSuffix(".$")
      let name = isDynamic ? String(entry.name.dropLast(2)) : entry.name
      if !seen.insert(name).inserted {
        error(entry.place, "\(name) stands twice in \(subject), once its end .$ is taken off")
      }
      if isDynamic {
        pathOrCall(entry.value, "\(entry.name) in \(subject)")
      } else {
        if let text = entry.value.string, Self.looksLikePath(text) {
          warn(
            entry.value.place,
            "\(entry.name) in \(subject) looks like a path, and is a text: the name would end with .$")
        }
        template(entry.value, subject)
      }
    }
  }

  /// `$.orders`, `$$.State.Name`, `States.UUID()`.
  static func looksLikePath(_ text: String) -> Bool {
    if text.hasPrefix("States.") { return (try? IntrinsicCall(parsing: text)) != nil }  // only whether it is one
    return text.hasPrefix("$.") || text.hasPrefix("$$.") || text.hasPrefix("$[")
  }

  mutating func noPath(_ node: LocatedJSON, _ name: String, _ language: QueryLanguage, _ subject: String) {
    guard language == .jsonPath, let text = node.string, Self.looksLikePath(text) else { return }
    warn(node.place, "\(name) of \(subject) looks like a path, and is a text: it would be \(name)Path")
  }

  /// A Pass gives its Result as it stands.
  mutating func isStatic(_ node: LocatedJSON, _ subject: String) {
    if let text = node.string, Self.looksLikePath(text) {
      warn(node.place, "Result of \(subject) is given as it stands, and this looks like a path; Parameters has paths")
    }
    for child in node.items ?? node.entries?.map(\.value) ?? [] { isStatic(child, subject) }
  }

  /// The variables that the states of a machine set themselves.
  static func assigned(_ states: [LocatedEntry]) -> Set<String> {
    var names: Set<String> = []
    for state in states.map(\.value) {
      let assigns =
        [state["Assign"]] + ((state["Choices"]?.items ?? []) + (state["Catch"]?.items ?? [])).map { $0["Assign"] }
      for entry in assigns.compactMap({ $0?.entries }).joined() {
        names.insert(entry.name.hasSuffix(".$") ? String(entry.name.dropLast(2)) : entry.name)
      }
    }
    return names
  }

  // MARK: JSONata

  /// Every expression in a value, however deep.
  mutating func expressions(_ node: LocatedJSON, _ subject: String) {
    switch node.content {
    case .string(let text): expression(text, node.place, subject)
    case .array(let items): for item in items { expressions(item, subject) }
    case .object(let entries):
      noRepeats(node, subject)
      for entry in entries { expressions(entry.value, subject) }
    default: break
    }
  }

  private mutating func expression(_ text: String, _ place: SourcePlace, _ subject: String) {
    guard text.hasPrefix("{%") || text.hasSuffix("%}") else { return }
    guard let inner = Self.inner(text) else {
      return error(place, "\(subject): an expression stands between “{% ” and “ %}”, and nothing beside: \(text)")
    }
    do throws(EvaluationError) {
      _ = try JSONataExpression(inner)
    } catch {
      let character = error.position.map { " (at character \($0) of the expression)" } ?? ""
      self.error(place, "\(subject): \(error)\(character)")
    }
  }

  static func inner(_ text: String) -> String? {
    guard text.hasPrefix("{% "), text.hasSuffix(" %}"), text.utf8.count >= 6 else { return nil }
    return String(text.dropFirst(3).dropLast(3))
  }
}
