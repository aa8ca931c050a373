import Processes
import Runs

extension LocalOperations {
  /// Without an engine in this process: the tables are read by another one, `assay reader`, and only when they moved.
  /// - Parameter program: the executable; by default this process's.
  package convenience init(reading local: LocalEnvironment, program: String = WorkerLauncher.thisProgram) {
    let process = ProcessReader(
      executable: program,
      arguments: ["reader", "--project", local.project.folder, "--env", local.project.environment.name])
    self.init(local, reader: RememberingReader(local, asking: process))
  }
}
