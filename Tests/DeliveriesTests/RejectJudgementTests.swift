import Ledger
import Metrics
import Project
import Testing
import Words

@testable import Deliveries

@Suite("The judgement of malformed records")
struct RejectJudgementTests {
  private let source = SourceDefinition(name: "orders")

  private func limits(warnAbove: Double?, failAt: Double?) -> RejectLimits {
    var limits = RejectLimits()
    (limits.warnAbove, limits.failAt) = (warnAbove, failAt)
    return limits
  }

  private func file(_ name: String, _ rejected: Int64, of records: Int64, newest: Bool = true) -> RejectedFile {
    RejectedFile(name: name, records: records, rejected: rejected, isNewest: newest)
  }

  @Test(
    "fails at its limit and warns above the other, file by file",
    arguments: [
      (0, 100, 0.1, 0.5, false, false), (10, 100, 0.1, 0.5, false, false), (11, 100, 0.1, 0.5, false, true),
      (49, 100, 0.1, 0.5, false, true), (50, 100, 0.1, 0.5, true, false), (100, 100, 0.1, 0.5, true, false),
      (100, 100, nil, nil, false, false), (1, 100, 0, nil, false, true), (1, .max, 0, nil, false, true),
      (.max, .max, nil, 1, true, false), (.max - 1, .max, 0.5, nil, false, true),
      // More bad ones than there are is a journal that says nonsense; it is no reason to be silent.
      (5, 0, 0.1, 0.5, false, false), (6, 5, nil, 1, true, false),
    ] as [(Int64, Int64, Double?, Double?, Bool, Bool)])
  func share(rejected: Int64, of records: Int64, warnAbove: Double?, failAt: Double?, fails: Bool, warns: Bool) {
    let judgement = RejectJudgement(
      source: source, files: [file("a", rejected, of: records)], limits: limits(warnAbove: warnAbove, failAt: failAt))
    #expect((judgement.failure != nil) == fails)
    #expect(judgement.warnings.isEmpty == !warns)
  }

  @Test("is of each file for itself: many good ones do not hide a bad one, nor many small shares make a large one")
  func each() throws {
    let files = [file("a", 0, of: 1_000_000), file("b", 3, of: 3), file("c", 1, of: 100)]
    let judgement = RejectJudgement(source: source, files: files, limits: limits(warnAbove: 0.05, failAt: 1))
    let failure = try #require(judgement.failure)
    #expect(failure.hasPrefix("b: 3 of 3 (100 %) records are malformed"))
    #expect(failure.contains("assay source withdraw b") && failure.contains("quarantine.bronze_orders"))
    #expect(judgement.warnings.isEmpty)
  }

  @Test("names three files and counts the others, with their records together")
  func names() throws {
    let files = (1...5).map { file("f\($0)", 2, of: 10) }
    let judgement = RejectJudgement(source: source, files: files, limits: limits(warnAbove: 0.1, failAt: nil))
    #expect(judgement.warnings.count == 1)
    #expect(judgement.warnings[0].hasPrefix("f1, f2, f3 and 2 more: 10 of 50 (20 %) records are malformed, above 10 %"))
  }

  @Test("adds up files whose numbers together are larger than any number")
  func overflow() throws {
    let files = (1...3).map { file("f\($0)", .max, of: .max) }
    let judgement = RejectJudgement(source: source, files: files, limits: limits(warnAbove: nil, failAt: 1))
    #expect(try #require(judgement.failure).hasPrefix("f1, f2, f3: "))
  }

  @Test("keeps telling of an earlier file of which nothing could be taken, and does not fail for it again")
  func earlier() {
    let old = [file("old", 4, of: 4, newest: false), file("half", 2, of: 4, newest: false)]
    let judgement = RejectJudgement(
      source: source, files: old + [file("new", 0, of: 4)], limits: limits(warnAbove: 0.1, failAt: 1))
    #expect(judgement.failure == nil)
    #expect(judgement.warnings.count == 1)
    #expect(judgement.warnings[0].contains("of an earlier file") && judgement.warnings[0].hasSuffix("withdraw old"))
    let many = RejectJudgement(
      source: source, files: [old[0], file("older", 1, of: 1, newest: false)], limits: limits(warnAbove: nil, failAt: 1)
    )
    #expect(many.warnings.first?.contains("of earlier files") == true)
  }

  @Test("of a build's rows asks for the commonest reasons only where it fails")
  func build() throws {
    let table = TableName(.silver, "orders")
    func judge(_ rejected: Int64) throws -> (RejectJudgement, asked: Int) {
      var asked = 0
      let judgement = try RejectJudgement(
        table: table, rejected: rejected, read: 100, limits: limits(warnAbove: 0.1, failAt: 0.5)
      ) {
        asked += 1
        return ["“no id” 40 times", "“late” 10 times"]
      }
      return (judgement, asked)
    }
    #expect(try judge(10).0.warnings.isEmpty)
    let (warned, first) = try judge(11)
    #expect(warned.failure == nil && first == 0)
    #expect(warned.warnings == ["11 of 100 (11 %) rows rejected, above 10 %; they are in quarantine.silver_orders"])
    let (failed, asked) = try judge(50)
    #expect(asked == 1 && failed.warnings.isEmpty)
    #expect(failed.failure?.contains("“no id” 40 times, “late” 10 times") == true)
    #expect(failed.failure?.contains("Nothing was published") == true)
  }

  @Test(
    "says a share with as many digits as it takes to see it, and never all for less than all",
    arguments: [
      (1, 1, "100 %"), (999_999, 1_000_000, "99.9 %"), (1, 3, "33.3 %"), (1, 2000, "0.050 %"), (1, 100_000, "0.001 %"),
      (1, 10_000_000, "under 0.001 %"), (0, 5, "0 %"), (0, 0, "0 %"), (.max - 1, .max, "99.9 %"),
    ] as [(Int64, Int64, String)])
  func percent(rejected: Int64, of records: Int64, share: String) {
    #expect(RejectLimits.text(rejected, of: records) == "\(rejected) of \(records) (\(share))")
  }
}
