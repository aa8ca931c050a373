import DeltaLog
import Lake
import Ledger
import Testing
import Words

@Suite("A step's failure") struct LakeErrorTests {
  static let errors: [(any Error, FailureName)] = [
    (LakeError(.tableBusy, "later"), .tableBusy),
    (DeltaError.gap(table: "t", missing: 1, newest: 2), .tableFailed),
    (JournalError.diskFull(path: "/x"), .journalFailed),
  ]

  @Test("has a name and the words of the layer that it comes from", arguments: errors)
  func layers(error: any Error, name: FailureName) {
    let reason = FailureReason(of: error)
    #expect(reason.error == name)
    #expect(reason.cause == "\(error)")
  }
}
