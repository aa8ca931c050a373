import Foundation
import Lake
import LakeSupport
import Ledger
import Testing
import Words

@testable import Deliveries

/// The step that takes files in, without an engine: what it decides of each file, and what is left after a death.
@Suite("What becomes of a delivered file")
struct IngestDecisionTests {
  private func failure(_ lake: LittleLake, day: String? = nil) throws -> any NamedFailure {
    var found: (any NamedFailure)?
    do { try lake.ingest(day: day) } catch let error as any NamedFailure { found = error }
    return try #require(found, "the step succeeded")
  }

  @Test("is that it is loaded once, however often the step runs, also when it was touched or its time went back")
  func once() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n2\n")
    #expect(try lake.ingest().counts == RowCounts(read: 2, inserted: 2))
    #expect(try lake.ingest().counts == RowCounts())
    for age in [-86_400.0, 0, 1e6] {
      try lake.deliver("a.csv", "id\n1\n2\n", age: age)
      #expect(try lake.ingest().message == "nothing new")
    }
    #expect(try lake.loaded() == ["a.csv"])
  }

  @Test(
    "is an error where it has other bytes under its name, the longer, the shorter and the equally long",
    arguments: ["id\n1\n2\n", "id\n", "id\n7\n", ""])
  func changed(text: String) throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    try lake.deliver("a.csv", text, age: 10)
    try lake.deliver("b.csv", "id\n5\n")
    let error = try failure(lake)
    #expect(error.error == .fileChanged)
    #expect(error.cause.contains("assay source withdraw incoming/a.csv"))
    // It costs itself alone, and each run says it again.
    #expect(try lake.loaded() == ["a.csv", "b.csv"])
    #expect(try failure(lake).error == .fileChanged)
  }

  @Test("in one run of many is told with all others that failed, and the sound ones of the run are loaded and counted")
  func several() throws {
    let lake = try LittleLake()
    try lake.deliver("1.csv", "")
    try lake.deliver("2.csv", "id\n1\n2\nx,y\n")
    try lake.deliver("3.csv", "   \n\n")
    try lake.deliver("4.csv", "id\n4\n")
    let error = try failure(lake)
    let partial = try #require(error as? IngestFailure)
    #expect(error.error == .fileEmpty)
    #expect(error.cause.hasPrefix("2 files could not be loaded: incoming/1.csv is empty"))
    #expect(partial.counts == RowCounts(read: 4, inserted: 3, rejected: 1))
    #expect(try lake.loaded() == ["2.csv", "4.csv"])
    // Each may be delivered again under its name.
    try lake.deliver("1.csv", "id\n9\n")
    try lake.deliver("3.csv", "id\n8\n")
    #expect(try lake.ingest().counts == RowCounts(read: 2, inserted: 2))
    #expect(try lake.loaded() == ["2.csv", "4.csv", "1.csv", "3.csv"])
  }

  @Test("does not depend on how many come at once", arguments: [1, 127, 128, 129, 257])
  func many(count: Int) throws {
    let lake = try LittleLake()
    for number in 1...count { try lake.deliver("\(number).csv", "id\n\(number)\n") }
    let outcome = try lake.ingest()
    #expect(outcome.counts == RowCounts(read: Int64(count), inserted: Int64(count)))
    #expect(try lake.loaded() == (1...count).map { "\($0).csv" })
    #expect(try lake.ingest().message == "nothing new")
    #expect(try lake.manifest.agrees(with: lake.journal))
  }

  @Test(
    "with the bytes of a loaded one goes by on_same_bytes",
    arguments: [
      ("accept", ["a.csv", "b.csv"], 1, nil), ("warn", ["a.csv", "b.csv"], 1, "its rows are there twice now"),
      ("skip", ["a.csv", "b.csv"], 0, "its rows are not loaded again"), ("fail", ["a.csv"], 0, nil),
    ] as [(String, [String], Int64, String?)])
  func sameBytes(setting: String, loaded: [String], rows: Int64, told: String?) throws {
    let lake = try LittleLake("on_same_bytes: \(setting)")
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    try lake.deliver("b.csv", "id\n1\n", age: 10)
    _ = lake.log.takeWarnings()
    if setting == "fail" {
      #expect(try failure(lake).error == .fileRepeated)
    } else {
      #expect(try lake.ingest().counts.read == rows)
    }
    #expect(try lake.loaded() == loaded)
    #expect(told.map { text in lake.log.warnings.contains { $0.contains(text) } } ?? true, "\(lake.log.warnings)")
    if setting == "accept" { #expect(lake.log.warnings.isEmpty) }
  }

  @Test("that was only renamed is not loaded again by default, and two headers without a row are no repeated file")
  func renamed() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    try FileManager.default.moveItem(
      atPath: lake.folder.path("incoming/a.csv"), toPath: lake.folder.path("incoming/b.csv"))
    let outcome = try lake.ingest()
    #expect(
      outcome.counts.read == 0 && outcome.message.contains("not loaded again: incoming/b.csv"), "\(outcome.message)")
    for name in ["c.csv", "d.csv"] { try lake.deliver(name, "id\n", age: 10) }
    #expect(try lake.ingest().message == "2 new files")
  }

  @Test("of a full disk ends the step at once, keeps what was loaded before, and the next run goes on")
  func fullDisk() throws {
    let lake = try LittleLake("keep: delta")
    for number in 1...3 { try lake.deliver("\(number).csv", "id\n\(number)\n") }
    lake.compute.trouble = LakeError(.notWritable, "No space left on device")
    #expect(try failure(lake).error == .notWritable)
    #expect(try lake.loaded() == [])
    lake.compute.trouble = nil
    #expect(try lake.ingest().counts.read == 3)
    #expect(try lake.loaded() == ["1.csv", "2.csv", "3.csv"])
    #expect(try lake.session.deltaTable(lake.source.table).snapshot()?.rowCount == 3)
  }

  @Test("that a step could not keep is the one that lies there when the next step comes, also on the first load")
  func mendedAfterFailure() throws {
    let lake = try LittleLake("keep: delta")
    try lake.deliver("a.csv", "id\n1\n")
    lake.compute.trouble = LakeError(.notWritable, "No space left on device")
    #expect(try failure(lake).error == .notWritable)
    lake.compute.trouble = nil
    try lake.deliver("a.csv", "id\n1\n2\n")
    #expect(try lake.ingest().counts.read == 2)
    #expect(try lake.journal.allManifests(of: "orders").map(\.records) == [2])
  }

  @Test("whose malformed records cannot be put aside is not loaded, and loses none of them by that", arguments: [1, 3])
  func faults(tries: Int) throws {
    let lake = try LittleLake(settings: "rejects: {warn_above: never, fail_at: never}")
    try lake.deliver("a.csv", "id\n1\nx,y\nz,z\n")
    lake.compute.trouble = LakeError(.notWritable, "No space left on device")
    for _ in 1...tries { #expect(try failure(lake).error == .notWritable) }
    #expect(try lake.loaded() == [])
    lake.compute.trouble = nil
    #expect(try lake.ingest().counts == RowCounts(read: 3, inserted: 1, rejected: 2))
    #expect(try lake.session.quarantinedRows(of: lake.source.table) == 2)
  }

  @Test("in Parquet is as the engine reads it, and one that it cannot read costs only itself")
  func parquet() throws {
    let lake = try LittleLake("format: parquet")
    lake.compute.parquet["incoming/a.csv"] = ParquetContents(columns: ["id", "v"], records: 5, types: ["id": "BIGINT"])
    lake.compute.parquet["incoming/c.csv"] = ParquetContents(columns: ["_file"], records: 5, types: [:])
    for name in ["a.csv", "b.csv", "c.csv"] { try lake.deliver(name, name) }
    let error = try failure(lake)
    #expect(error.cause.contains("incoming/b.csv is no Parquet file"))
    #expect(error.cause.contains("“_file” has a name that Bronze gives"))
    #expect(try lake.loaded() == ["a.csv"])
    #expect(try lake.journal.allManifests(of: "orders").first?.types == ["id": "BIGINT"])
  }

  @Test("read again by other settings keeps its place, and each reading is counted")
  func readAgain() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.deliver("b.csv", "id\n2\nx,y\n")
    try lake.ingest()
    // Nothing changed, so there is nothing to read again.
    #expect(try lake.ingest(rereading: .changed).message == "nothing new")
    let outcome = try lake.ingest(rereading: .all)
    #expect(outcome.message.hasPrefix("2 files read again"))
    let files = try lake.journal.allManifests(of: "orders")
    #expect(files.map(\.sequence) == [1, 2] && files.map(\.rereads) == [1, 1])
    #expect(try lake.session.quarantinedRows(of: lake.source.table) == 1)
    #expect(try lake.manifest.agrees(with: lake.journal))
  }

  @Test("counts its readings to the largest number and no further")
  func rereads() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    let path = "lake/dev/_manifest/orders.jsonl"
    try lake.folder.write(
      try lake.folder.read(path).replacing("\"rereads\":0", with: "\"rereads\":\(Int64.max)"), to: path)
    try lake.ingest(rereading: .all)
    #expect(try lake.journal.allManifests(of: "orders").map(\.rereads) == [.max])
  }

  // MARK: A day's file

  private static let daily = "expect: \"incoming/{run_date}.csv\""

  @Test("that a day needs is asked for from the second day on, and by the very name")
  func expected() throws {
    let lake = try LittleLake(Self.daily)
    try lake.deliver("2026-11-07.csv", "id\n1\n")
    // The first load has no file of its own.
    try lake.ingest(day: "2026-11-08")
    let error = try failure(lake, day: "2026-11-09")
    #expect(error.error == .sourceMissing)
    #expect(error.cause.contains("no file for 2026-11-09 yet; expected"))
    try lake.deliver("2026-11-9.csv", "id\n2\n")
    #expect(try failure(lake, day: "2026-11-09").error == .sourceMissing)
    try lake.deliver("2026-11-09.csv", "id\n3\n")
    #expect(try lake.ingest(day: "2026-11-09").counts.read == 2)
    // A run for no day, and one for a day that has its file, ask for nothing.
    try lake.ingest()
    try lake.ingest(day: "2026-11-07")
  }

  @Test("that a day needs and that is still being sent fails the day, and others of the run are loaded all the same")
  func sending() throws {
    let lake = try LittleLake(Self.daily)
    try lake.deliver("2026-11-07.csv", "id\n1\n")
    try lake.ingest(day: "2026-11-07")
    try lake.deliver("2026-11-08.csv", "id\n2\n")
    try lake.deliver("2026-11-08.csv.part", "id")
    try lake.deliver("late.csv", "id\n3\n")
    let error = try failure(lake, day: "2026-11-08")
    #expect(error.error == .sourceMissing && error.cause.contains("is still being written"))
    #expect(try lake.loaded() == ["2026-11-07.csv", "late.csv"])
    try FileManager.default.removeItem(atPath: lake.folder.path("incoming/2026-11-08.csv.part"))
    #expect(try lake.ingest(day: "2026-11-08").counts.read == 1)
  }

  // MARK: A lost journal, a lost manifest, lost bytes

  @Test("is known to a journal that never heard of it, from the lake, with what was withdrawn and what was lost")
  func lostJournal() throws {
    let lake = try LittleLake()
    for name in ["a.csv", "b.csv", "c.csv"] { try lake.deliver(name, "id\n\(name)\n") }
    try lake.ingest()
    _ = try Withdrawal(session: lake.session, source: lake.source).withdraw("incoming/b.csv", by: "ada")
    try FileManager.default.removeItem(atPath: lake.folder.path("lake/dev/bronze/orders/_files/incoming/c.csv"))
    try FileManager.default.removeItem(atPath: lake.folder.path("incoming/c.csv"))
    try lake.ingest()
    let new = try lake.withoutJournal()
    let outcome = try SourceIngest(
      session: new, source: lake.source, execution: "again", runDate: nil, reporter: lake.log
    ).run()
    #expect(outcome.counts.read == 0)
    #expect(outcome.message.contains("3 files learned from the lake"), "\(outcome.message)")
    #expect(try new.journal.allManifests(of: "orders").map(\.status) == [.loaded, .withdrawn, .lost])
  }

  @Test("has its manifest made anew from the journal and the bytes, in the same order", arguments: [true, false])
  func lostManifest(withJournal: Bool) throws {
    let lake = try LittleLake()
    for name in ["b.csv", "a.csv"] {
      try lake.deliver(name, "id\n\(name)\n", age: name == "b.csv" ? 7200 : 3600)
      try lake.ingest()
    }
    try FileManager.default.removeItem(atPath: lake.folder.path("lake/dev/_manifest"))
    let session = try withJournal ? lake.session : lake.withoutJournal()
    let outcome = try SourceIngest(
      session: session, source: lake.source, execution: "again", runDate: nil, reporter: lake.log
    ).run()
    #expect(outcome.counts.read == 0, "\(outcome.message)")
    #expect(try lake.manifest.contents()?.records.map(\.name).sorted() == ["incoming/a.csv", "incoming/b.csv"])
    if withJournal {
      #expect(try lake.manifest.contents()?.records.map(\.name) == ["incoming/b.csv", "incoming/a.csv"])
    }
    #expect(try lake.manifest.agrees(with: session.journal))
  }

  @Test("starts above every number that a table's bookmark has seen, where all memory of its files is gone")
  func floor() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    try FileManager.default.removeItem(atPath: lake.folder.path("lake/dev/_manifest"))
    let new = try lake.withoutJournal()
    try new.journal.setBookmark(of: "silver.orders", to: ["bronze.orders": ["through": 41, "chain": "x"]], by: "test")
    _ = try SourceIngest(
      session: new, source: lake.source, execution: "again", runDate: nil, reporter: lake.log
    ).run()
    #expect(try new.journal.allManifests(of: "orders").map(\.sequence) == [42])
  }

  @Test("whose bytes are gone is taken from incoming again at its place, or is lost until it is delivered again")
  func lostBytes() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.deliver("b.csv", "id\n2\n")
    try lake.ingest()
    let kept = lake.folder.path("lake/dev/bronze/orders/_files/incoming")
    try FileManager.default.removeItem(atPath: kept)
    try FileManager.default.removeItem(atPath: lake.folder.path("incoming/b.csv"))
    let outcome = try lake.ingest()
    #expect(outcome.message.contains("1 file kept again") && outcome.message.contains("1 file lost: incoming/b.csv"))
    #expect(try lake.journal.allManifests(of: "orders").map(\.status) == [.loaded, .lost])
    // Other bytes under the name are no answer.
    try lake.deliver("b.csv", "id\n3\n", age: 5)
    #expect(try failure(lake).cause.contains("its bytes are gone from the lake, and these are others"))
    try lake.deliver("b.csv", "id\n2\n", age: 5)
    #expect(try lake.ingest().message.contains("1 file kept again"))
    let files = try lake.journal.allManifests(of: "orders")
    #expect(files.map(\.status) == [.loaded, .loaded] && files.map(\.sequence) == [1, 2])
  }

  @Test(
    "that a killed worker had kept, and that left incoming since, is loaded from the kept bytes, and one refused is not"
  )
  func orphan() throws {
    let lake = try LittleLake()
    try lake.deliver("a.csv", "id\n1\n")
    try lake.ingest()
    try lake.folder.write("id\n2\n", to: "lake/dev/bronze/orders/_files/incoming/orphan.csv")
    // Without the mark of somebody who loads it is nobody's.
    #expect(try lake.ingest().message == "nothing new")
    try lake.folder.write("", to: "lake/dev/_manifest/orders.loading")
    let outcome = try lake.ingest()
    #expect(outcome.message.contains("1 file loaded again from the kept bytes"), "\(outcome.message)")
    #expect(try lake.loaded() == ["a.csv", "orphan.csv"])
    #expect(!FileManager.default.fileExists(atPath: lake.folder.path("lake/dev/_manifest/orders.loading")))
  }
}
