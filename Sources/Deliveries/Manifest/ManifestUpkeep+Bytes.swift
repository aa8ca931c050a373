import Files
import Foundation
import Lake
import Ledger

/// Bytes that a manifest names and the lake does not hold, or holds again.
extension ManifestUpkeep {
  /// Takes again from incoming what is gone from the lake, and says of what cannot be had that it is lost. To be called
  /// after `agree`.
  func mend(_ report: inout Report) throws {
    let files = try session.journal.storedFiles(of: source.name)
    let gone = try (files.filter(\.isLost) + session.workspace.gone(among: files.filter { !$0.isLost }))
      .sorted { $0.position < $1.position }
      .compactMap { try session.journal.manifest(of: source.name, at: $0.position) }
    if !gone.isEmpty { try mend(gone, &report) }
    try adoptOrphans(&report)
    try keepTableAgain(&report)
  }

  private func mend(_ gone: [ManifestRecord], _ report: inout Report) throws {
    let incoming = try incoming()
    var lines: [ManifestLine] = []
    var (back, lost): (Int, [String]) = (0, [])
    for record in gone {
      try reporter.checkStopped()
      if let again = try again(record, incoming[ExactText(record.name)]) {
        lines.append(.file(again))
        if record.status == .lost { lines.append(.found(record.sequence)) }
        back += 1
      } else if record.status != .lost {
        lines.append(.lost(record.sequence))
        lost.append(record.name)
      }
    }
    try ManifestWriter(manifest, session.journal, state: try manifest.state()).amend(lines)
    tell(back: back, lost: lost, &report)
  }

  /// The record with its bytes in place again, at the same place of the order: what was made from it stays right.
  private func again(_ record: ManifestRecord, _ file: IncomingFile?) throws -> ManifestRecord? {
    if record.status == .lost, try kept.verifies(record) { return record.with(.loaded) }
    guard let file, file.size == record.size, try file.sha256() == record.sha256 else { return nil }
    do {
      guard let kept = try keepAgain(file), kept.sha256 == record.sha256 else { return nil }
      return ManifestRecord(
        sequence: record.sequence, chain: record.chain, ingestedAt: record.ingestedAt, file: kept)
    } catch let error as LakeError where !error.endsTheStep {
      tell("\(source.table): \(record.name) cannot be loaded again: \(error.cause)")
      return nil
    }
  }

  private func tell(back: Int, lost: [String], _ report: inout Report) {
    if back > 0 {
      tell("\(source.table): the bytes of \(Self.files(back)) were gone from the lake, and are there again")
      report.notes.append("\(Self.files(back)) kept again")
    }
    guard !lost.isEmpty else { return }
    let names = lost.prefix(5).joined(separator: ", ") + (lost.count > 5 ? " and \(lost.count - 5) more" : "")
    tell(
      """
      \(source.table): the bytes of \(Self.files(lost.count)) are gone from the lake and from incoming: \(names). Tables \
      that were made from them keep their rows until they are written anew; deliver the same bytes under the same name, and \
      the next run takes them in
      """)
    report.notes.append("\(Self.files(lost.count)) lost: \(names)")
  }

  /// What a killed worker kept last may be in no manifest, and gone from incoming since.
  private func adoptOrphans(_ report: inout Report) throws {
    let mark = LoadingMark(manifest)
    guard try mark.isThere() else { return }
    var known = Set(try session.journal.storedFiles(of: source.name).map { ExactText($0.name) })
    known.formUnion(try incoming().keys)
    let orphans = try kept.all().filter { file in
      // One that failed was refused with a reason, and may have been taken away because of it.
      let failed = try session.journal.manifest(source: source.name, name: file.name, status: .failed)
      return !known.contains(ExactText(file.name)) && failed == nil
    }
    try adopt(orphans, &report)
    mark.remove()
  }

  /// A Bronze table that is gone is written again from the kept bytes.
  private func keepTableAgain(_ report: inout Report) throws {
    guard source.keep == .delta, try session.deltaTable(source.table).snapshot() == nil else { return }
    let loaded = try session.journal.allManifests(of: source.name).filter { $0.status == .loaded }
    guard !loaded.isEmpty else { return }
    let table = BronzeTable(session: session, source: source)
    for record in loaded {
      try reporter.checkStopped()
      _ = try table.append(record.file)
    }
    tell("\(source.table): the table was gone, and is written again from \(Self.files(loaded.count))")
    report.notes.append("written again from \(Self.files(loaded.count))")
  }
}
