import Foundation
import JSON
import Ledger
import Testing
import Words

@testable import Journal

@Suite struct BookmarkTests {
  let fixture: JournalFixture
  let id: ExecutionID
  var journal: Journal { fixture.journal }

  init() throws {
    fixture = try JournalFixture()
    id = try fixture.execution()
  }

  func move(_ batch: Int64, _ position: Int64) throws {
    try journal.commitStep(
      StepCommit(
        execution: id, step: "silver.a",
        bookmark: BookmarkMove(table: "silver.a", batch: batch, value: ["bronze.a": .int(position)])))
  }

  @Test("a bookmark moves with its commits, and never back")
  func moves() throws {
    #expect(try journal.bookmark(of: "silver.a") == nil)
    try move(1, 5)
    try move(2, 9)
    try move(1, 5)
    let bookmark = try #require(try journal.bookmark(of: "silver.a"))
    #expect(bookmark.batch == 2)
    #expect(bookmark.value == ["bronze.a": 9])
    #expect(bookmark.execution == id)
    #expect(bookmark.updatedAt == fixture.clock.now())
  }

  @Test("a reset forgets the position, keeps counting, and is in the audit")
  func reset() throws {
    try move(3, 9)
    try journal.resetBookmark(of: "silver.a", by: "ann")
    let bookmark = try #require(try journal.bookmark(of: "silver.a"))
    #expect(bookmark.value.isEmpty && bookmark.batch == 3 && bookmark.execution == nil)
    let audit = try #require(try journal.audit(target: "silver.a").first)
    #expect(audit.actor == "ann" && audit.action == "bookmark reset")
    #expect(audit.arguments["from"] == ["bronze.a": 9])
    try move(4, 2)
    #expect(try journal.bookmark(of: "silver.a")?.value == ["bronze.a": 2])
  }

  @Test("a person may set a position, also back")
  func set() throws {
    try move(3, 9)
    try journal.setBookmark(of: "silver.a", to: ["bronze.a": 4], by: "ann")
    #expect(try journal.bookmark(of: "silver.a")?.value == ["bronze.a": 4])
    #expect(try journal.audit().map(\.action) == ["bookmark set"])
  }

  @Test("secrets do not reach the audit")
  func masking() throws {
    try journal.recordAudit(
      NewAudit(
        actor: "ann", action: "run", target: "daily",
        arguments: ["date": "2026-11-21", "masking_salt": "s3", "nested": [["apiToken": "t0"]]]))
    #expect(
      try journal.audit().first?.arguments
        == ["date": "2026-11-21", "masking_salt": "***", "nested": [["apiToken": "***"]]])
  }
}
