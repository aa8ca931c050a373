/// What the SQL of a data quality rule finds around it.
package struct RuleScope: Sendable, Hashable {
  /// Tables without a layer that it may name, such as `primary`, in lower case.
  package let relations: Set<String>
  /// Columns that hold texts, in lower case. Where the SQL compares one with a number or a date, or computes with it, the
  /// text is read as such.
  package let textColumns: Set<String>
  /// The one column it gives is taken for a number.
  package let givesNumber: Bool

  package init(relations: Set<String>, textColumns: Set<String>, givesNumber: Bool) {
    self.relations = Set(relations.map { $0.lowercased() })
    self.textColumns = Set(textColumns.map { $0.lowercased() })
    self.givesNumber = givesNumber
  }
}

/// A text column that is read as a value of another type.
package struct TypedUse: Sendable, Hashable {
  package enum Kind: String, Sendable { case number = "double", date = "date", moment = "timestamp" }

  /// The bytes of the column's name.
  package let range: Range<Int>
  package let kind: Kind
}
