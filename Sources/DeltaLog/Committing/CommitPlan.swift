import Foundation
import JSON

/// A transaction seen against the version it follows: whether it is allowed, and its lines.
struct CommitPlan {
  let table: String
  let transaction: DeltaTransaction
  let base: Snapshot?

  func check() throws(DeltaError) {
    if let feature = base?.writingObstacle, !transaction.startsAnew {
      throw .unsupported(table: table, feature: feature)
    }
    if let mark = transaction.transaction, let base, base.contains(mark) {
      throw .alreadyCommitted(
        table: table, application: mark.application, version: base.transactions[mark.application] ?? mark.version)
    }
    guard let definition = transaction.definition ?? base?.metadata.definition else {
      throw .invalid(table: table, reason: "the first commit needs a schema")
    }
    if let problem = problem(of: definition) ?? filesProblem(definition) {
      throw .invalid(table: table, reason: problem)
    }
  }

  private func problem(of definition: TableDefinition) -> String? {
    if let problem = definition.schema.problems.first { return problem }
    if let column = definition.partitionColumns.first(where: { definition.schema[$0] == nil }) {
      return "the partition column \"\(column)\" is not in the schema"
    }
    if definition.partitionColumns.count >= definition.schema.fields.count {
      return "a table needs a column that is no partition column"
    }
    guard let old = base?.metadata.definition, keepsFiles else { return nil }
    if old.partitionColumns != definition.partitionColumns {
      return
        "the partition columns change from \(old.partitionColumns) to \(definition.partitionColumns) while files stay"
    }
    return SchemaComparison(table: old.schema, rows: definition.schema).refusals.first
  }

  private var keepsFiles: Bool {
    guard let base else { return false }
    return !transaction.startsAnew && base.files.count > Set(transaction.removes.map(\.path)).count
  }

  private func filesProblem(_ definition: TableDefinition) -> String? {
    let live = Set(base?.files.map(\.path) ?? [])
    var seen: Set<String> = []
    for file in transaction.removes {
      if !live.contains(file.path) { return "\(file.path) is to be removed but does not belong to the table" }
      if !seen.insert(file.path).inserted { return "\(file.path) is removed twice" }
    }
    if transaction.startsAnew, seen.count < live.count { return "files stay in a table that starts anew" }
    if transaction.dataChange, !seen.isEmpty, !transaction.startsAnew, base?.configuration["delta.appendOnly"] == "true"
    {
      return "the table is append-only (delta.appendOnly), no row may go"
    }
    for file in transaction.adds {
      if !seen.insert(file.path).inserted { return "\(file.path) stands twice in one commit" }
      if Set(file.partitionValues.keys) != Set(definition.partitionColumns) {
        return "\(file.path) has values for the partition columns \(file.partitionValues.keys.sorted()), "
          + "the table has \(definition.partitionColumns)"
      }
    }
    return nil
  }

  /// The commit's lines in the order readers like best: who and what first, then the table, then its files.
  func actions(at moment: Int64) -> [JSONValue] {
    var info = transaction.info
    info.timestamp = Date(epochMilliseconds: moment)
    var actions = [info.action]
    if base == nil || changesProtocol { actions.append(ProtocolVersion.written.action) }
    if let metadata = metadata(at: moment) { actions.append(metadata.action) }
    if let mark = transaction.transaction { actions.append(mark.action(lastUpdated: moment)) }
    for file in transaction.removes {
      actions.append(RemovedFile(file, deletionTimestamp: moment, dataChange: transaction.dataChange).action)
    }
    for var file in transaction.adds {
      file.dataChange = transaction.dataChange
      actions.append(file.action)
    }
    return actions
  }

  private var changesProtocol: Bool {
    transaction.startsAnew && base?.writingObstacle != nil && base?.protocolVersion != .written
  }

  private func metadata(at moment: Int64) -> TableMetadata? {
    guard let definition = transaction.definition, definition != base?.metadata.definition else { return nil }
    guard var metadata = base?.metadata else {
      return TableMetadata(id: UUID().uuidString.lowercased(), definition: definition, createdTime: moment)
    }
    metadata.definition = definition
    return metadata
  }
}
