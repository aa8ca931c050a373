import Foundation
import PipelineSupport
import Testing

@testable import Tables

@Suite("What was loaded")
struct LostJournalTests {
  /// What happens after the third day was loaded and built.
  enum Disaster: String, CaseIterable, CustomTestStringConvertible {
    case journalLost, journalOlder, journalOfAnother
    case lakeLost, lakeLostAndJournalOlder, bronzeLost, silverLost, goldLost, lakeOlder
    case manifestLost, manifestLostAndJournalOlder, journalLostAndIncomingEmpty, everythingLost
    var testDescription: String { rawValue }
  }

  private func happen(_ disaster: Disaster, _ project: ThreeTables) throws {
    switch disaster {
    case .journalLost: try project.remove(".assay/dev")
    case .journalOlder: try project.copy("old-journal", to: ".assay/dev")
    case .journalOfAnother: try project.replaceJournal()
    case .lakeLost: try project.remove("lake/dev")
    case .lakeLostAndJournalOlder:
      try project.remove("lake/dev")
      try project.copy("old-journal", to: ".assay/dev")
    case .bronzeLost: try project.remove("lake/dev/bronze")
    case .silverLost: try project.remove("lake/dev/silver")
    case .goldLost: try project.remove("lake/dev/gold")
    case .lakeOlder: try project.copy("old-lake", to: "lake/dev")
    case .manifestLost: try project.remove("lake/dev/_manifest")
    case .manifestLostAndJournalOlder:
      try project.remove("lake/dev/_manifest")
      try project.copy("old-journal", to: ".assay/dev")
    case .journalLostAndIncomingEmpty:
      try project.remove(".assay/dev")
      try project.remove("incoming")
    case .everythingLost:
      try project.remove("lake/dev")
      try project.remove(".assay/dev")
    }
  }

  /// Three days, with copies of journal and lake from before the last two.
  private func project(keep: String = "files") throws -> ThreeTables {
    let project = try ThreeTables(keep: keep)
    for day in 1...3 {
      try project.deliver(day)
      #expect(try project.shop.run().status == .succeeded)
      guard day == 1 else { continue }
      try project.copy(".assay/dev", to: "old-journal")
      try project.copy("lake/dev", to: "old-lake")
    }
    return project
  }

  @Test("is in every table exactly once, whatever was lost, and so is what comes after", arguments: Disaster.allCases)
  func disaster(_ disaster: Disaster) throws {
    let project = try project()
    try happen(disaster, project)
    try project.deliver(4)
    let first = try project.shop.run()
    #expect(first.status == .succeeded, "\(first.trouble)")
    #expect(try project.wrong(days: 1...4) == [])
    try project.deliver(5)
    let second = try project.shop.run()
    #expect(second.status == .succeeded, "\(second.trouble)")
    #expect(try project.wrong(days: 1...5) == [])
    let third = try project.shop.run()
    #expect(third.step("silver.appended")?.message == "nothing new")
    #expect(third.step("bronze.orders")?.message == "nothing new")
  }

