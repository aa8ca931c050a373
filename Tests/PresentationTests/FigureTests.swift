import Canvas
import Operations
import Presentation
import Testing
import Words

@Suite("Figures, rows and states as they are shown everywhere")
struct FigureTests {
  @Test("CSV quotes what must be, and tells null from an empty text")
  func csv() {
    let rows = RowPage(columns: ["a", "b,c"], rows: [["1", nil], ["", "x\"y"], [" z", "l\nm"]])
    #expect(CSVText.text(rows) == "a,\"b,c\"\n1,\n\"\",\"x\"\"y\"\n\" z\",\"l\nm\"\n")
  }

  @Test(
    "figures stand with their thousands apart, and names that are numbers stay as they are",
    arguments: [(nil, ["1,234,567.128", "2026", "Ada"]), (2, ["1,234,567.13", "2026", "Ada"])] as [(Int?, [String])])
  func grouped(decimals: Int?, expected: [String]) {
    let page = RowPage(columns: ["revenue", "order_id", "name"], rows: [["1234567.128", "2026", "Ada"]])
    #expect(FigureRows.grouped(page, decimals: decimals).rows == [expected])
  }

  @Test("what is not known is a dash and never a zero")
  func unknown() {
    let texts = [
      FigureText.count(nil, .braille), FigureText.seconds(nil, .braille), FigureText.score(nil, .braille),
      FigureText.bytes(nil, .braille), FigureText.measure(nil, .braille),
    ]
    #expect(Set(texts) == [Glyphs.braille.dash])
  }

  @Test("a score of less than all never reads as all", arguments: [(1.0, "100 %"), (0.99999, "99.9 %"), (0, "0.0 %")])
  func score(value: Double, expected: String) {
    #expect(FigureText.score(value, .braille) == expected)
  }

  @Test(
    "an execution that ended and was not good never has the mark of a good one", arguments: ExecutionStatus.allCases)
  func executions(_ status: ExecutionStatus) {
    #expect((status.mark == .ok) == (status == .succeeded))
    #expect((status.mark == .running) == !status.isFinal)
  }

  @Test("a step's mark is good only where it succeeded", arguments: StepStatus.allCases)
  func steps(_ status: StepStatus) {
    #expect((status.mark == .ok) == (status == .succeeded))
  }

  @Test(
    "a link in a chain of causes looks like what it is of",
    arguments: [
      (.table(.late), "LATE", .late), (.table(.unknown), "UNKNOWN", .unknown), (.step(.failed), "FAILED", .failed),
      (.step(.skipped), "SKIPPED", .skipped), (.execution(.succeeded), "SUCCEEDED", .ok),
      (.alarm(.alarm), "ALARM", .failed),
      (.alarm(.insufficientData), "INSUFFICIENT_DATA", .unknown), (.rule(.fail), "FAIL", .failed),
      (.rule(.error), "ERROR", .failed), (.schedule(.paused), "PAUSED", .late), (.scheduler(.gone), "GONE", .failed),
      (.ender, "STOPPED IT", .stopped), (.arrived, "THERE NOW", .late), (.waiting, "WAITING", .waiting),
      (.missing, "MISSING", .failed), (.well, "OK", .ok),
    ] as [(CauseState, String, Status)])
  func causes(_ state: CauseState, _ word: String, _ mark: Status) {
    #expect(state.word == word && state.mark == mark)
  }
}
