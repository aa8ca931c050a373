import Foundation
import Lake
import Ledger

/// Adds files to a source's manifest: first in the lake, then in the journal. Used by one step, under the table's lock.
final class ManifestWriter {
  private let manifest: SourceManifest
  private let journal: any RunLedger
  private var end: Int64
  private var state: String
  private var lastPosition: Int64
  private var lastChain: String

  /// - Parameter state: as both the lake and the journal have it; nil before the source's first file.
  init(_ manifest: SourceManifest, _ journal: any RunLedger, state: String?) throws {
    self.manifest = manifest
    self.journal = journal
    self.state = state ?? ""
    end = state.flatMap { $0.split(separator: "-").first.flatMap { Int64($0) } } ?? 0
    let newest = try journal.newestManifest(of: manifest.source.name)
    lastPosition = newest?.sequence ?? 0
    lastChain = newest?.chain ?? ""
  }

  /// Never gives out a number up to this one.
  func startAbove(_ position: Int64) { lastPosition = max(lastPosition, position) }

  /// Makes a file whose bytes are kept a loaded one.
  func load(_ file: NewManifest, drift: [NewSchemaDrift] = []) throws -> ManifestOutcome {
    let position = try next(lastPosition)
    let record = ManifestRecord(
      sequence: position, chain: ManifestContents.chain(lastChain, file, at: position), ingestedAt: now, file: file)
    try append([.file(record)])
    (lastPosition, lastChain) = (position, record.chain)
    return try journal.recordManifest(
      file,
      at: ManifestPlace(
        position: position, chain: record.chain, ingestedAt: record.ingestedAt, state: state), drift: drift)
  }

  /// Makes files whose bytes are kept loaded ones, in this order: all of them, or, after a kill, the first of them.
  func load(_ files: [(file: NewManifest, drift: [NewSchemaDrift])]) throws -> [ManifestOutcome] {
    guard !files.isEmpty else { return [] }
    var records: [ManifestRecord] = []
    var (position, chain) = (lastPosition, lastChain)
    for (file, _) in files {
      position = try next(position)
      chain = ManifestContents.chain(chain, file, at: position)
      records.append(ManifestRecord(sequence: position, chain: chain, ingestedAt: now, file: file))
    }
    try append(records.map(ManifestLine.file))
    (lastPosition, lastChain) = (position, chain)
    Failpoint.manifestWritten.reach(manifest.source.table.description)
    return try journal.recordManifests(
      zip(records, files).map { record, entry in
        let place = ManifestPlace(
          position: record.sequence, chain: record.chain, ingestedAt: record.ingestedAt, state: state)
        return (entry.file, place, entry.drift)
      })
  }

  /// No bookmark of ours comes near the end of the numbers; one that was set to it leaves none to give out.
  private func next(_ position: Int64) throws(LakeError) -> Int64 {
    guard position < .max - 1 else {
      throw LakeError(
        .manifestDamaged,
        "\(manifest.source.table): no number is left after \(position), which a bookmark or the manifest holds; put that "
          + "bookmark back: assay bookmark rewind")
    }
    return position + 1
  }

  /// Says something else of files that are known.
  func amend(_ lines: [ManifestLine]) throws {
    guard !lines.isEmpty else { return }
    try append(lines)
    guard let contents = try manifest.contents() else { return }
    try journal.adopt(contents.records, state: contents.state, of: manifest.source.name)
  }

  /// To the millisecond, as the journal and the lake keep it.
  private var now: Date {
    let exact = manifest.workspace.clock.now().timeIntervalSince1970
    return Date(timeIntervalSince1970: (exact * 1000).rounded() / 1000)
  }

  private func append(_ lines: [ManifestLine]) throws {
    let isNew = end == 0
    let folder = manifest.workspace.isInBucket ? nil : (manifest.path as NSString).deletingLastPathComponent
    if isNew, let folder { try manifest.workspace.makeFolder(folder) }
    guard let file = try manifest.open(toWrite: true) else { return }
    // Only a worker of another journal can have been here; what it loaded is taken over by the next run.
    let found = try file.tail()
    guard found.map({ SourceManifest.state(size: $0.end, lastLine: $0.line) }) == (isNew ? nil : state) else {
      throw manifest.isBusy
    }
    let texts = lines.map(\.json.text)
    let bytes = Array(texts.map { $0 + "\n" }.joined().utf8)
    try file.write(bytes, at: end)
    end += Int64(bytes.count)
    state = SourceManifest.state(size: end, lastLine: Array((texts.last ?? "").utf8))
    if isNew, let folder { try PendingFile.syncFolder(folder) }
  }
}
