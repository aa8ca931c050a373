import Words

extension TableName {
  /// What a person types to have the table written anew.
  package var rewriteCommand: String { "assay run --table \(self) --full-refresh" }
}
