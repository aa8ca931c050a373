import Ledger
import Testing
import Words

@testable import Journal

@Suite("Who asked for an execution")
struct AuditTests {
  @Test("is recorded with it or not at all: no run without its audit line, no line without its run")
  func together() throws {
    let fixture = try JournalFixture()
    let journal = fixture.journal
    var new = NewExecution(pipeline: "daily", environment: "dev", trigger: .manual, input: ["day": 1], host: "here")
    new.id = ExecutionID("20261121-061000-aaaa")
    let created = try journal.createExecution(new, by: "ann")
    #expect(throws: JournalError.self) { try journal.createExecution(new, by: "bob") }
    let audit = try journal.audit(target: created.id.rawValue)
    #expect(audit.map(\.actor) == ["ann"])
    #expect(audit.first?.action == "run" && audit.first?.arguments == ["day": 1])
  }
}

@Suite("A list of executions by words")
struct WordsTests {
  private func fail(_ cause: String, in journal: Journal) throws -> ExecutionID {
    let new = NewExecution(pipeline: "daily", environment: "dev", trigger: .manual, input: [:], host: "here")
    let execution = try journal.createExecution(new)
    try journal.finishExecution(execution.id, as: .failed, error: .failed, cause: cause)
    return execution.id
  }

  @Test(
    "finds also who marked one as done, and why",
    arguments: [("ann", 1), ("holiday", 1), ("bob", 0), ("kafka", 1), ("daily", 0)])
  func marks(word: String, found: Int) throws {
    let fixture = try JournalFixture()
    let journal = fixture.journal
    let marked = try fail("no file", in: journal)
    _ = try fail("kafka", in: journal)
    try journal.recordAudit(
      NewAudit(actor: "ann", action: "run mark", target: marked.rawValue, arguments: ["reason": "a holiday"]))
    try journal.recordAudit(NewAudit(actor: "bob", action: "stop", target: marked.rawValue))
    var filter = ExecutionFilter()
    filter.words = [word]
    #expect(try journal.executions(filter, limit: 9).count == found)
  }
}
