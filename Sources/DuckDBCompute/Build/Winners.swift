import Engine
import Lake
import ModelSQL
import Words

/// One row per key out of the stage: the newest by the key's order. Rows that were rejected do not compete.
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

  /// The commonest reasons with their counts, for a message.
  func commonestRejects() throws -> [String] {
    try connection.query(
      "SELECT _reject, count(*) FROM (\(rejects)) GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 3"
    ).rows.map { "“\($0[0].displayText)” \($0[1].displayText) times" } + firstRejects()
  }

  /// Where the first rejected rows came from, so that a person can look at them: they are in no quarantine yet.
  private func firstRejects() throws -> [String] {
    let columns = Set(try connection.query("DESCRIBE \(rejects)").rows.map { $0[0].displayText })
    guard columns.isSuperset(of: ["_file", "_record"]) else { return [] }
    let rows = try connection.query(
      "SELECT _file, _record FROM (\(rejects)) WHERE _file IS NOT NULL ORDER BY 1, 2 LIMIT 3"
    ).rows.map { "\($0[0].displayText) record \($0[1].displayText)" }
    return rows.isEmpty ? [] : ["such as \(rows.joined(separator: ", "))"]
  }

  var order: KeyOrder { KeyOrder(settings: settings, columns: stage.columns, origin: stage.origin) }

  /// Finds the keys that stand more than once; true when there are some.
  func findRepeated() throws -> Bool {
    guard !settings.uniqueKey.isEmpty else { return false }
    let key = SQLQuote.names(settings.uniqueKey)
    try connection.execute(
      """
      CREATE OR REPLACE TEMP TABLE \(Self.repeated) AS
        SELECT \(key) FROM \(Stage.name) GROUP BY \(key) HAVING count(*) > 1
      """)
    return try connection.count("SELECT count(*) FROM \(Self.repeated)") > 0
  }

  /// Makes the relation `assay_winners` (the table's columns and `_deleted`), after `findRepeated`, and counts what it
  /// leaves out.
  func create() throws -> (rejected: Int64, superseded: Int64) {
    guard !settings.uniqueKey.isEmpty else { return try createUnkeyed() }
    try connection.execute(
      """
      CREATE TEMP TABLE \(Self.rest) AS SELECT s.* FROM \(Stage.name) s
        WHERE s._reject IS NOT NULL OR EXISTS (SELECT 1 FROM \(Self.repeated) r WHERE \(match("s", "r")));
      CREATE TEMP TABLE assay_newest AS SELECT \(stage.columnList), _deleted FROM (
        SELECT *, row_number() OVER (PARTITION BY \(SQLQuote.names(settings.uniqueKey)) ORDER BY \(order.newestFirst)) AS _rank
        FROM \(competing)) WHERE _rank = 1;
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

  /// The rows of repeated keys, with the loading rank of their files where the order asks for it.
  private var competing: String { order.ranked("(SELECT * FROM \(Self.rest) WHERE _reject IS NULL)") }

  private func createUnkeyed() throws -> (rejected: Int64, superseded: Int64) {
    try connection.execute(
      """
      CREATE TEMP TABLE \(Self.rest) AS SELECT * FROM \(Stage.name) WHERE _reject IS NOT NULL;
      CREATE TEMP VIEW \(Self.name) AS SELECT \(stage.columnList), _deleted FROM \(Stage.name) WHERE _reject IS NULL;
      """)
    return (try connection.count("SELECT count(*) FROM \(Self.rest)"), 0)
  }

  /// Keys whose newest rows, as far as the header tells which those are, say different things; after `create`.
  func conflicts() throws -> KeyConflicts {
    guard !settings.uniqueKey.isEmpty else { return KeyConflicts() }
    let origins = order.asksOrigin ? order.originFirst : []
    let keys = try differing(order.declaredFirst(settings.newestBy))
    guard keys > 0, !origins.isEmpty else { return KeyConflicts(undecided: keys, keys: keys) }
    return KeyConflicts(undecided: try differing(order.declaredFirst(settings.newestBy) + origins), keys: keys)
  }

  /// Keys of which several rows stand first in an order, and are not the same.
  private func differing(_ terms: [String]) throws -> Int64 {
    let key = SQLQuote.names(settings.uniqueKey)
    let first = terms.isEmpty ? "1" : "rank() OVER (PARTITION BY \(key) ORDER BY \(terms.joined(separator: ", ")))"
    let values = SQLQuote.names(order.valueColumns + ["_deleted"])
    return try connection.count(
      """
      SELECT count(*) FROM (SELECT \(key) FROM (SELECT *, \(first) AS _first FROM \(competing)) WHERE _first = 1
        GROUP BY \(key) HAVING count(DISTINCT row(\(values))) > 1)
      """)
  }

  func match(_ left: String, _ right: String) -> String {
    settings.uniqueKey.map { "\(left).\(SQLQuote.name($0)) = \(right).\(SQLQuote.name($0))" }
      .joined(separator: " AND ")
  }
}
