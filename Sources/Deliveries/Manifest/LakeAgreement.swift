import Lake
import Project
import Words

/// Before a run's steps: the journal learns what the lake holds, whichever journal it is, so that a run that takes in nothing
/// builds from everything all the same.
package struct LakeAgreement {
  let session: LakeSession
  let execution: ExecutionID

  package init(session: LakeSession, execution: ExecutionID) {
    self.session = session
    self.execution = execution
  }

  /// A source that cannot be agreed on says so; its own steps then fail with the reason, and the others do not.
  ///
  /// - Parameters:
  ///   - ingested: sources that have a step of their own, which does the same.
  ///   - reporter: gives each source's words a place.
  package func run(ingested: Set<TableName>, reporter: (TableName) -> any StepReporter) throws {
    for source in session.workspace.project.sources where !ingested.contains(source.table) {
      let reporter = reporter(source.table)
      do {
        try agree(source, reporter)
      } catch let error as LakeError where error.error != .stopped {
        reporter.log(.error, error.cause)
      }
    }
  }

  private func agree(_ source: SourceDefinition, _ reporter: any StepReporter) throws {
    let upkeep = ManifestUpkeep(session: session, source: source, execution: execution, reporter: reporter)
    guard try upkeep.isDue() else { return }
    let lock = try TableLock(source.table, in: session.workspace, reporter: reporter)
    defer { lock.release() }
    var report = ManifestUpkeep.Report()
    try upkeep.run(&report)
  }
}

extension ManifestUpkeep {
  /// Whether there is anything to put right, as far as can be told without a lock.
  func isDue() throws -> Bool {
    guard try manifest.state() != nil else {
      return try session.journal.newestManifest(of: source.name) != nil || !kept.all().isEmpty
    }
    if try !manifest.agrees(with: session.journal) { return true }
    let files = try session.journal.storedFiles(of: source.name)
    return try files.contains(where: \.isLost) || !session.workspace.gone(among: files).isEmpty
  }
}
