import Testing
import Words

@Suite("A failure's name") struct FailureNameTests {
  @Test(
    "says whether a rerun can help",
    arguments: [
      (FailureName.fileEmpty, true), (.qualityStop, true), (.schemaChanged, true), (.tableBusy, false),
      (.workerLost, false), (.notWritable, false), (FailureName(rawValue: "States.Timeout"), false),
    ])
  func mending(name: FailureName, needed: Bool) {
    #expect(name.needsMending == needed)
  }

  @Test("is written with the prefix that Retry and Catch match")
  func text() {
    #expect(FailureName.sourceMissing.rawValue == "Assay.SourceMissing")
    #expect("\(FailureName.workerLost)" == "Assay.WorkerLost")
  }
}
