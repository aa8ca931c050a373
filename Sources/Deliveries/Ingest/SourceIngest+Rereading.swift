import Clocks
import Foundation
import JSON
import Ledger

/// Loaded files read again from the bytes that are kept, by the settings their source has now. They keep their place in the
/// order of loading; what the old reading had put into quarantine leaves.
extension SourceIngest {
  /// Files whose new reading is written down together.
  private static let atOnce = 200

  /// The number of files that were read again.
  func readAgain(_ writer: ManifestWriter) throws -> Int {
    let files = try filesToReadAgain()
    guard !files.isEmpty else { return 0 }
    var lines: [ManifestLine] = []
    do {
      for (index, file) in files.enumerated() {
        try reporter.checkStopped()
        reporter.progress(Double(index) / Double(files.count), file.name)
        lines.append(.file(try readAgain(file)))
        guard lines.count == Self.atOnce else { continue }
        try writer.amend(lines)
        lines = []
      }
    } catch {
      try writer.amend(lines)
      throw error
    }
    try writer.amend(lines)
    try session.journal.recordAudit(
      NewAudit(
        actor: NSUserName(), action: "source reread", target: source.table.description,
        arguments: [
          "files": .int(files.count), "settings": .string(settings), "execution": .string(execution.rawValue),
        ]))
    reporter.log(.info, "\(source.table): \(files.count) loaded files were read again by the settings that stand now")
    return files.count
  }

  private var settings: String { SourceReadingSettings(source: source).text }

  private func filesToReadAgain() throws -> [ManifestRecord] {
    guard rereading != .none else { return [] }
    var files: [ManifestRecord] = []
    try session.journal.eachManifest(of: source.name) { file in
      let isChanged = file.reading.map { $0 != settings } ?? false
      if rereading == .all || isChanged { files.append(file) }
    }
    return files
  }

  /// One file, as its manifest is to be from now on.
  func readAgain(_ loaded: ManifestRecord) throws -> ManifestRecord {
    let path = "\(session.workspace.lakePath)/\(loaded.storedPath)"
    try session.workspace.bring([path])
    let pending = try PendingFile(in: session.workspace.pendingPath(source))
    try withExtendedLifetime(try MappedFile(path: path)) { try pending.append($0.bytes) }
    let copy = IncomingCopy(pending: pending, bytes: try pending.map(), sha256: loaded.sha256)
    let contents = try FileInspection(session: session, source: source, name: loaded.name).inspect(copy)
    if let text = contents.text { try PendingFile.publish([(text.file, path + ".utf8")], in: session.workspace.store) }
    try FaultQuarantine(session: session, table: source.table, execution: execution)
      .write(contents.faults, file: loaded.name)
    var manifest = loaded.file
    manifest.reading = settings
    manifest.rereads = manifest.rereads.saturatingAdd(1)
    manifest.describe(contents)
    manifest.deltaVersion = try keepAsTable(manifest)
    return ManifestRecord(
      sequence: loaded.sequence, chain: loaded.chain, ingestedAt: loaded.ingestedAt, file: manifest)
  }
}
