import Foundation
import TestSupport
import Testing

@testable import DeltaLog

@Suite("The moment of a version")
struct CommitTimesTests {
  private typealias Stamp = CommitTimes.Stamp

  @Test("is the file's where nobody else says, and grows with the version")
  func fileTimes() {
    let stamps = [5, 3, 3, 9].map { Stamp(modified: $0, written: 100) }
    #expect(CommitTimes.times(stamps) == [5, 6, 7, 9])
  }

  @Test("is what a table of ours says of itself, also of another writer's commits in it")
  func ownTable() {
    let stamps = [
      Stamp(modified: 900, written: 10, isOwn: true), Stamp(modified: 901, written: 20),
      Stamp(modified: 902, written: 30, isOwn: true),
    ]
    #expect(CommitTimes.times(stamps) == [10, 20, 30])
  }

  @Test("of a commit that says nothing lies between those of the commits around it")
  func between() {
    let stamps = [
      Stamp(modified: 900, written: 10, isOwn: true), Stamp(modified: 901), Stamp(modified: 1),
      Stamp(modified: 902, written: 30, isOwn: true), Stamp(modified: 903),
    ]
    #expect(CommitTimes.times(stamps) == [10, 28, 29, 30, 903])
  }

  @Test("is the in-commit timestamp where there is one, whatever the files say")
  func inCommit() {
    let stamps = [
      Stamp(modified: 900), Stamp(modified: 901, inCommit: 50, written: 7), Stamp(modified: 2, inCommit: 60),
    ]
    #expect(CommitTimes.times(stamps) == [49, 50, 60])
  }

  @Test("grows also where a clock was set back")
  func backwards() {
    let stamps = [30, 20, 20].map { Stamp(modified: 0, written: $0, isOwn: true) }
    #expect(CommitTimes.times(stamps) == [30, 31, 32])
  }

  @Test("is none that breaks sums", arguments: [Int64.max, .min, 1_000_000_000_000_000])
  func extremes(milliseconds: Int64) {
    #expect(CommitTimes.plausible(milliseconds) == nil)
  }
}
