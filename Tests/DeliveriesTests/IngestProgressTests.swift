import Files
import Foundation
import Lake
import Ledger
import Testing
import Words

@testable import Deliveries

@Suite("What an ingest step says it did")
struct IngestProgressTests {
  private func manifest(_ name: String, records: Int64 = 3, rejected: Int64 = 1, size: Int64 = 10) -> ManifestRecord {
    var file = NewManifest(
      source: "orders", name: name, storedPath: name, sha256: name, size: size,
      modifiedAt: Date(timeIntervalSince1970: 0), format: "csv", execution: ExecutionID("run"))
    (file.records, file.rejected) = (records, rejected)
    return ManifestRecord(sequence: 1, ingestedAt: Date(timeIntervalSince1970: 0), file: file)
  }

  @Test("counts every record of what was loaded, the rejected ones among those that were read")
  func counts() {
    var progress = IngestProgress()
    #expect(progress.message == "nothing new" && progress.counts == RowCounts())
    progress.add(manifest("a"))
    #expect(progress.message == "1 new file")
    progress.add(manifest("b", records: 5, rejected: 5))
    #expect(progress.message == "2 new files")
    #expect(progress.counts == RowCounts(read: 8, inserted: 2, rejected: 6))
    #expect(progress.bytes == 20)
  }

  @Test("stops at the largest number where files say more than that")
  func overflow() {
    var progress = IngestProgress()
    for name in ["a", "b"] { progress.add(manifest(name, records: .max, rejected: .max, size: .max)) }
    #expect(progress.counts.read == .max && progress.counts.rejected == .max && progress.bytes == .max)
  }

  @Test("does not call a file new whose rows were loaded under another name, and names it")
  func repeated() {
    var progress = IngestProgress()
    progress.add(manifest("a", records: 0, rejected: 0))
    progress.repeated = ["a"]
    #expect(progress.message == "nothing new, not loaded again: a, with the bytes of a loaded file")
    progress.add(manifest("b"))
    progress.add(manifest("c", records: 0, rejected: 0))
    progress.repeated.append("c")
    #expect(progress.message == "1 new file, not loaded again: a and 1 more, with the bytes of a loaded file")
  }

  @Test("names what was left out with its reason, or how many there are, beside everything else")
  func everything() {
    var progress = IngestProgress()
    progress.add(manifest("a"))
    progress.withdrawn = ["w", "x", "y"]
    progress.doubled = ["d"]
    progress.leftOut = ["l is a folder"]
    progress.upkeep.notes = ["2 files kept again"]
    #expect(
      progress.message == "1 new file, left out: w and 2 more, withdrawn, d with the bytes of a loaded file, "
        + "left out: l is a folder, 2 files kept again")
    progress.leftOut.append("m is a link")
    #expect(progress.message.contains("2 left out, first: l is a folder"))
    progress = IngestProgress()
    progress.nothing = "no file fits incoming/*.csv"
    #expect(progress.message == "no file fits incoming/*.csv")
  }

  @Test("gives one failure as it is, and of several the kind of the first with the words of all")
  func failures() {
    var progress = IngestProgress()
    let first = LakeError(.fileEmpty, "a is empty")
    progress.failures = [first]
    #expect(progress.combined(first).cause == "a is empty")
    progress.failures.append(LakeError(.columnsWrong, "b has others"))
    #expect(progress.combined(first).error == .fileEmpty)
    #expect(progress.combined(first).cause == "2 files could not be loaded: a is empty; b has others")
  }

  @Test("is stopped by what the next file would meet as well, and by no fault of one file")
  func endings() {
    for error in [FailureName.notWritable, .stopped, .storeFailed] { #expect(LakeError(error, "").endsTheStep) }
    for error in [FailureName.fileEmpty, .columnsWrong, .fileChanged, .fileUnreadable, .fileRepeated, .libraryMissing] {
      #expect(!LakeError(error, "").endsTheStep)
    }
  }
}
