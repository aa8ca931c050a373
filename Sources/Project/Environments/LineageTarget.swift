import YAML

/// Who is told of every run of tables in OpenLineage's words.
package enum LineageTarget: Sendable, Hashable {
  /// The events are appended, a line each; an absolute path.
  case file(String)
  /// Gets them on its standard input, a line each.
  case command(AlarmCommand)
}

extension YAMLSection {
  /// `openlineage` of project.yml.
  func lineageTarget(folder: String, _ variables: [String: String]) -> LineageTarget? {
    guard let node = value("openlineage") else { return nil }
    let keys = ["file", "command", "timeout_seconds"]
    guard let section = section("openlineage", keys: keys) else { return nil }
    let command = section.strings("command")
    if let path = section.string("file") {
      for key in ["command", "timeout_seconds"] where section.value(key) != nil {
        section.error(node.position, "openlineage has either file or command, not both")
      }
      do throws(PathVariables.Failure) {
        return .file(PathVariables.absolute(try PathVariables.resolve(path, variables), from: folder))
      } catch {
        section.error(node.position, YAMLSection.words(error))
        return nil
      }
    }
    guard let program = command.first, !program.isEmpty else {
      section.error(
        node.position,
        "openlineage needs file, a path: lineage.jsonl; or command, a list of the program and its arguments: [./send.sh]"
      )
      return nil
    }
    let seconds = section.int("timeout_seconds", in: 1...3600) ?? 30
    return .command(AlarmCommand(command: command, timeoutSeconds: seconds))
  }
}
