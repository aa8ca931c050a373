/// How the columns of a table and of the rows to be written differ. Columns are matched by exact name.
package struct SchemaComparison: Sendable, Hashable {
  package struct Retyped: Sendable, Hashable {
    package let name: String
    package let from: DeltaType
    package let to: DeltaType
  }

  /// New columns: allowed, they need a `metaData` action in the same commit.
  package let added: [DeltaField]
  /// The table's columns the rows do not have.
  package let missing: [DeltaField]
  /// Columns of both whose type differs, members of structs included.
  package let retyped: [Retyped]
  /// New columns whose name stands in the table in another case: (table's, rows').
  package let recased: [Retyped]
  /// The table's columns in their order, then the added ones, which are nullable because older files lack them.
  package let merged: DeltaSchema

  package init(table: DeltaSchema, rows: DeltaSchema) {
    let new = rows.fields.filter { table[$0.name] == nil }
    added = new.map { DeltaField(name: $0.name, type: $0.type, nullable: true, metadata: $0.metadata) }
    missing = table.fields.filter { rows[$0.name] == nil }
    retyped = table.fields.compactMap { field in
      guard let other = rows[field.name], other.type != field.type else { return nil }
      return Retyped(name: field.name, from: field.type, to: other.type)
    }
    recased = new.compactMap { field in
      guard let old = table.fields.first(where: { $0.name.lowercased() == field.name.lowercased() }) else { return nil }
      return Retyped(name: old.name, from: old.type, to: field.type)
    }
    merged = DeltaSchema(fields: table.fields + added)
  }

  package var isSame: Bool { added.isEmpty && missing.isEmpty && retyped.isEmpty }

  /// One sentence for each difference a writer must not pass over while older files stay.
  package var refusals: [String] {
    retyped.map { "the column \"\($0.name)\" is \($0.from) in the table and \($0.to) in the new rows" }
      + missing.map { "the column \"\($0.name)\" of the table is missing in the new rows" }
      + recased.map { "the column \"\($0.name)\" of the table comes in another case in the new rows" }
  }
}
