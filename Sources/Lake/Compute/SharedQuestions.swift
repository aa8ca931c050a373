import JSON
import Words

/// What the rules of a table ask of rows elsewhere, in the words of the engine there.
package struct SharedQuestions {
  /// For messages.
  package let table: TableName
  /// Its rows, and those of other tables.
  package let inputs: [SharedInput]
  package let queries: [String]

  package init(table: TableName, inputs: [SharedInput], queries: [String]) {
    (self.table, self.inputs, self.queries) = (table, inputs, queries)
  }
}

/// What one query came to.
package enum SharedAnswer {
  /// As the session's engine would give them.
  case rows([[JSONValue]])
  /// Why there are none, without a value of the data.
  case refused(String)
}
