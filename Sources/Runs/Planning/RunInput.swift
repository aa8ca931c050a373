import Clocks
import JSON
import Words

/// What an execution was asked to do; kept in the journal, so that a rerun asks the same.
package struct RunInput: Sendable, Hashable {
  /// Only these tables; empty for all.
  package var tables: [TableName]
  package var upstream: Bool
  package var downstream: Bool
  package var fullRefresh: Bool
  /// The day the run is for; nil is the day it starts.
  package var runDate: CalendarDay?

  package init(
    tables: [TableName] = [], upstream: Bool = false, downstream: Bool = false, fullRefresh: Bool = false,
    runDate: CalendarDay? = nil
  ) {
    self.tables = tables
    self.upstream = upstream
    self.downstream = downstream
    self.fullRefresh = fullRefresh
    self.runDate = runDate
  }

  package var json: JSONValue {
    [
      "tables": .array(tables.map { .string($0.description) }), "upstream": .bool(upstream),
      "downstream": .bool(downstream), "fullRefresh": .bool(fullRefresh),
      "runDate": .optional(runDate?.description),
    ]
  }

  /// Throws `TableNameError` on a table name that is none.
  package init(json: JSONValue) throws(TableNameError) {
    var tables: [TableName] = []
    for name in json["tables"]?.arrayValue ?? [] { tables.append(try TableName(parsing: name.stringValue ?? "")) }
    self.init(
      tables: tables, upstream: json["upstream"]?.boolValue ?? false,
      downstream: json["downstream"]?.boolValue ?? false, fullRefresh: json["fullRefresh"]?.boolValue ?? false,
      runDate: json["runDate"]?.stringValue.flatMap(CalendarDay.init))
  }
}
