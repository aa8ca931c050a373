import Metrics
import Words

/// An alarm of a project, and where it stands.
package struct ProjectAlarm: Sendable, Hashable {
  /// `alarms/late.yml`.
  package let path: String
  package let definition: AlarmDefinition
  /// Tells one text of the file from another.
  package let text: String
}

/// What a project does when an alarm changes.
package enum AlarmAction: Sendable, Hashable {
  case command(AlarmCommand)
  /// A run of these tables and what they need; of all where there are none.
  case run([TableName])
  /// An execution of a workflow, with what changed as its input.
  case workflow(String)
  /// A topic: each of these actions, by their names.
  case topic([String])
}

/// A command that gets an alarm's change as JSON on its standard input.
package struct AlarmCommand: Sendable, Hashable {
  /// The program and its arguments; no shell reads them. A program with a `/` is looked for from the project's folder.
  package let command: [String]
  /// After so many seconds it is ended.
  package let timeoutSeconds: Int

  package init(command: [String], timeoutSeconds: Int = 30) {
    (self.command, self.timeoutSeconds) = (command, timeoutSeconds)
  }
}
