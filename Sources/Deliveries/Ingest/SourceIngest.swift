import Clocks
import Files
import Foundation
import Lake
import Ledger
import Metrics
import Project
import Words

/// Takes a source's new files into Bronze: keeps their bytes as they came, checks every record, and writes a manifest. A
/// file is never loaded twice; a file that changed under a loaded name is an error; one that never loaded may be replaced;
/// one that is still being written is left for the next run.
package struct SourceIngest {
  let session: LakeSession
  let source: SourceDefinition
  let execution: ExecutionID
  let runDate: CalendarDay?
  let reporter: any StepReporter
  let rereading: Rereading

  /// Which loaded files are read again from their kept bytes.
  package enum Rereading: Sendable {
    case none
    /// Those that were read by other settings.
    case changed
    case all
  }

  package init(
    session: LakeSession, source: SourceDefinition, execution: String, runDate: CalendarDay?,
    reporter: any StepReporter, rereading: Rereading = .none
  ) {
    self.init(
      session: session, source: source, execution: ExecutionID(execution), runDate: runDate, reporter: reporter,
      rereading: rereading)
  }

  init(
    session: LakeSession, source: SourceDefinition, execution: ExecutionID, runDate: CalendarDay? = nil,
    reporter: any StepReporter, rereading: Rereading = .none
  ) {
    self.rereading = rereading
    self.session = session
    self.source = source
    self.execution = execution
    self.runDate = runDate
    self.reporter = reporter
  }

  package func run() throws -> StepOutcome {
    let lock = try TableLock(source.table, in: session.workspace, reporter: reporter)
    defer { lock.release() }
    PendingFile.sweep(session.workspace.pendingPath(source))
    let upkeep = ManifestUpkeep(session: session, source: source, execution: execution, reporter: reporter)
    var progress = IngestProgress()
    try upkeep.run(&progress.upkeep)
    let writer = try ManifestWriter(upkeep.manifest, session.journal, state: try upkeep.manifest.state())
    progress.writer = writer
    let reread = try readAgain(writer)
    try bringRemoteFiles()
    try requireExpectedFile()
    let listing = try source.incoming(projectFolder: session.workspace.project.folder)
    let files = listing.files
    let known = try upkeep.manifest.known(files.map(\.name), session.journal)
    let mark = LoadingMark(upkeep.manifest)
    progress.takenOut = WithdrawnFiles(try upkeep.manifest.withdrawn(session.journal))
    let isNew = { [out = progress.takenOut] in known[ExactText($0.name)] == nil && !out.looksLike($0) }
    if files.contains(where: isNew) { try mark.put() }
    progress.listed = Set(files.map { ExactText($0.name) })
    progress.nothing = try source.findsNothing(
      listing, session.journal, projectFolder: session.workspace.project.folder)
    for (name, reason) in listing.refused { progress.leaveOut(name, reason, reporter) }
    for (index, file) in files.enumerated() {
      try reporter.checkStopped()
      reporter.progress(Double(index) / Double(files.count), file.name)
      do {
        if let loaded = known[ExactText(file.name)] {
          try requireSame(file, loaded)
        } else if progress.takenOut.looksLike(file) {
          progress.withdrawn.append(file.name)
        } else {
          try load(file, into: &progress)
        }
      } catch let error as LakeError where !error.endsTheStep {
        reporter.log(.error, error.cause)
        progress.failures.append(error)
      }
    }
    try store(&progress)
    // All that was kept is in the manifest. A step that ended before, as on a full disk, leaves the mark, and what it kept is
    // not taken for loaded in place of what is delivered when the next one comes.
    mark.remove()
    try requireFinished(progress)
    if let failure = progress.failures.first {
      throw IngestFailure(failure: progress.combined(failure), counts: progress.counts, bytes: progress.bytes)
    }
    var outcome = try outcome(progress)
    if reread > 0 { outcome.message = "\(reread) file\(reread == 1 ? "" : "s") read again, \(outcome.message)" }
    if let trouble = try SourceReadings.trouble(source, journal: session.journal) {
      reporter.log(.warning, "\(source.table): \(trouble)")
      outcome.message += "; " + trouble
    }
    return outcome
  }

  /// What its malformed records come to. They stay loaded, in quarantine, either way.
  private func judgeRejects(_ progress: IngestProgress) throws -> [String] {
    let limits = session.workspace.project.rejects[source.table] ?? RejectLimits()
    let judgement = RejectJudgement(
      source: source, files: try session.journal.rejectedFiles(of: source.name), limits: limits)
    if let failure = judgement.failure {
      throw IngestFailure(
        failure: LakeError(.rowsRejected, failure), counts: progress.counts, bytes: progress.bytes)
    }
    for warning in judgement.warnings { reporter.log(.warning, warning) }
    return judgement.warnings
  }

  /// What is on other machines is taken in as a copy that lies here.
  private func bringRemoteFiles() throws(LakeError) {
    guard !source.remotes.isEmpty else { return }
    guard let remoteFiles = session.workspace.remoteFiles else {
      throw LakeError(.sourceMissing, "\(source.table): files of other machines are not read here")
    }
    for place in source.remotes { try remoteFiles.bring(place, reporter: reporter) }
  }

  /// A source that expects a file for each day is not complete without it, and what is made from it would be wrong.
  private func requireExpectedFile() throws {
    let outlook = SourceOutlook(source: source, project: session.workspace.project, journal: session.journal)
    guard let runDate, let path = try outlook.missingFile(for: runDate) else { return }
    throw LakeError(
      .sourceMissing,
      "\(source.table): no file for \(runDate) yet; expected \(path). Rerun when it is there")
  }

  /// The same holds while the file is only half there.
  private func requireFinished(_ progress: IngestProgress) throws {
    guard let runDate, let path = source.expectedPath(for: runDate),
      progress.unfinished.contains(where: { $0.path == RawPath(path) })
    else { return }
    throw LakeError(
      .sourceMissing,
      "\(source.table): the file for \(runDate) is still being written: \(path). Rerun when it is complete")
  }

  private func requireSame(_ file: IncomingFile, _ loaded: ManifestRecord) throws {
    guard loaded.status != .lost else { throw lost(file, loaded) }
    if loaded.size == file.size, loaded.modifiedAt == file.modifiedAt { return }
    if loaded.size == file.size, try file.sha256() == loaded.sha256 {
      // Only touched: noted, so that the next run need not read it again.
      return try session.journal.setModifiedAt(file.modifiedAt, of: loaded)
    }
    let difference =
      loaded.size == file.size
      ? "as many bytes, but others" : "\(loaded.size) bytes then, \(file.size) now"
    throw LakeError(
      .fileChanged,
      """
      \(file.name) changed after it was loaded on \(Timestamp.text(loaded.ingestedAt)): \(difference). Bronze keeps what \
      it has; put the new bytes under a new name, or take the old ones out: assay source withdraw \(file.name)
      """)
  }

  private func lost(_ file: IncomingFile, _ loaded: ManifestRecord) -> LakeError {
    LakeError(
      .fileChanged,
      """
      \(file.name) was loaded on \(Timestamp.text(loaded.ingestedAt)), its bytes are gone from the lake, and these are \
      others. Deliver the same bytes again, or put the new ones under a new name
      """)
  }

  private func outcome(_ progress: IngestProgress) throws -> StepOutcome {
    let drift = try StandingDrift.warning(of: source, in: session.journal)
    let warnings = try judgeRejects(progress) + [progress.nothing, drift].compactMap(\.self)
    if let nothing = progress.nothing { reporter.log(.warning, "\(source.table): \(nothing)") }
    var outcome = StepOutcome(counts: progress.counts, message: progress.message)
    outcome.warnings = warnings
    outcome.bytesWritten = progress.bytes
    outcome.delivered = (progress.loaded.count, progress.loaded.saturatingSum(\.size))
    outcome.events = try NewestEvent(session: session, source: source).after(loading: progress.loaded)
    if !progress.loaded.isEmpty, let column = source.eventTime {
      let doubts = outcome.events?.doubts(column, now: session.workspace.clock.now()) ?? []
      for doubt in doubts { reporter.log(.warning, doubt) }
    }
    outcome.quarantinedRows = try session.quarantinedRows(of: source.table)
    return outcome
  }
}

extension LakeError {
  /// Not one file's fault: the next file would fare no better.
  var endsTheStep: Bool { error == .notWritable || error == .stopped || error == .storeFailed }
}
