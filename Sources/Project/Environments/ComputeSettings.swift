import ModelSQL

/// Where the queries of an environment's models are evaluated.
package struct ComputeSettings: Sendable, Hashable {
  /// Who evaluates models that name no engine.
  package enum Choice: String, Sendable, Hashable, CaseIterable {
    case duckdb, spark
    /// Spark where a step reads more than a size.
    case auto
  }

  package enum Exchange: String, Sendable, Hashable, CaseIterable {
    /// By a folder that both see.
    case folder
    /// By objects beside the lake's.
    case bucket
  }

  package var engine = Choice.duckdb
  /// Bytes, above which `auto` takes Spark.
  package var above: Int64 = .max
  /// The command that sends a program to Spark, without the program: `[spark-submit, --master, local[2]]`.
  package var submit: [String] = ["spark-submit"]
  /// The job of AWS Glue that does it in place of a command (`submit: glue`).
  package var glue: GlueSettings?
  /// How worker and driver tell each other what is to be done.
  package var exchange = Exchange.folder
  /// Settings of Spark, by name.
  package var conf: [String: String] = [:]

  package init() {}

  /// What a model means depends on these, so that nobody else sets them.
  package static let fixed = [
    "spark.sql.ansi.enabled": "true", "spark.sql.session.timeZone": "UTC",
    "spark.sql.parquet.outputTimestampType": "TIMESTAMP_MICROS", "spark.sql.variable.substitute": "false",
    "spark.sql.parquet.datetimeRebaseModeInRead": "CORRECTED",
    "spark.sql.parquet.datetimeRebaseModeInWrite": "CORRECTED",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false", "spark.sql.caseSensitive": "false",
    "spark.sql.timestampType": "TIMESTAMP_LTZ",
  ]
}

extension EnvironmentSettings {
  /// Whether Spark evaluates a model's query in it, where that reads so many bytes.
  package func isOnSpark(_ model: Model, reading bytes: @autoclosure () -> Int64) -> Bool {
    if let engine = model.settings.engine { return engine == .spark }
    guard let compute else { return false }
    return compute.engine == .spark || compute.engine == .auto && bytes() > compute.above
  }

  /// Whether it can come to that.
  package func mayUseSpark(_ model: Model) -> Bool {
    model.settings.engine.map { $0 == .spark } ?? compute.map { $0.engine != .duckdb } ?? false
  }
}
