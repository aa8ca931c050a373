import Foundation
import GRDB
import Ledger
import Words

extension Journal {
  /// Bytes of a message that are kept.
  package static let longestMessage = 16_384

  package func append(_ lines: [NewLogLine]) throws(JournalError) {
    if lines.isEmpty { return }
    let now = clock.now()
    try write(.process) { db in
      let insert = try db.cachedStatement(
        sql: "INSERT INTO log (execution, step, at, level, message) VALUES (?, ?, ?, ?, ?)")
      for line in lines {
        try insert.execute(arguments: [
          line.execution.rawValue, line.step, (line.at ?? now).milliseconds, line.level.rawValue,
          Self.shortened(line.message),
        ])
      }
    }
  }

  package func logs(_ filter: LogFilter, after id: Int64 = 0, limit: Int = 1000) throws(JournalError) -> [LogRecord] {
    try read { db in
      let (sql, arguments) = Self.logQuery(filter, after: id, limit: limit)
      return try rows(db, sql, arguments).map(LogRecord.init)
    }
  }

  static func logQuery(_ filter: LogFilter, after id: Int64, limit: Int) -> (String, StatementArguments) {
    var conditions = Conditions()
    conditions.add("execution = ?", filter.execution?.rawValue)
    conditions.add("step = ?", filter.step)
    if let level = filter.minimumLevel {
      // SQLite takes a partial index only where its own condition stands in the query, word for word.
      if level >= .warning { conditions.add("level >= 3") }
      if level != .warning { conditions.add("level >= ?", level.rawValue) }
    }
    conditions.add("message LIKE ? ESCAPE '\\'", filter.search.map(LikePattern.containing))
    conditions.add("id > ?", id)
    let sql = "SELECT * FROM log \(conditions.clause) ORDER BY id LIMIT \(PageLimit.rows(limit))"
    return (sql, conditions.arguments)
  }

  private static func shortened(_ message: String) -> String {
    let excess = message.utf8.count - longestMessage
    guard excess > 0 else { return message }
    var end = message.utf8.index(message.startIndex, offsetBy: longestMessage)
    // Back to where a character begins.
    while end.samePosition(in: message.unicodeScalars) == nil { end = message.utf8.index(before: end) }
    return message[..<end] + "… (\(message[end...].utf8.count) bytes cut)"
  }
}

extension LogRecord {
  init(_ row: StoredRow) throws {
    self.init(
      id: row.int("id"),
      execution: ExecutionID(row.text("execution")),
      step: row.optionalText("step"),
      at: row.moment("at"),
      level: try row.level("level"),
      message: row.text("message"))
  }
}
