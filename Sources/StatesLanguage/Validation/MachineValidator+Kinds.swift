import Clocks

/// What is particular to each type of state.
extension MachineValidator {
  // MARK: Task

  mutating func task(_ state: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    if let resource = state["Resource"], resource.entries != nil {
      // A CloudFormation template may put a function of its own here.
      warn(resource.place, "what the Resource of \(subject) becomes cannot be known before the template is filled")
    } else if let resource = state["Resource"] {
      guard let text = resource.string, !text.isEmpty else {
        return error(resource.place, "Resource of \(subject) names what is called, and is no \(resource.kind)")
      }
      if !Self.isLambdaName(text) { error(resource.place, "“\(text)” ends with no name of a function or alias") }
      self.resource(text, resource.place, subject)
    } else {
      error(state.place, "\(subject) needs Resource")
    }
    for name in ["TimeoutSeconds", "HeartbeatSeconds"] { seconds(state, name, language, subject) }
    if let timeout = state["TimeoutSeconds"]?.integer, let heartbeat = state["HeartbeatSeconds"],
      let beats = heartbeat.integer, beats >= timeout
    {
      error(heartbeat.place, "HeartbeatSeconds of \(subject) is less than TimeoutSeconds")
    }
    guard let credentials = state["Credentials"] else { return }
    guard credentials.entries != nil else {
      return error(credentials.place, "Credentials of \(subject) is an object, not \(credentials.kind)")
    }
    switch language {
    case .jsonata: expressions(credentials, "Credentials of \(subject)")
    case .jsonPath: template(credentials, "Credentials of \(subject)")
    }
  }

  /// Seconds as a number, by a path in JSONPath, by an expression in JSONata.
  private mutating func seconds(_ state: LocatedJSON, _ name: String, _ language: QueryLanguage, _ subject: String) {
    notBoth(state, name, name + "Path", subject)
    if let node = state[name] {
      if language == .jsonata, node.string != nil {
        expressions(node, "\(name) of \(subject)")
        if Self.inner(node.string ?? "") == nil {
          error(node.place, "\(name) of \(subject) is a number or an expression")
        }
      } else {
        positive(node, "\(name) of \(subject)")
      }
    }
    if language == .jsonPath, let node = state[name + "Path"] { path(node, "\(name)Path of \(subject)") }
  }

  /// Of the name of a Lambda function, what follows `function:` is a name, and perhaps an alias.
  private static func isLambdaName(_ text: String) -> Bool {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count > 6, parts[0] == "arn", parts[2] == "lambda", parts[5] == "function" else { return true }
    func isWord(_ part: Substring, _ marks: String) -> Bool {
      !part.isEmpty
        && part.unicodeScalars.allSatisfy { scalar in
          scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
            || marks.unicodeScalars.contains(scalar)
        }
    }
    if parts.count > 8 { return false }
    // Templates put the name in later: `${Function}`.
    if text.contains("${") { return true }
    return isWord(parts[6], "-_") && (parts.count < 8 || parts[7] == "$LATEST" || isWord(parts[7], "-_"))
  }

  /// A resource is named by an ARN; a template may put one in later.
  private mutating func resource(_ text: String, _ place: SourcePlace, _ subject: String) {
    if text.contains("${") { return }
    guard text.hasPrefix("arn:"), text.split(separator: ":", omittingEmptySubsequences: false).count >= 6 else {
      return error(
        place, "Resource of \(subject) is an ARN such as arn:aws:states:::glue:startJobRun.sync, not “\(text)”")
    }
    if !LocalTwin.exists(for: TaskResource(text)) {
      missing(
        place,
        "\(subject): there is nothing on this machine that does “\(text)”; a workflow that calls it runs on AWS only")
    }
  }

  // MARK: Wait and Fail

  mutating func wait(_ state: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    let names = ["Seconds", "Timestamp", "SecondsPath", "TimestampPath"]
    let given = names.filter { state[$0] != nil }
    if given.isEmpty { error(state.place, "\(subject) needs Seconds or Timestamp, or a path to one") }
    if given.count > 1, let node = state[given[1]] {
      error(node.place, "\(subject) has \(given.joined(separator: " and ")); it has one of them")
    }
    for name in ["SecondsPath", "TimestampPath"] {
      if let node = state[name], language == .jsonPath { path(node, "\(name) of \(subject)") }
    }
    if let node = state["Seconds"] {
      if language == .jsonata, node.string != nil {
        expressions(node, "Seconds of \(subject)")
      } else {
        notNegative(node, "Seconds of \(subject)")
        if let number = node.integer, number > 99_999_999 {
          error(node.place, "Seconds of \(subject) is at most 99999999")
        }
      }
    }
    guard let node = state["Timestamp"] else { return }
    if language == .jsonata, node.string?.hasPrefix("{%") == true {
      return expressions(node, "Timestamp of \(subject)")
    }
    guard let text = node.string, Self.isTimestamp(text) else {
      return error(node.place, "Timestamp of \(subject) is a time such as 2026-11-28T06:10:00Z")
    }
  }

