import Clocks
import JSON
import Ledger
import Project
import Reports
import Words

/// What a source loaded, for a person who looks.
struct SourceEntry {
  let source: SourceDefinition
  let totals: ManifestTotals
  let lost: [ManifestRecord]
  let withdrawn: [ManifestRecord]
  /// Newest first.
  let drift: [SchemaDriftRecord]

  init(_ source: SourceDefinition, _ journal: any RunLedger) throws {
    self.source = source
    totals = try journal.manifestTotals(of: source.name)
    lost = try journal.lostManifests(of: source.name)
    withdrawn = try journal.withdrawnManifests(of: source.name)
    drift = try journal.schemaDrift(of: source.name, limit: 100)
  }

  var json: JSONValue {
    [
      "source": .string(source.name), "table": .string(source.table.description), "files": .int(totals.files),
      "records": .int(totals.records), "rejected": .int(totals.rejected), "bytes": .int(totals.size),
      "newestLoad": .optional(totals.newestLoad.map(Timestamp.text)),
      "lost": .array(lost.map { .string($0.name) }), "withdrawn": .array(withdrawn.map { .string($0.name) }),
      "columnChanges": .array(drift.map(\.json)),
    ]
  }

  static func lines(_ entries: [SourceEntry], _ page: Page) -> [StyledLine] {
    var table = TextTable([
      .init("source"), .init("files", .right), .init("records", .right), .init("rejected", .right),
      .init("lost", .right), .init("withdrawn", .right), .init("newest load"),
    ])
    for entry in entries {
      table.add([
        StyledLine(entry.source.name), StyledLine("\(entry.totals.files)"), StyledLine("\(entry.totals.records)"),
        StyledLine("\(entry.totals.rejected)"), StyledLine("\(entry.lost.count)", entry.lost.isEmpty ? .dim : .failed),
        StyledLine("\(entry.withdrawn.count)", .dim),
        StyledLine(entry.totals.newestLoad.map { MomentText.seconds($0, page) } ?? page.glyphs.dash, .dim),
      ])
    }
    return table.lines(page) + entries.flatMap { $0.changes(page) }
  }

  private func changes(_ page: Page) -> [StyledLine] {
    guard !drift.isEmpty else { return [] }
    var table = TextTable([.init("seen"), .init("file"), .init("change", isFlexible: true)], indent: 2)
    for record in drift.prefix(10) {
      table.add([
        StyledLine(MomentText.seconds(record.at, page), .dim), StyledLine(record.drift.file),
        StyledLine(record.drift.text),
      ])
    }
    return ["", StyledLine("columns of \(source.name) that changed", .title)] + table.lines(page)
  }
}

extension SchemaDriftRecord {
  fileprivate var json: JSONValue {
    [
      "at": .string(Timestamp.text(at)), "file": .string(drift.file), "column": .string(drift.column),
      "kind": .string(drift.kind.rawValue), "was": .optional(drift.declared), "is": .optional(drift.found),
      "reaction": .string(drift.reaction.rawValue), "execution": .optional(execution?.rawValue),
    ]
  }
}