  @Test("is told by the lake when the journal was lost and nothing new came", arguments: Disaster.allCases)
  func nothingNew(_ disaster: Disaster) throws {
    let project = try project()
    try happen(disaster, project)
    let run = try project.shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try project.wrong(days: 1...3) == [])
  }

  @Test("is in a Bronze table again as well", arguments: [Disaster.journalLost, .journalOlder, .lakeLost, .bronzeLost])
  func keptAsTable(_ disaster: Disaster) throws {
    let project = try project(keep: "delta")
    try happen(disaster, project)
    try project.deliver(4)
    let run = try project.shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try project.wrong(days: 1...4) == [])
  }

  @Test("is known to a run that takes in nothing", arguments: [Disaster.journalLost, .journalOfAnother, .manifestLost])
  func onlyBuilt(_ disaster: Disaster) throws {
    let project = try project()
    try happen(disaster, project)
    let run = try project.shop.run(["silver.appended", "silver.merged", "silver.whole", "gold.ids"], fullRefresh: true)
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(try project.wrong(days: 1...3) == [])
  }

  @Test(
    "is read rightly beside a journal that does not know it, before any run",
    arguments: [
      Disaster.journalLost, .journalOlder, .journalOfAnother,
    ])
  func read(_ disaster: Disaster) throws {
    let project = try project()
    try happen(disaster, project)
    #expect(try project.wrong(days: 1...3) == [])
  }

  @Test(
    "and is gone from everywhere is said, stays in the tables that have it, and comes back when it is delivered again")
  func goneAndBack() throws {
    let project = try project()
    try project.remove("lake/dev/bronze")
    try project.copy("incoming", to: "away")
    try project.remove("incoming/orders-2.csv")
    try project.deliver(4)
    let run = try project.shop.run()
    #expect(run.status == .succeeded, "\(run.trouble)")
    #expect(run.step("bronze.orders")?.message?.contains("1 file lost: incoming/orders-2.csv") == true)
    let (workspace, journal) = try project.shop.environment()
    #expect(
      try LakeCondition(workspace, journal).trouble(of: .init(.bronze, "orders"), isBuilt: true)?.sentence
        .contains("incoming/orders-2.csv") == true)
    #expect(try project.shop.query("select count(*) from bronze.orders") == [["6"]])
    #expect(try project.shop.query("select count(*) from silver.appended") == [["8"]])
    try project.copy("away/orders-2.csv", to: "incoming/orders-2.csv")
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.wrong(days: 1...4) == [])
  }

  @Test("without a file that was gone reads that file when it is there again")
  func missedAndRead() throws {
    let project = try project()
    try project.copy("incoming", to: "away")
    try project.remove("lake/dev")
    try project.remove("incoming/orders-2.csv")
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.shop.query("select count(*) from silver.appended") == [["4"]])
    try project.copy("away/orders-2.csv", to: "incoming/orders-2.csv")
    let run = try project.shop.run()
    #expect(run.step("silver.appended")?.counts.inserted == 2)
    #expect(try project.wrong(days: 1...3) == [])
  }

  @Test("by a worker that was killed before it could write so down is loaded from the kept bytes")
  func orphan() throws {
    let project = try project()
    // As the worker leaves it that dies between the file and the manifest; the producer takes his file away.
    try project.shop.folder.write("", to: "lake/dev/_manifest/orders.loading")
    try project.shop.folder.write(
      "id,amount\no4-1,41\no4-2,42\n", to: "lake/dev/bronze/orders/_files/incoming/orders-4.csv")
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.wrong(days: 1...4) == [])
  }

  @Test("is still told when the manifest's last line was cut short")
  func torn() throws {
    let project = try project()
    let path = project.shop.folder.path("lake/dev/_manifest/orders.jsonl")
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("{\"position\":4,\"na".utf8))
    try handle.close()
    try project.deliver(4)
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.wrong(days: 1...4) == [])
  }

  @Test("is not guessed where a line of the manifest is damaged: it says which, and moving it away loses nothing")
  func damaged() throws {
    let project = try project()
    let name = "lake/dev/_manifest/orders.jsonl"
    try project.shop.folder.write("{\"posi\n" + (try project.shop.folder.read(name)), to: name)
    let run = try project.shop.run()
    #expect(run.step("bronze.orders")?.cause?.contains("orders.jsonl:1: ") == true)
    try project.remove(name)
    try project.deliver(4)
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.wrong(days: 1...4) == [])
  }

  @Test("stays apart in two environments that lose each other's journals")
  func twoEnvironments() throws {
    let project = try project()
    try project.copy("lake/dev", to: "lake/copy")
    try project.shop.folder.write(
      try project.shop.folder.read("project.yml").replacingOccurrences(of: "lake/dev", with: "lake/copy"),
      to: "project.yml")
    try project.deliver(4)
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.wrong(days: 1...4) == [])
    try project.shop.folder.write(
      try project.shop.folder.read("project.yml").replacingOccurrences(of: "lake/copy", with: "lake/dev"),
      to: "project.yml")
    #expect(try project.shop.run().status == .succeeded)
    #expect(try project.wrong(days: 1...4) == [])
  }
}
