import Files
import Foundation
import JSON
import Lake
import Ledger
import Project

/// Files on their way into Bronze: each copied and hashed, and looked at; then, some together, kept, their malformed records
/// put aside, and last their manifests written, which is what makes them loaded.
extension SourceIngest {
  func load(_ file: IncomingFile, into progress: inout IngestProgress) throws {
    if let reason = Arrival(source: source, now: session.workspace.clock.now()).isUnfinished(file) {
      return leave(file, reason, &progress)
    }
    guard let prepared = try prepare(file, &progress) else { return }
    progress.batch.append(prepared)
    if progress.batch.isFull || source.keep == .delta { try store(&progress) }
  }

  /// Looks at a copied file, keeps its bytes and puts its malformed records aside. It is not loaded yet.
  func keep(_ file: IncomingFile, _ copy: IncomingCopy) throws -> NewManifest {
    var manifest = manifest(file, sha256: copy.sha256)
    let contents = try FileInspection(session: session, source: source, name: file.name).inspect(copy)
    manifest.describe(contents)
    let prepared = PreparedFile(manifest: manifest, copy: copy, contents: contents, drift: [])
    try PendingFile.publish(prepared.kept(in: session.workspace), in: session.workspace.store)
    var progress = IngestProgress()
    return try settle(prepared, &progress)
  }

  private func leave(_ file: IncomingFile, _ reason: String, _ progress: inout IngestProgress) {
    reporter.log(.warning, "\(file.name) \(reason); the next run loads it")
    progress.unfinished.append(file)
  }

  /// Nil when the file is not to be loaded now.
  private func prepare(_ file: IncomingFile, _ progress: inout IngestProgress) throws -> PreparedFile? {
    let pending = session.workspace.pendingPath(source)
    guard let copy = try file.copy(into: pending, between: { try reporter.checkStopped() }) else {
      leave(file, "is still being written", &progress)
      return nil
    }
    let history = try progress.history ?? ColumnHistory(session: session, source: source)
    progress.history = history
    var manifest = manifest(file, sha256: copy.sha256)
    if try isWithdrawn(manifest, &progress) { return nil }
    do {
      if try isRepeated(manifest, history, &progress) {
        let contents = FileContents(columns: [], records: 0)
        return PreparedFile(manifest: manifest, copy: copy, contents: contents, drift: [])
      }
      let contents = try FileInspection(session: session, source: source, name: file.name)
        .inspect(copy, between: { try reporter.checkStopped() })
      if let reason = unended(file, contents) {
        leave(file, reason, &progress)
        return nil
      }
      let drift = try ColumnDrift(session: session, source: source, history: history).check(contents, file: file.name)
      for event in drift { reporter.log(event.reaction == .accept ? .info : .warning, "\(file.name): \(event.text)") }
      manifest.describe(contents)
      history.add(manifest)
      return PreparedFile(manifest: manifest, copy: copy, contents: contents, drift: drift)
    } catch let error as LakeError where !error.endsTheStep {
      try record(error, of: manifest)
      throw error
    }
  }

  /// What a person took out comes in again only when a person says so, whatever it is called now.
  private func isWithdrawn(_ manifest: NewManifest, _ progress: inout IngestProgress) throws -> Bool {
    guard let other = progress.takenOut.file(manifest.name, ofBytes: manifest.sha256) else { return false }
    if ExactText(other.name) == ExactText(manifest.name) {
      progress.withdrawn.append(manifest.name)
      // Only touched: noted, so that the next run need not read it again.
      try session.journal.setModifiedAt(manifest.modifiedAt, of: other)
    } else {
      let reason =
        "has the bytes of \(other.name), which was withdrawn; to load them: assay source restore \(other.name)"
      progress.leaveOut(manifest.name, reason, reporter)
    }
    return true
  }

  /// The same bytes under another name are told. A file that was only renamed is no delivery; its manifest holds no rows, so
  /// that it is looked at once.
  private func isRepeated(
    _ manifest: NewManifest, _ history: ColumnHistory, _ progress: inout IngestProgress
  ) throws(LakeError) -> Bool {
    guard let other = history.file(ofBytes: manifest.sha256), ExactText(other.name) != ExactText(manifest.name) else {
      return false
    }
    let isRenamed = other.modifiedAt == manifest.modifiedAt && !progress.listed.contains(ExactText(other.name))
    let told = "\(manifest.name) has the same bytes as \(other.name), which is loaded"
    switch source.onSameBytes {
    case .accept: return false
    case .fail:
      throw LakeError(.fileRepeated, "\(told). Remove it, or change on_same_bytes of source “\(source.name)”")
    case .warn where !isRenamed:
      reporter.log(.warning, "\(told); its rows are there twice now. To leave such files out: on_same_bytes: skip")
      progress.doubled.append(manifest.name)
      return false
    case .warn, .skip:
      let why = isRenamed ? ", and was renamed" : ""
      reporter.log(.warning, "\(told)\(why); its rows are not loaded again. To load such files: on_same_bytes: accept")
      progress.repeated.append(manifest.name)
      return true
    }
  }

