import ModelSQL
import Words

/// Warns of keys that may meet several rows with nothing to tell which is the newest.
struct KeyOrderCheck {
  let models: [Model]
  let parsed: [TableName: ParsedModel]

  var problems: [Problem] { models.compactMap(problem) }

  private func problem(_ model: Model) -> Problem? {
    let settings = model.settings
    guard !settings.uniqueKey.isEmpty, settings.newestBy.isEmpty, let parsed = parsed[model.table],
      !parsed.hasErrors, !parsed.joinsRows, !parsed.inputs.contains(where: { isUnique($0, settings.uniqueKey) }),
      let mention = model.columnMentions.first(where: { $0.setting == "unique_key" })
    else { return nil }
    return Problem(
      model.path, mention.position, .warning,
      """
      unique_key keeps one row of each \(settings.uniqueKey.joined(separator: ", ")), and no newest_by says which: of rows \
      that differ the one that arrived last stays
      """)
  }

  /// The table has at most one row for each value of the columns.
  private func isUnique(_ table: TableName, _ columns: [String]) -> Bool {
    guard let key = models.first(where: { $0.table == table })?.settings.uniqueKey, !key.isEmpty else { return false }
    return Set(key).isSubset(of: columns)
  }
}
