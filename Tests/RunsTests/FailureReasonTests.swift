import Lake
import Runs
import Testing
import Words

@Suite("Why a run failed") struct FailureReasonTests {
  private struct Nameless: Error, CustomStringConvertible {
    let description = "it broke"
  }

  @Test(
    "keeps its name and its words from whatever layer it comes, in planning as in a step",
    arguments: [
      (LakeError(.tableBusy, "later") as any Error, FailureReason(.tableBusy, "later")),
      (RunError(.projectInvalid, "see there"), FailureReason(.projectInvalid, "see there")),
      (Nameless(), FailureReason(.failed, "it broke")),
    ])
  func names(error: any Error, reason: FailureReason) {
    #expect(FailureReason(of: error) == reason)
  }
}
