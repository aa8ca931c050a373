import Canvas
import Clocks
import Foundation
import Metrics
import Operations
import Presentation
import Testing

@testable import Dashboard

@Suite("Values behind the screens")
struct ValuesTests {
  @Test(
    "reads days as people type them",
    arguments: [
      ("", DayRangeText.Reading.newest), (" ", .newest), ("1", .range(.init(from: Shop.today, to: Shop.today))),
      ("28", .range(.init(from: Shop.today.advanced(by: -27), to: Shop.today))),
      ("2026-11-21", .range(.init(from: Shop.today, to: Shop.today))),
      ("2026-11-20 .. 2026-11-21", .range(.init(from: Shop.today.advanced(by: -1), to: Shop.today))),
      ("0", .problem("1 to 3660 days")), ("99999", .problem("1 to 3660 days")),
      ("2026-11-21..2026-11-20", .problem("the first day is after the last")),
      ("2026-02-30..x", .problem("“2026-02-30” is no day")),
      ("2026-11-21..", .problem("“” is no day")), ("soon", .problem("28, or 2026-10-01..2026-10-31")),
    ] as [(String, DayRangeText.Reading)])
  func days(_ text: String, _ reading: DayRangeText.Reading) {
    #expect(DayRangeText.read(text, end: Shop.today) == reading)
  }

  @Test("CSV keeps exact values and quotes what needs it")
  func csv() {
    let table = ExportTable(name: "x", columns: ["a", "b"], rows: [["1.50", nil], ["x,\"y\"", "two\nlines"]])
    #expect(table.csv == "a,b\n1.50,\n\"x,\"\"y\"\"\",\"two\nlines\"\n")
  }

  @Test("a file's name comes from no path of the data")
  func fileNames() {
    let file = ExportFile(folder: "/tmp", name: "../../etc/passwd\u{1B}[2J", at: Shop.now, suffix: "csv", content: "")
    #expect(file.name == "assay-etc-passwd--2J-20261121-064200")
  }

  @Test("a score of less than one never reads 100 %")
  func score() {
    #expect(FigureText.score(0.99996, .braille) == "99.9 %")
    #expect(FigureText.score(1, .braille) == "100 %")
    #expect(FigureText.score(nil, .braille) == "–")
  }

  @Test("pages of executions join, and start over where they do not meet")
  func pages() {
    var pages = ExecutionPages()
    let all = Shop.olderExecutions(40)
    pages.take(ExecutionQuery(limit: 10), Array(all[5..<15]))
    pages.take(ExecutionQuery(limit: 10, before: all[14].id), Array(all[15..<25]))
    #expect(pages.rows == Array(all[5..<25]))
    pages.take(ExecutionQuery(limit: 10), Array(all[0..<10]))
    #expect(pages.rows == Array(all[0..<25]))
    pages.take(ExecutionQuery(limit: 10, before: all[2].id), Array(all[3..<5]))
    #expect(pages.rows == Array(all[0..<25]))
    pages.take(ExecutionQuery(limit: 10), Shop.olderExecutions(5) + [Shop.failedExecution.summary])
    #expect(pages.rows.count == 6)
  }

  @Test("many tables with one reason are one concern, behind the failure they come from")
  func concerns() {
    let lines = Concerns(status: Shop.failedDay().status).lines()
    #expect(lines.map(\.subject) == ["run 2026-11-21", "gold.fact_sales", "10 gold tables"])
    #expect(lines[1].destination == .step(execution: "20261121-061002-7kq2", step: "gold.fact_sales"))
    #expect(Concerns(status: Shop.goodDay().status).lines().isEmpty)
  }

  @Test("tables that were left out lead to the run that left them out")
  func leftOut() {
    var status = Shop.failedDay().status
    for index in 0..<4 {
      status.layers[2].tables[index].state = .late
      status.layers[2].tables[index].isLeftOut = true
      status.layers[2].tables[index].reason = "skipped: bronze.payments did not succeed"
    }
    let group = Concerns(status: status).lines().first { $0.text.hasPrefix("skipped") }
    #expect(group?.destination == status.lastExecution.map { .execution($0.id) })
  }

  @Test("the verdict is one sentence on Gold")
  func verdict() {
    #expect(Verdict(Shop.failedDay().status, elapsed: 0).text == "Gold is not good: 1 of 18 tables failed, 10 late.")
    #expect(
      Verdict(Shop.goodDay().status, elapsed: 0).text
        == "Gold is good: all 18 tables fresh, the oldest loaded 30 min ago.")
    #expect(Verdict(Shop.empty().status, elapsed: 0).text == "Gold has not been built: 1 of 1 table missing.")
  }

  @Test("a filter that names one status lets the journal look for it")
  func statusFilter() {
    let status = { (text: String) in
      var list = RunsScreen().list
      list.set(filter: text)
      return RunsScreen.status(in: list.filter)
    }
    #expect(status("status:failed") == .failed)
    #expect(status("status:fail day:2026-11") == .failed)
    #expect(status("!status:failed") == nil)
    #expect(status("failed") == nil)
  }

  @Test("words with a letter are looked for by the journal; what it cannot judge as the filter does is not")
  func narrowing() {
    let narrowing = { (text: String) in
      var list = RunsScreen().list
      list.set(filter: text)
      return RunsScreen.narrowing(of: list.filter)
    }
    typealias Narrowing = ExecutionPages.Narrowing
    #expect(narrowing("customer_77 why:Gate") == Narrowing(words: ["customer_77", "Gate"]))
    #expect(narrowing("!demo status:failed") == Narrowing(status: .failed, withoutWords: ["demo"]))
    #expect(narrowing("2026-11 06:10 31 grün \"two words\" /a|b/ !why:gate took>3 a:b") == Narrowing())
  }

  @Test("bars of a time line start where a step starts, and show at least something")
  func timeLine() {
    var run = Shop.summary("x", .succeeded, day: Shop.today, startedAgo: 100, seconds: 100)
    run.endedAt = Shop.now
    let step = { (from: Double, to: Double?) -> StepSummary in
      var step = StepSummary(name: "s", kind: .build, status: .succeeded)
      step.startedAt = Shop.ago(100 - from)
      step.endedAt = to.map { Shop.ago(100 - $0) }
      return step
    }
    let first = step(0, 50)
    let line = TimeLine(run, steps: [first], now: Shop.now, width: 10, glyphs: .braille)
    #expect(line.bar(first) == "▄▄▄▄▄")
    #expect(line.bar(step(50, 75)) == "     ▄▄▖")
    #expect(line.bar(step(100, 100)) == "         ▄")
    #expect(line.bar(step(20, 20)) == "  ▖")
    #expect(line.bar(step(90, nil)) == "         ▄")
    #expect(line.bar(StepSummary(name: "w", kind: .build, status: .waiting)).isEmpty)
  }

  @Test(
    "a metric's value stands in the unit that a person would say it in",
    arguments: [
      (340.0, MetricUnit.milliseconds, "340 ms"), (87_324.72, .milliseconds, "1 min 27 s"), (5, .seconds, "5 s"),
      (7200, .seconds, "2 h"), (512, .bytes, "512 B"), (79_900, .bytes, "79.9 kB"), (1234, .count, "1.2k"),
      (99.13, .percent, "99.1 %"), (.infinity, .milliseconds, "n/a"),
    ])
  func metricValues(value: Double, unit: MetricUnit, text: String) {
    #expect(MetricText.value(value, unit) == text)
  }
}
