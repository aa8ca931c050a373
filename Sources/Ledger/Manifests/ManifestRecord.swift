import Foundation
import JSON
import Words

/// One file as it was taken into Bronze, or the last attempt to take it.
package struct NewManifest: Sendable, Hashable {
  package var source: String
  /// The file's path as the source names it, relative to the source.
  package var name: String
  /// Where the lake keeps the bytes, relative to the lake.
  package var storedPath: String
  /// Lowercase hexadecimal, of the bytes as they came.
  package var sha256: String
  /// Bytes.
  package var size: Int64
  package var modifiedAt: Date
  package var format: String
  package var encoding: String
  package var columns: [String]
  /// Of what kind each column's values are, in the words of its format's reader; empty where nobody looked.
  package var types: [String: String] = [:]
  /// Good and bad ones; `rejected` counts the bad ones.
  package var records: Int64
  package var rejected: Int64
  /// Where the file can be cut for reading in parallel.
  package var blocks: JSONValue
  package var status: ManifestStatus
  package var error: String?
  package var execution: ExecutionID
  /// The version of the Delta table it was written to, where the project keeps one.
  package var deltaVersion: Int64?
  /// The source's settings that it was read by, as a JSON text; nil when that is not known.
  package var reading: String?
  /// How often its rows became others: read again by other settings, withdrawn, or taken in again.
  package var rereads: Int64 = 0

  package init(
    source: String, name: String, storedPath: String, sha256: String, size: Int64, modifiedAt: Date, format: String,
    encoding: String = "utf-8", columns: [String] = [], records: Int64 = 0, rejected: Int64 = 0, blocks: JSONValue = [],
    status: ManifestStatus = .loaded, error: String? = nil, execution: ExecutionID, deltaVersion: Int64? = nil
  ) {
    self.source = source
    self.name = name
    self.storedPath = storedPath
    self.sha256 = sha256
    self.size = size
    self.modifiedAt = modifiedAt
    self.format = format
    self.encoding = encoding
    self.columns = columns
    self.records = records
    self.rejected = rejected
    self.blocks = blocks
    self.status = status
    self.error = error
    self.execution = execution
    self.deltaVersion = deltaVersion
  }
}

@dynamicMemberLookup
package struct ManifestRecord: Sendable, Hashable {
  /// The place in the source's order of loading, as the lake's own manifest counts it; never used again. A reader that has
  /// seen a number has seen every file below it. A failed attempt has a number of the journal's own.
  package let sequence: Int64
  /// A hash of this file and all before it: two manifests that agree in it agree in everything up to here. Empty for a
  /// failed attempt, and for what was loaded before the lake kept a manifest.
  package let chain: String
  package let ingestedAt: Date
  package let file: NewManifest

  package init(sequence: Int64, chain: String = "", ingestedAt: Date, file: NewManifest) {
    self.sequence = sequence
    self.chain = chain
    self.ingestedAt = ingestedAt
    self.file = file
  }

  package subscript<Value>(dynamicMember member: KeyPath<NewManifest, Value>) -> Value { file[keyPath: member] }
}

/// Where a loaded file stands in the lake's own manifest.
package struct ManifestPlace: Sendable, Hashable {
  package let position: Int64
  package let chain: String
  package let ingestedAt: Date
  /// What the lake's manifest looks like with the file in it.
  package let state: String

  package init(position: Int64, chain: String, ingestedAt: Date, state: String) {
    self.position = position
    self.chain = chain
    self.ingestedAt = ingestedAt
    self.state = state
  }
}

/// A loaded file, as far as other files are held against it.
package struct LoadedFile: Sendable, Hashable {
  package let name: String
  package let sha256: String
  package let modifiedAt: Date
  package let records: Int64
  package let columns: [String]
  /// As `NewManifest.types`; empty for files of before they were noted.
  package let types: [String: String]

  package init(
    name: String, sha256: String, modifiedAt: Date, records: Int64, columns: [String], types: [String: String]
  ) {
    self.name = name
    self.sha256 = sha256
    self.modifiedAt = modifiedAt
    self.records = records
    self.columns = columns
    self.types = types
  }
}

package enum ManifestOutcome: Sendable, Hashable {
  case recorded(ManifestRecord)
  /// A file of that source and name is loaded already, perhaps by another worker a moment ago; nothing was written.
  case alreadyLoaded(ManifestRecord)
}

/// What a source brought in so far, failed attempts left out.
package struct ManifestTotals: Sendable, Hashable {
  package let files: Int64
  package let records: Int64
  package let rejected: Int64
  /// Bytes.
  package let size: Int64
  package let newestLoad: Date?
  package let lastSequence: Int64?

  package init(
    files: Int64, records: Int64, rejected: Int64, size: Int64, newestLoad: Date?, lastSequence: Int64?
  ) {
    self.files = files
    self.records = records
    self.rejected = rejected
    self.size = size
    self.newestLoad = newestLoad
    self.lastSequence = lastSequence
  }
}
