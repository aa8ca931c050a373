import DeltaLog
import ModelSQL
import Words

/// An engine beside the session's own that evaluates the queries of some models and hands their rows back as Parquet files.
/// Which of several rows of a key wins, what a merge does, rules, balance and commit stay with the session's engine and with
/// Tables, so that it makes no difference where a query was evaluated.
package protocol QueryCompute: Sendable {
  /// Whether a model's query is one of its own.
  ///
  /// - Parameter bytes: what it reads, about.
  func evaluates(_ model: Model, reading bytes: () -> Int64) -> Bool

  /// Evaluates a query; blocks. Stops when the reporter says so.
  func rows(of query: SharedQuery, _ reporter: any StepReporter) throws -> QueryRows
}

/// A query with everything an engine elsewhere needs for it.
package struct SharedQuery {
  package let model: Model
  package let parsed: ParsedModel
  package let parameters: RunParameters
  package let inputs: [SharedInput]
  /// The columns it gives, with the types that the session's engine found.
  package let columns: [DeltaField]
  /// Values of the secrets it names.
  package let secrets: [String: String]
  /// A folder of its own, which goes with the session.
  package let folder: String

  package init(
    model: Model, parsed: ParsedModel, parameters: RunParameters, inputs: [SharedInput], columns: [DeltaField],
    secrets: [String: String], folder: String
  ) {
    (self.model, self.parsed, self.parameters) = (model, parsed, parameters)
    (self.inputs, self.columns, self.secrets, self.folder) = (inputs, columns, secrets, folder)
  }
}

/// What a query reads of one table: Parquet files, narrowed as the build needs them.
package struct SharedInput {
  package let table: TableName
  package let schema: DeltaSchema
  package let partitionColumns: [String]
  /// Paths are absolute.
  package let files: [AddFile]

  package init(table: TableName, schema: DeltaSchema, partitionColumns: [String] = [], files: [AddFile]) {
    (self.table, self.schema, self.partitionColumns, self.files) = (table, schema, partitionColumns, files)
  }
}

/// The rows of a query, in files of a folder.
package struct QueryRows {
  package let folder: String
  /// Their names.
  package let files: [String]

  package init(folder: String, files: [String]) { (self.folder, self.files) = (folder, files) }
}