  /// RFC 3339 with a capital T and a capital Z or an offset.
  static func isTimestamp(_ text: String) -> Bool {
    let rest = text.dropFirst(19)
    return text.dropFirst(10).first == "T" && (rest.contains("Z") || rest.contains("+") || rest.contains("-"))
      && Timestamp.parse(text) != nil
  }

  mutating func fail(_ state: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    for name in ["Error", "Cause"] {
      notBoth(state, name, name + "Path", subject)
      if let node = state[name] {
        noPath(node, name, language, subject)
        if node.string == nil { error(node.place, "\(name) of \(subject) is a text, not \(node.kind)") }
        if language == .jsonata { expressions(node, "\(name) of \(subject)") }
      }
      if language == .jsonPath, let node = state[name + "Path"] { pathOrCall(node, "\(name)Path of \(subject)") }
    }
  }

  // MARK: Parallel and Map

  mutating func parallel(_ state: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    guard let branches = state["Branches"] else { return error(state.place, "\(subject) needs Branches") }
    guard let items = branches.items, !items.isEmpty else {
      return error(branches.place, "Branches of \(subject) is a list of machines, and not empty")
    }
    for (index, item) in items.enumerated() {
      let name = "branch \(index + 1) of \(subject)"
      guard item.entries != nil else { error(item.place, "\(name) is an object, not \(item.kind)"); continue }
      known(item, ["StartAt", "States", "Comment", "QueryLanguage", "ProcessorConfig"], name)
      states(of: item, language, name)
    }
  }

  mutating func map(_ state: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    notBoth(state, "ItemProcessor", "Iterator", subject)
    notBoth(state, "ItemSelector", "Parameters", subject)
    if let processor = state["ItemProcessor"] ?? state["Iterator"] {
      self.processor(processor, language, subject)
    } else {
      error(state.place, "\(subject) needs ItemProcessor")
    }
    if let node = state["ItemsPath"], language == .jsonPath { path(node, "ItemsPath of \(subject)") }
    if let node = state["ItemSelector"] {
      language == .jsonata
        ? expressions(node, "ItemSelector of \(subject)") : template(node, "ItemSelector of \(subject)")
    }
    limits(state, language, subject)
    distributed(state, subject)
    if let node = state["ItemReader"] { reader(node, language, subject) }
    if let node = state["ItemBatcher"] { batcher(node, language, subject) }
    if let node = state["ResultWriter"] { writer(node, language, subject) }
  }

  /// Fields that only mean something where each item has an execution of its own.
  private mutating func distributed(_ state: LocatedJSON, _ subject: String) {
    let config = (state["ItemProcessor"] ?? state["Iterator"])?["ProcessorConfig"]
    guard config?["Mode"]?.string != "DISTRIBUTED" else { return }
    for entry in state.entries ?? [] {
      switch entry.name {
      case "ItemReader", "ItemBatcher", "ResultWriter":
        error(entry.place, "\(entry.name) of \(subject) is for a Map of the Mode DISTRIBUTED")
      case _ where entry.name.hasPrefix("ToleratedFailure"):
        warn(entry.place, "\(entry.name) of \(subject) means something in the Mode DISTRIBUTED only")
      default: break
      }
    }
  }

  private mutating func processor(_ node: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    let name = "ItemProcessor of \(subject)"
    guard node.entries != nil else { return error(node.place, "\(name) is an object, not \(node.kind)") }
    known(node, ["StartAt", "States", "Comment", "QueryLanguage", "ProcessorConfig"], name)
    if let config = node["ProcessorConfig"] {
      if let mode = config["Mode"], !["INLINE", "DISTRIBUTED"].contains(mode.string ?? "") {
        error(mode.place, "Mode in \(name) is INLINE or DISTRIBUTED")
      }
      if let type = config["ExecutionType"], !["STANDARD", "EXPRESS"].contains(type.string ?? "") {
        error(type.place, "ExecutionType in \(name) is STANDARD or EXPRESS")
      }
    }
    // A child execution sees no variables from around it, and may use their names.
    let outer = variables
    if node["ProcessorConfig"]?["Mode"]?.string == "DISTRIBUTED" { variables = [] }
    states(of: node, language, name)
    variables = outer
  }

