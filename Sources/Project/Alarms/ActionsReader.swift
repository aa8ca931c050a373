import YAML

extension YAMLSection {
  /// `actions` of project.yml: commands by the names that alarms call them by.
  func alarmCommands() -> [String: AlarmCommand] {
    guard let node = value("actions") else { return [:] }
    guard let entries = node.entries else {
      error(node.position, "actions must be a mapping of names, not \(node.kind)")
      return [:]
    }
    var commands: [String: AlarmCommand] = [:]
    for entry in entries {
      let subject = "action \(entry.name)"
      let keys = ["command", "timeout_seconds"]
      guard let section = YAMLSection(entry.value, subject, keys: keys, file: file, log: log) else { continue }
      let command = section.strings("command")
      guard let program = command.first, !program.isEmpty else {
        section.error(
          entry.key.position, "\(subject) needs command, a list of the program and its arguments: [./tell.sh, ops]")
        continue
      }
      let seconds = section.int("timeout_seconds", in: 1...3600) ?? 30
      commands[entry.name] = AlarmCommand(command: command, timeoutSeconds: seconds)
    }
    return commands
  }
}
