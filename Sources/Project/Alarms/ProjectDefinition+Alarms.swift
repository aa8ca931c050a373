import Words

extension ProjectDefinition {
  /// The project with its alarms as their files stand now, or what is wrong with them.
  package func withAlarmsOfNow() -> (project: ProjectDefinition?, problems: [Problem]) {
    let log = ProblemLog()
    var copy = self
    copy.alarms = AlarmFolderReader(
      folder: ProjectFolder(path: folder, log: log), project: name, environment: environment.name,
      actions: Set(alarmActions.keys)
    ).read()
    return (log.hasErrors ? nil : copy, log.problems.sorted())
  }
}
