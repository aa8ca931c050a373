import Deliveries
import Foundation
import JSON
import Ledger
import Operations
import Project
import Runs
import Words

extension LocalOperations: SourceOperations {
  package func crawl(_ name: String) throws -> JSONValue {
    try translated {
      let crawlers = CrawlerRun(local.workspace)
      guard let crawler = crawlers.definition(name) else {
        throw OperationsError.notFound("there is no crawlers/\(name).yml, and no source of that name")
      }
      return try crawlers.crawl(crawler)
    }
  }

  package func sources(asOf: Date?) throws -> [SourceSummary] {
    try refusePast(asOf, "what a source loaded is known of now; each of its files says when it came")
    return try translated { try project.sources.map(summary) }
  }

  private func summary(_ source: SourceDefinition) throws -> SourceSummary {
    let totals = try journal.manifestTotals(of: source.name)
    return SourceSummary(
      name: source.name, table: source.table.description, files: totals.files, records: totals.records,
      rejected: totals.rejected, bytes: totals.size, newestLoad: totals.newestLoad,
      lost: try journal.lostManifests(of: source.name).map(\.name),
      withdrawn: try journal.withdrawnManifests(of: source.name).map(\.name),
      columnChanges: try journal.schemaDrift(of: source.name, limit: 100).map(SourceSummary.ColumnChange.init))
  }

  package func files(_ names: [GivenFileName], of source: String?, for change: SourceChange) throws
    -> [SourceFileChange]
  {
    try OperationsError.answered {
      let found = try names.map { try file($0, source, change) }
      // Bytes that move while a step reads them would fail it.
      if let running = try status(asOf: nil).running.first {
        throw OperationsError.invalid(
          "\(running.id) is running; wait for its end, or stop it: assay stop \(running.id); nothing was done")
      }
      return found
    }
  }

  private func file(_ given: GivenFileName, _ source: String?, _ change: SourceChange) throws -> SourceFileChange {
    let folder = project.folder + "/"
    let relative = given.path.hasPrefix(folder) ? given.path.dropFirst(folder.count) : given.path.dropFirst()
    let names = [given.text, String(relative)]
    var found: [SourceFileChange] = []
    for candidate in project.sources
    where source.map({ [candidate.name, candidate.table.description].contains($0) }) ?? true {
      guard let name = try names.first(where: { try has(candidate, $0, change) }) else { continue }
      found.append(
        SourceFileChange(change, source: candidate.name, table: candidate.table.description, file: name))
    }
    guard let first = found.first else {
      throw OperationsError.notFound(
        "no source has a file \(given.text) that this can be done to; nothing was done. See: assay table history SOURCE"
      )
    }
    guard found.count == 1 else {
      let sources = found.map(\.source).joined(separator: ", ")
      throw OperationsError.invalid(
        "\(given.text) is a file of \(sources); nothing was done. Name one: --source \(first.source)")
    }
    return first
  }

  private func has(_ source: SourceDefinition, _ name: String, _ change: SourceChange) throws -> Bool {
    let states: [ManifestStatus] =
      switch change {
      case .withdraw: [.loaded, .lost]
      case .restore: [.withdrawn]
      }
    return try states.contains { try journal.manifest(source: source.name, name: name, status: $0) != nil }
  }

  package func apply(_ change: SourceFileChange) throws -> SourceFileEntry {
    try OperationsError.answered {
      guard let source = project.sources.first(where: { $0.name == change.source }) else {
        throw OperationsError.notFound("there is no source \(change.source)")
      }
      let withdrawal = Withdrawal(session: try local.session(), source: source)
      return switch change.change {
      case .withdraw: SourceFileEntry(try withdrawal.withdraw(change.file, by: NSUserName()))
      case .restore: SourceFileEntry(try withdrawal.restore(change.file, by: NSUserName()))
      }
    }
  }
}

extension SourceSummary.ColumnChange {
  init(_ record: SchemaDriftRecord) {
    let drift = record.drift
    self.init(
      at: record.at, file: drift.file, column: drift.column, kind: drift.kind.rawValue,
      reaction: drift.reaction.rawValue, was: drift.declared, now: drift.found,
      execution: record.execution?.rawValue, text: drift.text)
  }
}
