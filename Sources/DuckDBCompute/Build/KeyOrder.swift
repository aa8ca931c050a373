import Engine
import JSON
import ModelSQL
import Words

/// Which of several rows with one key wins.
///
/// With `newest_by` the greatest of its columns wins, `_file` by the order in which files were loaded; a tie is settled
/// by what the rows say, a delete first. Without it the row that arrived later wins: the later file, or the later record
/// of one file, and then again what the rows say.
struct KeyOrder {
  /// The loading rank of a row's file, which an ordered relation has as a column.
  static let rank = "_assay_rank"

  let settings: ModelSettings
  /// All columns of the table.
  let columns: [String]
  /// The columns of the rows that say where each came from; nil where that is not known.
  let origin: Stage.Origin?

  /// Nothing in the header says which row is the newest.
  var isUndeclared: Bool { settings.newestBy.isEmpty }

  /// Whether the origin of rows has a say in which is the newest.
  var asksOrigin: Bool { isUndeclared || settings.newestBy.contains("_file") && !settings.newestBy.contains("_record") }

  /// Whether `assay_load_order` is needed to order rows.
  var ranksFiles: Bool { settings.newestBy.contains("_file") || asksOrigin && origin != nil }

  /// The columns that settle a tie of the declared order.
  var tieColumns: [String] {
    columns.filter { !settings.newestBy.contains($0) && !settings.uniqueKey.contains($0) }
  }

  /// What two rows of a key say, apart from where they came from.
  var valueColumns: [String] { tieColumns.filter { !SteeringColumn.names.contains($0) } }

  /// The terms of ORDER BY over a ranked relation, newest first.
  var newestFirst: String {
    let origins = asksOrigin ? originFirst : []
    let terms =
      isUndeclared ? origins + ["_deleted DESC"] : declaredFirst(settings.newestBy) + ["_deleted DESC"] + origins
    return (terms + Self.descending(tieColumns)).joined(separator: ", ")
  }

  func declaredFirst(_ columns: [String]) -> [String] {
    columns.flatMap { $0 == "_file" ? ["\(Self.rank) DESC NULLS LAST"] + Self.descending([$0]) : Self.descending([$0]) }
  }

  var originFirst: [String] {
    guard let origin else { return [] }
    return ["\(Self.rank) DESC NULLS LAST"] + Self.descending([origin.record])
  }

  /// The relation with the loading rank of each row's file, where the order asks for it.
  func ranked(_ relation: String, file: String? = nil) -> String {
    guard ranksFiles else { return relation }
    let file = SQLQuote.name(file ?? origin?.file ?? "_file")
    return
      "(SELECT r.*, o.rank AS \(Self.rank) FROM \(relation) r LEFT JOIN \(LoadOrder.table) o ON o.file = r.\(file))"
  }

  static func descending(_ columns: [String]) -> [String] { columns.map { "\(SQLQuote.name($0)) DESC NULLS LAST" } }
}

/// The files of all sources in the order in which they were loaded, as a table of the engine.
enum LoadOrder {
  static let table = "assay_load_order"
}

extension DuckDBSession {
  /// Makes `assay_load_order`: `file`, as `_file` names it, and `rank`.
  func createLoadOrder(_ names: [String]) throws {
    try connection.execute("CREATE OR REPLACE TEMP TABLE \(LoadOrder.table) (file VARCHAR, rank BIGINT)")
    guard !names.isEmpty else { return }
    _ = try connection.query(
      """
      INSERT INTO \(LoadOrder.table) SELECT unnest(files), unnest(range(len(files))) FROM (
        SELECT CAST(CAST($1 AS JSON) AS VARCHAR[]) AS files)
      """, [.text(JSONValue.array(names.map(JSONValue.string)).text)])
  }
}
