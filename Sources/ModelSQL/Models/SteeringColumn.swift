/// Output columns of a model that are no columns of its table.
package enum SteeringColumn {
  /// Text: the row goes to quarantine for this reason.
  package static let reject = "_reject"
  /// Boolean: the row of this key is deleted.
  package static let deleted = "_deleted"

  /// Those two, and the columns of Bronze that say where a row came from.
  package static let names: Set<String> = [
    reject, deleted, "_file", "_record", "_source", "_ingested_at", "_run", "_op", "_commit_ts", "_sequence",
  ]
}
