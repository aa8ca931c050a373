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
