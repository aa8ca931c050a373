import Foundation
import Metrics
import Testing

/// Series are written as words with blanks between, the oldest first; `-` is no datapoint.
@Suite("Metric math") struct MetricMathTests {
  private static let start = Date(timeIntervalSince1970: 1_795_824_000)

  private static func values(_ text: String) -> [Double?] { text.split(separator: " ").map { Double($0) } }

  private func result(_ expression: String, _ metrics: [String: String]) throws -> [Double?] {
    let period = try #require(PeriodSeries(period: 60))
    let name = MetricName(namespace: "n", name: "m")
    let queries = metrics.keys.sorted().map {
      MathQuery(id: $0, .metric(MetricStatistic(name, .average, period: period)))
    }
    let math = try MetricMath(queries + [MathQuery(id: "e", .expression(try MathExpression(expression)))])
    let count = metrics.values.map { Self.values($0).count }.max() ?? 0
    let grid = SeriesGrid(first: Self.start, period: period, count: count)
    return math.series("e", over: grid) { id, _ in Self.values(metrics[id] ?? "") }
  }

  @Test(
    "an expression over series",
    arguments: [
      ("m1 + m2 * 2", "9 - 17"), ("(m1 + m2) * 2", "10 - 20"), ("m1 / m3", "- - -"), ("-m2 ^ 2", "-16 - -49"),
      ("2 ^ 3 ^ 2 * m1 / m1", "512 512 512"), ("m1 - m2 - 1", "-4 - -5"), ("m1 > 2", "0 0 1"),
      ("m1 >= 2 AND m1 < 3", "0 1 0"), ("m1 == 1 || m1 == 3", "1 0 1"), ("m1 != 2", "1 0 1"),
      ("IF(m1 > 1, m2, 0)", "0 - 7"), ("IF(m1 > 1, m1)", "- 2 3"), ("IF(1, m1, m2)", "1 2 3"),
      ("IF(FILL(m2, 0) == 0, 100, m2)", "4 100 7"), ("FILL(m2, 0)", "4 0 7"), ("FILL(m2, m1)", "4 2 7"),
      ("FILL(m2, REPEAT)", "4 4 7"), ("FILL(m2, LINEAR)", "4 5.5 7"), ("DIFF(m1)", "- 1 1"), ("DIFF(m2)", "- - 3"),
      ("RATE(m2 * 60)", "- - 1.5"), ("DIFF_TIME(m2)", "- - 120"), ("RUNNING_SUM(m2)", "4 - 11"),
      ("SUM([m1, m2])", "5 2 10"), ("SUM(METRICS())", "5 2 10"), ("AVG(METRICS('2'))", "4 - 7"),
      ("MAX([m1, m2])", "4 2 7"), ("MIN([m1, m2])", "1 2 3"), ("m1 - AVG(m1)", "-1 0 1"), ("m1 / SUM(m1) * 6", "1 2 3"),
      ("m1 * DATAPOINT_COUNT(m2)", "2 4 6"), ("METRIC_COUNT(METRICS()) + m1 * 0", "3 3 3"), ("ABS(-m1)", "1 2 3"),
      ("CEIL(m1 / 2)", "1 1 2"), ("FLOOR(m1 / 2)", "0 1 1"), ("LOG10(m1 * 0 + 100)", "2 2 2"), ("LOG(m1 * 0)", "- - -"),
      ("STDDEV([m1, m1])", "0 0 0"), ("FIRST(METRICS()) + LAST([m1, m1])", "2 4 6"),
      ("PERIOD(m1) + m1 * 0", "60 60 60"),
      ("MINUTE(m1)", "0 1 2"), ("HOUR(m2)", "0 - 0"), ("DAY(m1)", "6 6 6"), ("DATE(m1)", "28 28 28"),
      ("MONTH(m1)", "11 11 11"), ("YEAR(m1)", "2026 2026 2026"), ("TIME_SERIES(5)", "5 5 5"),
      ("SLICE(SORT([m1, m2], MAX, DESC), 0)", "4 - 7"), ("SUM(SLICE(METRICS(), 0, 1))", "1 2 3"),
      ("SUM(REMOVE_EMPTY([m3 / 0, m1]))", "1 2 3"), ("1e1 * m1 * .1", "1 2 3"),
    ])
  func expressions(expression: String, expected: String) throws {
    let found = try result(expression, ["m1": "1 2 3", "m2": "4 - 7", "m3": "0 0 0"])
    #expect(found.map { $0.map { ($0 * 1e9).rounded() / 1e9 } } == Self.values(expected), "\(expression)")
  }

