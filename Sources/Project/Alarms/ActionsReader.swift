import Words
import YAML

extension YAMLSection {
  /// `actions` and `topics` of project.yml, by the names that alarms call them by.
  ///
  /// - Parameter tables: those that a run may name; nil when they are not known.
  func alarmActions() -> [String: AlarmAction] {
    var actions: [String: AlarmAction] = [:]
    for entry in mapping("actions") { actions[entry.name] = action(entry) }
    topics(&actions)
    return actions
  }

  private func mapping(_ key: String) -> [YAMLEntry] {
    guard let node = value(key) else { return [] }
    guard let entries = node.entries else {
      error(node.position, "\(key) must be a mapping of names, not \(node.kind)")
      return []
    }
    return entries
  }

  private func action(_ entry: YAMLEntry) -> AlarmAction? {
    let subject = "action \(entry.name)"
    let keys = ["command", "timeout_seconds", "run", "workflow"]
    guard let section = YAMLSection(entry.value, subject, keys: keys, file: file, log: log) else { return nil }
    let kinds = ["command", "run", "workflow"].filter { section.value($0) != nil }
    if kinds.count > 1 || (kinds != ["command"] && section.value("timeout_seconds") != nil) {
      section.error(
        entry.key.position, "\(subject) has one of command, run and workflow; timeout_seconds is a command's")
    }
    if kinds == ["workflow"] { return section.required("workflow").map { .workflow($0) } }
    if kinds.contains("run") { return section.run() }
    let command = section.strings("command")
    guard let program = command.first, !program.isEmpty else {
      section.error(
        entry.key.position,
        "\(subject) needs command, a list of the program and its arguments: [./tell.sh, ops]; or run, a list of tables; "
          + "or workflow, a name")
      return nil
    }
    let seconds = section.int("timeout_seconds", in: 1...3600) ?? 30
    return .command(AlarmCommand(command: command, timeoutSeconds: seconds))
  }

  /// `run: all`, or a list of tables.
  private func run() -> AlarmAction {
    if value("run")?.text == "all" { return .run([]) }
    return .run(nodes("run").compactMap(table))
  }

  /// A subscriber is an action; a topic of topics would be one that nobody can follow.
  private func topics(_ actions: inout [String: AlarmAction]) {
    let known = actions
    for entry in mapping("topics") {
      guard known[entry.name] == nil else {
        error(entry.key.position, "\(entry.name) is an action already; a topic has a name of its own")
        continue
      }
      let names = entry.value.items?.compactMap(\.text) ?? entry.value.text.map { [$0] } ?? []
      if names.isEmpty { error(entry.key.position, "topic \(entry.name) needs its subscribers: a list of actions") }
      for name in names where known[name] == nil {
        let hint = NearestName.hint(for: name, among: known.keys.sorted())
        error(entry.value.position, "topic \(entry.name): there is no action \(name) under 'actions'\(hint)")
      }
      actions[entry.name] = .topic(names)
    }
  }
}
