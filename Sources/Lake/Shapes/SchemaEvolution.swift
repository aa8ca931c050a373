import DeltaLog
import Words

/// What may change about a table's columns without writing it anew: columns may be added.
package struct SchemaEvolution {
  package let table: TableName
  /// The table as it is; nil when it is new or written anew.
  package let base: Snapshot?

  package init(table: TableName, base: Snapshot?) {
    self.table = table
    self.base = base
  }

  package func merged(_ new: DeltaSchema) throws(LakeError) -> DeltaSchema {
    guard let base else { return new }
    let known = base.schema.fields
    for field in known {
      guard let match = new.fields.first(where: { $0.name == field.name }) else {
        throw refusal("the column “\(field.name)” is in the table and no longer in the model")
      }
      guard match.type == field.type else {
        throw refusal("the column “\(field.name)” is \(field.type) in the table and \(match.type) in the model")
      }
    }
    return DeltaSchema(fields: known + new.fields.filter { field in !known.contains { $0.name == field.name } })
  }

  private func refusal(_ what: String) -> LakeError {
    LakeError(.schemaChanged, "\(table): \(what); write it anew: \(table.rewriteCommand)")
  }
}
