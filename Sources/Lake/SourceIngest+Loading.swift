import JSON
import Journal

/// One file on its way into Bronze: copied and hashed, looked at, kept, its malformed records put aside, and last its
/// manifest, which is what makes it loaded.
extension SourceIngest {
  func load(_ file: IncomingFile, into progress: inout IngestProgress) throws {
    let pending = session.workspace.pendingPath(source)
    guard let copy = try file.copy(into: pending, between: { try reporter.checkStopped() }) else {
      reporter.log(.warning, "\(file.name) is still being written; the next run loads it")
      return progress.unfinished.append(file)
    }
    var drift: [NewSchemaDrift] = []
    let manifest: NewManifest
    do {
      manifest = try keep(file, copy) { contents in
        drift = try ColumnDrift(session: session, source: source, earlier: try earlier(&progress))
          .check(contents, file: file.name)
        for event in drift { reporter.log(.warning, event.text) }
      }
    } catch let error as LakeError {
      var failed = self.manifest(file, sha256: copy.sha256)
      failed.status = .failed
      failed.error = error.cause
      try session.journal.recordManifest(failed)
      throw error
    }
    Failpoint.fileCopied.reach(source.table.description)
    if case .recorded(let record)? = try progress.writer?.load(manifest, drift: drift) { progress.add(record) }
  }

  /// Looks at a copied file, keeps its bytes and puts its malformed records aside. It is not loaded yet.
  ///
  /// - Parameter check: may refuse what the file turned out to hold, before anything of it is kept.
  func keep(
    _ file: IncomingFile, _ copy: IncomingCopy, check: (FileContents) throws -> Void = { _ in }
  ) throws -> NewManifest {
    var manifest = manifest(file, sha256: copy.sha256)
    let contents = try FileInspection(session: session, source: source, name: file.name).inspect(copy)
    try check(contents)
    try keep(copy, contents, manifest)
    try quarantine(contents, file: file.name)
    manifest.describe(contents)
    manifest.deltaVersion = try keepAsTable(manifest)
    return manifest
  }

  /// Asked of the journal once for all files of the step.
  private func earlier(_ progress: inout IngestProgress) throws -> [ManifestRecord] {
    if let earlier = progress.earlier { return earlier }
    let earlier = try session.journal.latestManifests(of: source.name, limit: 1000).filter { $0.status == .loaded }
    progress.earlier = earlier
    return earlier
  }

  private func manifest(_ file: IncomingFile, sha256: String) -> NewManifest {
    var manifest = NewManifest(
      source: source.name, name: file.name, storedPath: Workspace.storedPath(source: source.name, file: file.name),
      sha256: sha256, size: file.size, modifiedAt: file.modifiedAt, format: source.format.rawValue,
      encoding: source.format == .parquet ? "utf-8" : source.encoding.rawValue, execution: execution)
    manifest.reading = SourceReadingSettings(source: source).text
    return manifest
  }

  private func keep(_ copy: IncomingCopy, _ contents: FileContents, _ manifest: NewManifest) throws {
    let path = "\(session.workspace.lakePath)/\(manifest.storedPath)"
    try copy.pending.publish(as: path)
    try contents.transcoded?.publish(as: path + ".utf8")
  }

  func quarantine(_ contents: FileContents, file: String) throws {
    if contents.faults.count > 0 {
      reporter.log(
        .warning,
        "\(file): \(contents.faults.count) of \(contents.records) records are malformed; they are in \(source.table.quarantine)"
      )
    }
    try FaultQuarantine(session: session, table: source.table, execution: execution)
      .write(contents.faults, file: file)
  }

  func keepAsTable(_ manifest: NewManifest) throws -> Int64? {
    guard source.keep == .delta else { return nil }
    return try BronzeTable(session: session, source: source).append(manifest)
  }
}

extension NewManifest {
  mutating func describe(_ contents: FileContents) {
    columns = contents.columns
    types = contents.types
    records = contents.records
    rejected = contents.faults.count
    blocks = .array(contents.blocks.map(\.json))
  }
}
