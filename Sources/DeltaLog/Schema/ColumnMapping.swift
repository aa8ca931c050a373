import JSON

/// How the columns of the data files are found (PROTOCOL.md, "Column Mapping").
package enum ColumnMapping: String, Sendable, Hashable {
  /// By the names of the schema.
  case none
  /// By the physical name that the schema keeps with each column.
  case name
  /// By the number that the schema keeps with each column, which stands in the files, too.
  case id
}

extension DeltaField {
  static let physicalNameKey = "delta.columnMapping.physicalName"
  static let idKey = "delta.columnMapping.id"

  /// What the files, the statistics and the partition values call the column.
  package func physicalName(_ mapping: ColumnMapping) -> String {
    guard mapping != .none else { return name }
    return metadata[Self.physicalNameKey]?.stringValue ?? name
  }

  /// The column's number in files of a table that is mapped by id.
  package var columnID: Int64? { metadata[Self.idKey]?.intValue }
}
