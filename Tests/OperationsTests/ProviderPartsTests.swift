import Clocks
import Foundation
import Operations
import OperationsSupport
import Testing
import Words

/// A provider that is made of what a test gives it: it only has what it conforms to.
private struct Bare: EnvironmentOperations {
  let identity = Given.identity
  var obstacles: [Capability: String] = [:]
  func now() -> Date { Given.at("09:00:00") }
  func changeToken() throws -> Int64 { 1 }
  func obstacle(to capability: Capability) -> String? { obstacles[capability] }
}

/// One that can be looked at, and has no verbs.
private struct Looker: EnvironmentOperations, ScheduleReading, StatusReading, BookmarkReading {
  let identity = Given.identity
  func now() -> Date { Given.at("09:00:00") }
  func changeToken() throws -> Int64 { 1 }
  func status(asOf: Date?) throws -> StatusReport {
    StatusReport(identity: identity, at: asOf ?? now(), layers: [])
  }
  func schedules(asOf: Date?) throws -> SchedulesReport {
    SchedulesReport(asOf: asOf ?? now(), scheduler: SchedulerSummary(state: .absent), schedules: [])
  }
  func scheduleFires(of schedule: String?, before: Int64?, limit: Int, asOf: Date?) throws -> [ScheduleFireSummary] {
    []
  }
  func bookmarks(asOf: Date?) throws -> [BookmarkSummary] { [] }
  func bookmarkReset(of table: String) throws -> BookmarkChange { BookmarkChange(table: table) }
  func bookmarkRewind(of table: String, to version: Int64) throws -> BookmarkChange {
    BookmarkChange(table: table, version: version)
  }
}

@Suite("The parts of a provider")
struct ProviderPartsTests {
  /// What asking for a part throws; nil where it is there.
  private func absence(_ capability: Capability, of provider: some EnvironmentReading) -> OperationsError? {
    do {
      try OperationsConformance.reach(capability, of: provider)
      return nil
    } catch {
      return error as? OperationsError
    }
  }

  @Test("a provider without a part says which one is missing", arguments: Capability.allCases)
  func missing(_ capability: Capability) {
    #expect(absence(capability, of: Bare()) == .missing(capability, nil))
    #expect(capability.absence(in: Bare()) == .missing(capability, nil))
  }

  @Test("and why, where it knows", arguments: Capability.allCases)
  func obstacle(_ capability: Capability) {
    let provider = Bare(obstacles: [capability: "nobody paid for it"])
    #expect(absence(capability, of: provider) == .missing(capability, "nobody paid for it"))
    let words = "this environment has no \(capability.noun): nobody paid for it"
    #expect(absence(capability, of: provider)?.description == words)
  }

  @Test("an obstacle to one part is none to another")
  func otherParts() {
    let looker = Looker()
    #expect(absence(.status, of: looker) == nil && absence(.schedules, of: looker) == nil)
    #expect(absence(.alarms, of: looker) == .missing(.alarms, nil))
  }

  @Test("who can only be looked at has no verbs, and says that it can be read")
  func verbs() {
    let looker: any EnvironmentOperations = Looker()
    let reading = OperationsError.missing(.schedules, "it can be read here, and not changed")
    #expect(throws: reading) { _ = try looker.scheduling }
    #expect(throws: OperationsError.missing(.bookmarks, "it can be read here, and not changed")) {
      _ = try looker.bookmarking
    }
    let opened: any EnvironmentReading = looker
    #expect(throws: Never.self) { _ = try opened.scheduling }
  }

  @Test("no two parts are called the same")
  func names() {
    #expect(Set(Capability.allCases.map(\.noun)).count == Capability.allCases.count)
  }

  @Test("a read without a moment is a read of now")
  func now() throws {
    let looker = Looker()
    #expect(try looker.status().at == Given.at("09:00:00"))
    #expect(try looker.watching.status(asOf: Given.at("06:00:00")).at == Given.at("06:00:00"))
  }

  @Test("who asks for one call whose answer may lose its point asks the same provider")
  func wanted() throws {
    #expect(try Looker().asked { false }.changeToken() == 1)
  }

  @Test(
    "why something could not be done goes from process to process as it was",
    arguments: [
      OperationsError.notFound("a"), .invalid("b"), .refused("c"), .unavailable("d"), .failed("e"),
      .missing(.query, nil), .missing(.gold, "no tables"), .notAvailable(asOf: Given.at("06:00:00"), "it has no past"),
    ])
  func wire(_ error: OperationsError) throws {
    let back = try JSONDecoder().decode(OperationsError.self, from: JSONEncoder().encode(error))
    #expect(back == error && back.description == error.description)
  }

  @Test("that a moment is not known names the moment and the reason")
  func notAvailable() {
    let error = OperationsError.notAvailable(asOf: Given.at("06:00:00"), "it has no past")
    #expect(error.description == "not available as of 2026-11-21T06:00:00.000Z: it has no past")
  }
}
