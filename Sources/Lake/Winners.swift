import Engine
import ModelSQL

/// One row per key out of the stage: the newest by the model's order. Rows that were rejected do not compete.
///
/// Most rows have a key of their own, so only the keys that stand more than once are sorted; the others stream through.
struct Winners {
  static let name = "assay_winners"
  private static let repeated = "assay_repeated_keys"
  private static let rest = "assay_rest"

  let connection: Connection
  let stage: Stage
  let settings: ModelSettings

  /// Rejected rows, with `_reject`.
  static let rejects = "SELECT * FROM \(rest) WHERE _reject IS NOT NULL"
  var rejects: String { Self.rejects }

  /// Makes the relation `assay_winners` (the table's columns and `_deleted`), and counts what it leaves out.
  func create() throws -> (rejected: Int64, superseded: Int64) {
    guard !settings.uniqueKey.isEmpty else { return try createUnkeyed() }
    let key = list(settings.uniqueKey)
    try connection.execute(
      """
      CREATE TEMP TABLE \(Self.repeated) AS SELECT \(key) FROM \(Stage.name) GROUP BY \(key) HAVING count(*) > 1;
      CREATE TEMP TABLE \(Self.rest) AS SELECT s.* FROM \(Stage.name) s
        WHERE s._reject IS NOT NULL OR EXISTS (SELECT 1 FROM \(Self.repeated) r WHERE \(match("s", "r")));
      CREATE TEMP TABLE assay_newest AS SELECT \(stage.columnList), _deleted FROM (
        SELECT *, row_number() OVER (PARTITION BY \(key) ORDER BY \(newestOrder)) AS _rank
        FROM \(Self.rest) WHERE _reject IS NULL) WHERE _rank = 1;
      CREATE TEMP VIEW \(Self.name) AS
        SELECT \(stage.columnList), _deleted FROM \(Stage.name) s ANTI JOIN \(Self.repeated) r ON \(match("s", "r"))
          WHERE s._reject IS NULL
        UNION ALL SELECT * FROM assay_newest;
      """)
    let rejected = try connection.count("SELECT count(*) FROM (\(rejects))")
    let competing = try connection.count("SELECT count(*) FROM \(Self.rest)") - rejected
    let won = try connection.count("SELECT count(*) FROM assay_newest")
    return (rejected, competing - won)
  }

  private func createUnkeyed() throws -> (rejected: Int64, superseded: Int64) {
    try connection.execute(
      """
      CREATE TEMP TABLE \(Self.rest) AS SELECT * FROM \(Stage.name) WHERE _reject IS NOT NULL;
      CREATE TEMP VIEW \(Self.name) AS SELECT \(stage.columnList), _deleted FROM \(Stage.name) WHERE _reject IS NULL;
      """)
    return (try connection.count("SELECT count(*) FROM \(Self.rest)"), 0)
  }

  /// Newest first. Where the declared order leaves a tie a delete wins, and then the other columns settle it, so that the
  /// order in which rows come never decides.
  var newestOrder: String {
    (descending(settings.newestBy) + ["_deleted DESC"] + descending(tieColumns)).joined(separator: ", ")
  }

  /// The columns that settle a tie of the declared order.
  var tieColumns: [String] {
    stage.columns.filter { !settings.newestBy.contains($0) && !settings.uniqueKey.contains($0) }
  }

  func descending(_ columns: [String]) -> [String] { columns.map { "\(Quote.name($0)) DESC NULLS LAST" } }

  func match(_ left: String, _ right: String) -> String {
    settings.uniqueKey.map { "\(left).\(Quote.name($0)) = \(right).\(Quote.name($0))" }
      .joined(separator: " AND ")
  }

  private func list(_ names: [String]) -> String { names.map(Quote.name).joined(separator: ", ") }
}