  private mutating func limits(_ state: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    for name in ["MaxConcurrency", "ToleratedFailureCount", "ToleratedFailurePercentage"] {
      notBoth(state, name, name + "Path", subject)
      if let node = state[name + "Path"], language == .jsonPath { path(node, "\(name)Path of \(subject)") }
      guard let node = state[name] else { continue }
      if language == .jsonata, node.string != nil {
        expressions(node, "\(name) of \(subject)")
      } else if name == "ToleratedFailurePercentage" {
        guard let number = node.number, (0...100).contains(number) else {
          error(node.place, "\(name) of \(subject) is a number from 0 to 100")
          continue
        }
      } else {
        notNegative(node, "\(name) of \(subject)")
      }
    }
  }

  private mutating func reader(_ node: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    let name = "ItemReader of \(subject)"
    guard node.entries != nil else { return error(node.place, "\(name) is an object, not \(node.kind)") }
    if let resource = node["Resource"], let text = resource.string {
      if !text.contains("${"), !LocalTwin.readsItems(TaskResource(text)) {
        missing(resource.place, "\(name): nothing on this machine reads items by “\(text)”; it runs on AWS only")
      }
    } else {
      error(node.place, "\(name) needs Resource")
    }
    arguments(node, language, name)
    guard let config = node["ReaderConfig"] else { return }
    notBoth(config, "MaxItems", "MaxItemsPath", name)
    if let node = config["MaxItemsPath"], language == .jsonPath { path(node, "MaxItemsPath in \(name)") }
    if let node = config["MaxItems"], node.string == nil || language == .jsonPath {
      positive(node, "MaxItems in \(name)")
    }
    let types = ["CSV", "JSON", "JSONL", "PARQUET", "MANIFEST"]
    if let type = config["InputType"], !types.contains(type.string ?? "") {
      error(type.place, "InputType in \(name) is one of \(types.joined(separator: ", "))")
    }
  }

  private mutating func batcher(_ node: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    let name = "ItemBatcher of \(subject)"
    guard node.entries != nil else { return error(node.place, "\(name) is an object, not \(node.kind)") }
    let limits = ["MaxItemsPerBatch", "MaxInputBytesPerBatch"]
    for limit in limits {
      notBoth(node, limit, limit + "Path", name)
      if let value = node[limit], value.string == nil || language == .jsonPath {
        positive(value, "\(limit) in \(name)")
      }
      if let value = node[limit + "Path"], language == .jsonPath { path(value, "\(limit)Path in \(name)") }
    }
    if !limits.contains(where: { node[$0] != nil || node[$0 + "Path"] != nil }) {
      error(node.place, "\(name) needs MaxItemsPerBatch or MaxInputBytesPerBatch")
    }
    if let input = node["BatchInput"] {
      language == .jsonata
        ? expressions(input, "BatchInput of \(subject)") : template(input, "BatchInput of \(subject)")
    }
  }

  private mutating func writer(_ node: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    let name = "ResultWriter of \(subject)"
    guard node.entries != nil else { return error(node.place, "\(name) is an object, not \(node.kind)") }
    if node["Resource"] == nil, node["WriterConfig"] == nil {
      error(node.place, "\(name) needs Resource or WriterConfig")
    }
    if let resource = node["Resource"], let text = resource.string, !text.contains("${"),
      !LocalTwin.writesResults(TaskResource(text))
    {
      missing(resource.place, "\(name): nothing on this machine writes results by “\(text)”; it runs on AWS only")
    }
    arguments(node, language, name)
  }

  private mutating func arguments(_ node: LocatedJSON, _ language: QueryLanguage, _ name: String) {
    if let value = node["Parameters"] {
      language == .jsonata
        ? error(value.place, "Parameters in \(name) is a field of JSONPath; in JSONata it is Arguments")
        : template(value, "Parameters in \(name)")
    }
    if let value = node["Arguments"] {
      language == .jsonata
        ? expressions(value, "Arguments in \(name)")
        : error(value.place, "Arguments in \(name) is a field of JSONata; in JSONPath it is Parameters")
    }
  }
}
