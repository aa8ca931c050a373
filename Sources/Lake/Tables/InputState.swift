import Clocks
import DeltaLog
import Engine
import JSON
import Journal
import Project
import Words

/// One input of a model as it stands when the build starts: what can be read, and how far it goes.
struct InputState {
  enum Content {
    /// Original files, oldest first.
    case files([ManifestRecord])
    case delta(Snapshot)
    /// A Delta table that was never built.
    case absent
  }

  let table: TableName
  let content: Content
  /// Files that were loaded once and whose bytes are gone.
  var lost: [ManifestRecord] = []
  /// How often files of a source were read again by other settings, all of them counted.
  var rereads: Int64 = 0

  /// What a bookmark holds for it once it was read.
  func bookmarked(after before: InputPosition?) -> JSONValue {
    var position = position(after: before).json.objectValue ?? [:]
    if rereads > 0 { position["rereads"] = .int(rereads) }
    return .object(position)
  }

  var isAbsent: Bool { if case .absent = content { true } else { false } }

  /// Rows in it, as far as they can be known without reading them.
  var rowCount: Int64 {
    switch content {
    case .files(let manifests): manifests.saturatingSum { $0.records.saturatingSubtract($0.rejected) }
    case .delta(let snapshot): snapshot.files.saturatingSum { $0.rowCount ?? 0 }
    case .absent: 0
    }
  }
}

extension LakeSession {
  func inputState(_ table: TableName) throws -> InputState {
    guard table.layer == .bronze, source(table)?.keep != .delta else {
      let snapshot = try deltaTable(table).snapshot()
      return InputState(
        table: table, content: snapshot.map(InputState.Content.delta) ?? .absent,
        rereads: table.layer == .bronze ? try journal.rereads(of: table.name) : 0)
    }
    let records = try source(table).map { try SourceManifest(workspace: workspace, source: $0).records(journal) } ?? []
    return InputState(
      table: table, content: .files(records.filter { $0.status == .loaded }),
      lost: records.filter { $0.status == .lost }, rereads: records.saturatingSum { $0.rereads })
  }

  /// In loading order.
  func loadedManifests(of source: String) throws -> [ManifestRecord] {
    guard let definition = workspace.project.source(source) else { return [] }
    return try SourceManifest(workspace: workspace, source: definition).records(journal).filter { $0.status == .loaded }
  }

  func source(_ table: TableName) -> SourceDefinition? {
    workspace.project.source(of: table)
  }

  /// The whole input as a view under its own name.
  func createWholeView(_ input: InputState) throws {
    switch input.content {
    case .files(let manifests): try createBronzeView(input.table, manifests: manifests)
    case .delta(let snapshot): try createView(input.table, relation(of: snapshot).sql)
    case .absent where input.table.layer == .quarantine: try createView(input.table, Quarantine.emptySQL)
    case .absent:
      throw LakeError(
        .tableMissing, "\(input.table) was never built; run it first: assay run --table \(input.table)")
    }
  }
}
