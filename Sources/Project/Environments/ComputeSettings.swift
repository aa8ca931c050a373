import ModelSQL

/// Where the queries of an environment's models are evaluated.
package struct ComputeSettings: Sendable, Hashable {
  /// The engine of models that name none.
  package var engine = ModelSettings.Engine.duckdb
  /// The command that sends a program to Spark, without the program: `[spark-submit, --master, local[2]]`.
  package var submit: [String] = ["spark-submit"]
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
  /// Who evaluates a model's query in it.
  package func engine(of model: Model) -> ModelSettings.Engine { model.settings.engine ?? compute?.engine ?? .duckdb }
}

extension ProjectDefinition {
  /// Who evaluates a model's query in the environment that is open.
  package func engine(of model: Model) -> ModelSettings.Engine { environment.engine(of: model) }
}
