import Clocks
import Foundation
import JSON

/// What the sources loaded.
package protocol SourceReading: Sendable {
  /// In the order of the project.
  func sources(asOf: Date?) throws -> [SourceSummary]

  /// The files that names mean, all of which can be changed so. Throws `notFound` where one cannot, and `invalid`
  /// where one is of several sources, or while something runs, which may be reading them.
  ///
  /// - Parameter source: nil for any.
  func files(_ names: [GivenFileName], of source: String?, for change: SourceChange) throws -> [SourceFileChange]
}

package protocol SourceOperations: SourceReading {
  /// Looks at what lies where a crawler of the project, or a source, looks, keeps what it found, and tells it in the shape
  /// of AWS Glue's crawler: `LastCrawl` and `versions`. Throws `notFound`.
  func crawl(_ name: String) throws -> JSONValue

  /// Takes one file out or in. The audit says who did it; what is made from it is written anew by the next run.
  ///
  /// - Returns: the file as it was before, or as it was taken in again.
  func apply(_ change: SourceFileChange) throws -> SourceFileEntry
}

package enum SourceChange: Sendable, Hashable {
  /// Takes a loaded file out, or one that is lost.
  case withdraw
  /// Takes a withdrawn file in again, at its place in the order of loading.
  case restore
}

/// A file as somebody named it, and as a path if it is one.
package struct GivenFileName: Sendable, Hashable {
  package let text: String
  package let path: String
  package init(_ text: String, path: String) { (self.text, self.path) = (text, path) }
}

package struct SourceFileChange: Sendable, Hashable {
  package let change: SourceChange
  package let source: String
  /// `bronze.orders`.
  package let table: String
  package let file: String
  package init(_ change: SourceChange, source: String, table: String, file: String) {
    (self.change, self.source, self.table, self.file) = (change, source, table, file)
  }
}

package struct SourceSummary: Sendable, Hashable {
  /// A file whose columns were not the declared ones.
  package struct ColumnChange: Sendable, Hashable {
    package let at: Date
    package let file: String
    package let column: String
    /// `new`, `missing` or `retyped`, and what the source's setting says to it: `accept`, `warn` or `fail`.
    package let kind: String
    package let reaction: String
    /// The types of a retyped one.
    package let was: String?
    package let now: String?
    package let execution: String?
    /// All of it as a sentence.
    package let text: String

    package init(
      at: Date, file: String, column: String, kind: String, reaction: String, was: String?, now: String?,
      execution: String?, text: String
    ) {
      (self.at, self.file, self.column, self.kind, self.reaction) = (at, file, column, kind, reaction)
      (self.was, self.now, self.execution, self.text) = (was, now, execution, text)
    }
  }

  package let name: String
  package let table: String
  package let files: Int64
  package let records: Int64
  package let rejected: Int64
  package let bytes: Int64
  package let newestLoad: Date?
  /// Names of files.
  package let lost: [String]
  package let withdrawn: [String]
  /// Newest first.
  package let columnChanges: [ColumnChange]

  package init(
    name: String, table: String, files: Int64, records: Int64, rejected: Int64, bytes: Int64, newestLoad: Date?,
    lost: [String], withdrawn: [String], columnChanges: [ColumnChange]
  ) {
    (self.name, self.table, self.files, self.records) = (name, table, files, records)
    (self.rejected, self.bytes, self.newestLoad) = (rejected, bytes, newestLoad)
    (self.lost, self.withdrawn, self.columnChanges) = (lost, withdrawn, columnChanges)
  }

  package var json: JSONValue {
    [
      "source": .string(name), "table": .string(table), "files": .int(files), "records": .int(records),
      "rejected": .int(rejected), "bytes": .int(bytes), "newestLoad": .optional(newestLoad.map(Timestamp.text)),
      "lost": .array(lost.map(JSONValue.string)), "withdrawn": .array(withdrawn.map(JSONValue.string)),
      "columnChanges": .array(columnChanges.map(\.json)),
    ]
  }
}

extension SourceSummary.ColumnChange {
  fileprivate var json: JSONValue {
    [
      "at": .string(Timestamp.text(at)), "file": .string(file), "column": .string(column), "kind": .string(kind),
      "was": .optional(was), "is": .optional(now), "reaction": .string(reaction), "execution": .optional(execution),
    ]
  }
}
