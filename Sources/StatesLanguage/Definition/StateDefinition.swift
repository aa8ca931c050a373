import JSON

/// One state, ready to run.
package final class StateDefinition {
  package let name: String
  package let kind: StateKind
  package let comment: String?
  package let place: SourcePlace
  let language: QueryLanguage
  /// Nil: the machine, branch or iteration ends here.
  package let next: Int?
  let flow: DataFlow
  let assign: Template?
  let retriers: [Retrier]
  package let catchers: [Catcher]
  package let work: Work

  package enum Work {
    case task(TaskDefinition)
    case pass(result: JSONValue?)
    case choice(ChoiceDefinition)
    case wait(WaitDefinition)
    case succeed
    case fail(FailDefinition)
    case parallel([BlockDefinition])
    case map(MapDefinition)
  }

  init(_ entry: LocatedEntry, _ outer: QueryLanguage, _ places: [String: Int]) {
    let node = entry.value
    (name, place) = (entry.name, entry.place)
    comment = node["Comment"]?.string
    kind = node["Type"]?.string.flatMap(StateKind.init) ?? .succeed
    language = node["QueryLanguage"]?.string.flatMap(QueryLanguage.init) ?? outer
    next = node["Next"]?.string.flatMap { places[$0] }
    let language = language
    flow = DataFlow(node, language, isMap: kind == .map)
    assign = node["Assign"].map { Template($0, language) }
    retriers = (node["Retry"]?.items ?? []).map(Retrier.init)
    catchers = (node["Catch"]?.items ?? []).map { Catcher($0, language, places) }
    work = Self.work(node, kind, language, places)
  }

  private static func work(
    _ node: LocatedJSON, _ kind: StateKind, _ language: QueryLanguage, _ places: [String: Int]
  ) -> Work {
    switch kind {
    case .task: .task(TaskDefinition(node, language))
    case .pass: .pass(result: node["Result"]?.json)
    case .choice: .choice(ChoiceDefinition(node, language, places))
    case .wait: .wait(WaitDefinition(node, language))
    case .succeed: .succeed
    case .fail: .fail(FailDefinition(node, language))
    case .parallel: .parallel((node["Branches"]?.items ?? []).map { BlockDefinition($0, language) })
    case .map: .map(MapDefinition(node, language))
    }
  }
}

/// How data comes into a state and out of it.
struct DataFlow {
  enum Selection {
    case whole
    case nothing
    case path(JSONPath)

    init(_ node: LocatedJSON?) {
      guard let node else { self = .whole; return }
      guard let path = node.string.flatMap({ try? JSONPath(parsing: $0) }) else { self = .nothing; return }
      self = path.root == .value && path.segments.isEmpty ? .whole : .path(path)
    }
  }

  enum Placing {
    case replace
    case discard
    case at(JSONPath)

    init(_ node: LocatedJSON?) {
      guard let node else { self = .replace; return }
      guard let path = node.string.flatMap({ try? JSONPath(parsing: $0) }) else { self = .discard; return }
      self = path.segments.isEmpty ? .replace : .at(path)
    }
  }

  let input: Selection
  /// Parameters, or Arguments.
  let parameters: Template?
  let resultSelector: Template?
  let result: Placing
  let output: Selection
  /// JSONata's Output.
  let outputQuery: Template?

  init(_ node: LocatedJSON, _ language: QueryLanguage, isMap: Bool) {
    input = Selection(node["InputPath"])
    // Of a Map it is an old name of ItemSelector.
    let parameters = isMap ? nil : node[language == .jsonata ? "Arguments" : "Parameters"]
    self.parameters = parameters.map { Template($0, language) }
    resultSelector = node["ResultSelector"].map { Template($0, language) }
    result = Placing(node["ResultPath"])
    output = Selection(node["OutputPath"])
    outputQuery = node["Output"].map { Template($0, language) }
  }
}
