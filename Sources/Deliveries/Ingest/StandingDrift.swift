import Files
import Ledger
import Project

/// How columns changed with a source's newest delivery, where its settings warn of it: told at each run until a later one
/// came or the file was withdrawn.
enum StandingDrift {
  static func warning(of source: SourceDefinition, in journal: any RunLedger) throws -> String? {
    let newest = try journal.latestManifests(of: source.name, limit: 1000)
    guard let execution = newest.first(where: { $0.status == .loaded })?.execution else { return nil }
    let loaded = Set(newest.filter { $0.status == .loaded && $0.execution == execution }.map { ExactText($0.name) })
    // Newest first: the file that came last is named.
    let changes = try journal.schemaDrift(of: source.name, limit: 1000).map(\.drift)
      .filter { $0.reaction == .warn && loaded.contains(ExactText($0.file)) }
    guard let first = changes.first else { return nil }
    let more = changes.count - 1
    let others = more == 0 ? "" : ", and \(more) more change\(more == 1 ? "" : "s") of columns"
    return "\(first.file): \(first.text)\(others) (assay source list)"
  }
}
