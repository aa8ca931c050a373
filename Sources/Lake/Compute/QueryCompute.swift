import DeltaLog
import ModelSQL
import Words

/// An engine beside the session's own that evaluates the queries of some models and hands their rows back as Parquet files,
/// or writes those that need no decision as files of a table. Which of several rows of a key wins, what is rejected and
/// deleted, what a merge does, balance and commit stay with the session's engine and with Tables, so that it makes no
/// difference where a query was evaluated.
package protocol QueryCompute: Sendable {
  /// Whether a model's query is one of its own.
  ///
  /// - Parameter bytes: what it reads, about.
  func evaluates(_ model: Model, reading bytes: () -> Int64) -> Bool

  /// Whether it reads and writes files of this machine, so that objects of a lake in a bucket have to be brought for it. Else it
  /// knows them by their own addresses.
  var sharesDisk: Bool { get }

  /// Evaluates a query; blocks. Stops when the reporter says so.
  func rows(of query: SharedQuery, _ reporter: any StepReporter) throws -> QueryRows

  /// The same, with the rows on which nothing is to be decided written as files for a table. They are in no table's folder yet,
  /// and are whoever's who asked: what he does not move he removes.
  func write(_ query: SharedQuery, for table: SharedTable, _ reporter: any StepReporter) throws -> WrittenRows

  /// How queries of `answers` name the rows of a table, as it may stand after FROM.
  func relation(of table: TableName) -> String

  /// Answers queries about rows, in their order. Throws where there is nobody to answer any more.
  func answers(to questions: SharedQuestions, _ reporter: any StepReporter) throws -> [SharedAnswer]
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

/// How the rows of a query become files of a table, and which of them do not.
///
/// Rows that say `_reject` or `_deleted`, whose key stands more than once, or is not whole, and those of some files come back.
package struct SharedTable {
  /// The columns of its files, and those they are partitioned by.
  package let schema: DeltaSchema
  package let partitionColumns: [String]
  package let uniqueKey: [String]
  /// Names of files in the query's column `_file`; empty where none is to be looked at.
  package let looksAt: [String]
  /// A folder of this machine for what is to be here; it is whoever asks who removes it.
  package let folder: String

  package init(
    schema: DeltaSchema, partitionColumns: [String], uniqueKey: [String], looksAt: [String], folder: String
  ) {
    (self.schema, self.partitionColumns, self.uniqueKey) = (schema, partitionColumns, uniqueKey)
    (self.looksAt, self.folder) = (looksAt, folder)
  }
}

/// What became of them.
package struct WrittenRows {
  /// Where files of the table lie.
  package enum Place: Sendable, Hashable {
    /// A folder of this machine.
    case folder(String)
    /// Below a path of the lake's store, where nobody else looks. This machine has no copies of them.
    case objects(String)
  }

  /// A file in the table's layout.
  package struct File {
    package let name: String
    /// By column; nil is null.
    package let partition: [String: String?]

    package init(name: String, partition: [String: String?]) { (self.name, self.partition) = (name, partition) }
  }

  /// By names below the place.
  package let files: [File]
  package let place: Place
  /// Files of this machine with all of the query's columns, by names below the folder that was given.
  package let rest: [String]

  package init(files: [File], in place: Place, rest: [String]) {
    (self.files, self.place, self.rest) = (files, place, rest)
  }
}
