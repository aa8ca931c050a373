import Operations
import Testing

@testable import Reports

@Suite struct RunProgressTests {
  private var running: ExecutionDetail {
    var detail = Samples.detail
    detail.summary.status = .running
    detail.summary.endedAt = nil
    detail.summary.startedAt = Samples.now.addingTimeInterval(-4)
    (detail.summary.stepsDone, detail.summary.stepsFailed, detail.summary.stepsSkipped) = (1, 0, 0)
    var build = Samples.step("silver.orders", .running)
    build.progress = 0.5
    build.message = "writes Parquet"
    build.startedAt = Samples.now.addingTimeInterval(-1)
    detail.steps = [Samples.built, build, Samples.step("gold.sales", .waiting)]
    detail.steps[0].name = "bronze.orders"
    return detail
  }

  @Test("every step has a line with its bar") func everyStepHasALineWithItsBar() {
    #expect(
      RunProgress.lines(running, Samples.page, height: 20).picture == """
        … RUNNING  20261121-061000-x7k2  ██████████··········  1 of 3 · 4.0 s
          ✔ bronze.orders  1.0 s  1,000 inserted
          … silver.orders  ██████······ 50 %  writes Parquet
          ○ gold.sales
        """)
  }

  @Test("in ASCII everything is still said") func inASCIIEverythingIsStillSaid() {
    #expect(
      RunProgress.lines(running, Samples.ascii, height: 20).picture == """
        .. RUNNING  20261121-061000-x7k2  ##########..........  1 of 3 | 4.0 s
          OK bronze.orders  1.0 s  1,000 inserted
          .. silver.orders  ######...... 50 %  writes Parquet
          __ gold.sales
        """)
  }

  @Test("failed and running steps stay when there is no room") func failedAndRunningStepsStayWhenThereIsNoRoom() {
    var detail = running
    detail.steps = (1...20).map { Samples.step("silver.t\($0)", $0 < 18 ? .succeeded : .waiting) }
    detail.steps[2] = Samples.failed
    detail.steps[9].status = .running
    let text = RunProgress.lines(detail, Samples.page, height: 8).picture
    #expect(text.split(separator: "\n").count == 8)
    #expect(text.contains("✖ bronze.payments"))
    #expect(text.contains("… silver.t10"))
    #expect(text.hasSuffix("and 14 steps more"))
  }

  @Test("no line is wider than the terminal", arguments: [1, 10, 24, 60]) func noLineIsWiderThanTheTerminal(width: Int)
  {
    var page = Samples.page
    page.width = width
    for line in RunProgress.lines(running, page, height: 10) { #expect(line.width <= width) }
  }

  @Test("the first look names the execution and what started") func theFirstLookNamesTheExecutionAndWhatStarted() {
    #expect(
      RunEvents.lines(from: nil, to: running, Samples.endless).picture == """
        08:59:56  20261121-061000-x7k2 started
        06:10:02  bronze.orders SUCCEEDED in 1.0 s: 1,000 inserted
        08:59:59  silver.orders started
        """)
  }

  @Test("only what changed is said") func onlyWhatChangedIsSaid() {
    var after = running
    after.steps[1].status = .succeeded
    after.steps[1].endedAt = Samples.now
    after.summary.status = .succeeded
    after.summary.endedAt = Samples.now
    #expect(RunEvents.lines(from: running, to: running, Samples.endless).isEmpty)
    #expect(
      RunEvents.lines(from: running, to: after, Samples.endless).picture == """
        09:00:00  silver.orders SUCCEEDED in 1.0 s: writes Parquet
        09:00:00  20261121-061000-x7k2 SUCCEEDED in 4.0 s
        """)
  }
}
