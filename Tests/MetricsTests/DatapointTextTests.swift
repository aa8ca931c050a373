import Clocks
import Foundation
import Metrics
import Testing

@Suite("Datapoints as people write them")
struct DatapointTextTests {
  private func samples(_ text: String, _ ids: [String] = ["m1"]) throws -> [String: [String]] {
    try DatapointText(text, path: "points.csv").samples(of: ids).mapValues { samples in
      samples.map { "\(Timestamp.text($0.at).dropFirst(11).prefix(5)) \($0.set?.sum ?? $0.value)" }
    }
  }

  private func complaint(_ text: String, _ ids: [String] = ["m1"]) -> String? {
    do {
      _ = try DatapointText(text, path: "points.csv").samples(of: ids)
      return nil
    } catch {
      return "\(error)"
    }
  }

  @Test(
    "one metric is a time and a value, with its heading or without one",
    arguments: [
      "timestamp,value\n2026-11-21T06:00:00Z,1.5\n2026-11-21T06:05:00Z,2\n",
      "2026-11-21T06:00:00Z,1.5\n2026-11-21T06:05:00Z,2",
      "\u{FEFF}Timestamp,Value\r\n2026-11-21T06:00:00Z, 1.5\r\n\r\n2026-11-21T06:05:00Z,2\r\n",
      "timestamp,id,value\n2026-11-21T06:00:00Z,m1,1.5\n2026-11-21T06:05:00Z,m1,2\n",
      "timestamp,m1\n\"2026-11-21T06:00:00Z\",\"1.5\"\n2026-11-21T06:05:00Z,2\n",
    ])
  func oneMetric(_ text: String) throws {
    #expect(try samples(text) == ["m1": ["06:00 1.5", "06:05 2.0"]])
  }

  @Test("of several metrics each has a column, and an empty field is no value")
  func columns() throws {
    let text = "timestamp,m1,m2\n2026-11-21T06:00:00Z,1,\n2026-11-21T06:05:00Z,,2\n"
    #expect(try samples(text, ["m1", "m2"]) == ["m1": ["06:00 1.0"], "m2": ["06:05 2.0"]])
  }

  @Test("or each value has a row")
  func rows() throws {
    let text = "timestamp,id,value\n2026-11-21T06:00:00Z,m2,1\n2026-11-21T06:00:00Z,m1,2\n2026-11-21T06:05:00Z,m1,\n"
    #expect(try samples(text, ["m1", "m2"]) == ["m1": ["06:00 2.0"], "m2": ["06:00 1.0"]])
  }

  @Test("statistic sets are taken as they are")
  func sets() throws {
    let text = "timestamp,samplecount,sum,minimum,maximum\n2026-11-21T06:00:00Z,4,10,1,5\n2026-11-21T06:05:00Z,,,,\n"
    #expect(try samples(text) == ["m1": ["06:00 10.0"]])
    let several = "timestamp,id,samplecount,sum,minimum,maximum\n2026-11-21T06:00:00Z,m2,4,10,1,5\n"
    #expect(try samples(several, ["m1", "m2"]) == ["m2": ["06:00 10.0"]])
  }

  @Test(
    "what is wrong is told with its file, its line and what to write",
    arguments: [
      ("", "points.csv:1: the first line must be: timestamp,value"),
      ("time,value\n", "points.csv:1: the first line must be: timestamp,value"),
      (
        "timestamp,value\nyesterday,1\n",
        "points.csv:2: a time such as 2026-11-28T06:10:00Z and 1 more fields are expected"
      ),
      ("timestamp,value\n2026-11-21T06:00:00Z,1,2\n", "points.csv:2: a time such as"),
      ("timestamp,value\n\n2026-11-21T06:00:00Z,many\n", "points.csv:3: “many” is no number; leave it empty"),
      ("timestamp,value\n2026-11-21T06:00:00Z,inf\n", "points.csv:2: “inf” is no number"),
      ("timestamp,m9\n2026-11-21T06:00:00Z,1\n", "points.csv:1: the alarm has no metric “m9”; it has m1"),
      ("timestamp,id,value\n2026-11-21T06:00:00Z,m9,1\n", "points.csv:2: the alarm has no metric “m9”"),
      (
        "timestamp,samplecount,sum,minimum,maximum\n2026-11-21T06:00:00Z,4,10,9,5\n",
        "points.csv:2: no samples have this count, sum, minimum and maximum together"
      ),
    ])
  func wrong(_ text: String, _ expected: String) throws {
    let told = try #require(self.complaint(text))
    #expect(told.hasPrefix(expected), "\(told)")
  }

  @Test("a set of several metrics must say of which it is")
  func setOfWhich() {
    let text = "timestamp,samplecount,sum,minimum,maximum\n2026-11-21T06:00:00Z,4,10,1,5\n"
    #expect(complaint(text, ["m1", "m2"]) == "points.csv:1: a column id must say of which metric: m1, m2")
  }

  private func states(_ text: String) throws -> [String] {
    try DatapointText(text, path: "points.csv").states().map { "\($0.alarm) \($0.state.rawValue)" }
  }

  @Test("states of alarms are rows, or a column each")
  func alarmStates() throws {
    #expect(try states("timestamp,alarm,state\n2026-11-21T06:00:00Z,late,ALARM\n") == ["late ALARM"])
    #expect(
      try states("timestamp,late,rows\n2026-11-21T06:00:00Z,OK,\n2026-11-21T06:05:00Z,,ALARM\n") == [
        "late OK", "rows ALARM",
      ])
  }

  @Test("a state that is none is told with those there are")
  func noState() {
    #expect(throws: DatapointError.self) { try states("timestamp,alarm,state\n2026-11-21T06:00:00Z,late,on\n") }
    do {
      _ = try states("timestamp,alarm,state\n2026-11-21T06:00:00Z,late,on\n")
    } catch {
      #expect("\(error)" == "points.csv:2: “on” is no state; it is OK, ALARM or INSUFFICIENT_DATA")
    }
  }
}