  /// A text whose last line has no end may be half of one.
  private func unended(_ file: IncomingFile, _ contents: FileContents) -> String? {
    guard contents.lacksLineEnd else { return nil }
    let reason = "ends without a line end and may not be whole"
    if Arrival(source: source, now: session.workspace.clock.now()).mayGrow(file) { return reason }
    reporter.log(.warning, "\(file.name) \(reason)")
    return nil
  }

  private func record(_ error: LakeError, of manifest: NewManifest) throws {
    var manifest = manifest
    manifest.status = .failed
    manifest.error = error.cause
    try session.journal.recordManifest(manifest)
  }

  /// Makes the prepared files loaded: their bytes on the disk first, then what follows from them, then one transaction.
  func store(_ progress: inout IngestProgress) throws {
    let batch = progress.batch.take()
    guard !batch.isEmpty else { return }
    try PendingFile.publish(batch.flatMap { $0.kept(in: session.workspace) }, in: session.workspace.store)
    var loaded: [(file: NewManifest, drift: [NewSchemaDrift])] = []
    for prepared in batch {
      do {
        loaded.append((try settle(prepared, &progress), prepared.drift))
      } catch let error as LakeError where !error.endsTheStep {
        try record(error, of: prepared.manifest)
        reporter.log(.error, error.cause)
        progress.failures.append(error)
      }
    }
    Failpoint.fileCopied.reach(source.table.description)
    for case .recorded(let record) in try progress.writer?.load(loaded) ?? [] { progress.add(record) }
  }

  private func settle(_ prepared: PreparedFile, _ progress: inout IngestProgress) throws -> NewManifest {
    var manifest = prepared.manifest
    try quarantine(prepared, &progress)
    if source.keep == .delta {
      manifest.deltaVersion = try BronzeTable(session: session, source: source).append(manifest)
    }
    return manifest
  }

  private func manifest(_ file: IncomingFile, sha256: String) -> NewManifest {
    var manifest = NewManifest(
      source: source.name, name: file.name, storedPath: Workspace.storedPath(source: source.name, file: file.name),
      sha256: sha256, size: file.size, modifiedAt: file.modifiedAt, format: source.format.rawValue,
      execution: execution)
    manifest.reading = SourceReadingSettings(source: source).text
    return manifest
  }

  func keepAsTable(_ manifest: NewManifest) throws -> Int64? {
    guard source.keep == .delta else { return nil }
    return try BronzeTable(session: session, source: source).append(manifest)
  }

  private func quarantine(_ prepared: PreparedFile, _ progress: inout IngestProgress) throws {
    let (contents, file) = (prepared.contents, prepared.manifest.name)
    if contents.faults.count > 0 {
      reporter.log(
        .warning,
        "\(file): \(contents.faults.count) of \(contents.records) records are malformed; they are in \(source.table.quarantine)"
      )
    }
    let faults = FaultQuarantine(session: session, table: source.table, execution: execution)
    let before = try progress.quarantined ?? faults.deliveries()
    progress.quarantined = before
    guard contents.faults.count > 0 || before.contains(ExactText(file)) else { return }
    try faults.write(contents.faults, file: file)
  }
}

/// A file that was looked at and waits to be kept.
struct PreparedFile {
  let manifest: NewManifest
  let copy: IncomingCopy
  let contents: FileContents
  let drift: [NewSchemaDrift]

  /// What is to be brought to the disk, each under its own name.
  func kept(in workspace: Workspace) -> [(file: PendingFile, path: String)] {
    let path = "\(workspace.lakePath)/\(manifest.storedPath)"
    let text = contents.text.map { (file: $0.file, path: path + ".utf8") }
    return [(copy.pending, path)] + (text.map { [$0] } ?? [])
  }
}

/// Files that are kept together: a disk takes a hundred small files in the time of a few.
struct IngestBatch {
  private var files: [PreparedFile] = []
  private var bytes: Int64 = 0

  var isFull: Bool { files.count >= 128 || bytes >= 32 << 20 }

  mutating func append(_ file: PreparedFile) {
    files.append(file)
    bytes += file.manifest.size
  }

  mutating func take() -> [PreparedFile] {
    defer { self = IngestBatch() }
    return files
  }
}

extension NewManifest {
  mutating func describe(_ contents: FileContents) {
    columns = contents.columns
    types = contents.types
    records = contents.records
    rejected = contents.faults.count
    blocks = .array(contents.blocks.map(\.json))
    encoding = contents.text?.form ?? "utf-8"
  }
}
