import Clocks
import DeltaLog
import JSON
import Ledger
import Project
import Words

/// One input of a model as it stands when the build starts: what can be read, and how far it goes.
package struct InputState {
  package enum Content {
    /// Original files, oldest first.
    case files([ManifestRecord])
    case delta(Snapshot)
    /// A Delta table that was never built.
    case absent
  }

  package let table: TableName
  package let content: Content
  /// Files that were loaded once and whose bytes are gone.
  package var lost: [ManifestRecord] = []
  /// How often rows of a source's files became others, all files counted: of a source, or of all that a table was made from
  /// when it was built.
  package var rereads: Int64 = 0
  /// How many of a source's files are withdrawn.
  package var withdrawn = 0
  /// Of a source of which nothing is left that is loaded: the files there were, whose columns models are still told.
  package var emptied: [ManifestRecord] = []

  package init(
    table: TableName, content: Content, lost: [ManifestRecord] = [], rereads: Int64 = 0, withdrawn: Int = 0,
    emptied: [ManifestRecord] = []
  ) {
    self.table = table
    self.content = content
    self.lost = lost
    self.rereads = rereads
    self.withdrawn = withdrawn
    self.emptied = emptied
  }

  /// What a bookmark holds for it once it was read.
  package func bookmarked(after before: InputPosition?) -> JSONValue {
    var position = position(after: before).json.objectValue ?? [:]
    if rereads > 0 { position["rereads"] = .int(rereads) }
    if withdrawn > 0 { position["withdrawn"] = .int(withdrawn) }
    return .object(position)
  }

  package var isAbsent: Bool { if case .absent = content { true } else { false } }

  /// Rows in it, as far as they can be known without reading them.
  package var rowCount: Int64 {
    switch content {
    case .files(let manifests): manifests.saturatingSum { $0.records.saturatingSubtract($0.rejected) }
    case .delta(let snapshot): snapshot.files.saturatingSum { $0.rowCount ?? 0 }
    case .absent: 0
    }
  }
}
