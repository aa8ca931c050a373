import Foundation
import JSON
import Operations
import Rows
import Words

extension FakeOperations: CatalogueReading, QueryReading, BookmarkOperations, SourceOperations {
  package func tables(asOf: Date?) throws -> [TableEntry] {
    try refusePast(asOf)
    return try answer("tables") { ($0.tables ?? []).map(\.entry) }
  }

  package func table(_ name: String, asOf: Date?) throws -> TableDetail {
    try refusePast(asOf)
    return try answer("table") { world in
      guard let detail = world.tables?.first(where: { $0.entry.name == name }) else {
        throw OperationsError.notFound("there is no table \(name)")
      }
      return detail
    }
  }

  package func tableHistory(_ name: String, limit: Int, asOf: Date?) throws -> TableHistory {
    _ = try table(name, asOf: asOf)
    return switch read({ $0.histories[name] }) {
    case .files(let files): .files(Array(files.prefix(limit)))
    case .versions(let versions): .versions(Array(versions.prefix(limit)))
    case nil: .versions([])
    }
  }

  package func rows(_ question: RowsQuestion, asOf: Date?, to sink: inout some RowSink) throws {
    try refusePast(asOf)
    guard let table = read({ $0.rows[question] }) else { throw OperationsError.notFound("there are no such rows") }
    try sink.begin(table.columns)
    for row in table.rows where try !sink.add(row) { return }
  }

  package func bookmarks(asOf: Date?) throws -> [BookmarkSummary] {
    try refusePast(asOf)
    return read(\.bookmarks) ?? []
  }

  package func bookmarkReset(of table: String) throws -> BookmarkChange {
    BookmarkChange(table: try self.table(table).entry.name)
  }

  package func bookmarkRewind(of table: String, to version: Int64) throws -> BookmarkChange {
    BookmarkChange(table: try self.table(table).entry.name, version: version, inputs: [:])
  }

  package func apply(_ change: BookmarkChange) throws { say("bookmark \(change.table)") }

  package func sources(asOf: Date?) throws -> [SourceSummary] {
    try refusePast(asOf)
    return read(\.sources) ?? []
  }

  package func files(_ names: [GivenFileName], of source: String?, for change: SourceChange) throws
    -> [SourceFileChange]
  {
    throw OperationsError.notFound("no source has a file \(names.first?.text ?? "")")
  }

  package func crawl(_ name: String) throws -> JSONValue {
    throw OperationsError.notFound("there is no crawler \(name)")
  }

  package func apply(_ change: SourceFileChange) throws -> SourceFileEntry {
    throw OperationsError.notFound("no source has a file \(change.file)")
  }
}

extension FakeOperations: ProjectChecking {
  package func problems(asOf: Date?) throws -> [Problem] {
    try refusePast(asOf)
    return try answer("problems") { $0.problems ?? [] }
  }

  package func findings(asOf: Date?) throws -> [Finding] {
    try refusePast(asOf)
    return try answer("findings") { $0.findings }
  }
}
