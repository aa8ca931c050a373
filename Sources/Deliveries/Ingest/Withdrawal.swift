import Clocks
import Files
import Foundation
import Lake
import Ledger
import Project
import Storage
import Words

/// Takes a loaded file out of Bronze, or in again: a delivery that was wrong, and whose rows must no longer count. The lake's
/// manifest says so first, and everything else follows from it, also after a kill. The bytes are moved aside and not
/// removed, so that it can be undone.
package struct Withdrawal {
  let session: LakeSession
  let source: SourceDefinition

  package init(session: LakeSession, source: SourceDefinition) {
    self.session = session
    self.source = source
  }

  private var journal: any RunLedger { session.journal }
  private var manifest: SourceManifest { SourceManifest(workspace: session.workspace, source: source) }

  /// Takes out a file that is loaded or lost.
  ///
  /// - Parameter actor: who asks, for the audit.
  package func withdraw(_ name: String, by actor: String) throws -> ManifestRecord {
    try locked(name) {
      guard let record = try loaded(name) else {
        throw LakeError(.fileUnknown, "\(source.table): no file \(name) is loaded")
      }
      try audit("source withdraw", record, actor)
      try amend(.withdrawn(record.sequence, rereads: record.rereads.saturatingAdd(1)))
      try finish()
      return record
    }
  }

  /// Takes a withdrawn file in again, read by the settings that stand now.
  package func restore(_ name: String, by actor: String) throws -> ManifestRecord {
    try locked(name) {
      if try loaded(name) != nil {
        throw LakeError(.fileLoaded, "\(source.table): another file \(name) is loaded now; withdraw that first")
      }
      let withdrawn = try journal.withdrawnManifests(of: source.name)
      guard let record = withdrawn.last(where: { ExactText($0.name) == ExactText(name) }) else {
        throw LakeError(.fileUnknown, "\(source.table): no file \(name) is withdrawn")
      }
      try audit("source restore", record, actor)
      try putBack(record)
      let ingest = SourceIngest(
        session: session, source: source, execution: record.execution, reporter: SilentReporter())
      let again = try ingest.readAgain(record).with(.loaded)
      try amend(.file(again))
      return again
    }
  }

  private func locked<Result>(_ name: String, _ body: () throws -> Result) throws -> Result {
    let lock = try TableLock(source.table, in: session.workspace, reporter: SilentReporter())
    defer { lock.release() }
    var report = ManifestUpkeep.Report()
    try ManifestUpkeep(
      session: session, source: source, execution: ExecutionID("source"), reporter: SilentReporter()
    ).agree(&report)
    return try body()
  }

  private func loaded(_ name: String) throws -> ManifestRecord? {
    try journal.manifest(source: source.name, name: name)
      ?? journal.manifest(source: source.name, name: name, status: .lost)
  }

  private func amend(_ line: ManifestLine) throws {
    try ManifestWriter(manifest, journal, state: try manifest.state()).amend([line])
  }

  private func audit(_ action: String, _ record: ManifestRecord, _ actor: String) throws {
    try journal.recordAudit(
      NewAudit(
        actor: actor, action: action, target: source.table.description,
        arguments: [
          "file": .string(record.name), "sha256": .string(record.sha256), "records": .int(record.records),
        ]))
  }
}

extension Withdrawal {
  /// Does what follows from the manifest for every file that is withdrawn: its bytes leave their place, its malformed records
  /// the quarantine, its rows the Bronze table. Finds nothing to do where it was done. To be called under the table's lock.
  func finish() throws {
    let withdrawn = try journal.withdrawnManifests(of: source.name)
    guard !withdrawn.isEmpty else { return }
    let loaded = try journal.loadedManifests(source: source.name, names: withdrawn.map(\.name))
    let faults = FaultQuarantine(
      session: session, table: source.table, execution: withdrawn.last?.execution ?? ExecutionID("source"))
    let rejected = try faults.deliveries()
    // A corrected file of the same name has put its own rows in the place of these.
    for record in withdrawn where loaded[ExactText(record.name)] == nil {
      try moveAside(record)
      if rejected.contains(ExactText(record.name)) { try faults.write(FileFaults(), file: record.name) }
      if source.keep == .delta {
        try BronzeTable(session: session, source: source).remove(record.name, execution: record.execution)
      }
    }
  }

  /// Where the bytes of a withdrawn file are; they may be deleted there, and can then not be taken in again.
  private func aside(_ record: ManifestRecord) -> String {
    "\(session.workspace.filesPath(source))/.withdrawn/\(record.sequence)/\(record.name)"
  }

  private func moveAside(_ record: ManifestRecord) throws {
    let path = session.workspace.fullPath(record)
    // A worker that was killed may have kept other bytes under the name, which its next run takes up.
    guard try session.workspace.missing(among: [path]).isEmpty, try hasBytes(of: record, path) else { return }
    try move(path, to: aside(record))
    try LakeError.told { () throws(StorageError) in try session.workspace.store.remove(path + ".utf8") }
  }

  private func putBack(_ record: ManifestRecord) throws {
    let path = aside(record)
    if try session.workspace.missing(among: [path]).isEmpty {
      return try move(path, to: session.workspace.fullPath(record))
    }
    let upkeep = ManifestUpkeep(
      session: session, source: source, execution: record.execution, reporter: SilentReporter())
    if let file = try upkeep.incoming()[ExactText(record.name)], try file.sha256() == record.sha256,
      try upkeep.keepAgain(file) != nil
    {
      return
    }
    throw LakeError(
      .fileGone,
      "\(source.table): the bytes of \(record.name) are neither in \(path) nor in incoming; deliver them under another name"
    )
  }

  private func hasBytes(of record: ManifestRecord, _ path: String) throws -> Bool {
    try session.workspace.bring([path])
    guard let stamp = FileStamp(path: RawPath(path)), stamp.size == record.size else { return false }
    return try IncomingFile(path: RawPath(path), name: record.name, stamp: stamp).sha256() == record.sha256
  }

  private func move(_ path: String, to place: String) throws {
    try LakeError.told { () throws(StorageError) in try session.workspace.store.move(path, to: place) }
  }
}

/// The files that were taken out of a source, as deliveries are held against them.
struct WithdrawnFiles {
  private let byName: [ExactText: [ManifestRecord]]
  private let byBytes: [String: ManifestRecord]

  init(_ records: [ManifestRecord] = []) {
    byName = Dictionary(grouping: records) { ExactText($0.name) }
    // Files without records are alike without being the same delivery.
    byBytes = Dictionary(records.filter { $0.records > 0 }.map { ($0.sha256, $0) }) { _, newer in newer }
  }

  /// Whether a file is one of them as far as its name, size and time tell.
  func looksLike(_ file: IncomingFile) -> Bool {
    byName[ExactText(file.name)]?.contains { $0.size == file.size && $0.modifiedAt == file.modifiedAt } ?? false
  }

  /// The one with the same bytes, of this name rather than of another.
  func file(_ name: String, ofBytes sha256: String) -> ManifestRecord? {
    byName[ExactText(name)]?.last { $0.sha256 == sha256 } ?? byBytes[sha256]
  }
}

/// For what a person does outside of a run: the command's answer tells it.
private struct SilentReporter: StepReporter {
  let isStopped = false
  func log(_ level: LogLevel, _ message: String) {}
  func progress(_ fraction: Double?, _ message: String) {}
}
