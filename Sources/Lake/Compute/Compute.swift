import DeltaLog

/// What the lake asks of whatever computes, cut at what is meant and never at SQL: what a model reads, its rows as candidate
/// files with counts and statistics, a verdict, rows as a stream. Deliveries, tables and readings decide; an engine does what
/// they say and knows nothing of bookmarks, commits or the journal. DuckDB is the one there is; suites of what decides run on
/// one of theirs.
///
/// An engine serves one step, or one question, from one thread; all calls block.
package protocol Compute: ModelCompute, JudgingCompute, DeliveryCompute, ReadingCompute, CheckingCompute,
  WarehouseCompute
{
  /// What people call it, with its version: `DuckDB 1.5.5`. Known before anything of it is loaded.
  static var engineName: String { get }

  /// How checkpoints of Delta logs, which are Parquet files, are read and written.
  var checkpoints: any CheckpointFormat { get }

  /// Ends the statement the engine is in, from any thread; the call that waits for it throws.
  var interruption: @Sendable () -> Void { get }
}

/// Makes an engine over the lake of one environment, for one step.
package typealias MakeCompute = @Sendable () throws -> any Compute
