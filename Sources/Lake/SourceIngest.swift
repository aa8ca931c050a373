import Clocks
import DeltaLog
import Engine
import Foundation
import JSON
import Journal
import ModelSQL
import Project

/// Takes a source's new files into Bronze: keeps their bytes as they came, checks every record, and writes a manifest. A
/// file is never loaded twice; a file that changed under a loaded name is an error; one that never loaded may be replaced.
package struct SourceIngest {
  let session: LakeSession
  let source: SourceDefinition
  let execution: ExecutionID
  let runDate: CalendarDay?
  let reporter: any StepReporter

  package init(
    session: LakeSession, source: SourceDefinition, execution: String, runDate: CalendarDay?,
    reporter: any StepReporter
  ) {
    self.session = session
    self.source = source
    self.execution = ExecutionID(execution)
    self.runDate = runDate
    self.reporter = reporter
  }

  package func run() throws -> StepOutcome {
    let lock = try TableLock(source.table, in: session.workspace, reporter: reporter)
    defer { lock.release() }
    try requireExpectedFile()
    let files = try source.incomingFiles(projectFolder: session.workspace.project.folder)
    let known = try session.journal.loadedManifests(source: source.name, names: files.map(\.name))
    var progress = IngestProgress()
    for (index, file) in files.enumerated() {
      try reporter.checkStopped()
      reporter.progress(Double(index) / Double(files.count), file.name)
      do {
        if let loaded = known[file.name] { try requireSame(file, loaded) } else { try load(file, into: &progress) }
      } catch let error as LakeError where error.error != "Assay.NotWritable" {
        reporter.log(.error, error.cause)
        progress.failures.append(error)
      }
    }
    if let failure = progress.failures.first { throw progress.combined(failure) }
    return try outcome(progress)
  }

  /// A source that expects a file for each day is not complete without it, and what is made from it would be wrong.
  private func requireExpectedFile() throws {
    let outlook = SourceOutlook(source: source, project: session.workspace.project, journal: session.journal)
    guard let runDate, let path = try outlook.missingFile(for: runDate) else { return }
    throw LakeError(
      "SourceMissing",
      "\(source.table): the file for \(runDate) has not arrived; expected \(path). Rerun when it is there")
  }

  private func requireSame(_ file: IncomingFile, _ loaded: ManifestRecord) throws {
    if loaded.size == file.size, loaded.modifiedAt == file.modifiedAt { return }
    let bytes = try MappedFile(path: file.path)
    if loaded.size == file.size, StoredFile.sha256(bytes.bytes) == loaded.sha256 { return }
    throw LakeError(
      "FileChanged",
      """
      \(file.name) was loaded on \(Timestamp.text(loaded.ingestedAt)) and has other bytes now (\(loaded.size) then, \
      \(file.size) now). Bronze keeps what it has; put the new bytes under a new name
      """)
  }

  private func load(_ file: IncomingFile, into progress: inout IngestProgress) throws {
    let mapped = try MappedFile(path: file.path)
    var manifest = NewManifest(
      source: source.name, name: file.name, storedPath: storedPath(file), sha256: StoredFile.sha256(mapped.bytes),
      size: Int64(mapped.bytes.count), modifiedAt: file.modifiedAt, format: source.format.rawValue,
      encoding: source.format == .parquet ? "utf-8" : source.encoding.rawValue, execution: execution)
    var drift: [NewSchemaDrift] = []
    do {
      let contents = try FileInspection(session: session, source: source, name: file.name, mapped: mapped).inspect()
      drift = try ColumnDrift(session: session, source: source).check(contents, file: file.name)
      for event in drift { reporter.log(.warning, event.text) }
      try keep(mapped, contents, manifest)
      try quarantine(contents, file: file.name, sha256: manifest.sha256)
      manifest.columns = contents.columns
      manifest.records = contents.records
      manifest.rejected = Int64(contents.faults.count)
      manifest.blocks = .array(contents.blocks.map(\.json))
      manifest.deltaVersion = try keepAsTable(manifest)
    } catch let error as LakeError {
      manifest.status = .failed
      manifest.error = error.cause
      try session.journal.recordManifest(manifest)
      throw error
    }
    Failpoint.fileCopied.reach(source.table.description)
    let outcome = try session.journal.recordManifest(manifest, drift: drift)
    if case .recorded(let record) = outcome { progress.add(record) }
  }

  private func storedPath(_ file: IncomingFile) -> String {
    session.workspace.filesPath(source) + "/" + file.name
  }

  private func keep(_ mapped: MappedFile, _ contents: FileContents, _ manifest: NewManifest) throws {
    try StoredFile.write(mapped.bytes, to: manifest.storedPath)
    guard let transcoded = contents.transcoded else { return }
    try transcoded.withUnsafeBytes { bytes throws in
      try StoredFile.write(bytes, to: manifest.storedPath + ".utf8")
    }
  }

  private func quarantine(_ contents: FileContents, file: String, sha256: String) throws {
    guard !contents.faults.isEmpty else { return }
    reporter.log(
      .warning,
      "\(file): \(contents.faults.count) of \(contents.records) records are malformed; they are in \(source.table.quarantine)"
    )
    try FaultQuarantine(session: session, table: source.table, execution: execution.rawValue)
      .write(contents.faults, file: file, sha256: sha256)
  }

  private func keepAsTable(_ manifest: NewManifest) throws -> Int64? {
    guard source.keep == .delta else { return nil }
    return try BronzeTable(session: session, source: source).append(manifest)
  }

  private func outcome(_ progress: IngestProgress) throws -> StepOutcome {
    var counts = RowCounts()
    counts.read = progress.records
    counts.inserted = progress.records - progress.rejected
    counts.rejected = progress.rejected
    let files = progress.files == 1 ? "1 new file" : "\(progress.files) new files"
    var outcome = StepOutcome(counts: counts, message: progress.files == 0 ? "nothing new" : files)
    outcome.bytesWritten = progress.bytes
    outcome.quarantinedRows = try Catalog(session).quarantinedRows(of: source.table)
    return outcome
  }
}

/// What an ingest step has done so far.
struct IngestProgress {
  var files = 0
  var records: Int64 = 0
  var rejected: Int64 = 0
  var bytes: Int64 = 0
  var failures: [LakeError] = []

  mutating func add(_ manifest: ManifestRecord) {
    files += 1
    records += manifest.records
    rejected += manifest.rejected
    bytes += manifest.size
  }

  func combined(_ first: LakeError) -> LakeError {
    guard failures.count > 1 else { return first }
    let name = String(first.error.dropFirst("Assay.".count))
    return LakeError(
      name, "\(failures.count) files could not be loaded: " + failures.map(\.cause).joined(separator: "; "))
  }
}
