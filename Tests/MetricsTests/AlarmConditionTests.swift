import Metrics
import Testing

/// Ranges are written as CloudWatch's manual writes them: oldest first, `X` breaches, `0` does not, `-` is missing.
@Suite("Missing data in an alarm") struct AlarmConditionTests {
  private static func condition(_ datapoints: Int, of periods: Int, _ missing: MissingDataTreatment) -> AlarmCondition {
    AlarmCondition(
      .greaterThan, 10, evaluationPeriods: periods, datapointsToAlarm: datapoints, missingData: missing)
  }

  private static func values(_ range: some StringProtocol) -> [Double?] {
    range.reversed().map { $0 == "X" ? 11 : $0 == "0" ? 10 : nil }
  }

  /// The state by treatment: missing, ignore, breaching, notBreaching; `keep` for none.
  private static let documented: [(range: String, toAlarm: Int, states: [String])] = [
    ("0-X-X", 3, ["OK", "OK", "OK", "OK"]),
    ("0----", 3, ["OK", "OK", "OK", "OK"]),
    ("-----", 3, ["INSUFFICIENT_DATA", "keep", "ALARM", "OK"]),
    ("0XX-X", 3, ["ALARM", "ALARM", "ALARM", "ALARM"]),
    ("--X--", 3, ["ALARM", "keep", "ALARM", "OK"]),
    ("0-X-X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]),
    ("00X0X", 2, ["ALARM", "ALARM", "ALARM", "ALARM"]),
    ("0-X--", 2, ["OK", "OK", "ALARM", "OK"]),
    ("----0", 2, ["OK", "OK", "ALARM", "OK"]),
    ("---X-", 2, ["ALARM", "keep", "ALARM", "OK"]),
    ("----X", 3, ["OK", "keep", "ALARM", "OK"]),
    ("---X-", 3, ["OK", "keep", "ALARM", "OK"]),
  ]

  @Test("every documented cell has its documented state", arguments: documented.indices)
  func documentedCells(index: Int) {
    let (range, toAlarm, states) = Self.documented[index]
    for (missing, expected) in zip(MissingDataTreatment.allCases, states) {
      let verdict = Self.condition(toAlarm, of: 3, missing).verdict(on: Self.values(range))
      #expect(verdict.state?.rawValue ?? "keep" == expected, "\(range) \(toAlarm) of 3, \(missing)")
    }
  }

  @Test("all 2,916 rows of five periods follow the written algorithm", arguments: MissingDataTreatment.allCases)
  func enumerated(missing: MissingDataTreatment) {
    var rows = 0
    for code in 0..<243 {
      let range = String((0..<5).map { place in Array("X0-")[Self.digit(code, place)] })
      for toAlarm in 1...3 {
        let verdict = Self.condition(toAlarm, of: 3, missing).verdict(on: Self.values(range))
        #expect(verdict.state == Self.written(range, toAlarm, missing), "\(range) \(toAlarm) of 3")
        rows += 1
      }
    }
    #expect(rows * MissingDataTreatment.allCases.count == 2916)
  }

  private static func digit(_ code: Int, _ place: Int) -> Int {
    (0..<place).reduce(code) { rest, _ in rest / 3 } % 3
  }

  /// The page's prose, word for word, over letters. Nil keeps the state.
  private static func written(_ range: String, _ toAlarm: Int, _ missing: MissingDataTreatment) -> AlarmState? {
    let real = range.filter { $0 != "-" }
    let breaching = real.count { $0 == "X" }
    if real.count >= 3 { return real.suffix(3).count { $0 == "X" } >= toAlarm ? .alarm : .ok }
    switch missing {
    case .breaching: return breaching + 3 - real.count >= toAlarm ? .alarm : .ok
    case .notBreaching: return breaching >= toAlarm ? .alarm : .ok
    case .missing where real.isEmpty: return .insufficientData
    case .ignore where real.isEmpty: return nil
    case .missing, .ignore:
      if breaching >= toAlarm { return .alarm }
      guard breaching == real.count else { return .ok }
      let age = range.count - range.prefix { $0 == "-" }.count
      if missing == .ignore { return nil }
      return age >= toAlarm ? .alarm : .ok
    }
  }

  @Test(
    "a threshold itself breaches only where the operator says so",
    arguments: [
      (ComparisonOperator.greaterThan, [false, false, true]), (.greaterThanOrEqual, [false, true, true]),
      (.lessThan, [true, false, false]), (.lessThanOrEqual, [true, true, false]),
    ])
  func operators(comparison: ComparisonOperator, breached: [Bool]) {
    #expect([9, 10, 11].map { comparison.isBreached(by: $0, threshold: 10) } == breached)
  }

  @Test("the range looked at is a third longer than the periods, by two at least")
  func ranges() {
    let ranges = [1, 2, 3, 5, 6, 9, 10, 100].map { Self.condition(1, of: $0, .missing).evaluationRange }
    #expect(ranges == [3, 4, 5, 7, 8, 12, 13, 133])
  }
}
