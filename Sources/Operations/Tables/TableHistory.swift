import Clocks
import Foundation
import JSON
import Words

/// How a table came to be, newest first.
package enum TableHistory: Sendable, Hashable, Codable {
  case versions([TableVersionEntry])
  /// Of a source that is kept as files, which has no versions: its files.
  case files([SourceFileEntry])

  package var json: JSONValue {
    switch self {
    case .versions(let versions): .array(versions.map(\.json))
    case .files(let files): .array(files.map(\.json))
    }
  }
}

/// A version of a table.
package struct TableVersionEntry: Sendable, Hashable, Codable {
  package let version: Int64
  package let committedAt: Date
  package let operation: String?
  /// The run that made it; nil for a commit of another program.
  package let execution: String?
  package let filesAdded: Int
  package let filesRemoved: Int
  /// What the run counted, as a JSON text; nil where it is not told.
  package let counts: String?
  /// The program that wrote it, as it names itself.
  package let engine: String?

  package init(
    version: Int64, committedAt: Date, operation: String?, execution: String?, filesAdded: Int, filesRemoved: Int,
    counts: String?, engine: String?
  ) {
    (self.version, self.committedAt, self.operation) = (version, committedAt, operation)
    (self.execution, self.filesAdded, self.filesRemoved) = (execution, filesAdded, filesRemoved)
    (self.counts, self.engine) = (counts, engine)
  }

  package var json: JSONValue {
    [
      "version": .int(version), "timestamp": .string(Timestamp.text(committedAt)), "operation": .optional(operation),
      "execution": .optional(execution), "filesAdded": .int(filesAdded), "filesRemoved": .int(filesRemoved),
      // Text of our own, so it parses.
      "counts": counts.flatMap { try? JSONValue(parsing: $0) } ?? .null, "engine": .optional(engine),
    ]
  }
}

/// A file as a source took it in, or tried to.
package struct SourceFileEntry: Sendable, Hashable, Codable {
  package let name: String
  package let status: ManifestStatus
  /// Good and bad ones; `rejected` counts the bad ones.
  package let records: Int64
  package let rejected: Int64
  package let bytes: Int64
  package let sha256: String
  package let ingestedAt: Date
  package let execution: String
  /// The place in the order of loading.
  package let sequence: Int64
  package let error: String?

  package init(
    name: String, status: ManifestStatus, records: Int64, rejected: Int64, bytes: Int64, sha256: String,
    ingestedAt: Date,
    execution: String, sequence: Int64, error: String?
  ) {
    (self.name, self.status, self.records, self.rejected) = (name, status, records, rejected)
    (self.bytes, self.sha256, self.ingestedAt, self.execution) = (bytes, sha256, ingestedAt, execution)
    (self.sequence, self.error) = (sequence, error)
  }

  package var isLoaded: Bool { status == .loaded }

  package var json: JSONValue {
    [
      "file": .string(name), "status": .string(status.rawValue), "records": .int(records), "rejected": .int(rejected),
      "bytes": .int(bytes), "sha256": .string(sha256), "ingestedAt": .string(Timestamp.text(ingestedAt)),
      "execution": .string(execution), "sequence": .int(sequence), "error": .optional(error),
    ]
  }
}
