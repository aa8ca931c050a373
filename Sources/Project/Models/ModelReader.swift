import ModelSQL
import Words
import YAML

/// Reads the header of a model into its settings.
struct ModelReader {
  static let keys = [
    "description", "materialized", "strategy", "new_rows_from", "unique_key", "newest_by", "partition_by",
    "matched_by", "balance", "event_time", "rejects", "freshness", "engine", "on_model_change",
  ]

  let section: YAMLSection
  private(set) var settings = ModelSettings()
  private(set) var columnMentions: [ColumnMention] = []
  private(set) var tableMentions: [TableMention] = []

  init(_ section: YAMLSection) {
    self.section = section
    settings.description = section.string("description")
    settings.materialized = section.choice("materialized") ?? .table
    settings.strategy = section.choice("strategy")
    settings.newRowsFrom = tables("new_rows_from")
    settings.uniqueKey = columns("unique_key")
    settings.newestBy = columns("newest_by")
    settings.partitionBy = columns("partition_by")
    settings.matchedBy = column("matched_by")
    settings.balance = balance()
    settings.eventTime = column("event_time")
    settings.engine = section.choice("engine")
    settings.onModelChange = section.choice("on_model_change")
    checkStrategy()
  }

  private mutating func tables(_ key: String) -> [TableName] {
    section.nodes(key).compactMap { node in
      guard let table = section.table(node) else { return nil }
      tableMentions.append(TableMention(setting: key, table: table, position: node.position))
      return table
    }
  }

  private mutating func columns(_ key: String) -> [String] {
    var seen: Set<String> = []
    return section.nodes(key).compactMap { node in
      guard let column = section.column(node, key) else { return nil }
      if !seen.insert(column).inserted { section.error(node.position, "\(key) names \(column) twice") }
      columnMentions.append(ColumnMention(setting: key, column: column, position: node.position))
      return column
    }
  }

  private mutating func column(_ key: String) -> String? {
    guard let node = section.value(key), section.string(key) != nil else { return nil }
    guard let column = section.column(node, key) else { return nil }
    columnMentions.append(ColumnMention(setting: key, column: column, position: node.position))
    return column
  }

  private mutating func balance() -> ModelSettings.Balance {
    guard let node = section.value("balance"), let text = section.string("balance") else { return .automatic }
    if text == "none" { return .unchecked }
    guard let table = section.table(node) else { return .automatic }
    tableMentions.append(TableMention(setting: "balance", table: table, position: node.position))
    return .against(table)
  }

  private func checkStrategy() {
    if let newest = section.value("newest_by"), section.value("unique_key") == nil {
      section.error(newest.position, "newest_by needs unique_key: the newest of which rows?")
    }
    guard settings.isIncremental else {
      for key in ["strategy", "new_rows_from", "matched_by"] {
        guard let node = section.value(key) else { continue }
        section.error(node.position, "\(key) is for incremental models; add materialized: incremental")
      }
      return
    }
    let place = section.value("materialized")?.position ?? section.position
    if section.value("strategy") == nil {
      section.error(place, "an incremental model needs strategy: append, merge or replace_partitions")
    }
    if section.value("new_rows_from") == nil {
      section.error(place, "an incremental model needs new_rows_from, the inputs read from their bookmarks on")
    }
    checkNeeds()
  }

  private func checkNeeds() {
    guard let node = section.value("strategy"), let strategy = settings.strategy else { return }
    switch strategy {
    case .merge where section.value("unique_key") == nil:
      section.error(node.position, "merge needs unique_key, the columns that make a row one and the same")
    case .replacePartitions where section.value("partition_by") == nil && section.value("matched_by") == nil:
      section.error(node.position, "replace_partitions needs partition_by or matched_by")
    case .append where section.value("matched_by") != nil:
      section.error(node.position, "append would add touched rows again; matched_by needs merge or replace_partitions")
    default: break
    }
  }
}
