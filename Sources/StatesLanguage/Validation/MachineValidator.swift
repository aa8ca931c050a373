import Clocks
import JSONata

/// Holds a state machine against the States Language as AWS takes it, and names every problem at once.
package struct MachineValidator {
  var problems: [MachineProblem] = []
  /// Every state's name in the whole machine, with where it stands first.
  private var names: [String: SourcePlace] = [:]

  /// The variables that the states around set, a machine each, the outermost first.
  var variables: [Set<String>] = []

  /// Whether the machine runs on this machine, where a resource that nothing does is an error.
  private var runsHere = false

  /// Bytes of the largest definition that AWS takes.
  private static let largest = 1 << 20

  /// What is wrong with a text; warnings among it. In the order of the text.
  ///
  /// - Parameter runsHere: a resource that nothing on this machine does is an error, and no warning.
  package static func problems(in text: String, runsHere: Bool = false) -> [MachineProblem] {
    guard text.utf8.count <= largest else {
      let message = "a state machine has at most 1 MB (\(largest) bytes), and this one \(text.utf8.count)"
      return [MachineProblem(place: SourcePlace(line: 1, column: 1), severity: .error, message: message)]
    }
    do throws(JSONSyntaxError) {
      let root = try LocatedJSON(parsing: text)
      var validator = MachineValidator()
      validator.runsHere = runsHere
      validator.machine(root)
      return validator.problems.sorted { ($0.place, $0.message) < ($1.place, $1.message) }
    } catch {
      return [MachineProblem(place: error.place, severity: .error, message: error.message)]
    }
  }

  mutating func error(_ place: SourcePlace, _ message: String) {
    problems.append(MachineProblem(place: place, severity: .error, message: message))
  }

  mutating func warn(_ place: SourcePlace, _ message: String) {
    problems.append(MachineProblem(place: place, severity: .warning, message: message))
  }

  mutating func missing(_ place: SourcePlace, _ message: String) {
    problems.append(MachineProblem(place: place, severity: runsHere ? .error : .warning, message: message))
  }

  // MARK: Machines

  private mutating func machine(_ root: LocatedJSON) {
    guard root.entries != nil else { return error(root.place, "a state machine is an object, not \(root.kind)") }
    noRepeats(root, "the state machine")
    known(root, ["Comment", "StartAt", "States", "Version", "TimeoutSeconds", "QueryLanguage"], "the state machine")
    if let version = root["Version"], version.string != "1.0" { error(version.place, "Version is \"1.0\"") }
    if let timeout = root["TimeoutSeconds"] { positive(timeout, "TimeoutSeconds of the state machine") }
    let language = language(of: root, within: nil, "the state machine") ?? .jsonPath
    states(of: root, language, "the state machine")
  }

  /// StartAt and States of a machine, a branch or an item processor.
  mutating func states(of node: LocatedJSON, _ language: QueryLanguage, _ subject: String) {
    guard let states = node["States"] else { return error(node.place, "\(subject) needs States") }
    guard let entries = states.entries else {
      return error(states.place, "States of \(subject) is an object, not \(states.kind)")
    }
    if entries.isEmpty { error(states.place, "States of \(subject) has no state") }
    let start = node["StartAt"]
    if start == nil { error(node.place, "\(subject) needs StartAt") }
    if let start, start.string == nil { error(start.place, "StartAt names a state, and is no \(start.kind)") }
    register(entries)
    let targets = Set(entries.map(\.name))
    if let start, let name = start.string, !targets.contains(name) {
      error(start.place, "StartAt names “\(name)”, and there is no such state here")
    }
    variables.append(Self.assigned(entries))
    for entry in entries { state(entry, language, targets) }
    variables.removeLast()
    reachable(entries, from: start?.string)
    if !entries.isEmpty, !entries.contains(where: Self.isTerminalOrWrong) {
      error(states.place, "\(subject) has no state where it ends: one with End, a Succeed or a Fail")
    }
  }

  /// A state that leads nowhere is told of as that.
  private static func isTerminalOrWrong(_ entry: LocatedEntry) -> Bool {
    let (state, type) = (entry.value, entry.value["Type"]?.string)
    if state["End"] != nil || type == "Succeed" || type == "Fail" { return true }
    return type != "Choice" && state["Next"] == nil
  }

  /// Names are one whole machine's, branches included (specification, "States").
  private mutating func register(_ entries: [LocatedEntry]) {
    for entry in entries {
      if let first = names[entry.name] {
        error(entry.place, "a state named “\(entry.name)” stands at \(first) already; names are unique in a machine")
      } else {
        names[entry.name] = entry.place
      }
      if entry.name.unicodeScalars.count > 80 {
        error(entry.place, "a state's name has at most 80 characters, not \(entry.name.unicodeScalars.count)")
      }
      if entry.name.isEmpty { error(entry.place, "a state's name must not be empty") }
    }
  }

  private mutating func reachable(_ entries: [LocatedEntry], from start: String?) {
    guard let start, entries.contains(where: { $0.name == start }) else { return }
    var reached: Set<String> = [start]
    var waiting = [start]
    while let name = waiting.popLast() {
      for entry in entries where entry.name == name {
        for target in Self.targets(of: entry.value) where reached.insert(target).inserted { waiting.append(target) }
      }
    }
    for entry in entries where !reached.contains(entry.name) {
      error(entry.place, "nothing leads to the state “\(entry.name)”")
    }
  }

  /// The states that one names as following it.
  private static func targets(of state: LocatedJSON) -> [String] {
    let direct = [state["Next"], state["Default"]].compactMap { $0?.string }
    let rules = (state["Choices"]?.items ?? []) + (state["Catch"]?.items ?? [])
    return direct + rules.compactMap { $0["Next"]?.string }
  }

  // MARK: States

  private mutating func state(_ entry: LocatedEntry, _ outer: QueryLanguage, _ targets: Set<String>) {
    let subject = "“\(entry.name)”"
    let state = entry.value
    guard state.entries != nil else {
      return error(state.place, "the state \(subject) is an object, not \(state.kind)")
    }
    noRepeats(state, subject)
    guard let type = state["Type"] else { return error(state.place, "the state \(subject) needs Type") }
    guard let kind = type.string.flatMap(StateKind.init) else {
      let kinds = StateKind.allCases.map(\.rawValue).joined(separator: ", ")
      return error(type.place, "the Type of \(subject) is one of \(kinds), not “\(type.string ?? type.kind)”")
    }
    let language = language(of: state, within: outer, subject) ?? outer
    fields(state, kind, language, subject)
    transition(state, kind, targets, subject)
    flow(state, kind, language, subject)
    if kind.isRetried {
      retriers(state, subject, language)
      catchers(state, targets, language, subject)
    }
    switch kind {
    case .task: task(state, language, subject)
    case .wait: wait(state, language, subject)
    case .fail: fail(state, language, subject)
    case .choice: choice(state, language, targets, subject)
    case .parallel: parallel(state, language, subject)
    case .map: map(state, language, subject)
    case .pass: if let result = state["Result"] { isStatic(result, subject) }
    case .succeed: break
    }
  }

  private mutating func language(of node: LocatedJSON, within outer: QueryLanguage?, _ subject: String)
    -> QueryLanguage?
  {
    guard let value = node["QueryLanguage"] else { return outer }
    guard let language = value.string.flatMap(QueryLanguage.init) else {
      error(value.place, "QueryLanguage of \(subject) is JSONPath or JSONata, not “\(value.string ?? value.kind)”")
      return outer
    }
    if outer == .jsonata, language == .jsonPath {
      error(value.place, "\(subject) cannot be JSONPath in a machine of JSONata")
    }
    return language
  }

  private static let common: Set<String> = ["Type", "Comment", "QueryLanguage"]

  private mutating func fields(_ state: LocatedJSON, _ kind: StateKind, _ language: QueryLanguage, _ subject: String) {
    let allowed = Self.common.union(kind.fields).union(kind.fields(in: language))
    let other: QueryLanguage = language == .jsonata ? .jsonPath : .jsonata
    for entry in state.entries ?? [] where !allowed.contains(entry.name) {
      if kind.fields(in: other).contains(entry.name) {
        error(entry.place, "\(entry.name) is a field of \(other.rawValue), and \(subject) is in \(language.rawValue)")
      } else {
        error(entry.place, "\(subject), a \(kind.rawValue) state, has no field \(entry.name)")
      }
    }
  }

  private mutating func transition(
    _ state: LocatedJSON, _ kind: StateKind, _ targets: Set<String>, _ subject: String
  ) {
    guard kind.isFollowed else { return }
    let next = state["Next"]
    let end = state["End"]
    switch (next, end) {
    case (nil, nil): error(state.place, "\(subject) needs Next or End")
    case (_?, let end?): error(end.place, "\(subject) has Next and End; it has one of them")
    default: break
    }
    if let end, end.bool != true { error(end.place, "End of \(subject) is true, or left out") }
    if let next { target(next, targets, "Next of \(subject)") }
  }

  mutating func target(_ node: LocatedJSON, _ targets: Set<String>, _ subject: String) {
    guard let name = node.string else { return error(node.place, "\(subject) names a state, and is no \(node.kind)") }
    if !targets.contains(name) { error(node.place, "\(subject) names “\(name)”, and there is no such state here") }
  }

  // MARK: Small checks

  mutating func noRepeats(_ node: LocatedJSON, _ subject: String) {
    var seen: Set<String> = []
    for entry in node.entries ?? [] where !seen.insert(entry.name).inserted {
      error(entry.place, "\(entry.name) stands twice in \(subject)")
    }
  }

  mutating func known(_ node: LocatedJSON, _ names: Set<String>, _ subject: String) {
    for entry in node.entries ?? [] where !names.contains(entry.name) {
      error(entry.place, "\(subject) has no field \(entry.name)")
    }
  }

  /// At most one of two fields that say the same.
  mutating func notBoth(_ node: LocatedJSON, _ first: String, _ second: String, _ subject: String) {
    guard node[first] != nil, let other = node[second] else { return }
    error(other.place, "\(subject) has \(first) and \(second); it has one of them")
  }

  mutating func positive(_ node: LocatedJSON, _ subject: String) {
    guard let number = node.integer, number > 0 else {
      return error(node.place, "\(subject) is a whole number above 0")
    }
    if number > 99_999_999 { error(node.place, "\(subject) is at most 99999999") }
  }

  mutating func notNegative(_ node: LocatedJSON, _ subject: String) {
    guard let number = node.integer, number >= 0 else {
      return error(node.place, "\(subject) is a whole number, 0 or more")
    }
  }
}
