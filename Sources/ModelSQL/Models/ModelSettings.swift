import Words

/// What the header of a model says about building its table.
package struct ModelSettings: Sendable, Hashable {
  package enum Materialization: String, Sendable, Hashable, CaseIterable { case table, incremental }

  package enum Strategy: String, Sendable, Hashable, CaseIterable {
    case append, merge
    case replacePartitions = "replace_partitions"
  }

  /// Whether rows read must equal rows accounted for, and which input they are counted against.
  package enum Balance: Sendable, Hashable {
    /// The first of `newRowsFrom` for an incremental model, unchecked for a table.
    case automatic
    case unchecked
    case against(TableName)
  }

  package var materialized = Materialization.table
  /// How new rows enter the table; nil for a table that is written anew each time.
  package var strategy: Strategy?
  /// Inputs of which only rows newer than the bookmark are read.
  package var newRowsFrom: [TableName] = []
  package var uniqueKey: [String] = []
  /// Columns by which the newest of several rows with one key is known: the greatest wins, the first column counts most.
  package var newestBy: [String] = []
  package var partitionBy: [String] = []
  /// The column by whose values every input is narrowed to what changed in any of them.
  package var matchedBy: String?
  package var balance = Balance.automatic
  /// The column that says when a row's event happened; freshness looks at its newest value too.
  package var eventTime: String?
  package var description: String?
  /// The engine the model says its query runs on; nil leaves it to the environment.
  package var engine: Engine?
  /// Nil leaves it to the project.
  package var onModelChange: ModelChangeAction?

  /// Who evaluates a model's query.
  package enum Engine: String, Sendable, Hashable, CaseIterable { case duckdb, spark }

  /// The model gives up running unchanged elsewhere.
  package var isDuckDBOnly: Bool { engine == .duckdb }

  package init() {}

  package var isIncremental: Bool { materialized == .incremental }

  /// The input whose rows are counted for the balance; nil when it is not checked.
  package var balanceWith: TableName? {
    switch balance {
    case .automatic: isIncremental ? newRowsFrom.first : nil
    case .unchecked: nil
    case .against(let table): table
    }
  }
}
