import Processes
import Runs

extension LocalOperations {
  /// For a screen: without an engine in this process, since the tables are read by another one, `assay reader`, and only when
  /// they moved; and by the definitions as they stand, which are read anew when they change.
  ///
  /// - Parameter program: the executable; by default this process's.
  package convenience init(reading local: LocalEnvironment, program: String = WorkerLauncher.thisProgram) {
    let process = ProcessReader(
      executable: program,
      arguments: ["reader", "--project", local.project.folder, "--env", local.project.environment.name])
    let current = CurrentEnvironment(local, reopen: local.reopened)
    self.init(current, reader: RememberingReader(current, asking: process))
  }
}
