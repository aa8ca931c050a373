import Foundation
import Testing
import Words

@Suite("Why a step or an execution failed") struct FailureReasonTests {
  private struct Nameless: Error, CustomStringConvertible {
    let description = "it broke"
  }

  private struct Busy: NamedFailure {
    let error = FailureName.tableBusy
    let cause = "later"
  }

  @Test(
    "keeps the name and the words of an error that has them, and gives others one name",
    arguments: [
      (Busy() as any Error, FailureReason(.tableBusy, "later")),
      (FailureReason(.projectInvalid, "see there"), FailureReason(.projectInvalid, "see there")),
      (Nameless(), FailureReason(.failed, "it broke")),
    ])
  func names(error: any Error, reason: FailureReason) {
    #expect(FailureReason(of: error) == reason)
  }

  @Test("tells Foundation's errors in words and with their path")
  func foundation() {
    let error = CocoaError(.fileReadNoPermission, userInfo: [NSFilePathErrorKey: "/lake/x"])
    for error in [error as any Error, error as NSError] {
      let cause = FailureReason(of: error).cause
      #expect(cause.hasPrefix("/lake/x: "))
      #expect(!cause.contains("Domain"))
    }
  }
}
