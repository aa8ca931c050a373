/// What a model may ask about the run it is part of: "now" is always a parameter.
package struct RunParameters: Sendable, Hashable {
  /// `yyyy-MM-dd`.
  package let runDate: String
  /// `yyyy-MM-dd HH:mm:ss.SSS`, UTC.
  package let runTimestamp: String

  /// Days and moments come as text because this target knows no calendar; Project adds the typed initialiser.
  package init(runDateText: String, runTimestampText: String) {
    runDate = runDateText
    runTimestamp = runTimestampText
  }
}

/// The engine whose words portable functions are replaced by.
package enum SQLDialect: Sendable, Hashable { case duckdb, spark }
