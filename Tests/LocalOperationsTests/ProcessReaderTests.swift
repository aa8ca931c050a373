import Clocks
import Foundation
import Glibc
import Operations
import TestSupport
import Testing

@testable import LocalOperations

/// The process that reads the tables, played by shell scripts.
@Suite struct ProcessReaderTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func reader(_ script: String) -> ProcessReader {
    ProcessReader(executable: "/bin/sh", arguments: ["-c", script])
  }

  private func ask(_ script: String) throws(OperationsError) -> LakeAnswer {
    try reader(script).answer(.figures(dashboard: nil, range: nil), while: { true })
  }

  private static let answer = LakeAnswer.figures(
    DashboardFigures(
      dashboard: "shop",
      range: DayRange(from: CalendarDay(daysSince1970: 20_000), to: CalendarDay(daysSince1970: 20_027)),
      tiles: [
        ReportTile(
          id: "revenue", title: "Umsatz €", unit: .money, width: 1,
          content: .kpi(
            value: "12345678901234567890.12", number: 0.1 + 0.2, change: -.infinity,
            trend: [SeriesPoint(day: CalendarDay(daysSince1970: -3), value: nil)])),
        ReportTile(
          id: "sales", title: "Sales", unit: nil, width: 3,
          content: .line(series: [
            ReportSeries(name: "a", points: [SeriesPoint(day: CalendarDay(daysSince1970: 1), value: 2)])
          ])),
        ReportTile(
          id: "top", title: "Top", unit: .integer, width: 2,
          content: .bars([ReportBar(label: "x\n\u{1B}[31m", value: 1, text: "1.00", share: 0.5)])),
        ReportTile(
          id: "rows", title: "Rows", unit: nil, width: 4,
          content: .table(RowPage(columns: ["a", "b"], rows: [["1", nil]], total: 7))),
        ReportTile(id: "broken", title: "Broken", unit: nil, width: 4, content: .failed("no such column")),
      ], tables: ["gold.days"]))

  @Test("an answer arrives as it was given") func anAnswerArrivesAsItWasGiven() throws {
    try folder.write(String(decoding: Wire.data(.success(Self.answer)), as: UTF8.self), to: "answer")
    #expect(try ask("read question; cat '\(folder.path)/answer'") == Self.answer)
  }

  @Test("the question is one line of JSON") func theQuestionIsOneLineOfJSON() throws {
    try folder.write(String(decoding: Wire.data(.success(Self.answer)), as: UTF8.self), to: "answer")
    let question = LakeQuestion.plan(RunRequest(tables: ["silver.\n\"x"], runDate: CalendarDay(daysSince1970: 20_000)))
    let script =
      "IFS= read -r question; printf %s \"$question\" > '\(folder.path)/question'; cat '\(folder.path)/answer'"
    _ = try reader(script).answer(question, while: { true })
    let line = try String(contentsOfFile: folder.path + "/question", encoding: .utf8)
    #expect(try Wire.question(line) == question)
  }

  @Test("an error of the other process is this ones") func anErrorOfTheOtherProcessIsThisOnes() throws {
    let data = Wire.data(.failure(.notFound("there is no dashboard “x”")))
    try folder.write(String(decoding: data, as: UTF8.self), to: "answer")
    #expect(throws: OperationsError.notFound("there is no dashboard “x”")) {
      try ask("read question; cat '\(folder.path)/answer'")
    }
  }

  @Test(
    "an answer of another version is refused before its shape is read, with what to do",
    arguments: [#"{"version":99,"answer":{"soon":[]}}"#, #"{"answer":{}}"#])
  func otherVersion(_ reply: String) throws {
    try folder.write(reply, to: "answer")
    let error = #expect(throws: OperationsError.self) { try ask("read question; cat '\(folder.path)/answer'") }
    #expect(
      error?.description.contains("close the dashboard and open it again") == true, "\(String(describing: error))")
  }

  @Test(
    "a question of another version is refused", arguments: [#"{"version":0,"question":{}}"#, #"{"plan":{"_0":{}}}"#])
  func olderQuestion(_ line: String) {
    #expect(throws: OperationsError.self) { try Wire.question(line) }
  }

  @Test("a crash is a failure and nothing more") func aCrashIsAFailureAndNothingMore() throws {
    let error = #expect(throws: OperationsError.self) { try ask("read question; printf '{\"ans'; kill -SEGV $$") }
    #expect(error?.description.contains("ended by signal 11") == true)
  }

  @Test("an end without an answer is a failure") func anEndWithoutAnAnswerIsAFailure() throws {
    let error = #expect(throws: OperationsError.self) { try ask("exit 3") }
    #expect(error?.description.contains("without an answer (exit 3)") == true)
  }

  @Test("a program that is not there is unavailable") func aProgramThatIsNotThereIsUnavailable() throws {
    let missing = ProcessReader(executable: folder.path + "/none", arguments: [])
    let error = #expect(throws: OperationsError.self) {
      _ = try missing.answer(.plan(RunRequest()), while: { true })
    }
    guard case .unavailable(let text) = error else {
      Issue.record("it is \(String(describing: error))")
      return
    }
    #expect(text.contains("/none"))
  }

  @Test("what is no longer wanted is ended") func whatIsNoLongerWantedIsEnded() throws {
    let mark = folder.path + "/pid"
    let script = "read question; echo $$ > '\(mark).new'; mv '\(mark).new' '\(mark)'; exec sleep 1000"
    #expect(throws: OperationsError.self) {
      try reader(script).answer(.plan(RunRequest()), while: { access(mark, F_OK) != 0 })
    }
    let text = try String(contentsOfFile: mark, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    let pid = try #require(pid_t(text))
    #expect(kill(pid, 0) == -1 && errno == ESRCH)
  }

  @Test("the other process holds nothing of this one") func theOtherProcessHoldsNothingOfThisOne() throws {
    try folder.write(String(decoding: Wire.data(.success(Self.answer)), as: UTF8.self), to: "answer")
    let held = open(folder.path + "/answer", O_RDONLY | O_CLOEXEC)
    defer { close(held) }
    _ = try ask("read question; ls -l /proc/$$/fd > '\(folder.path)/open'; cat '\(folder.path)/answer'")
    let listed = try String(contentsOfFile: folder.path + "/open", encoding: .utf8)
    #expect(!listed.contains("-> \(folder.path)/answer"))
    #expect(listed.contains("/dev/null"))
  }
}
