import Foundation
import Ledger
import Testing
import Words

@testable import Journal

@Suite struct LogTests {
  let fixture: JournalFixture
  let a = ExecutionID("20261121-061000-aaaa")
  let b = ExecutionID("20261121-061000-bbbb")
  var journal: Journal { fixture.journal }

  init() throws {
    fixture = try JournalFixture()
    try journal.append([
      NewLogLine(execution: a, level: .info, message: "begin"),
      NewLogLine(execution: a, step: "silver.x", level: .warning, message: "50% of a_b rejected"),
      NewLogLine(execution: b, step: "silver.x", level: .error, message: "out of memory"),
      NewLogLine(execution: a, step: "silver.x", level: .debug, message: "500 rows, a-b"),
      NewLogLine(execution: a, level: .error, message: "END", at: Date(timeIntervalSince1970: 1.5)),
    ])
  }

  @Test(
    "a log is filtered by execution, step, level and text",
    arguments: [
      (LogFilter(), [1, 2, 3, 4, 5]), (LogFilter(execution: ExecutionID("20261121-061000-aaaa")), [1, 2, 4, 5]),
      (LogFilter(step: "silver.x"), [2, 3, 4]), (LogFilter(minimumLevel: .trace), [1, 2, 3, 4, 5]),
      (LogFilter(minimumLevel: .info), [1, 2, 3, 5]), (LogFilter(minimumLevel: .warning), [2, 3, 5]),
      (LogFilter(execution: ExecutionID("20261121-061000-aaaa"), minimumLevel: .error), [5]),
      (LogFilter(search: "50%"), [2]), (LogFilter(search: "a_b"), [2]), (LogFilter(search: "end"), [5]),
      (LogFilter(search: "'; --"), []),
    ] as [(LogFilter, [Int64])])
  func filters(filter: LogFilter, ids: [Int64]) throws {
    #expect(try journal.logs(filter).map(\.id) == ids)
  }

  @Test("a log is followed by the id of the last line seen")
  func follow() throws {
    #expect(try journal.logs(.init(execution: a), after: 2, limit: 1).map(\.id) == [4])
    #expect(try journal.logs(.init(execution: a), after: 5).isEmpty)
    try journal.append([NewLogLine(execution: a, level: .trace, message: "more")])
    #expect(try journal.logs(.init(execution: a), after: 5).map(\.message) == ["more"])
  }

  @Test("a line keeps its own time, or gets the journal's")
  func time() throws {
    #expect(try journal.logs(.init()).first?.at == fixture.clock.now())
    #expect(try journal.logs(.init()).last?.at == Date(timeIntervalSince1970: 1.5))
  }

  @Test("a long message is cut at a character and says how much is missing", arguments: ["x", "é", "🙂", "👨‍👩‍👧"])
  func cut(character: String) throws {
    let message = String(repeating: character, count: 20_000)
    try journal.append([NewLogLine(execution: a, level: .info, message: message)])
    let stored = try #require(try journal.logs(.init()).last?.message)
    let parts = stored.components(separatedBy: "… (")
    #expect(parts.count == 2)
    #expect(message.unicodeScalars.starts(with: parts[0].unicodeScalars))
    #expect((Journal.longestMessage - 4...Journal.longestMessage).contains(parts[0].utf8.count))
    #expect(parts[1] == "\(message.utf8.count - parts[0].utf8.count) bytes cut)")
  }
}
