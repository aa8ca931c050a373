import Deliveries
import Foundation
import Lake
import Ledger
import Project
import Storage
import Words

/// What only the lake can tell about a table, looked at without opening a data file: cheap enough for once a second.
package struct LakeCondition {
  package enum Trouble: Sendable, Hashable {
    /// What the journal says of it is no longer there.
    case gone(String)
    /// It is there, and not what the journal says.
    case unknown(String)

    package var sentence: String {
      switch self {
      case .gone(let text), .unknown(let text): text
      }
    }
  }

  let workspace: Workspace
  let journal: any RunLedger

  package init(_ workspace: Workspace, _ journal: any RunLedger) {
    self.workspace = workspace
    self.journal = journal
  }

  /// How many of a source's newest files are looked for; `assay doctor` looks for all.
  private static let looked = 100

  /// A lake that cannot be asked about one table is a trouble of that table, not of all that is told beside it.
  ///
  /// - Parameter isBuilt: the journal knows a build or a load of the table.
  package func trouble(of table: TableName, isBuilt: Bool) throws -> Trouble? {
    do {
      return try asked(of: table, isBuilt: isBuilt)
    } catch let error as LakeError {
      return .unknown("the lake cannot be asked: \(error.cause)")
    }
  }

  private func asked(of table: TableName, isBuilt: Bool) throws -> Trouble? {
    if let source = workspace.project.source(of: table) {
      if let trouble = try trouble(of: source) { return trouble }
      guard source.keep == .delta else { return nil }
    }
    let log = workspace.tablePath(table) + "/_delta_log"
    // A bucket has no folders, only what lies in them; in one of ours a file may stand where the folder should be.
    let isThere = try LakeError.told { () throws(StorageError) in
      workspace.isInBucket ? try workspace.store.list(log) != nil : try workspace.store.status(of: log) != nil
    }
    if isBuilt, !isThere { return .gone("the table is gone from the lake; assay run writes it again") }
    if !isBuilt, isThere {
      return .unknown("the table is there, and this journal knows no build of it; assay run looks")
    }
    return nil
  }

  private func trouble(of source: SourceDefinition) throws -> Trouble? {
    let manifest = SourceManifest(workspace: workspace, source: source)
    guard try manifest.agrees(with: journal) else {
      return .unknown("the journal is not the one that loaded this lake's files; assay run makes it know them")
    }
    let files = try journal.storedFiles(of: source.name, newest: Self.looked)
    let gone = try workspace.gone(among: files.filter { !$0.isLost })
    if let first = gone.first {
      let others = gone.count > 1 ? " and of \(gone.count - 1) more" : ""
      return .gone("the bytes of \(first.name)\(others) are gone from the lake; assay run takes them in again")
    }
    let lost = try journal.lostManifests(of: source.name)
    guard let first = lost.first else { return nil }
    return .unknown(
      """
      the bytes of \(first.name)\(lost.count > 1 ? " and of \(lost.count - 1) more" : "") were lost with the lake; \
      deliver the same bytes again
      """)
  }
}