  @Test(
    "what cannot be calculated is refused where it stands, with what to write instead",
    arguments: [
      ("", 1, "empty"), ("m1 +", 5, "expected here, not the end"), ("m1 m2", 4, "an operator"),
      ("(m1", 4, "opened at column 1"), ("m1 = 2", 4, "=="), ("m1 & 2", 4, "AND"), ("!m1", 1, "IF(x, 0, 1)"),
      ("sum(m1)", 1, "SUM"), ("SUMM(m1)", 1, "there is no function SUMM"), ("SEARCH('x')", 1, "account of AWS"),
      ("m9 + 1", 1, "there are e, m1, m2, m3"), ("M1", 1, "small letter"), ("FILL(m1)", 1, "FILL(m1, 0)"),
      ("IF(m1)", 1, "IF(condition"), ("METRICS() + METRICS()", 11, "SUM or AVG"), ("SUM(5)", 5, "not a number"),
      ("RATE(SUM(m1))", 6, "takes a series"), ("[m1, 2]", 6, "TIME_SERIES"), ("m1 and m2", 4, "AND"),
      ("'text'", 1, "METRICS"), ("'text", 1, "closing"), ("m1 + REPEAT", 6, "within a function"),
      ("e + 1", 1, "itself"),
      ("METRICS(m1)", 9, "in quotes"), ("m1 % 2", 4, "100"), ("1..2", 1, "no number"), ("m1 # 2", 4, "no meaning"),
      ("ANOMALY_DETECTION_BAND(METRICS())", 24, "a series"), ("IF(METRICS(), 1)", 4, "several"),
    ])
  func refused(expression: String, column: Int, told: String) throws {
    do {
      _ = try result(expression, ["m1": "1", "m2": "1", "m3": "1"])
      Issue.record("\(expression) was taken")
    } catch let error as MathError {
      #expect(error.column == column && error.message.contains(told), "\(expression): \(error)")
    } catch let problem as MathProblem {
      #expect(problem.error.column == column && problem.error.message.contains(told), "\(expression): \(problem.error)")
    }
  }

  @Test("nesting that no person writes is an error and no crash")
  func deep() {
    let text = String(repeating: "(", count: 100_000) + "m1"
    #expect(throws: MathError.self) { try MathExpression(text) }
    #expect(throws: MathError.self) { try MathExpression(String(repeating: "-", count: 100_000) + "m1") }
  }

  @Test("an expression may use another, in any order, and only what it gives")
  func chains() throws {
    let period = try #require(PeriodSeries(period: 60))
    let metric = MetricStatistic(MetricName(namespace: "n", name: "m"), .sum, period: period)
    let math = try MetricMath([
      MathQuery(id: "rate", .expression(try MathExpression("100 * errors / total"))),
      MathQuery(id: "total", .expression(try MathExpression("errors + good"))),
      MathQuery(id: "errors", .metric(metric)), MathQuery(id: "good", .metric(metric)),
    ])
    let grid = SeriesGrid(first: Self.start, period: period, count: 2)
    let found = math.series("rate", over: grid) { id, _ in id == "errors" ? [1, 2] : [9, 0] }
    #expect(found == [10, 100])
  }
}
